/**
 * Where the word at an offset was given its meaning: a declaration, a label's step, a field's capture or map entry,
 * a template.
 */
import type { Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import type { Meaning } from "../model/scopes.ts";
import { columnAt, fileOf } from "./columns.ts";
import { levelAt } from "./levels.ts";
import { templateAt } from "./literals.ts";

export interface Target {
  /** The word that was asked about. */
  readonly origin: Span;
  readonly locations: readonly Location[];
}

export function definitionAt(analysis: Analysis, uri: string, offset: number): Target | null {
  const mention = analysis.mentionAt(uri, offset);
  const locations = mention ? placesOf(mention.meaning) : [];
  if (mention && locations.length > 0) return { origin: { start: mention.start, end: mention.end }, locations };
  const column = columnAt(analysis, uri, offset);
  const file = column && fileOf(analysis, column.table);
  if (column && file) return { origin: { start: column.start, end: column.end }, locations: [file.place] };
  const level = levelAt(analysis, uri, offset);
  if (level?.clause) return { origin: { start: level.start, end: level.end }, locations: [level.clause] };
  const template = templateAt(analysis, uri, offset);
  if (!template?.templates.length) return null;
  return {
    origin: { start: template.start, end: template.end },
    locations: template.templates.map(({ document, clause }) => {
      const { start, end } = clause.code ?? clause;
      return { document, start, end };
    }),
  };
}

function placesOf(meaning: Meaning): readonly Location[] {
  switch (meaning.kind) {
    case "definition":
      return [meaning.definition.location];
    case "label":
      return [meaning.label.definition.location];
    case "field":
      return meaning.field.places;
    case "function":
    case "aggregate":
    case "summary":
    case "value":
      return [];
  }
}
