import type { CstNode, ICstVisitor, IToken } from "chevrotain";

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  conditional?: ConditionalCstNode[];
  operand?: OperandCstNode[];
  tail?: TailCstNode[];
};

export interface ConditionalCstNode extends CstNode {
  name: "conditional";
  children: ConditionalCstChildren;
}

export type ConditionalCstChildren = {
  If: IToken[];
  condition: ExpressionCstNode[];
  Then: IToken[];
  then: ExpressionCstNode[];
  elseIf?: ElseIfCstNode[];
  Else: IToken[];
  else: OperationCstNode[];
};

export interface ElseIfCstNode extends CstNode {
  name: "elseIf";
  children: ElseIfCstChildren;
}

export type ElseIfCstChildren = {
  Else: IToken[];
  If: IToken[];
  condition: ExpressionCstNode[];
  Then: IToken[];
  then: ExpressionCstNode[];
};

export interface OperationCstNode extends CstNode {
  name: "operation";
  children: OperationCstChildren;
}

export type OperationCstChildren = {
  operand: OperandCstNode[];
  tail?: TailCstNode[];
};

export interface TailCstNode extends CstNode {
  name: "tail";
  children: TailCstChildren;
}

export type TailCstChildren = {
  comparison?: ComparisonCstNode[];
  existence?: ExistenceCstNode[];
  infix?: InfixCstNode[];
};

export interface ComparisonCstNode extends CstNode {
  name: "comparison";
  children: ComparisonCstChildren;
}

export type ComparisonCstChildren = {
  Not?: IToken[];
  Cased?: IToken[];
  operator?: (IToken)[];
  All?: IToken[];
  operand: OperandCstNode[];
};

export interface ExistenceCstNode extends CstNode {
  name: "existence";
  children: ExistenceCstChildren;
}

export type ExistenceCstChildren = {
  Not?: IToken[];
  Exists: IToken[];
};

export interface InfixCstNode extends CstNode {
  name: "infix";
  children: InfixCstChildren;
}

export type InfixCstChildren = {
  operator?: (IToken)[];
  operand: OperandCstNode[];
};

export interface OperandCstNode extends CstNode {
  name: "operand";
  children: OperandCstChildren;
}

export type OperandCstChildren = {
  prefix?: PrefixCstNode[];
  call?: CallCstNode[];
  path?: PathCstNode[];
  group?: GroupCstNode[];
  listLiteral?: ListLiteralCstNode[];
  literal?: (IToken)[];
};

export interface PrefixCstNode extends CstNode {
  name: "prefix";
  children: PrefixCstChildren;
}

export type PrefixCstChildren = {
  operator?: (IToken)[];
};

export interface GroupCstNode extends CstNode {
  name: "group";
  children: GroupCstChildren;
}

export type GroupCstChildren = {
  LParen: IToken[];
  expression: ExpressionCstNode[];
  RParen: IToken[];
};

export interface ListLiteralCstNode extends CstNode {
  name: "listLiteral";
  children: ListLiteralCstChildren;
}

export type ListLiteralCstChildren = {
  LBracket: IToken[];
  item?: (ExpressionCstNode)[];
  Comma?: (IToken)[];
  RBracket: IToken[];
};

export interface CallCstNode extends CstNode {
  name: "call";
  children: CallCstChildren;
}

export type CallCstChildren = {
  function: IToken[];
  LParen: IToken[];
  argument?: (ExpressionCstNode)[];
  Comma?: (IToken)[];
  Of?: IToken[];
  event?: IToken[];
  Where?: IToken[];
  where?: ExpressionCstNode[];
  rest?: ExpressionCstNode[];
  RParen: IToken[];
};

export interface PathCstNode extends CstNode {
  name: "path";
  children: PathCstChildren;
}

export type PathCstChildren = {
  root: IToken[];
  accessor?: AccessorCstNode[];
  LooseDot?: IToken[];
};

