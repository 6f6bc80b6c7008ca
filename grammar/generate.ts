/**
 * What is generated from the grammar: the types of chevrotain's tree and the TextMate grammar for highlighting before
 * the language server is up. The results are committed; a test compares them with what this file makes.
 */
import { generateCstDts } from "chevrotain";
import { parser } from "./parser/instance.ts";
import { textMateGrammar } from "./textmate.ts";

/** Contents by path, relative to this folder. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return {
    "generated/cst.d.ts": generateCstDts(parser.getGAstProductions(), { includeVisitorInterface: false }),
    "generated/mangrove.tmLanguage.json": `${JSON.stringify(textMateGrammar(), null, 2)}\n`,
  };
}
