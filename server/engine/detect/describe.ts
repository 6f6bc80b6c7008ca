/**
 * Steps as a user reads them in evidence: short, in the language's own words. Invariant: depends on the program alone;
 * what a `where` says is left to the rule's text, save in conditions over aggregates.
 */
import type { Aggregate, Step, Term, Use } from "../../model/program.ts";

export function describeStep(step: Step): string {
  switch (step.kind) {
    case "event":
      return step.use.name;
    case "any":
      return `any { ${step.members.map(describeStep).join("  ")} }`;
    case "sequence":
      return `sequence { ${step.steps.map(describeStep).join("  ")} }`;
    case "all":
      return `all { ${step.members.map(describeStep).join("  ")} }`;
    case "aggregate":
    case "condition":
      return describeTerm(step.condition, step.aggregates);
    case "no":
      return `no ${describeUses(step.of)}`;
    case "until":
      return `until ${describeUses(step.of)}`;
  }
}

export function describeUses(uses: readonly Use[]): string {
  const names = uses.map(({ name }) => name);
  return names.length === 1 ? names[0]! : `any { ${names.join("  ")} }`;
}

function describeAggregate({ function: name, fields, use, rank }: Aggregate): string {
  const of = fields.length === 0 ? use.name : `${fields.join(", ")} of ${use.name}`;
  return `${name}(${of}${rank === null ? "" : `, ${rank}`})`;
}

function describeTerm(term: Term, aggregates: readonly Aggregate[]): string {
  const inner = (part: Term): string => {
    const text = describeTerm(part, aggregates);
    return part.kind === "and" || part.kind === "or" || part.kind === "compare" ? `(${text})` : text;
  };
  switch (term.kind) {
    case "aggregate":
      return describeAggregate(aggregates[term.index]!);
    case "constant":
      return JSON.stringify(term.value);
    case "field":
      return term.field;
    case "label":
      return `${term.label}.${term.field}`;
    case "compare":
      return `${describeTerm(term.left, aggregates)} ${term.operator} ${describeTerm(term.right, aggregates)}`;
    case "and":
    case "or":
      return term.terms
        .map((part) => (part.kind === "compare" ? describeTerm(part, aggregates) : inner(part)))
        .join(` ${term.kind} `);
    case "not":
      return term.term.kind === "compare" && term.term.operator === "=="
        ? `${describeTerm(term.term.left, aggregates)} != ${describeTerm(term.term.right, aggregates)}`
        : `not ${inner(term.term)}`;
    case "arithmetic":
      return `${inner(term.left)} ${term.operator} ${inner(term.right)}`;
    case "negate":
      return `-${inner(term.term)}`;
    case "items":
      return `[${term.items.map((item) => describeTerm(item, aggregates)).join(", ")}]`;
    case "range":
      return `${describeTerm(term.from, aggregates)}..${describeTerm(term.to, aggregates)}`;
    default:
      return "...";
  }
}
