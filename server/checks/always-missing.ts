/**
 * A field that the items at hand never have, since none of their templates captures it: what asks for it would silently
 * never hold, and a key would keep all of them out.
 */
import type { Declaration } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { FieldOrigin } from "../model/fields.ts";
import type { Declared } from "../model/names.ts";
import type { Location } from "../model/program.ts";
import { ownCheck } from "./diagnostic.ts";
import { kindsOf, nameOf, type Kind } from "../model/kinds.ts";
import { noneHas, possible, templatesOf } from "../model/possible.ts";
import { pathsRead } from "./readPaths.ts";
import { keysOf, readingsOf } from "./readings.ts";
import { listed } from "./words.ts";

const KEY_EFFECTS = {
  step: "so its records never take part",
  aggregate: "so its records are never counted",
  absence: "so this absence always holds",
} as const;

/** Declarations that read records of events. */
const READING: ReadonlySet<Declaration["kind"]> = new Set([
  "event",
  "rule",
  "ranking",
  "baseline",
  "score",
  "cluster",
] as const);

/** The other fields are given by a `with`, a pattern or a measure. */
const OF_RECORDS: ReadonlySet<FieldOrigin> = new Set(["unified", "capture", "map", "format"]);

export const alwaysMissing = ownCheck(
  "always-missing",
  "warning",
  "A field that no template of these records gives a value",
  function* (analysis) {
    for (const declared of analysis.names.declared) {
      if (declared.declaration.broken || !READING.has(declared.declaration.kind)) continue;
      for (const { path, name, kinds } of pathsRead(analysis, declared)) {
        if (!noneHas(analysis.facts, kinds, name)) continue;
        const meaning = analysis.mentionAt(declared.document, path.end)?.meaning;
        // A path may say more than the field's name: `vpn.account` in a use of `vpn`.
        if (meaning?.kind !== "field" || !OF_RECORDS.has(meaning.field.origin)) continue;
        if (!noneHas(analysis.facts, kinds, meaning.field.name)) continue;
        const location = { document: declared.document, start: path.start, end: path.end };
        const effect = "so what asks for it finds no value";
        yield { location, message: messageOf(kinds, meaning.field.name, effect) };
      }
      yield* missingKeys(analysis, declared);
    }
  },
);

function* missingKeys(
  analysis: Analysis,
  { document, declaration }: Declared,
): Iterable<{ readonly location: Location; readonly message: string }> {
  if (declaration.kind !== "rule") return;
  for (const { use, role } of readingsOf(declaration).uses) {
    const kinds = declaration.by.length === 0 ? null : kindsOf(analysis, use);
    if (kinds === null || use.name === undefined) continue;
    const fields = analysis.fieldsOf(use.name.text)?.fields;
    for (const key of keysOf(declaration).map(nameOf)) {
      // Another check speaks of events whose records have no field of that name at all.
      if (!noneHas(analysis.facts, kinds, key) || fields?.has(key) !== true) continue;
      const { start, end } = use.name;
      const effect = `by which this rule keeps records apart, ${KEY_EFFECTS[role]}`;
      yield { location: { document, start, end }, message: messageOf(kinds, key, effect) };
    }
  }
}

function messageOf(kinds: readonly Kind[], field: string, effect: string): string {
  const sources = [...new Set(kinds.map(({ source }) => source))];
  const names = listed(sources.map(({ name }) => name));
  const lacking = new Set(kinds.flatMap(templatesOf).map((template) => template?.code ?? null));
  const giving = sources.flatMap((source) =>
    source.templates.filter((template) => possible(source, template).has(field)).map(({ code }) => String(code)),
  );
  if (lacking.has(null) || giving.length === 0) {
    return `No template of ${names} captures \`${field}\`, nor do its format and \`map\` give it a value, ${effect}. Capture it in a template, or set it in \`map\`.`;
  }
  const codes = [...lacking].map(String);
  const subject = codes.length === 1 ? `Template ${listed(codes)}` : `Templates ${listed(codes)}`;
  const neither = `${subject} of ${names} ${codes.length === 1 ? "gives" : "give"} \`${field}\` no value, neither by a capture nor through \`map\``;
  return `${neither}, ${effect}. Ask for templates that have it (${listed(giving)}), capture it here too, or set it in \`map\`.`;
}
