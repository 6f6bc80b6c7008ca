/** What is said of a field, in hover and beside completions: where it comes from and what the logs hold of it. */
import type { Analysis } from "../model/analysis.ts";
import type { Field } from "../model/fields.ts";
import { missingShareIn } from "../model/shares.ts";
import { code } from "./markdown.ts";

/** Values named in a hover. */
const SHOWN_VALUES = 8;
/** Characters of a value that are shown. */
const SHOWN_LENGTH = 60;

export function fieldOrigin(field: Field): string {
  const of = field.sources.length === 0 ? "" : ` of ${field.sources.map(code).join(", ")}`;
  const lacking = field.lackedBy.length === 0 ? "" : ` ${field.lackedBy.map(code).join(", ")} never has it.`;
  return `${originOf(field.origin)}${of}.${lacking}`;
}

function originOf(origin: Field["origin"]): string {
  switch (origin) {
    case "unified":
      return "One of the ten unified fields";
    case "builtin":
      return "Set by the engine";
    case "format":
      return "Split off by the format";
    case "capture":
      return "Captured by templates";
    case "map":
      return "Computed in `map`";
    case "declared":
      return "Declared by `field`";
    case "with":
      return "Given by `with`";
    case "key":
      return "Part of the rule's key";
    case "emit":
      return "Emitted by the rule";
    case "detection":
      return "Of every detection";
    case "ecs":
      return "Of the Elastic Common Schema";
    case "sample":
      return "Found in the logs";
    case "result":
      return "A result";
  }
}

/** Paragraphs; none where no log was looked at. `of`: the event, or what else the items are of that it is read from. */
export function fieldValues(analysis: Analysis, field: Field, of: string): string[] {
  const missing = missingShareIn(analysis, of, field);
  if (missing === null) return [];
  const values = analysis.values(field);
  const top = values
    .slice(0, SHOWN_VALUES)
    .map(([value, count]) => `${code(shorten(value))} ${count.toLocaleString("en")}`);
  const more = values.length > SHOWN_VALUES ? ", ..." : "";
  return [
    ...(top.length === 0 ? [] : [`In the logs: ${top.join(", ")}${more}`]),
    ...(missing === 0 ? [] : [`Missing from ${percent(missing)} of the records${ofEvent(analysis, of)}.`]),
  ];
}

const ofEvent = (analysis: Analysis, of: string): string =>
  analysis.lookup(of)?.kind === "event" ? ` of ${code(of)}` : "";

export function shorten(value: string): string {
  return value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH - 3)}...` : value;
}

export function percent(share: number): string {
  if (share > 0.99 && share < 1) return "more than 99%";
  return share < 0.01 ? "less than 1%" : `${Math.round(share * 100)}%`;
}