export interface AccessorCstNode extends CstNode {
  name: "accessor";
  children: AccessorCstChildren;
}

export type AccessorCstChildren = {
  Dot?: IToken[];
  member?: IToken[];
  LBracket?: IToken[];
  index?: ExpressionCstNode[];
  RBracket?: IToken[];
};

export interface PatternCstNode extends CstNode {
  name: "pattern";
  children: PatternCstChildren;
}

export type PatternCstChildren = {
  label?: LabelCstNode[];
  sequence?: SequenceCstNode[];
  allOf?: AllOfCstNode[];
  anyOf?: AnyOfCstNode[];
  condition?: ConditionCstNode[];
  use?: UseCstNode[];
};

export interface SingleCstNode extends CstNode {
  name: "single";
  children: SingleCstChildren;
}

export type SingleCstChildren = {
  anyOf?: AnyOfCstNode[];
  use?: UseCstNode[];
};

export interface UseCstNode extends CstNode {
  name: "use";
  children: UseCstChildren;
}

export type UseCstChildren = {
  event: IToken[];
  whereClause?: WhereClauseCstNode[];
  With?: IToken[];
  assignments?: AssignmentsCstNode[];
};

export interface WhereClauseCstNode extends CstNode {
  name: "whereClause";
  children: WhereClauseCstChildren;
}

export type WhereClauseCstChildren = {
  Where: IToken[];
  expression: ExpressionCstNode[];
};

export interface WithinClauseCstNode extends CstNode {
  name: "withinClause";
  children: WithinClauseCstChildren;
}

export type WithinClauseCstChildren = {
  Within: IToken[];
  operand: OperandCstNode[];
};

export interface AssignmentsCstNode extends CstNode {
  name: "assignments";
  children: AssignmentsCstChildren;
}

export type AssignmentsCstChildren = {
  assignment: (AssignmentCstNode)[];
  Comma?: IToken[];
};

export interface AssignmentCstNode extends CstNode {
  name: "assignment";
  children: AssignmentCstChildren;
}

export type AssignmentCstChildren = {
  target: PathCstNode[];
  Assign: IToken[];
  value: ExpressionCstNode[];
};

export interface ByFieldCstNode extends CstNode {
  name: "byField";
  children: ByFieldCstChildren;
}

export type ByFieldCstChildren = {
  Cased?: IToken[];
  field: PathCstNode[];
};

export interface TypeNameCstNode extends CstNode {
  name: "typeName";
  children: TypeNameCstChildren;
}

export type TypeNameCstChildren = {
  type: (IToken)[];
  Less?: IToken[];
  Greater?: IToken[];
};

export interface AnyOfCstNode extends CstNode {
  name: "anyOf";
  children: AnyOfCstChildren;
}

export type AnyOfCstChildren = {
  Any: IToken[];
  LCurly: IToken[];
  member?: MemberCstNode[];
  RCurly: IToken[];
};

export interface MemberCstNode extends CstNode {
  name: "member";
  children: MemberCstChildren;
}

export type MemberCstChildren = {
  label?: LabelCstNode[];
  sequence?: SequenceCstNode[];
  allOf?: AllOfCstNode[];
  anyOf?: AnyOfCstNode[];
  use?: UseCstNode[];
};

export interface LabelCstNode extends CstNode {
  name: "label";
  children: LabelCstChildren;
}

export type LabelCstChildren = {
  label?: (IToken)[];
  Colon: IToken[];
};

export interface SequenceCstNode extends CstNode {
  name: "sequence";
  children: SequenceCstChildren;
}

export type SequenceCstChildren = {
  Every?: IToken[];
  Sequence: IToken[];
  withinClause?: WithinClauseCstNode[];
  LCurly: IToken[];
  step?: StepCstNode[];
  RCurly: IToken[];
};

export interface AllOfCstNode extends CstNode {
  name: "allOf";
  children: AllOfCstChildren;
}

