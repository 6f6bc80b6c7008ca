/**
 * Comparisons. Invariant: what comes out has no `!=` and no negated operator, and its two sides can really meet: a
 * comparison that could never hold is a type mismatch.
 */
import type { CompareExpression, Comparison, Expression, Path } from "../../../grammar/ast.ts";
import { ecsField } from "../ecs.ts";
import { findField } from "../fields.ts";
import { declarationOf } from "../names.ts";
import { SEVERITIES, type Term, type Type } from "../program.ts";
import type { Scope } from "../scopes.ts";
import { comparable, containable, elementOf, isList, isNumber, ordered, typeName } from "../types.ts";
import type { Lowering } from "./context.ts";
import { listType } from "./list.ts";
import { coerce, severitiesThat } from "./operand.ts";
import { singleWord } from "./path.ts";
import { constant, negation, type Typed } from "./typed.ts";

type Positive = Exclude<Comparison, "!=">;

export function lowerCompare(c: Lowering, scope: Scope, expression: CompareExpression): Typed | null {
  const left = c.expression(scope, expression.left);
  if (expression.operator === "exists") {
    return left === null ? null : bool({ kind: "exists", term: left.term }, expression.negated);
  }
  const operator: Positive = expression.operator === "!=" ? "==" : expression.operator;
  const negated = expression.negated !== (expression.operator === "!=");
  const right = lowerRight(c, scope, expression.right, operator, left);
  if (left === null || right === null) return null;
  const { cased, every, all } = expression;
  if (left.severity === true && (operator === "<" || operator === "<=" || operator === ">" || operator === ">=")) {
    const items = severitiesThat(operator, right.term);
    if (items === null) return c.mismatch(expression.right!, sideOf(operator), "the name of a severity", right.type);
    return bool({ kind: "compare", operator: "in", left: left.term, right: items, cased, every, all }, negated);
  }
  const sides = meet(c, expression, operator, left, right);
  if (sides === null) return null;
  return bool(
    { kind: "compare", operator, left: sides.left.term, right: sides.right.term, cased, every, all },
    negated,
  );
}

const bool = (term: Term, negated: boolean): Typed => ({ term: negated ? negation(term) : term, type: "bool" });
const sideOf = (operator: string): string => `the right side of \`${operator}\``;

function lowerRight(
  c: Lowering,
  scope: Scope,
  expression: Expression | undefined,
  operator: Positive,
  left: Typed | null,
): Typed | null {
  if (expression?.kind === "path") {
    const word = singleWord(expression);
    const definition = word === null ? undefined : c.folder.names.byName.get(word);
    if (operator === "in" && definition?.kind === "list") {
      c.need(expression, definition);
      return { term: { kind: "list", list: definition.name }, type: { list: "unknown" } };
    }
  }
  if (operator === "in" && expression?.kind === "path" && isUnknownWord(c, scope, expression)) {
    const lists = [...scope.item.fields.values()].filter(({ type }) => isList(type)).map(({ name }) => name);
    const candidates = [...c.folder.namesOf(LISTS), ...lists];
    const name = singleWord(expression)!;
    return c.report(expression, { code: "unknown-name", name, wanted: LISTS, found: null, candidates });
  }
  if (left?.severity === true) {
    const named = severities(c, expression);
    if (named !== null) return named;
  }
  return c.expression(scope, expression);
}

const LISTS = ["list"] as const;

/** A word behind `in` that nothing has: most likely a list. */
function isUnknownWord(c: Lowering, scope: Scope, path: Path): boolean {
  const word = singleWord(path);
  if (word === null || scope.item.open || scope.labels.has(word)) return false;
  return c.folder.names.byName.get(word) === undefined && findField(scope.item, word) === undefined;
}

/** `high`, `[high, critical]` next to a severity. */
function severities(c: Lowering, expression: Expression | undefined): Typed | null {
  if (expression?.kind === "path") {
    const word = singleWord(expression);
    if (word === null || !(SEVERITIES as readonly string[]).includes(word)) return null;
    c.value(expression, "string");
    return constant(word, "string");
  }
  if (expression?.kind !== "list") return null;
  const items = expression.items.map((item) => severities(c, item));
  if (items.length === 0 || items.includes(null)) return null;
  const terms = items.filter((item) => item !== null).map((item) => item.term);
  return { term: { kind: "items", items: terms, type: { list: "string" } }, type: { list: "string" } };
}

