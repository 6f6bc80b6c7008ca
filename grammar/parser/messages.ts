/**
 * What the parser says when a text does not fit: what stands there, what was expected in which construct, and how that
 * construct is written. Invariant: no message names a rule of the grammar or a token type.
 */
import { EOF, tokenLabel, type IParserErrorMessageProvider, type IToken, type TokenType } from "chevrotain";
import { t } from "../tokens.ts";

interface Construct {
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

const constructs: Readonly<Record<string, Construct>> = {
  declaration: { name: "the file", starts: "a declaration: `source`, `event`, `rule`, `list`, `test`, ..." },
  workspaceDeclaration: { name: "the workspace settings", form: 'workspace { zone "UTC"  period 1s }' },
  sourceDeclaration: { name: "a source", starts: "a clause of the source, or `}`", form: sourceForm },
  sourceClause: { name: "a source", starts: "a clause: `files`, `format`, `only`, `time`, `template`, `map`, ..." },
  strings: { name: "a list of strings" },
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
  laterDeclaration: { name: "a declaration" },
  balanced: { name: "a declaration's body" },
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
  primary: { name: "an expression", starts: value },
  group: { name: "parentheses" },
  listLiteral: { name: "a list", form: '["a", "b"]' },
  call: { name: "a call", form: "count(event_name where condition), or distinct(field of event_name)" },
  path: { name: "a field's name" },
  accessor: { name: "a field's name", form: "source.port, or a[0].b" },
};

/** More than these are a list that nobody reads. */
const mostTokens = 6;

const names: ReadonlySet<TokenType> = new Set([t.Word, t.AnyWord]);

function found(token: IToken, wanted: string): string {
  if (token.tokenType === EOF) return "but the text ends here";
  const shown = token.image.length > 40 ? `${token.image.slice(0, 40)}...` : token.image;
  const word = /^[a-z]+$/.test(token.image) && wanted.includes("a name") && token.tokenType !== t.Identifier;
  const why = word ? ", a word of the language (in back quotes it can be a field)" : "";
  return `but found \`${shown.replace(/\s+/g, " ")}\`${why}`;
}

function sentence(ruleName: string, wanted: string, actual: IToken): string {
  const construct = constructs[ruleName];
  const place = construct === undefined ? "here" : `in ${construct.name}`;
  const form = construct?.form === undefined ? "" : ` It is written: ${construct.form}`;
  return `Expected ${wanted} ${place}, ${found(actual, wanted)}.${form}`;
}

function oneOf(paths: readonly (readonly TokenType[])[], ruleName: string): string {
  const starts = constructs[ruleName]?.starts;
  const firsts = [...new Set(paths.flatMap((path) => (path[0] === undefined ? [] : [tokenLabel(path[0])])))];
  if (starts !== undefined && (firsts.length > mostTokens || paths.some((path) => names.has(path[0]!)))) return starts;
  return firsts.length === 1 ? firsts[0]! : `${firsts.slice(0, -1).join(", ")} or ${firsts.at(-1)}`;
}

/** For a token that belongs to no declaration. */
export function strayMessage(token: IToken): string {
  return `Expected ${constructs["declaration"]!.starts} here, ${found(token, "")}, which belongs to none.`;
}

/**
 * Thrown out of the parser once a declaration has more errors than recovery should work through: chevrotain recurses
 * with every error in a repetition, so thousands of them would overflow the stack.
 */
export class TooManyErrors extends Error {
  readonly token: IToken;

  constructor(token: IToken) {
    super("too many errors");
    this.token = token;
  }
}

/** Counts the errors of the declaration that is being parsed. */
export class Messages implements IParserErrorMessageProvider {
  private left = Infinity;

  /** To be called before each declaration. */
  allow(errors: number): void {
    this.left = errors;
  }

  buildMismatchTokenMessage: IParserErrorMessageProvider["buildMismatchTokenMessage"] = ({
    expected,
    actual,
    ruleName,
  }) => {
    this.count(actual);
    // A body that should close but does not: what stands there is no clause of it.
    const starts = expected === t.RCurly ? constructs[ruleName]?.starts : undefined;
    return sentence(ruleName, starts ?? tokenLabel(expected), actual);
  };

  buildNotAllInputParsedMessage: IParserErrorMessageProvider["buildNotAllInputParsedMessage"] = ({ firstRedundant }) =>
    strayMessage(firstRedundant);

  buildNoViableAltMessage: IParserErrorMessageProvider["buildNoViableAltMessage"] = (options) => {
    this.count(options.actual[0]!);
    return sentence(options.ruleName, oneOf(options.expectedPathsPerAlt.flat(), options.ruleName), options.actual[0]!);
  };

  buildEarlyExitMessage: IParserErrorMessageProvider["buildEarlyExitMessage"] = (options) => {
    this.count(options.actual[0]!);
    return sentence(options.ruleName, oneOf(options.expectedIterationPaths, options.ruleName), options.actual[0]!);
  };

  private count(token: IToken): void {
    this.left--;
    if (this.left < 0) throw new TooManyErrors(token);
  }
}