export type AllOfCstChildren = {
  Every?: IToken[];
  All: IToken[];
  withinClause?: WithinClauseCstNode[];
  LCurly: IToken[];
  step?: StepCstNode[];
  RCurly: IToken[];
};

export interface StepCstNode extends CstNode {
  name: "step";
  children: StepCstChildren;
}

export type StepCstChildren = {
  label?: LabelCstNode[];
  sequence?: SequenceCstNode[];
  allOf?: AllOfCstNode[];
  anyOf?: AnyOfCstNode[];
  noStep?: NoStepCstNode[];
  untilStep?: UntilStepCstNode[];
  aggregate?: AggregateCstNode[];
  use?: UseCstNode[];
};

export interface NoStepCstNode extends CstNode {
  name: "noStep";
  children: NoStepCstChildren;
}

export type NoStepCstChildren = {
  No: IToken[];
  single: SingleCstNode[];
  withinClause?: WithinClauseCstNode[];
};

export interface UntilStepCstNode extends CstNode {
  name: "untilStep";
  children: UntilStepCstChildren;
}

export type UntilStepCstChildren = {
  Until: IToken[];
  single: SingleCstNode[];
};

export interface AggregateCstNode extends CstNode {
  name: "aggregate";
  children: AggregateCstChildren;
}

export type AggregateCstChildren = {
  call: CallCstNode[];
  tail?: TailCstNode[];
  withinClause?: WithinClauseCstNode[];
};

export interface ConditionCstNode extends CstNode {
  name: "condition";
  children: ConditionCstChildren;
}

export type ConditionCstChildren = {
  conditionStart: ConditionStartCstNode[];
  tail?: TailCstNode[];
  withinClause?: WithinClauseCstNode[];
};

export interface ConditionStartCstNode extends CstNode {
  name: "conditionStart";
  children: ConditionStartCstChildren;
}

export type ConditionStartCstChildren = {
  call?: CallCstNode[];
  group?: GroupCstNode[];
  literal?: IToken[];
  operator?: (IToken)[];
  operand?: OperandCstNode[];
};

export interface SourceDeclarationCstNode extends CstNode {
  name: "sourceDeclaration";
  children: SourceDeclarationCstChildren;
}

export type SourceDeclarationCstChildren = {
  Source: IToken[];
  name: IToken[];
  From: IToken[];
  class: IToken[];
  LCurly: IToken[];
  sourceClause?: SourceClauseCstNode[];
  RCurly: IToken[];
};

export interface SourceClauseCstNode extends CstNode {
  name: "sourceClause";
  children: SourceClauseCstChildren;
}

export type SourceClauseCstChildren = {
  Files?: IToken[];
  files?: StringsCstNode[];
  Format?: IToken[];
  format?: FormatCstNode[];
  Only?: IToken[];
  only?: ExpressionCstNode[];
  timeClause?: TimeClauseCstNode[];
  Lateness?: IToken[];
  lateness?: OperandCstNode[];
  Idle?: IToken[];
  idle?: OperandCstNode[];
  Ahead?: IToken[];
  ahead?: OperandCstNode[];
  Skew?: IToken[];
  Plus?: IToken[];
  skew?: OperandCstNode[];
  Late?: IToken[];
  late?: IToken[];
  Missing?: IToken[];
  missing?: StringsCstNode[];
  Template?: IToken[];
  template?: TemplateCstNode[];
  Map?: IToken[];
  map?: BlockCstNode[];
};

export interface StringsCstNode extends CstNode {
  name: "strings";
  children: StringsCstChildren;
}

export type StringsCstChildren = {
  string: IToken[];
  Comma?: IToken[];
};

export interface FormatCstNode extends CstNode {
  name: "format";
  children: FormatCstChildren;
}

export type FormatCstChildren = {
  format: IToken[];
  formatOption?: FormatOptionCstNode[];
};

export interface FormatOptionCstNode extends CstNode {
  name: "formatOption";
  children: FormatOptionCstChildren;
}

