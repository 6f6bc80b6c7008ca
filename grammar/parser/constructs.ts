/** What messages call each rule of the parser, what begins it, and how it is written. */

export interface Construct {
  /** As in "expected ... in ___". */
  readonly name: string;
  /** What may begin it, where the list of tokens would be too long to help. */
  readonly starts?: string;
  /** How it is written. */
  readonly form?: string;
}

const value = "a value: a field, a string, a number, a list, or a call";
const patterns = "an event, `sequence`, `all`, `any`, or a condition such as `count(login_failed) >= 5`";
const ruleForm = 'rule name { severity high  by field  when event_name where field == "value" }';
const sourceForm = 'source name from operating_system { files "logs/*.log"  format syslog  time timestamp }';

const rankingForm = "ranking name by ip of event_name { rules rule.name  hits  weights { rules 0.6  hits 0.4 } }";
const actionForm = 'action name(address: ip) { http POST "https://..." json { address }  timeout 5s }';
const playbookForm = "playbook name { on rule_name  label: action_name(ip)  on failure { notify(error) } }";
const baselineForm = "baseline name by user of event_name { feature rhythm { hour(time) cyclic 24 }  rare below 0.1% }";
const scoreForm = "score name by ip of event_name over 1h { measure sent = count() weight 1  alert at 0.7 }";
const clusterForm = "cluster name of event_name over 1h { items host by ip  link when shared >= 3 }";

