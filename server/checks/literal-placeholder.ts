/** `"blocked {user}"` where a text is put together: outside of templates braces are letters, and the field is not read. */
import type { Declaration, Span, StringLiteral } from "../../grammar/ast.ts";
import type { Document } from "../model/analysis.ts";
import { ownCheck } from "./diagnostic.ts";
import { inEachText } from "./eachText.ts";
import { nodesOf } from "./nodes.ts";

export const literalPlaceholder = ownCheck(
  "literal-placeholder",
  "warning",
  "A placeholder that is none where it stands",
  function* (analysis) {
    for (const { document, text, start, end } of placeholdersIn(analysis)) {
      const name = text.replace(/^\$?\{\s*|\s*\}$/g, "");
      yield {
        location: { document, start, end },
        message: `\`${text}\` stands in this text letter by letter: only templates of sources fill in what stands in braces. Put the text together with \`+\`, as in \`"user " + ${name}\`.`,
      };
    }
  },
);

/** A name in braces alone: JSON, and repetitions of regular expressions, look otherwise. */
const PLACEHOLDER = /\$?\{\s*[A-Za-z_]\w*(?:\.\w+)*\s*\}/;

const placeholdersIn = inEachText(({ uri: document, text, tree }: Document) =>
  tree.declarations.flatMap((declaration) =>
    textsOf(declaration).flatMap(({ start, end }) => {
      const found = PLACEHOLDER.exec(text.slice(start, end));
      if (found === null) return [];
      const at = start + found.index;
      return [{ document, text: found[0], start: at, end: at + found[0].length }];
    }),
  ),
);

/** What a declaration says to people and programs; what it compares with is looked for as it is written. */
function textsOf(declaration: Declaration): readonly Span[] {
  const roots: readonly object[] =
    declaration.kind === "rule"
      ? declaration.emit
      : declaration.kind === "action" || declaration.kind === "playbook"
        ? [declaration]
        : [];
  return declaration.broken ? [] : roots.flatMap((root) => [...nodesOf(root)].filter(isString));
}

const isString = (node: object): node is StringLiteral => "kind" in node && node.kind === "string";
