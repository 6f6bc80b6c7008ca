/** Two steps of one pattern with the same label. */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck } from "./diagnostic.ts";
import { freeName } from "./edits.ts";
import { replace } from "./words.ts";

export const duplicateLabel = problemCheck(
  "duplicate-label",
  "error",
  "Two steps have the same label",
  ({ name, other, location }, analysis) => ({
    message: `\`${name}\` is the label of another step too, so \`${name}.time\` could mean either. Give one of them another label.`,
    related: [{ location: other, message: `The other \`${name}\` is here.` }],
    fixes: [
      replace(
        location,
        name,
        freeName(name, (taken) => isLabelNear(analysis, location, taken)),
      ),
    ],
  }),
);

/** In the same text: wider than needed, and never too narrow. */
const isLabelNear = (analysis: Analysis, { document }: Location, name: string): boolean =>
  analysis.mentions(document).some(({ meaning }) => meaning.kind === "label" && meaning.label.name === name);