export type FormatOptionCstChildren = {
  listLiteral?: ListLiteralCstNode[];
  literal?: (IToken)[];
};

export interface TimeClauseCstNode extends CstNode {
  name: "timeClause";
  children: TimeClauseCstChildren;
}

export type TimeClauseCstChildren = {
  Time: IToken[];
  field: PathCstNode[];
  TimeFormat?: IToken[];
  format?: IToken[];
  Year?: IToken[];
  year?: OperandCstNode[];
  Zone?: IToken[];
  zone?: IToken[];
};

export interface TemplateCstNode extends CstNode {
  name: "template";
  children: TemplateCstChildren;
}

export type TemplateCstChildren = {
  code: IToken[];
  text: IToken[];
};

export interface BlockCstNode extends CstNode {
  name: "block";
  children: BlockCstChildren;
}

export type BlockCstChildren = {
  LCurly: IToken[];
  assignment?: AssignmentCstNode[];
  Comma?: IToken[];
  RCurly: IToken[];
};

export interface SubjectCstNode extends CstNode {
  name: "subject";
  children: SubjectCstChildren;
}

export type SubjectCstChildren = {
  By: IToken[];
  byField: ByFieldCstNode[];
  Comma?: IToken[];
  Of: IToken[];
  use: UseCstNode[];
};

export interface OverClauseCstNode extends CstNode {
  name: "overClause";
  children: OverClauseCstChildren;
}

export type OverClauseCstChildren = {
  Over: IToken[];
  operand: OperandCstNode[];
};

export interface RankingDeclarationCstNode extends CstNode {
  name: "rankingDeclaration";
  children: RankingDeclarationCstChildren;
}

export type RankingDeclarationCstChildren = {
  Ranking: IToken[];
  name: IToken[];
  subject: SubjectCstNode[];
  LCurly: IToken[];
  rankingClause?: RankingClauseCstNode[];
  RCurly: IToken[];
};

export interface RankingClauseCstNode extends CstNode {
  name: "rankingClause";
  children: RankingClauseCstChildren;
}

export type RankingClauseCstChildren = {
  Rules?: IToken[];
  rules?: PathCstNode[];
  Regions?: IToken[];
  regions?: PathCstNode[];
  Hits?: IToken[];
  failures?: FailuresCstNode[];
  Order?: IToken[];
  level?: IToken[];
  Comma?: IToken[];
  Weights?: IToken[];
  weights?: WeightsCstNode[];
};

export interface FailuresCstNode extends CstNode {
  name: "failures";
  children: FailuresCstChildren;
}

export type FailuresCstChildren = {
  Failures: IToken[];
  field: PathCstNode[];
  whereClause?: WhereClauseCstNode[];
};

export interface WeightsCstNode extends CstNode {
  name: "weights";
  children: WeightsCstChildren;
}

export type WeightsCstChildren = {
  LCurly: IToken[];
  weight?: WeightCstNode[];
  Comma?: IToken[];
  RCurly: IToken[];
};

export interface WeightCstNode extends CstNode {
  name: "weight";
  children: WeightCstChildren;
}

export type WeightCstChildren = {
  weighted?: IToken[];
  value?: (IToken)[];
  weight: IToken[];
  weights?: WeightsCstNode[];
};

export interface BaselineDeclarationCstNode extends CstNode {
  name: "baselineDeclaration";
  children: BaselineDeclarationCstChildren;
}

export type BaselineDeclarationCstChildren = {
  Baseline: IToken[];
  name: IToken[];
  subject: SubjectCstNode[];
  LCurly: IToken[];
  baselineClause?: BaselineClauseCstNode[];
  RCurly: IToken[];
};

export interface BaselineClauseCstNode extends CstNode {
  name: "baselineClause";
  children: BaselineClauseCstChildren;
}

export type BaselineClauseCstChildren = {
  Learn?: IToken[];
  learn?: IToken[];
  feature?: FeatureCstNode[];
  Rare?: IToken[];
  Below?: IToken[];
  rare?: OperandCstNode[];
};

