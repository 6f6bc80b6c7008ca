/** An action without `simulate`: replays let nothing leave the machine, so they can only guess what it does. */
import { ownCheck } from "./diagnostic.ts";
import { clauseAdded } from "./edits.ts";

export const neverSimulated = ownCheck(
  "never-simulated",
  "information",
  "An action that replays know nothing about",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      if (declaration.kind !== "action" || declaration.broken || declaration.simulate !== undefined) continue;
      const { name } = declaration;
      if (name === undefined) continue;
      yield {
        location: { document, start: name.start, end: name.end },
        message: `\`${name.text}\` has no \`simulate\`. In a replay nothing leaves the machine, so it would take no time, return nothing and never fail, and playbooks that use it stay untried. Say what it does, as in \`simulate takes 200ms returns { ticket = "SIM-1" }\`.`,
        fixes: clauseAdded(analysis, document, declaration, "simulate takes 1s"),
      };
    }
  },
);
