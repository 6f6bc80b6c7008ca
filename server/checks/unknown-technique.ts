/** ATT&CK ids that do not exist, or that MITRE has withdrawn. */
import type { Location } from "../model/program.ts";
import { TACTICS, technique, TECHNIQUE_IDS } from "../model/attack.ts";
import { ownCheck, type Said } from "./diagnostic.ts";
import { replace, slips } from "./words.ts";

const CODE = "unknown-technique";

export const unknownTechnique = ownCheck(
  CODE,
  "warning",
  "An ATT&CK id that does not exist or was withdrawn",
  function* (analysis) {
    for (const { document, declaration } of analysis.rules) {
      // Of `attack.t1110` the parser has read the first word only.
      if (declaration.broken) continue;
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
    const whole = technique(id.toUpperCase().split(".")[0]!);
    if (whole !== null && whole.replacement !== null)
      return withdrawn(`${whole.id} (${whole.name}) with its parts`, id, whole.replacement, location);
    const meant = meantBy(id);
    const names = meant.map((other) => `\`${other}\` (${nameOf(other)})`);
    const hint =
      meant.length === 0
        ? "Look the id up at attack.mitre.org."
        : `Did you mean ${(names.length < 3 ? names : [names.slice(0, -1).join(", "), names.at(-1)]).join(" or ")}?`;
    const fixes = meant.map((other) => replace(location, id, other));
    return { message: `ATT&CK has no \`${id}\`, so reports could not place this rule. ${hint}`, fixes };
  }
  const { name, replacement } = known;
  if (replacement !== null) return withdrawn(`${id} (${name})`, id, replacement, location);
  return {
    severity: "information",
    message: `ATT&CK marks ${id} (${name}) as deprecated, so it may vanish. Choose a technique that describes the rule today.`,
  };
}

function withdrawn(what: string, id: string, replacement: string, location: Location): Said {
  return {
    message: `ATT&CK has withdrawn ${what}, so reports may not show this rule. Write \`${replacement}\` (${nameOf(replacement)}).`,
    fixes: [replace(location, id, replacement)],
  };
}

const nameOf = (id: string): string => TACTICS[id] ?? technique(id)?.name ?? "";

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, "");

/** So many leave a choice; of more nobody knows which. */
const MOST = 3;

/** Techniques and tactics by id or name, in whatever case. */
function meantBy(id: string): readonly string[] {
  const tactic = Object.keys(TACTICS).find(
    (other) => other === id.toUpperCase() || letters(nameOf(other)) === letters(id),
  );
  return tactic === undefined ? techniquesLike(id) : [tactic];
}

/** The ids one slip away, those first that begin like it: the first digits are the ones that people know. */
function techniquesLike(id: string): readonly string[] {
  const named = TECHNIQUE_IDS.filter((other) => letters(technique(other)?.name ?? "") === letters(id));
  if (named.length > 0) return named.filter((other) => technique(other)?.status === "active").slice(0, MOST);
  const [base = "", part] = id.toUpperCase().split(".");
  const whole = part === undefined ? base : `${base}.${part.padStart(3, "0")}`;
  const active = TECHNIQUE_IDS.filter((other) => technique(other)?.status === "active");
  if (active.includes(whole)) return [whole];
  const alike = active.filter((other) => other.includes(".") === whole.includes(".") && slips(whole, other) === 1);
  const shared = (other: string): number => [...other].findIndex((char, at) => char !== whole[at]);
  const near = alike.toSorted((a, b) => shared(b) - shared(a) || (a < b ? -1 : 1));
  const known = part !== undefined && active.includes(base) ? [base] : [];
  return [...near, ...known].slice(0, MOST);
}