export interface FeatureCstNode extends CstNode {
  name: "feature";
  children: FeatureCstChildren;
}

export type FeatureCstChildren = {
  Feature: IToken[];
  name: IToken[];
  LCurly: IToken[];
  featureValue?: (FeatureValueCstNode)[];
  Comma?: (IToken)[];
  RCurly: IToken[];
};

export interface FeatureValueCstNode extends CstNode {
  name: "featureValue";
  children: FeatureValueCstChildren;
}

export type FeatureValueCstChildren = {
  value: ExpressionCstNode[];
  Cyclic?: IToken[];
  cyclic?: OperandCstNode[];
  Per?: IToken[];
  per?: OperandCstNode[];
};

export interface ScoreDeclarationCstNode extends CstNode {
  name: "scoreDeclaration";
  children: ScoreDeclarationCstChildren;
}

export type ScoreDeclarationCstChildren = {
  Score: IToken[];
  name: IToken[];
  subject: SubjectCstNode[];
  overClause?: OverClauseCstNode[];
  LCurly: IToken[];
  scoreClause?: ScoreClauseCstNode[];
  RCurly: IToken[];
};

export interface ScoreClauseCstNode extends CstNode {
  name: "scoreClause";
  children: ScoreClauseCstChildren;
}

export type ScoreClauseCstChildren = {
  measure?: MeasureCstNode[];
  Alert?: IToken[];
  At?: IToken[];
  alert?: OperandCstNode[];
};

export interface MeasureCstNode extends CstNode {
  name: "measure";
  children: MeasureCstChildren;
}

export type MeasureCstChildren = {
  Measure: IToken[];
  name: IToken[];
  Assign: IToken[];
  value: ExpressionCstNode[];
  whereClause?: WhereClauseCstNode[];
  From?: IToken[];
  from?: OperandCstNode[];
  To?: IToken[];
  to?: OperandCstNode[];
  Weight?: IToken[];
  weight?: IToken[];
};

export interface ClusterDeclarationCstNode extends CstNode {
  name: "clusterDeclaration";
  children: ClusterDeclarationCstChildren;
}

export type ClusterDeclarationCstChildren = {
  Cluster: IToken[];
  name: IToken[];
  Of: IToken[];
  use: UseCstNode[];
  overClause?: OverClauseCstNode[];
  LCurly: IToken[];
  clusterClause?: ClusterClauseCstNode[];
  RCurly: IToken[];
};

export interface ClusterClauseCstNode extends CstNode {
  name: "clusterClause";
  children: ClusterClauseCstChildren;
}

export type ClusterClauseCstChildren = {
  items?: ItemsCstNode[];
  Link?: IToken[];
  When?: (IToken)[];
  link?: ExpressionCstNode[];
  Features?: IToken[];
  feature?: IToken[];
  Comma?: IToken[];
  family?: FamilyCstNode[];
  Alert?: IToken[];
  alert?: ExpressionCstNode[];
};

export interface ItemsCstNode extends CstNode {
  name: "items";
  children: ItemsCstChildren;
}

export type ItemsCstChildren = {
  Items: IToken[];
  field: PathCstNode[];
  By: IToken[];
  byField: ByFieldCstNode[];
  Comma?: IToken[];
};

export interface FamilyCstNode extends CstNode {
  name: "family";
  children: FamilyCstChildren;
}

export type FamilyCstChildren = {
  Family: IToken[];
  name: IToken[];
  whereClause: WhereClauseCstNode[];
};

export interface ActionDeclarationCstNode extends CstNode {
  name: "actionDeclaration";
  children: ActionDeclarationCstChildren;
}

export type ActionDeclarationCstChildren = {
  Action: IToken[];
  name: IToken[];
  parameters: ParametersCstNode[];
  LCurly: IToken[];
  actionClause?: ActionClauseCstNode[];
  RCurly: IToken[];
};

