/**
 * A field that none of many records had, though their format would let them: what asks for it is dead, most likely because
 * the field is of another source. Invariant: speaks only of fields that were looked for in every record that counts.
 */
import type { Analysis } from "../model/analysis.ts";
import type { Declared } from "../model/names.ts";
import type { Location } from "../model/program.ts";
import { kindsOf, nameOf, type Kind } from "../model/kinds.ts";
import { namesItsFields } from "../model/possible.ts";
import { conditionsOf } from "./nodes.ts";
import { keysOf, readingsOf } from "./readings.ts";
import { pathsRead, type PathRead } from "./readPaths.ts";
import { listed } from "./words.ts";

/** Among fewer records a field may be missing by chance. */
const MANY = 100;

export function* neverSeen(
  analysis: Analysis,
  declared: Declared,
): Iterable<{ readonly location: Location; readonly message: string }> {
  const { document, declaration } = declared;
  if (declaration.broken) return;
  const told = new Set<string>();
  for (const { path, name, kinds } of [...pathsRead(analysis, declared), ...keysRead(analysis, declared)]) {
    if (told.has(name) || analysis.names.fields.has(name)) continue;
    const records = recordsWithout(analysis, kinds, name);
    if (records < MANY || isDenied(declared, path)) continue;
    if (analysis.mentionAt(document, path.end)?.meaning.kind !== "field") continue;
    told.add(name);
    const sources = [...new Set(kinds.map(({ source }) => source.name))];
    const others = Object.entries(analysis.facts).filter(([, { fields }]) => (fields[name]?.present ?? 0) > 0);
    const having = others.length === 0 ? "" : ` It is a field of ${listed(others.map(([source]) => source))}.`;
    yield {
      location: { document, start: path.start, end: path.end },
      message: `\`${name}\` was in none of the ${records} records of ${listed(sources)} that were looked at, so what asks for it never finds a value.${having} Read a field that these records have, or, if it will come, declare it with \`field\`.`,
    };
  }
}

/** A key, at the first event whose records it is to keep apart. */
function keysRead(analysis: Analysis, { declaration }: Declared): readonly PathRead[] {
  if (declaration.kind !== "rule") return [];
  const steps = readingsOf(declaration).uses.map(({ use }) => kindsOf(analysis, use) ?? []);
  return keysOf(declaration).flatMap((path) => steps.map((kinds) => ({ path, name: nameOf(path), kinds })));
}

/** Of so many records none had the field; 0: some had it, or nobody has looked for it. */
function recordsWithout({ facts }: Analysis, kinds: readonly Kind[], name: string): number {
  const sources = [...new Set(kinds.map(({ source }) => source))];
  let records = 0;
  for (const source of sources) {
    const known = facts[source.name];
    if (known?.fields[name]?.present !== 0 || !namesItsFields(source, known)) return 0;
    // What `map` makes is no field of the records: it may wait for one that seldom comes.
    if (source.map.some(({ field }) => field === name) || kinds.some(({ set }) => set.has(name))) return 0;
    if (source.fields.some((field) => field.name === name && field.origin === "capture")) return 0;
    records += known.records;
  }
  return records;
}

/** Whether it is asked not to be there: that the author knows of. */
function isDenied(
  { declaration }: Declared,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  const { compares, nots } = conditionsOf(declaration);
  return compares.some(
    ({ left, operator, negated }) =>
      operator === "exists" &&
      left?.start === start &&
      (negated || nots.some((not) => not.start < start && end <= not.end)),
  );
}
