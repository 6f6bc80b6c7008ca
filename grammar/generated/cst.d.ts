import type { CstNode, ICstVisitor, IToken } from "chevrotain";

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  conditional?: ConditionalCstNode[];
  operation?: OperationCstNode[];
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
  primary: PrimaryCstNode[];
};

export interface PrefixCstNode extends CstNode {
  name: "prefix";
  children: PrefixCstChildren;
}

export type PrefixCstChildren = {
  operator?: (IToken)[];
};

export interface PrimaryCstNode extends CstNode {
  name: "primary";
  children: PrimaryCstChildren;
}

export type PrimaryCstChildren = {
  call?: CallCstNode[];
  path?: PathCstNode[];
  group?: GroupCstNode[];
  listLiteral?: ListLiteralCstNode[];
  literal?: (IToken)[];
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
  label: IToken[];
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
  laterDeclaration?: LaterDeclarationCstNode[];
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

export interface TypeNameCstNode extends CstNode {
  name: "typeName";
  children: TypeNameCstChildren;
}

export type TypeNameCstChildren = {
  type: (IToken)[];
  Less?: IToken[];
  Greater?: IToken[];
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

export interface ByFieldCstNode extends CstNode {
  name: "byField";
  children: ByFieldCstChildren;
}

export type ByFieldCstChildren = {
  Cased?: IToken[];
  field: PathCstNode[];
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

export interface LaterDeclarationCstNode extends CstNode {
  name: "laterDeclaration";
  children: LaterDeclarationCstChildren;
}

export type LaterDeclarationCstChildren = {
  keyword?: (IToken)[];
  name: IToken[];
  Loose?: IToken[];
  balanced: BalancedCstNode[];
};

export interface BalancedCstNode extends CstNode {
  name: "balanced";
  children: BalancedCstChildren;
}

export type BalancedCstChildren = {
  LCurly: IToken[];
  Loose?: IToken[];
  balanced?: BalancedCstNode[];
  RCurly: IToken[];
};
