/**
 * Steps and terms as a user reads them, in the language's own words. Invariant: depends on the program alone. In evidence
 * a step is short: what a `where` says is left to the rule's text, save in conditions over aggregates.
 */
import type { Aggregate, Step, Term, Type, Use, Value } from "../../model/program.ts";
import { isoTime } from "../normalize/json.ts";
import { duration } from "../order/duration.ts";

/** `whole`: with what each `where` says. */
export function describeStep(step: Step, whole = false): string {
  switch (step.kind) {
    case "event":
      return describeUse(step.use, whole);
    case "any":
      return `any { ${step.members.map((member) => describeStep(member, whole)).join("  ")} }`;
    case "sequence":
      return `sequence { ${step.steps.map((each) => describeStep(each, whole)).join("  ")} }`;
    case "all":
      return `all { ${step.members.map((member) => describeStep(member, whole)).join("  ")} }`;
    case "aggregate":
    case "condition":
      return describeTerm(step.condition, step.aggregates, whole);
    case "no":
      return `no ${describeUses(step.of, whole)}`;
    case "until":
      return `until ${describeUses(step.of, whole)}`;
  }
}

export function describeUses(uses: readonly Use[], whole = false): string {
  const names = uses.map((use) => describeUse(use, whole));
  return names.length === 1 ? names[0]! : `any { ${names.join("  ")} }`;
}

function describeUse({ name, where }: Use, whole: boolean): string {
  return whole && where !== null ? `${name} where ${describeTerm(where)}` : name;
}

function describeAggregate({ function: name, fields, use, rank }: Aggregate, whole: boolean): string {
  const counted = describeUse(use, whole);
  const of = fields.length === 0 ? counted : `${fields.join(", ")} of ${counted}`;
  return `${name}(${of}${rank === null ? "" : `, ${rank}`})`;
}

/** As it was written, but for blanks, brackets that change nothing and the way in which constants are spelled. */
export function describeTerm(term: Term, aggregates: readonly Aggregate[] = [], whole = false): string {
  const show = (part: Term): string => describeTerm(part, aggregates, whole);
  const inner = (part: Term): string =>
    ["and", "or", "compare", "arithmetic", "if"].includes(part.kind) || isNegation(part)
      ? `(${show(part)})`
      : show(part);
  switch (term.kind) {
    case "aggregate":
      return describeAggregate(aggregates[term.index]!, whole);
    case "constant":
      return describeValue(term.value, term.type);
    case "regex":
      return `/${term.source}/${term.flags}`;
    case "field":
      return term.field;
    case "label":
      return `${term.label}.${term.field}`;
    case "list":
      return term.list;
    case "compare":
      return describeComparison(term, show, false);
    case "exists":
      return `${show(term.term)} exists`;
    case "and":
    case "or":
      return term.terms
        .map((part) =>
          part.kind === term.kind || part.kind === "compare" || isNegation(part) ? show(part) : inner(part),
        )
        .join(` ${term.kind} `);
    case "not":
      if (term.term.kind === "compare") return describeComparison(term.term, show, true);
      return term.term.kind === "exists" ? `${show(term.term.term)} not exists` : `not ${inner(term.term)}`;
    case "arithmetic":
      return `${inner(term.left)} ${term.operator} ${inner(term.right)}`;
    case "negate":
      return `-${inner(term.term)}`;
    case "items":
      return `[${term.items.map(show).join(", ")}]`;
    case "range":
      return `${show(term.from)}..${show(term.to)}`;
    case "if":
      return `if ${show(term.condition)} then ${show(term.then)} else ${show(term.else)}`;
    case "call":
      return `${term.function}(${term.arguments.map(show).join(", ")})`;
    case "summary":
      return `${term.function}(${term.label}${term.field === null ? "" : `.${term.field}`})`;
    default:
      return "...";
  }
}

/** It is written with its `not` inside: `a != b`, `a not in b`, `a not exists`. */
function isNegation(term: Term): boolean {
  return term.kind === "not" && (term.term.kind === "compare" || term.term.kind === "exists");
}

type Comparison = Extract<Term, { kind: "compare" }>;

function describeComparison(term: Comparison, show: (term: Term) => string, negated: boolean): string {
  const { operator, left, right, cased, every, all } = term;
  const side = (part: Term): string =>
    ["and", "or", "compare", "if"].includes(part.kind) ? `(${show(part)})` : show(part);
  const not = negated && operator !== "==" ? "not" : "";
  const words = [
    every ? "every" : "",
    side(left),
    not,
    cased ? "cased" : "",
    negated && operator === "==" ? "!=" : operator,
    all ? "all" : "",
    side(right),
  ];
  return words.filter((word) => word !== "").join(" ");
}

/** A value as it would be written. */
export function describeValue(value: Value, type: Type): string {
  if (value !== null && typeof value === "object")
    return `[${value.map((each: Value) => describeValue(each, typeof type === "object" ? type.list : type)).join(", ")}]`;
  if (type === "duration" && typeof value === "number") return duration(value).replaceAll(" ", "");
  if (type === "time" && typeof value === "number") return `"${isoTime(value)}"`;
  return type === "ip" || type === "cidr" ? String(value) : JSON.stringify(value);
}
