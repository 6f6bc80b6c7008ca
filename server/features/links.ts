/**
 * What leads out of a rule file: files that lists, tables and `learn` are read from, and ATT&CK pages. Invariant: a path that
 * leaves the folder, or names no file that is there, is no link.
 */
import type { Span, StringLiteral } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { TACTICS, technique, techniqueUrl } from "../model/attack.ts";

export type Link = Span & { readonly title: string } & (
    | { readonly url: string }
    /** Relative to the folder. */
    | { readonly file: string }
  );

/** `files`: paths of the folder's files, relative to it. */
export function links(analysis: Analysis, uri: string, files: readonly string[]): Link[] {
  const known = new Set(files);
  const { text = "", tree } = analysis.document(uri) ?? {};
  const file = (literal: StringLiteral | undefined): Link[] => {
    if (literal === undefined) return [];
    const { start, end } = literal;
    const path = literal.value.replace(/^\.\//, "");
    const quotes = text.startsWith('"""', start) ? 3 : 1;
    return known.has(path) ? [{ start: start + quotes, end: end - quotes, title: "Open this file", file: path }] : [];
  };
  return (tree?.declarations ?? []).flatMap((declaration): Link[] => {
    switch (declaration.kind) {
      case "list":
      case "table":
        return file(declaration.from);
      case "source":
        return declaration.files.flatMap(file);
      case "baseline":
        return file(declaration.learn);
      case "rule":
        return [...declaration.attack.flatMap(attackLink), ...file(declaration.learn)].sort(
          (a, b) => a.start - b.start,
        );
      default:
        return [];
    }
  });
}

function attackLink({ text, start, end }: Span & { readonly text: string }): Link[] {
  if (Object.hasOwn(TACTICS, text))
    return [{ start, end, title: `${TACTICS[text]} at MITRE`, url: `https://attack.mitre.org/tactics/${text}/` }];
  const known = technique(text);
  return known === null ? [] : [{ start, end, title: `${known.name} at MITRE`, url: techniqueUrl(text) }];
}