export const constructs: Readonly<Record<string, Construct>> = {
  declaration: { name: "the file", starts: "a declaration: `source`, `event`, `rule`, `list`, `test`, ..." },
  workspaceDeclaration: { name: "the workspace settings", form: 'workspace { zone "UTC"  period 1s }' },
  sourceDeclaration: { name: "a source", starts: "a clause of the source, or `}`", form: sourceForm },
  sourceClause: { name: "a source", starts: "a clause: `files`, `format`, `only`, `time`, `template`, `map`, ..." },
  strings: { name: "a list of strings", form: '"first", "second"' },
  format: { name: "the format of a source", form: "format syslog" },
  formatOption: { name: "the format of a source", form: 'format csv ";"' },
  timeClause: { name: "the time of a source", form: 'time timestamp year 2026 zone "UTC"' },
  template: { name: "a template", form: 'template 1001 "Failed password for {user}"' },
  block: { name: "a block of assignments", form: "{ field = value }" },
  listDeclaration: { name: "a list", form: 'list name = ["a", "b"], or list name: cidr from "file.txt"' },
  tableDeclaration: { name: "a table", form: 'table name from "file.csv" key column: string' },
  fieldDeclaration: { name: "a field's declaration", form: "field app.tenant: string" },
  typeName: { name: "a type", form: "string, int, float, bool, time, duration, ip, cidr, list<string>" },
  eventDeclaration: { name: "an event", form: 'event name = source where field == "value"' },
  ruleDeclaration: { name: "a rule", starts: "a clause of the rule, or `}`", form: ruleForm },
  ruleClause: { name: "a rule", starts: "a clause: `severity`, `by`, `when`, `emit`, `suppress`, ..." },
  byField: { name: "the key of a rule", form: "by user, ip" },
  ignoreDeclaration: { name: "an ignore", form: 'ignore a_rule, b_rule where user == "backup"' },
  testDeclaration: {
    name: "a test",
    starts: "`given`, `expect` or `}`",
    form: 'test "title" { given ... expect ... }',
  },
  givenClause: { name: "the given lines of a test", form: 'given sshd """lines"""' },
  expectClause: { name: "an expectation", form: 'expect rule_name once where user == "root"' },
  subject: { name: "whose records are looked at", form: "by user, ip of event_name" },
  overClause: { name: "a period", form: "over 1h" },
  rankingDeclaration: { name: "a ranking", starts: "a clause of the ranking, or `}`", form: rankingForm },
  rankingClause: { name: "a ranking", starts: "`rules`, `regions`, `hits`, `failures`, `order` or `weights`" },
  failures: { name: "the failures of a ranking", form: "failures http.response.status_code where status >= 400" },
  weights: { name: "weights", starts: "a weight, or `}`", form: "{ rules 0.4 { sqli 0.7, scan 0.3 }  hits 0.6 }" },
  weight: { name: "a weight", starts: "a name, a text or a number", form: "rules 0.4 { sqli 0.7, scan 0.3 }" },
  actionDeclaration: { name: "an action", starts: "a clause of the action, or `}`", form: actionForm },
  actionClause: { name: "an action", starts: "`http`, `exec`, `timeout`, `retry`, `once per` or `simulate`" },
  parameters: { name: "the parameters of an action", form: "(address: ip, reason: string)" },
  parameter: { name: "a parameter", form: "address: ip" },
  http: { name: "a request", form: 'http POST "https://firewall.example/block" json { address }' },
  simulate: { name: "the simulation of an action", form: 'simulate takes 1s returns { ticket = "T-1" } fails 2%' },
  members: { name: "an object", starts: "a name, or `}`", form: '{ address, reason = "spam" }' },
  memberOf: { name: "an object", form: '{ address, reason = "spam" }' },
  playbookDeclaration: { name: "a playbook", starts: "`on`, a step, or `}`", form: playbookForm },
  onClause: { name: "what starts a playbook", form: "on rule_name where severity >= high, or on failure { ... }" },
  tasks: { name: "the steps of a playbook", starts: "a step, or `}`", form: "{ label: action_name(value) }" },
  task: { name: "a playbook", starts: "a step: `action_name(...)`, `after`, `if`, `for each` or `approve`" },
  run: { name: "a step", form: "label: action_name(value)" },
  after: { name: "`after`", form: "after label, other { ... }" },
  branch: { name: "`if`", form: "if condition { ... } else { ... }" },
  elseBranch: { name: "`if`", form: "if condition { ... } else if condition { ... }" },
  loop: { name: "`for each`", form: "for each name in list { ... }" },
  loopHead: { name: "`for each`", form: "for each name in list { ... }" },
  approval: { name: "`approve`", form: 'approve "Disable the account?" by "soc" within 30m { ... } else { ... }' },
  baselineDeclaration: { name: "a baseline", starts: "a clause of the baseline, or `}`", form: baselineForm },
  baselineClause: { name: "a baseline", starts: "`learn`, `feature` or `rare below`", form: "rare below 0.1%" },
  feature: { name: "a feature", form: "feature rhythm { hour(time) cyclic 24, weekday(time) cyclic 7 }" },
  featureValue: { name: "a feature", form: "hour(time) cyclic 24, or count() per 1h" },
  scoreDeclaration: { name: "a score", starts: "a clause of the score, or `}`", form: scoreForm },
  scoreClause: { name: "a score", starts: "`measure` or `alert at`", form: "alert at 0.7" },
  measure: { name: "a measure", form: "measure name = count() where field == value from 1 to 200 weight 0.5" },
  clusterDeclaration: { name: "a cluster", starts: "a clause of the cluster, or `}`", form: clusterForm },
  clusterClause: {
    name: "a cluster",
    starts: "`items`, `link when`, `features`, `family` or `alert when`",
    form: "alert when size >= 5",
  },
  items: { name: "the items of a cluster", form: "items dns.question.name by ip" },
  family: { name: "a family", form: "family name where entropy > 3.5" },
  pattern: { name: "`when`", starts: patterns },
  single: { name: "an event", starts: "the name of an event, or `any { ... }`" },
  use: { name: "the use of an event", form: "login where user == actor with user = account" },
  whereClause: { name: "a condition" },
  withinClause: { name: "a window", form: "within 10m" },
  assignments: { name: "a list of assignments", form: "field = value, other = value" },
  assignment: { name: "an assignment", form: "field = value" },
  anyOf: { name: "`any`", starts: "the name of an event, or `}`", form: "any { first_event  second_event }" },
  member: { name: "`any`", starts: "the name of an event" },
  label: { name: "a label", form: "label: event_name" },
  sequence: { name: "a sequence", starts: "a step, or `}`", form: "sequence within 10m { first_event  second_event }" },
  allOf: { name: "`all`", starts: "a member, or `}`", form: "all within 5m { first_event  second_event }" },
  step: { name: "a step", starts: "the name of an event, an aggregate such as `count(...) >= 5`, `no`, or `until`" },
  noStep: { name: "`no`", form: "no event_name within 30m" },
  untilStep: { name: "`until`", form: "until event_name" },
  aggregate: { name: "an aggregate", form: "count(event_name) >= 5 within 10m" },
  condition: { name: "the condition of a rule", form: "count(event_name) >= 5 within 10m" },
  conditionStart: { name: "the condition of a rule", form: "count(event_name) >= 5 within 10m" },
  expression: { name: "an expression", starts: value },
  conditional: { name: "`if`", form: "if condition then value else other" },
  elseIf: { name: "`if`", form: "if condition then value else other" },
  operation: { name: "an expression", starts: value },
  tail: { name: "an expression", starts: "an operator" },
  comparison: { name: "a comparison", starts: "`in`, `contains`, `like`, `matches`, `==`, ..." },
  existence: { name: "a comparison", form: "field exists" },
  infix: { name: "an expression", starts: "an operator" },
  operand: { name: "an expression", starts: value },
  prefix: { name: "an expression", starts: value },
  group: { name: "parentheses" },
  listLiteral: { name: "a list", form: '["a", "b"]' },
  call: { name: "a call", form: "count(event_name where condition), or distinct(field of event_name)" },
  path: { name: "a field's name" },
  accessor: { name: "a field's name", form: "source.port, or a[0].b" },
};
