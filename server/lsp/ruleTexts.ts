/** Where each rule of a forest stands in its text, with the clauses beside which a replay's counts are shown. */
import type { RuleDeclaration } from "../../grammar/ast.ts";
import type { RuleText } from "../protocol.ts";
import type { Forest } from "./forest.ts";

export function ruleTexts(forest: Forest): ReadonlyMap<string, RuleText> {
  const texts = new Map<string, RuleText>();
  for (const { definition, declaration, document } of forest.model.analysis().rules) {
    const uri = forest.find(document)?.uri;
    if (definition === null || uri === undefined) continue;
    const { keyword, end } = declaration;
    const of = (word: string): number | null => clauseOf(declaration, word);
    texts.set(definition.name, { uri, start: keyword.start, end, by: of("by"), suppress: of("suppress") });
  }
  return texts;
}

const clauseOf = ({ clauses }: RuleDeclaration, word: string): number | null =>
  clauses.find(({ keyword }) => keyword.text === word)?.start ?? null;