/** The two sides, fitted to each other; null if they can never meet. */
function meet(
  c: Lowering,
  expression: CompareExpression,
  operator: Positive,
  left: Typed,
  given: Typed,
): { left: Typed; right: Typed } | null {
  const at = expression.right!;
  const element = elementOf(left.type);
  const right = coerce(given, element);
  const among = elementOf(right.type);
  const wrong = (expected: Type | string, hint: string | null = null): null =>
    c.mismatch(at, sideOf(operator), expected, right.type, among === "regex" ? REGEX : hint);
  switch (operator) {
    case "==": {
      const turned = coerce(left, among);
      if (comparable(elementOf(turned.type), among)) return { left: turned, right };
      const network = element === "ip" && among === "cidr";
      return wrong(element, network ? "an address lies `in` a network" : hintFor(element, among, right.term));
    }
    case "<":
    case "<=":
    case ">":
    case ">=":
      if (element === "string") {
        return c.mismatch(
          expression.left!,
          `the left side of \`${operator}\``,
          "a number, time or duration",
          left.type,
          isNumber(among) ? "`number(...)` makes a number of a text, as in `number(event.code) >= 4000`" : null,
        );
      }
      return ordered(element, among) ? { left, right } : wrong(element, hintFor(element, among, right.term));
    case "in": {
      if (right.term.kind === "list") return asksList(c, expression, right.term.list, left) ? { left, right } : null;
      const many = isList(right.type) || right.type === "cidr" || right.type === "unknown" || mayBeList(right.term);
      if (!many) return wrong("a list, a range or a network", single(at, left, among));
      return containable(element, among)
        ? { left, right }
        : wrong({ list: element }, hintFor(element, among, right.term));
    }
    case "matches":
      if (!isText(element)) return c.mismatch(expression.left!, "the left side of `matches`", "string", left.type);
      return among === "regex" ? { left, right } : wrong("a regular expression", "for example `/^adm/`");
    default:
      if (!isText(element)) {
        const hint = element === "ip" ? "an address lies in a network: `ip in 10.0.0.0/8`" : null;
        return c.mismatch(expression.left!, `the left side of \`${operator}\``, "string", left.type, hint);
      }
      return isText(among) ? { left, right } : wrong("string");
  }
}

/** A list holds texts or addresses: a number is looked up among texts as it is written, a time has no such form. */
function asksList(c: Lowering, { left: at }: CompareExpression, name: string, { type }: Typed): boolean {
  const definition = c.folder.names.byName.get(name);
  const declaration = definition && declarationOf(definition);
  const holds = declaration?.kind === "list" ? listType(declaration) : null;
  const element = elementOf(type);
  const addresses = holds === "ip" || holds === "cidr";
  const never = element === "time" || element === "duration" || element === "bool";
  if (holds === null || !(never || (addresses && isNumber(element)))) return true;
  const [expected, hint] = addresses
    ? ["an address or string", `the list \`${name}\` holds addresses`]
    : ["a string, number or address", `the list \`${name}\` holds texts`];
  c.mismatch(at!, "the left side of `in`", expected, type, hint);
  return false;
}

/** The engine takes one value for a list of one. */
const mayBeList = (term: Term): boolean =>
  (term.kind === "field" || term.kind === "label") && ecsField(term.field)?.many === true;

const isText = (type: Type): boolean => type === "string" || type === "unknown";

const REGEX = "write `matches` in front of a regular expression";

/** What was meant by `in` in front of one value. */
function single(right: Expression, left: Typed, type: Type): string {
  if (right.kind === "binary" && right.operator === "-") return "a range is written `1..1024`";
  if (left.term.kind === "constant" && type === "string") return 'to look into a text write `user contains "root"`';
  return "for one value write `==`";
}

const ADDRESS = "`ip(...)` makes an address of the text, as in `ip(rhost) == ip`";

const isNumeric = (term: Term): boolean =>
  term.kind !== "constant" ||
  (typeof term.value === "string" && term.value.trim() !== "" && !Number.isNaN(Number(term.value)));

function hintFor(left: Type, right: Type, term: Term): string | null {
  if (left === "string" && (right === "int" || right === "float")) {
    return "put the value in quotes, or give a capture of that name a type, as in `{port:int}`";
  }
  if ((left === "int" || left === "float") && right === "string") {
    return isNumeric(term) ? "write the number without quotes" : "the left side is a number";
  }
  if (left === "ip" && right === "string") {
    return term.kind === "constant" || term.kind === "items" ? "the text is no address" : ADDRESS;
  }
  if (left === "string" && (right === "ip" || right === "cidr")) return ADDRESS;
  if (left === "time") return 'ask for its parts, as in `date(time) == "2026-06-14"` and `hour(time) < 6`';
  if (left === "duration") return "give the number a unit, as in `10m`";
  return left === "unknown" ? null : `the left side is of type ${typeName(left)}`;
}
