/** Wording that many checks share: the nearest name, lists of names, replacements. */
import { distance } from "fastest-levenshtein";
import type { Location } from "../model/program.ts";
import type { Diagnostic, Fix } from "./diagnostic.ts";

/** The candidate that was most likely meant; null: none is near enough. Case does not count. */
export function nearest(name: string, candidates: readonly string[]): string | null {
  const wanted = name.toLowerCase();
  let best: string | null = null;
  let least = reachOf(wanted) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const [typed, meant] = apart(wanted, candidate.toLowerCase());
    const far = slips(typed, meant);
    if (far >= least || far > reachOf(typed)) continue;
    least = far;
    best = candidate;
  }
  return best;
}

/** So many letters can be wrong of a word that was meant. */
const reachOf = (word: string): number => Math.max(1, Math.floor(word.length / 3));

/** Without the words of a path that both begin or end with: they say nothing about the others. */
function apart(a: string, b: string): readonly [string, string] {
  const [left, right] = [a.split("."), b.split(".")];
  while (left.length > 1 && right.length > 1 && left[0] === right[0]) [left, right].forEach((words) => words.shift());
  while (left.length > 1 && right.length > 1 && left.at(-1) === right.at(-1))
    [left, right].forEach((words) => words.pop());
  return [left.join("."), right.join(".")];
}

/** How many letters are one too many, missing, wrong, or in the wrong order. */
export const slips = (a: string, b: string): number => (swapped(a, b) ? 1 : distance(a, b));

/** Two neighbouring letters in the wrong order: the commonest slip, which counts as two otherwise. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** `Did you mean ...?` and its fix, or what else there is to choose from. */
export function suggestion(
  name: string,
  candidates: readonly string[],
  location: Location,
  otherwise: string,
): Pick<Diagnostic, "fixes"> & { readonly hint: string } {
  const best = nearest(name, candidates);
  if (best === null) return { hint: otherwise };
  return { hint: `Did you mean \`${best}\`?`, fixes: [replace(location, name, best)] };
}

export function replace(location: Location, old: string, text: string): Fix {
  return { title: `Replace \`${old}\` with \`${text}\``, edits: [{ ...location, text }] };
}

export function insertAt(location: Location, title: string, text: string): Fix {
  return { title, edits: [{ document: location.document, start: location.end, end: location.end, text }] };
}

/** "`a`, `b` and `c`", at most so many. */
export function listed(names: readonly string[], most = 8, joint: "and" | "or" = "and"): string {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  if (names.length > most) return `${shown.join(", ")} ${joint} ${names.length - most} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} ${joint} ${shown.at(-1)!}`;
}

export const article = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`);
