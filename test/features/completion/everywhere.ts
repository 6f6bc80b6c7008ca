/** A sample folder as the editor sees it after its logs were looked at, and every word of it that can be taken away. */
import path from "node:path";
import { tokenize, type Lexeme } from "../../../grammar/lexer.ts";
import { listFolder, readRules } from "../../../server/host/folder.ts";
import { readNamedFiles } from "../../../server/host/listFiles.ts";
import { sampleNow } from "../../../server/host/sample.ts";
import type { Analysis } from "../../../server/model/analysis.ts";
import { Model } from "../../../server/model/workspace.ts";

const SAMPLES = path.join(import.meta.dirname, "../../../samples");

export interface Sample {
  readonly model: Model;
  readonly texts: ReadonlyMap<string, string>;
  /** Paths of its files. */
  readonly files: readonly string[];
}

export interface Taken extends Lexeme {
  readonly file: string;
  readonly text: string;
  /** Of the whole file. */
  readonly before: string;
  readonly behind: string;
}

export function openSample(name: string): Sample {
  const root = path.join(SAMPLES, name);
  const listing = listFolder(root);
  const model = new Model();
  const texts = new Map(readRules(root, listing).rules.map((rule) => [rule.path, rule.text]));
  for (const [file, text] of texts) model.set(file, text);
  model.files = readNamedFiles(root, model.named);
  model.facts = sampleNow(root, model.analysis().program);
  return { model, texts, files: listing.files };
}

/** Signs that only hold others together, texts of several lines and patterns are nobody's to offer. */
const HOLDING: ReadonlySet<string> = new Set("{ } ( ) [ ] , = : . ..".split(" "));
const SPELLED: ReadonlySet<string> = new Set(["BlockString", "Regex"]);

export function wordsOf(file: string, text: string): Taken[] {
  return tokenize(text).flatMap((token): Taken[] => {
    const image = text.slice(token.start, token.end);
    if (token.semantic === "comment" || HOLDING.has(image) || SPELLED.has(token.name)) return [];
    return [{ ...token, file, text: image, before: text.slice(0, token.start), behind: text.slice(token.end) }];
  });
}

/** Why nobody can know what stands there; null: somebody can. */
export function ownOf(word: Taken, analysis: Analysis): string | null {
  const { file, start, text, before, behind, name } = word;
  const meaning = analysis.mentionAt(file, start)?.meaning;
  const isHere = (place: { document: string; start: number; end: number }): boolean =>
    place.document === file && place.start <= start && start < place.end;
  if (meaning?.kind === "definition" && isHere(meaning.definition.location)) return "a new name";
  if (meaning?.kind === "label" && isHere(meaning.label.definition.location)) return "a new label";
  if (meaning?.kind === "field" && meaning.field.places.some(isHere)) return "a new field";
  if (/^(?:\.\w+)*\s*=(?!=)/.test(behind) && /^[\w`]/.test(text)) return "a new field";
  if (/\btest\s+$/.test(before) || /^\s*:/.test(behind)) return "a new name";
  if (!/^["'\d]/.test(text)) return null;
  if (name === "Duration" || name === "Size" || name === "Percent" || name === "Float") return "an amount";
  return literalIsOwn(word, analysis) ? "a value that no log holds" : null;
}

const COMPARED = /(?:^|\s)(?:==|!=|in|like|contains|startswith|endswith|[<>]=?)\s*(?:all\s*)?(?:\[[^[\]]*)?$/;

/** Texts and numbers are known where the logs, or the folder, hold them. */
function literalIsOwn({ file, start, text, before }: Taken, analysis: Analysis): boolean {
  if (/\b(?:files|from|zone|tags(?:\s+"\w+",)?)\s+$/.test(before)) return false;
  const operator = COMPARED.exec(before);
  if (operator === null) return true;
  const left = analysis.mentions(file).findLast(({ end }) => end <= start - operator[0].length);
  if (left?.meaning.kind !== "field") return true;
  const value = text.replace(/^["']|["']$/g, "").toLowerCase();
  return !analysis.values(left.meaning.field).some(([known]) => known.toLowerCase() === value);
}
