/** ATT&CK ids that do not exist, or that MITRE has withdrawn. */
import type { Location } from "../model/program.ts";
import { TACTICS, technique, TECHNIQUE_IDS } from "../model/attack.ts";
import { ownCheck, type Said } from "./diagnostic.ts";
import { replace, suggestion } from "./words.ts";

const CODE = "unknown-technique";

export const unknownTechnique = ownCheck(
  CODE,
  "warning",
  "An ATT&CK id that does not exist or was withdrawn",
  function* (analysis) {
    for (const { document, declaration } of analysis.rules) {
      for (const { text, start, end } of declaration.attack) {
        const location = { document, start, end };
        const said = judge(text, location);
        if (said !== null) yield { ...said, location };
      }
    }
  },
);

function judge(id: string, location: Location): Said | null {
  if (Object.hasOwn(TACTICS, id)) return null;
  const known = technique(id);
  if (known?.status === "active") return null;
  if (known === null) {
    const upper = id.toUpperCase();
    const otherwise = "Look the id up at attack.mitre.org.";
    const { hint, fixes } = suggestion(id, technique(upper) === null ? TECHNIQUE_IDS : [upper], location, otherwise);
    return { message: `ATT&CK has no \`${id}\`, so reports could not place this rule. ${hint}`, fixes };
  }
  const { name, replacement } = known;
  if (replacement !== null) {
    const { name: other = "" } = technique(replacement) ?? {};
    return {
      message: `ATT&CK has withdrawn ${id} (${name}), so reports may not show this rule. Write \`${replacement}\` (${other}).`,
      fixes: [replace(location, id, replacement)],
    };
  }
  return {
    severity: "information",
    message: `ATT&CK marks ${id} (${name}) as deprecated, so it may vanish. Choose a technique that describes the rule today.`,
  };
}