export interface ParametersCstNode extends CstNode {
  name: "parameters";
  children: ParametersCstChildren;
}

export type ParametersCstChildren = {
  LParen: IToken[];
  parameter?: ParameterCstNode[];
  Comma?: IToken[];
  RParen: IToken[];
};

export interface ParameterCstNode extends CstNode {
  name: "parameter";
  children: ParameterCstChildren;
}

export type ParameterCstChildren = {
  name: IToken[];
  Colon: IToken[];
  typeName: TypeNameCstNode[];
};

export interface ActionClauseCstNode extends CstNode {
  name: "actionClause";
  children: ActionClauseCstChildren;
}

export type ActionClauseCstChildren = {
  http?: HttpCstNode[];
  Exec?: IToken[];
  exec?: ListLiteralCstNode[];
  Timeout?: IToken[];
  timeout?: OperandCstNode[];
  Retry?: IToken[];
  retry?: OperandCstNode[];
  Once?: IToken[];
  Per?: IToken[];
  once?: PathCstNode[];
  Comma?: IToken[];
  simulate?: SimulateCstNode[];
};

export interface HttpCstNode extends CstNode {
  name: "http";
  children: HttpCstChildren;
}

export type HttpCstChildren = {
  Http: IToken[];
  method: IToken[];
  url: ExpressionCstNode[];
  Json?: IToken[];
  json?: MembersCstNode[];
  Body?: IToken[];
  body?: ExpressionCstNode[];
  Headers?: IToken[];
  headers?: MembersCstNode[];
};

export interface SimulateCstNode extends CstNode {
  name: "simulate";
  children: SimulateCstChildren;
}

export type SimulateCstChildren = {
  Simulate: IToken[];
  Takes?: IToken[];
  takes?: ExpressionCstNode[];
  Returns?: IToken[];
  returns?: MembersCstNode[];
  Fails?: IToken[];
  fails?: OperandCstNode[];
};

export interface MembersCstNode extends CstNode {
  name: "members";
  children: MembersCstChildren;
}

export type MembersCstChildren = {
  LCurly: IToken[];
  memberOf?: MemberOfCstNode[];
  Comma?: IToken[];
  RCurly: IToken[];
};

export interface MemberOfCstNode extends CstNode {
  name: "memberOf";
  children: MemberOfCstChildren;
}

export type MemberOfCstChildren = {
  target: PathCstNode[];
  Assign?: IToken[];
  value?: ExpressionCstNode[];
};

export interface PlaybookDeclarationCstNode extends CstNode {
  name: "playbookDeclaration";
  children: PlaybookDeclarationCstChildren;
}

export type PlaybookDeclarationCstChildren = {
  Playbook: IToken[];
  name: IToken[];
  LCurly: IToken[];
  onClause?: OnClauseCstNode[];
  task?: TaskCstNode[];
  RCurly: IToken[];
};

export interface OnClauseCstNode extends CstNode {
  name: "onClause";
  children: OnClauseCstChildren;
}

export type OnClauseCstChildren = {
  On: IToken[];
  Failure?: IToken[];
  tasks?: TasksCstNode[];
  use?: UseCstNode[];
};

export interface TasksCstNode extends CstNode {
  name: "tasks";
  children: TasksCstChildren;
}

export type TasksCstChildren = {
  LCurly: IToken[];
  task?: TaskCstNode[];
  RCurly: IToken[];
};

export interface TaskCstNode extends CstNode {
  name: "task";
  children: TaskCstChildren;
}

export type TaskCstChildren = {
  label?: LabelCstNode[];
  after?: AfterCstNode[];
  branch?: BranchCstNode[];
  loop?: LoopCstNode[];
  approval?: ApprovalCstNode[];
  run?: RunCstNode[];
};

export interface RunCstNode extends CstNode {
  name: "run";
  children: RunCstChildren;
}

export type RunCstChildren = {
  action: IToken[];
  LParen: IToken[];
  argument?: (ExpressionCstNode)[];
  Comma?: IToken[];
  RParen: IToken[];
};

