/** A window that is longer than what the rule remembers: its far end is never looked at. */
import type { DurationLiteral, RuleDeclaration } from "../../grammar/ast.ts";
import { nodesOf } from "../model/nodes.ts";
import { ownCheck } from "./diagnostic.ts";
import { replace } from "./words.ts";

export const windowBeyondForget = ownCheck(
  "window-beyond-forget",
  "warning",
  "A window longer than the rule's memory",
  function* (analysis) {
    for (const { document, declaration } of analysis.rules) {
      const { forget } = declaration;
      if (forget?.kind !== "duration") continue;
      const { text } = analysis.document(document)!;
      for (const within of windowsOf(declaration)) {
        if (within.micros <= forget.micros) continue;
        const long = text.slice(within.start, within.end);
        const short = text.slice(forget.start, forget.end);
        yield {
          location: { document, start: within.start, end: within.end },
          message: `This window is ${long}, but the rule forgets after ${short}, so records further apart than ${short} never meet. Make \`forget\` at least ${long}, or the window shorter.`,
          related: [
            { location: { document, start: forget.start, end: forget.end }, message: "The rule forgets here." },
          ],
          fixes: [replace({ document, start: forget.start, end: forget.end }, `forget ${short}`, long)],
        };
      }
    }
  },
);

function windowsOf({ when }: RuleDeclaration): readonly DurationLiteral[] {
  return nodesOf(when).flatMap((node) => {
    const within = "within" in node ? (node.within as { kind?: string } | undefined) : undefined;
    return within?.kind === "duration" ? [within as DurationLiteral] : [];
  });
}
