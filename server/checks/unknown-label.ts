/** A label that no step of the pattern has. */
import type { Name } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck } from "./diagnostic.ts";
import { nodesOf } from "./nodes.ts";
import { listed, suggestion } from "./words.ts";

export const unknownLabel = problemCheck(
  "unknown-label",
  "error",
  "A label that no step has",
  ({ name, candidates, location }, analysis) => {
    const inner = innerLabel(analysis, location, name);
    if (inner !== null) {
      const message = `\`${name}\` is a label of a pattern inside of this one, which is matched by itself: only its own steps can read it. Move the condition into it, or write its steps among those here.`;
      return { message, related: [{ location: inner, message: `\`${name}\` is here.` }] };
    }
    const none = "Put one before a step, as in `entry: login`.";
    const otherwise = candidates.length === 0 ? none : `The labels are ${listed(candidates)}.`;
    const { hint, fixes } = suggestion(name, candidates, location, otherwise);
    return { message: `No step here has the label \`${name}\`, so there is no record to read from. ${hint}`, fixes };
  },
);

/** Where a step of the same rule has it, which no step here can be. */
function innerLabel(analysis: Analysis, { document, start }: Location, wanted: string): Location | null {
  const around = analysis.document(document)!.tree.declarations.find((each) => each.start <= start && start < each.end);
  if (around?.kind !== "rule") return null;
  for (const node of nodesOf(around)) {
    const { label } = node as { readonly label?: Partial<Name> };
    if (label?.text === wanted) return { document, start: label.start!, end: label.end! };
  }
  return null;
}
