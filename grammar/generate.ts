/**
 * What is generated from the grammar: the types of chevrotain's tree, the TextMate grammar for highlighting before the
 * language server is up, and the grammar as a page to read. The results are committed; a test compares them with what
 * this file makes.
 */
import { generateCstDts } from "chevrotain";
import { grammarPage } from "./ebnf.ts";
import { parser } from "./parser/instance.ts";
import { textMateGrammar } from "./textmate.ts";

/** Contents by path, relative to the project's folder. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return {
    "grammar/generated/cst.d.ts": generateCstDts(parser.getGAstProductions(), { includeVisitorInterface: false }),
    "grammar/generated/mangrove.tmLanguage.json": `${JSON.stringify(textMateGrammar(), null, 2)}\n`,
    "docs/grammar.md": grammarPage(),
  };
}