export interface AfterCstNode extends CstNode {
  name: "after";
  children: AfterCstChildren;
}

export type AfterCstChildren = {
  After: IToken[];
  step?: IToken[];
  Comma?: IToken[];
  tasks: TasksCstNode[];
};

export interface BranchCstNode extends CstNode {
  name: "branch";
  children: BranchCstChildren;
}

export type BranchCstChildren = {
  If: IToken[];
  condition: ExpressionCstNode[];
  then: TasksCstNode[];
  elseBranch?: ElseBranchCstNode[];
  Else?: IToken[];
  else?: TasksCstNode[];
};

export interface ElseBranchCstNode extends CstNode {
  name: "elseBranch";
  children: ElseBranchCstChildren;
}

export type ElseBranchCstChildren = {
  Else: IToken[];
  If: IToken[];
  condition: ExpressionCstNode[];
  then: TasksCstNode[];
};

export interface LoopCstNode extends CstNode {
  name: "loop";
  children: LoopCstChildren;
}

export type LoopCstChildren = {
  loopHead: LoopHeadCstNode[];
  tasks: TasksCstNode[];
};

export interface LoopHeadCstNode extends CstNode {
  name: "loopHead";
  children: LoopHeadCstChildren;
}

export type LoopHeadCstChildren = {
  For: IToken[];
  Each: IToken[];
  name: IToken[];
  In: IToken[];
  list: ExpressionCstNode[];
};

export interface ApprovalCstNode extends CstNode {
  name: "approval";
  children: ApprovalCstChildren;
}

export type ApprovalCstChildren = {
  Approve: IToken[];
  text?: ExpressionCstNode[];
  By?: IToken[];
  by?: StringsCstNode[];
  withinClause?: WithinClauseCstNode[];
  then?: TasksCstNode[];
  Else?: IToken[];
  else?: TasksCstNode[];
};

export interface DeclarationCstNode extends CstNode {
  name: "declaration";
  children: DeclarationCstChildren;
}

export type DeclarationCstChildren = {
  workspaceDeclaration?: WorkspaceDeclarationCstNode[];
  sourceDeclaration?: SourceDeclarationCstNode[];
  listDeclaration?: ListDeclarationCstNode[];
  tableDeclaration?: TableDeclarationCstNode[];
  fieldDeclaration?: FieldDeclarationCstNode[];
  eventDeclaration?: EventDeclarationCstNode[];
  ruleDeclaration?: RuleDeclarationCstNode[];
  ignoreDeclaration?: IgnoreDeclarationCstNode[];
  testDeclaration?: TestDeclarationCstNode[];
  rankingDeclaration?: RankingDeclarationCstNode[];
  actionDeclaration?: ActionDeclarationCstNode[];
  playbookDeclaration?: PlaybookDeclarationCstNode[];
  baselineDeclaration?: BaselineDeclarationCstNode[];
  scoreDeclaration?: ScoreDeclarationCstNode[];
  clusterDeclaration?: ClusterDeclarationCstNode[];
};

export interface WorkspaceDeclarationCstNode extends CstNode {
  name: "workspaceDeclaration";
  children: WorkspaceDeclarationCstChildren;
}

export type WorkspaceDeclarationCstChildren = {
  Workspace: IToken[];
  LCurly: IToken[];
  Zone?: IToken[];
  zone?: IToken[];
  Period?: IToken[];
  period?: OperandCstNode[];
  RCurly: IToken[];
};

export interface ListDeclarationCstNode extends CstNode {
  name: "listDeclaration";
  children: ListDeclarationCstChildren;
}

export type ListDeclarationCstChildren = {
  List: IToken[];
  name: IToken[];
  Colon?: IToken[];
  listType?: IToken[];
  From?: IToken[];
  from?: IToken[];
  Assign?: IToken[];
  listLiteral?: ListLiteralCstNode[];
};

