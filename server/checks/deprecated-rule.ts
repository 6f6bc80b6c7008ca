/** A rule that its author marks as deprecated, named by something that goes on. */
import { declaredIn } from "../model/names.ts";
import { ownCheck } from "./diagnostic.ts";
import { inEachText } from "./eachText.ts";

export const deprecatedRule = ownCheck("deprecated-rule", "warning", "A deprecated rule is used", function* (analysis) {
  const deprecated = new Set(deprecatedRules(analysis));
  if (deprecated.size === 0) return;
  const tests = analysis.names.declared.filter(({ declaration }) => declaration.kind === "test");
  for (const { uri: document } of analysis.documents) {
    for (const { start, end, meaning } of analysis.mentions(document)) {
      if (meaning.kind !== "definition" || !deprecated.has(meaning.definition)) continue;
      const { location, name } = meaning.definition;
      if (location.document === document && location.start === start) continue;
      const inTest = tests.some(
        ({ document: other, declaration }) =>
          other === document && declaration.start <= start && end <= declaration.end,
      );
      if (inTest) continue;
      yield {
        location: { document, start, end },
        message: `\`${name}\` is marked as deprecated and may go, and what uses it would stop working. Use what replaces it.`,
        related: [{ location, message: `\`${name}\` is declared here.` }],
      };
    }
  }
});

const deprecatedRules = inEachText(({ uri, tree }) =>
  declaredIn(uri, tree).flatMap(({ definition, declaration }) =>
    definition !== null && declaration.kind === "rule" && declaration.status?.text === "deprecated" ? [definition] : [],
  ),
);
