/** A test that expects something of a rule that is never raised: it would fail, or with `no` pass, whatever the rule does. */
import { ownCheck } from "./diagnostic.ts";
import { inEachText } from "./eachText.ts";

export const neverRaised = ownCheck(
  "never-raised",
  "warning",
  "A test expects a rule that is never raised",
  function* (analysis) {
    const silent = new Map(silentRules(analysis));
    if (silent.size === 0) return;
    for (const { document, rule, negated } of expectations(analysis)) {
      const status = silent.get(rule.text);
      if (status === undefined) continue;
      const effect = negated ? "holds whatever it does" : "can never hold";
      yield {
        location: { document, start: rule.start, end: rule.end },
        message:
          status === "disabled"
            ? `\`${rule.text}\` is disabled and does nothing, so this ${effect}. Take its \`status\` out, or this expectation.`
            : `\`${rule.text}\` is a building block: it feeds the rules above it and is never raised itself, so this ${effect}. Expect a rule that names it, or take its \`status\` out.`,
      };
    }
  },
);

const expectations = inEachText(({ uri: document, tree }) =>
  tree.declarations.flatMap((declaration) =>
    declaration.kind === "test"
      ? declaration.expect.flatMap(({ rule, negated }) => (rule === undefined ? [] : [{ document, rule, negated }]))
      : [],
  ),
);

const silentRules = inEachText(({ tree }) =>
  tree.declarations.flatMap((declaration) => {
    if (declaration.kind !== "rule" || declaration.name === undefined) return [];
    const status = declaration.status?.text;
    return status === "building_block" || status === "disabled" ? [[declaration.name.text, status] as const] : [];
  }),
);
