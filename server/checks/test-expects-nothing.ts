/** A test that cannot fail. */
import { ownCheck } from "./diagnostic.ts";

export const testExpectsNothing = ownCheck(
  "test-expects-nothing",
  "warning",
  "A test that cannot fail",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      if (declaration.kind !== "test" || declaration.broken || declaration.expect.length > 0) continue;
      const { start, end } = declaration.title ?? declaration.keyword;
      yield {
        location: { document, start, end },
        message:
          "This test expects nothing, so it passes whatever the rules do. Add what must happen, as in `expect guessed_password once`, or must not, as in `expect no guessed_password`.",
      };
    }
  },
);
