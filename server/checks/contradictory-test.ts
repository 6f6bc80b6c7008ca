/** A test whose expectations of one rule exclude each other: it fails whatever the rule does. */
import type { ExpectClause, TestDeclaration } from "../../grammar/ast.ts";
import { ownCheck } from "./diagnostic.ts";

export const contradictoryTest = ownCheck(
  "contradictory-test",
  "warning",
  "A test that cannot pass",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      if (declaration.kind !== "test" || declaration.broken) continue;
      for (const [later, earlier] of clashes(declaration)) {
        const { start, end } = later;
        yield {
          location: { document, start, end },
          message: `This test expects something else of \`${later.rule?.text ?? ""}\` already, and both cannot hold, so it fails whatever the rule does. Leave one out, narrow one with \`where\`, or make two tests of it.`,
          related: [
            {
              location: { document, start: earlier.start, end: earlier.end },
              message: "The other expectation is here.",
            },
          ],
        };
      }
    }
  },
);

function clashes({ expect }: TestDeclaration): readonly (readonly [ExpectClause, ExpectClause])[] {
  return expect.flatMap((later, index) => {
    const earlier = expect.slice(0, index).find((each) => each.rule?.text === later.rule?.text && clash(each, later));
    return earlier === undefined || later.rule === undefined ? [] : [[later, earlier] as const];
  });
}

/** `no R` excludes every other; two numbers of all detections exclude each other. */
function clash(a: ExpectClause, b: ExpectClause): boolean {
  if (a.negated !== b.negated) return (a.negated ? a : b).where === undefined;
  if (a.negated || a.where !== undefined || b.where !== undefined) return false;
  return a.times !== undefined && b.times !== undefined && a.times !== b.times;
}
