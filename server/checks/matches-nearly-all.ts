/** A comparison with a text that nearly every record of the samples fits: it sorts next to nothing out. */
import type { CompareExpression } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { ownCheck } from "./diagnostic.ts";
import { comparesOf } from "./nodes.ts";

/** Fewer records tell nothing about the rest. */
const ENOUGH = 50;
const NEARLY_ALL = 0.95;

export const matchesNearlyAll = ownCheck(
  "matches-nearly-all",
  "information",
  "A literal that matches nearly every record",
  function* (analysis) {
    if (Object.keys(analysis.facts).length === 0) return;
    for (const { document, declaration } of analysis.names.declared) {
      if (declaration.kind !== "event" && declaration.kind !== "rule") continue;
      for (const compare of comparesOf(declaration)) {
        const share = shareOf(analysis, document, compare);
        if (share === null || share < NEARLY_ALL) continue;
        const { start, end } = compare;
        yield {
          location: { document, start, end },
          message: `${Math.round(share * 100)}% of the records in the samples fit this, so it sorts next to nothing out. Leave it out, or ask for something that sets the records apart.`,
        };
      }
    }
  },
);

/** Of the records of the field's sources; null: not known, or it asks for something else than a text. */
function shareOf(analysis: Analysis, document: string, compare: CompareExpression): number | null {
  const { left, right, operator, negated } = compare;
  if (left?.kind !== "path" || right?.kind !== "string" || negated) return null;
  const fits = FITS[operator];
  const meaning = analysis.mentionAt(document, left.end)?.meaning;
  if (fits === undefined || meaning?.kind !== "field" || meaning.label?.many === true) return null;
  const { field } = meaning;
  const records = field.sources.reduce((sum, source) => sum + (analysis.facts[source]?.records ?? 0), 0);
  if (records < ENOUGH) return null;
  const wanted = right.value.toLowerCase();
  const fitting = analysis.values(field).filter(([value]) => fits(value.toLowerCase(), wanted));
  const counts = fitting.map(([, count]) => count);
  // Several elements of one list may fit: of those together it is not known how many records they are in.
  const found = typeof meaning.type === "object" ? Math.max(0, ...counts) : counts.reduce((sum, each) => sum + each, 0);
  return found / records;
}

const FITS: Readonly<Partial<Record<CompareExpression["operator"], (value: string, wanted: string) => boolean>>> = {
  "==": (value, wanted) => value === wanted,
  contains: (value, wanted) => value.includes(wanted),
  startswith: (value, wanted) => value.startsWith(wanted),
  endswith: (value, wanted) => value.endsWith(wanted),
};
