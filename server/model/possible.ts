/**
 * Which fields a record of a template may have a value of: those of its format, of the template, and what `map` makes of
 * them. Invariant: never too few; what cannot be read from the rules counts as possible.
 */
import { BUILTIN_FIELDS } from "./fieldDocs.ts";
import { fieldsOfFormat, isOpenFormat } from "./formats.ts";
import type { SampleFacts, SourceFacts } from "./facts.ts";
import type { FormatName, SourceDefinition, TemplateDefinition, Term } from "./program.ts";
import type { Kind } from "./kinds.ts";

/** What every record has, whatever it is of. */
const ALWAYS: readonly string[] = ["id", "time", "message", "origin", ...BUILTIN_FIELDS.keys()];

/** Unified fields that a format fills from fields of other names. */
const FROM_HEADER: Readonly<Partial<Record<FormatName, readonly string[]>>> = {
  cisco: ["device", "threat"],
  mysql: ["device"],
  syslog: ["device"],
};

/** Whether a field is missing from every record there may be. Codes that no template has are another check's business. */
export const noneHas = (facts: SampleFacts, kinds: readonly Kind[], field: string): boolean =>
  kinds.some(hasTemplates) && !kinds.some((kind) => mayHave(kind, field, facts[kind.source.name]));

/** Whether some record of this kind may have a value of the field. `facts`: what the logs of the source have shown. */
function mayHave(kind: Kind, field: string, facts: SourceFacts | undefined): boolean {
  const { source, set } = kind;
  if (set.has(field) || namesItsFields(source, facts)) return true;
  if (source.fields.some(({ name, origin }) => name === field && origin === "declared")) return true;
  return possibleOf(kind).has(field);
}

const hasTemplates = ({ source, codes }: Kind): boolean =>
  codes === null || source.templates.some(({ code }) => codes.has(code));

/** The fields that some template of the kind may have: asked for field by field, for every use. */
function possibleOf(kind: Kind): ReadonlySet<string> {
  const { source, codes } = kind;
  const byCodes = ofCodes.get(source) ?? new Map<string, ReadonlySet<string>>();
  ofCodes.set(source, byCodes);
  const key = codes === null ? "all" : [...codes].join();
  const found = byCodes.get(key) ?? new Set(templatesOf(kind).flatMap((template) => [...possible(source, template)]));
  byCodes.set(key, found);
  return found;
}

const ofCodes = new WeakMap<SourceDefinition, Map<string, ReadonlySet<string>>>();

/** Whether its records do; lines of RFC 5424 may, in a format that has its fields fixed otherwise. */
export const namesItsFields = ({ format }: SourceDefinition, facts: SourceFacts | undefined): boolean =>
  isOpenFormat(format) || (facts?.fields["structured_data"]?.present ?? 0) > 0;

/** Templates of the kind, null among them for a record that has none. */
export function templatesOf({ source, codes }: Kind): readonly (TemplateDefinition | null)[] {
  return codes === null ? [...source.templates, null] : source.templates.filter(({ code }) => codes.has(code));
}

const known = new WeakMap<SourceDefinition, Map<number | null, ReadonlySet<string>>>();

/** The fields that a record of this template may have a value of, in a format that does not let records name their own. */
export function possible(source: SourceDefinition, template: TemplateDefinition | null): ReadonlySet<string> {
  const byCode = known.get(source) ?? new Map<number | null, ReadonlySet<string>>();
  known.set(source, byCode);
  const code = template?.code ?? null;
  const found = byCode.get(code) ?? fieldsIn(source, template);
  byCode.set(code, found);
  return found;
}

function fieldsIn(source: SourceDefinition, template: TemplateDefinition | null): ReadonlySet<string> {
  const format = fieldsOfFormat(source.format, source.options ?? []).map(({ name }) => name);
  const captured = (template?.parts ?? []).flatMap((part) => (part.kind === "capture" ? [part.field] : []));
  const has = new Set([...ALWAYS, ...format, ...(FROM_HEADER[source.format] ?? []), ...captured]);
  const code = template?.code ?? null;
  // From top to bottom, each sees those before; what has no value takes an earlier one away.
  for (const { field, value } of source.map) {
    if (hasValue(value, has, code)) has.add(field);
    else has.delete(field);
  }
  return has;
}

/** Whether a term may have a value: arithmetic and functions of something missing have none. */
function hasValue(term: Term, has: ReadonlySet<string>, code: number | null): boolean {
  const may = (part: Term): boolean => hasValue(part, has, code);
  switch (term.kind) {
    case "constant":
      return term.value !== null;
    case "field":
      return has.has(term.field);
    case "negate":
      return may(term.term);
    case "arithmetic":
      return may(term.left) && may(term.right);
    case "index":
      return may(term.list) && may(term.index);
    case "row":
      return may(term.key);
    case "call":
      return term.function === "points" || term.arguments.every(may);
    case "if": {
      const holds = template(term.condition, code);
      return (holds !== false && may(term.then)) || (holds !== true && may(term.else));
    }
    default:
      return true;
  }
}

/** What a condition on the template says of this one; null: it asks for something else. */
function template(condition: Term, code: number | null): boolean | null {
  if (condition.kind === "not") {
    const inner = template(condition.term, code);
    return inner === null ? null : !inner;
  }
  if (condition.kind !== "compare" || condition.left.kind !== "field" || condition.left.field !== "template")
    return null;
  const { operator, right } = condition;
  const wanted = operator === "==" ? [right] : operator === "in" && right.kind === "items" ? right.items : [];
  const codes = wanted.map((item) => (item.kind === "constant" ? item.value : undefined));
  return codes.length === 0 || codes.includes(undefined) ? null : code !== null && codes.includes(code);
}