export interface TableDeclarationCstNode extends CstNode {
  name: "tableDeclaration";
  children: TableDeclarationCstChildren;
}

export type TableDeclarationCstChildren = {
  Table: IToken[];
  name: IToken[];
  From: IToken[];
  from: IToken[];
  Key: IToken[];
  key: IToken[];
  Colon?: IToken[];
  type?: IToken[];
};

export interface FieldDeclarationCstNode extends CstNode {
  name: "fieldDeclaration";
  children: FieldDeclarationCstChildren;
}

export type FieldDeclarationCstChildren = {
  Field: IToken[];
  field: PathCstNode[];
  Colon: IToken[];
  typeName: TypeNameCstNode[];
};

export interface EventDeclarationCstNode extends CstNode {
  name: "eventDeclaration";
  children: EventDeclarationCstChildren;
}

export type EventDeclarationCstChildren = {
  Event: IToken[];
  name: IToken[];
  Assign: IToken[];
  single: SingleCstNode[];
};

export interface RuleDeclarationCstNode extends CstNode {
  name: "ruleDeclaration";
  children: RuleDeclarationCstChildren;
}

export type RuleDeclarationCstChildren = {
  Rule: IToken[];
  name: IToken[];
  LCurly: IToken[];
  ruleClause?: RuleClauseCstNode[];
  RCurly: IToken[];
};

export interface RuleClauseCstNode extends CstNode {
  name: "ruleClause";
  children: RuleClauseCstChildren;
}

export type RuleClauseCstChildren = {
  Severity?: IToken[];
  severity?: ExpressionCstNode[];
  Risk?: IToken[];
  risk?: ExpressionCstNode[];
  Attack?: IToken[];
  technique?: IToken[];
  Comma?: (IToken)[];
  Tags?: IToken[];
  tags?: StringsCstNode[];
  Meta?: IToken[];
  meta?: BlockCstNode[];
  Status?: IToken[];
  status?: IToken[];
  By?: IToken[];
  byField?: ByFieldCstNode[];
  When?: IToken[];
  pattern?: PatternCstNode[];
  Emit?: IToken[];
  emit?: AssignmentsCstNode[];
  Suppress?: IToken[];
  suppress?: OperandCstNode[];
  Ignore?: IToken[];
  ignore?: WhereClauseCstNode[];
  Learn?: IToken[];
  learn?: IToken[];
  Forget?: IToken[];
  forget?: OperandCstNode[];
  Limit?: IToken[];
  limit?: OperandCstNode[];
  Ties?: IToken[];
  ties?: IToken[];
};

export interface IgnoreDeclarationCstNode extends CstNode {
  name: "ignoreDeclaration";
  children: IgnoreDeclarationCstChildren;
}

export type IgnoreDeclarationCstChildren = {
  Ignore: IToken[];
  rule: IToken[];
  Comma?: IToken[];
  whereClause: WhereClauseCstNode[];
};

export interface TestDeclarationCstNode extends CstNode {
  name: "testDeclaration";
  children: TestDeclarationCstChildren;
}

export type TestDeclarationCstChildren = {
  Test: IToken[];
  title: IToken[];
  LCurly: IToken[];
  givenClause?: GivenClauseCstNode[];
  expectClause?: ExpectClauseCstNode[];
  RCurly: IToken[];
};

export interface GivenClauseCstNode extends CstNode {
  name: "givenClause";
  children: GivenClauseCstChildren;
}

export type GivenClauseCstChildren = {
  Given: IToken[];
  source: IToken[];
  text: IToken[];
};

export interface ExpectClauseCstNode extends CstNode {
  name: "expectClause";
  children: ExpectClauseCstChildren;
}

export type ExpectClauseCstChildren = {
  Expect: IToken[];
  No?: IToken[];
  rule: IToken[];
  Once?: IToken[];
  Twice?: IToken[];
  number?: IToken[];
  Times?: IToken[];
  whereClause?: WhereClauseCstNode[];
};
