/** A case as text that a person can read: rules as `.grove`, records as lines. */
import type {
  Aggregate,
  EventDefinition,
  Pattern,
  RuleDefinition,
  Step,
  Term,
  Use,
  Value,
} from "../../server/model/program.ts";
import { SECOND } from "./build.ts";
import type { Case } from "./random.ts";

export function printCase({ program, records }: Case): string {
  return [
    ...printProgram(
      program.events.filter(({ name }) => name.length > 1),
      program.rules,
    ),
    ...records.map(({ time, source, file, position, values }) => {
      const fields = ["k", "j", "v", "w"].map((name, at) => `${name}=${printValue(values[at + 1]!)}`);
      return `${String(values[0])} at ${time / SECOND}s ${source}/${file}/${position} ${fields.join(" ")}`;
    }),
  ].join("\n");
}

export function printProgram(events: readonly EventDefinition[], rules: readonly RuleDefinition[]): readonly string[] {
  const named = events.map(({ name, members }) => `event ${name} = any { ${members.map(printUse).join("  ")} }`);
  return [...named, ...rules.map(printRule)];
}

function printRule(rule: RuleDefinition): string {
  const { name, depth, by, when, emit, suppress, status, ignore, tiesEither, severity, limit, forget } = rule;
  const lines = [
    `severity ${printTerm(severity, []).replaceAll('"', "")}`,
    ...(status === "active" ? [] : [`status ${status}`]),
    ...(by.length === 0 ? [] : [`by ${by.map(({ field, cased }) => (cased ? `cased ${field}` : field)).join(", ")}`]),
    `when ${printStep(when, "  ")}`,
    ...(emit.length === 0
      ? []
      : [`emit ${emit.map(({ field, value }) => `${field} = ${printTerm(value, [])}`).join(", ")}`]),
    ...(suppress === null ? [] : [`suppress ${printTime(suppress)}`]),
    ...ignore.map((term) => `ignore where ${printTerm(term, [])}`),
    ...(tiesEither ? ["ties either"] : []),
    ...(limit === null ? [] : [`limit ${limit}`]),
    ...(forget === null ? [] : [`forget ${printTime(forget)}`]),
  ];
  return `rule ${name} {  // depth ${depth}\n${lines.map((line) => `  ${line}\n`).join("")}}`;
}

function printStep(step: Pattern | Step, indent: string): string {
  const label = step.label === null ? "" : `${step.label}: `;
  const block = (inner: readonly Step[]): string =>
    `{\n${inner.map((each) => `${indent}  ${printStep(each, `${indent}  `)}\n`).join("")}${indent}}`;
  const within = "within" in step && step.within !== null ? ` within ${printTime(step.within)}` : "";
  switch (step.kind) {
    case "event":
      return label + printUse(step.use);
    case "any":
      return `${label}any ${block(step.members)}`;
    case "sequence":
      return `${label}${step.every ? "every " : ""}sequence${within} ${block(step.steps)}`;
    case "all":
      return `${label}${step.every ? "every " : ""}all${within} ${block(step.members)}`;
    case "condition":
    case "aggregate":
      return `${label}${printTerm(step.condition, step.aggregates)}${within}`;
    case "no":
    case "until": {
      const uses = step.of.map(printUse).join("  ");
      return `${step.kind} ${step.of.length === 1 ? uses : `any { ${uses} }`}${within}`;
    }
  }
}

function printUse({ name, with: added, where }: Use): string {
  const fields = added.map(({ field, value }) => `${field} = ${printTerm(value, [])}`).join(", ");
  return `${name}${fields === "" ? "" : ` with ${fields}`}${where === null ? "" : ` where ${printTerm(where, [])}`}`;
}

function printAggregate({ function: name, fields, use, rank }: Aggregate): string {
  const of = fields.length === 0 ? printUse(use) : `${fields.join(", ")} of ${printUse(use)}`;
  return `${name}(${of}${rank === null ? "" : `, ${rank}`})`;
}

function printTerm(term: Term, aggregates: readonly Aggregate[]): string {
  const inner = (each: Term): string => printTerm(each, aggregates);
  switch (term.kind) {
    case "constant":
      return term.type === "duration" ? printTime(Number(term.value)) : printValue(term.value);
    case "field":
      return term.field;
    case "label":
      return `${term.label}.${term.field}`;
    case "not": {
      // So a step can begin with its aggregate.
      const { term: refused } = term;
      const plain = refused.kind === "compare" && refused.operator === "==" && !refused.cased && !refused.every;
      return plain ? `${inner(refused.left)} != ${inner(refused.right)}` : `not (${inner(refused)})`;
    }
    case "and":
    case "or":
      return term.terms
        .map((each) => (each.kind === "and" || each.kind === "or" ? `(${inner(each)})` : inner(each)))
        .join(` ${term.kind} `);
    case "compare": {
      const { every, cased, left, operator, right } = term;
      return `${every ? "every " : ""}${inner(left)} ${cased ? "cased " : ""}${operator} ${inner(right)}`;
    }
    case "arithmetic":
      return `${inner(term.left)} ${term.operator} ${inner(term.right)}`;
    case "aggregate":
      return printAggregate(aggregates[term.index]!);
    case "summary":
      return `${term.function}(${term.label}${term.field === null ? "" : `.${term.field}`})`;
    default:
      return `(${term.kind})`;
  }
}

const printTime = (time: number): string => (time % SECOND === 0 ? `${time / SECOND}s` : `${time}us`);

const printValue = (value: Value): string => (value === null ? "-" : JSON.stringify(value));
