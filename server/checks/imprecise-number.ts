/** A whole number that is too large to be kept exactly: the engine would compare with its neighbour. */
import { ownCheck } from "./diagnostic.ts";
import { conditionsOf } from "./nodes.ts";

export const impreciseNumber = ownCheck(
  "imprecise-number",
  "warning",
  "A whole number that cannot be kept exactly",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      const { text } = analysis.document(document)!;
      // Sixteen digits are the least that it takes.
      if (!/\d{16}/.test(text.slice(declaration.start, declaration.end))) continue;
      const { numbers, compares } = conditionsOf(declaration);
      for (const literal of numbers) {
        if (literal.unit !== undefined || !literal.integer || Number.isSafeInteger(literal.value)) continue;
        const { start, end } = literal;
        const written = text.slice(start, end);
        const asked = compares.some((each) => each.start <= start && end <= each.end);
        const advice = asked
          ? `so a record with this very number may not fit, and another one may. Capture it as text, without a type, and compare it with \`"${written}"\`.`
          : "so another one is taken in its place. Write a smaller number.";
        yield {
          location: { document, start, end },
          message: `\`${written}\` is larger than ${Number.MAX_SAFE_INTEGER}, up to which whole numbers are exact, ${advice}`,
        };
      }
    }
  },
);
