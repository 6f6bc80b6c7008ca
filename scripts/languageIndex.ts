/**
 * The index of docs/language.md: every word of the language and every function, each with a link to the section that is about
 * it. Invariant: no word is missing, and a link leads to a section that is there.
 */
import { clauseWords, declarationWords, innerWords, reservedWords } from "../grammar/words.ts";
import { AGGREGATES, FUNCTIONS } from "../server/model/functions.ts";

const BEGIN = "<!-- index: begin -->\n";
const END = "<!-- index: end -->\n";

/** Words whose section neither bears their name nor is the first with an example of them. */
const homes: Readonly<Record<string, string>> = {
  ...inSection("Expressions", [
    "and",
    "or",
    "not",
    "in",
    "like",
    "contains",
    "startswith",
    "endswith",
    "matches",
    "cased",
  ]),
  ...inSection("Expressions", ["exists", "if", "then", "else", "true", "false"]),
  ...inSection("source", ["from", "time", "format", "missing", "year", "zone"]),
  ...inSection("sequence", ["within"]),
  ...inSection("Aggregates", ["of", "per"]),
  ...inSection("event", ["where"]),
  ...inSection("Declarations for later", ["at", "to"]),
  ...inSection("rule", ["when"]),
  ...inSection("any as an event", ["any"]),
  ...inSection("forget and limit", ["forget", "limit"]),
  ...inSection("test", ["given", "expect", "once", "twice", "times"]),
  ...inSection("Rankings", ["ranking", "rules", "regions", "hits", "failures", "order", "weights", "over"]),
};

function inSection(section: string, words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map((word) => [word, section]));
}

export function languageWords(): readonly string[] {
  const words = Object.keys({ ...declarationWords, ...clauseWords, ...innerWords, ...reservedWords });
  return words.map((word) => word.toLowerCase()).sort();
}

/** A line for each letter. */
export function languageIndex(page: string): string {
  const sections = sectionsOf(page);
  const entries = languageWords().map((word) => ({ word, section: sectionOf(word, sections) }));
  const functions = [...new Set([...FUNCTIONS.keys(), ...AGGREGATES.keys()])].map((name) => ({
    word: `${name}()`,
    section: AGGREGATES.has(name) ? "Aggregates" : "Functions",
  }));
  const all = [...entries, ...functions].sort((a, b) => (a.word < b.word ? -1 : 1));
  const letters = Map.groupBy(all, ({ word }) => word.charAt(0).toUpperCase());
  return [...letters]
    .map(([letter, group]) => {
      const links = group.map(({ word, section }) => `[${word}](#${anchor(section)})`);
      return `- **${letter}** ${links.join(" · ")}\n`;
    })
    .join("");
}

type Section = { readonly title: string; readonly examples: string };

function sectionsOf(page: string): readonly Section[] {
  return page
    .split(/^## /m)
    .slice(1)
    .map((text) => ({
      title: text.slice(0, text.indexOf("\n")),
      examples: [...text.matchAll(/^```(?:grove|text)\n([^]*?)^```$/gm)].map(([, body]) => body).join("\n"),
    }));
}

function sectionOf(word: string, sections: readonly Section[]): string {
  const named = sections.find(({ title }) => title.toLowerCase() === word)?.title ?? homes[word];
  if (named !== undefined) return named;
  const shown = sections.find(({ examples }) => new RegExp(`^\\s*${word}\\b`, "m").test(examples));
  const used = shown ?? sections.find(({ examples }) => new RegExp(`\\b${word}\\b`).test(examples));
  if (!used) throw new Error(`docs/language.md has no example of ${word}.`);
  return used.title;
}

const anchor = (title: string): string => title.toLowerCase().replaceAll(" ", "-");

/** The page with the index in its place. */
export function withIndex(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error("docs/language.md has lost the marks between which its index stands.");
  return `${page.slice(0, from + BEGIN.length)}\n${languageIndex(page)}\n${page.slice(to)}`;
}
