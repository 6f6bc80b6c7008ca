/**
 * Finds the words that open a clause by their place: first in their line, indented no deeper than the first clause of
 * the same declaration, and not used as a field; and the labels that begin a line. Invariant: only token types change, to
 * firm ones that are nobody's value; a text that was right before is read the same.
 */
import type { TokenType } from "chevrotain";
import { columnAtLineStart, usedAsField } from "./layout.ts";
import type { Token } from "./lexer.ts";
import { isA, keywordText, softType, t } from "./tokens.ts";

/** The clauses of each declaration. */
const clausesOf = new Map<TokenType, readonly TokenType[]>([
  [t.Workspace, [t.Zone, t.Period]],
  [
    t.Source,
    [t.Files, t.Format, t.Only, t.Time, t.Lateness, t.Idle, t.Ahead, t.Skew, t.Late, t.Missing, t.Template, t.Map],
  ],
  [
    t.Rule,
    [
      ...[t.Severity, t.Risk, t.Attack, t.Tags, t.Meta, t.Status, t.When, t.Emit, t.Suppress],
      ...[t.Learn, t.Forget, t.Limit, t.Ties],
    ],
  ],
  [t.Test, [t.Given, t.Expect]],
  [t.Ranking, [t.Rules, t.Regions, t.Hits, t.Failures, t.Order, t.Weights]],
  [t.Action, [t.Http, t.Exec, t.Timeout, t.Retry, t.Once, t.Simulate]],
  [t.Playbook, [t.On, t.After, t.For, t.Approve]],
  [t.Baseline, [t.Learn, t.Feature, t.Rare]],
  [t.Score, [t.Measure, t.Alert]],
  [t.Cluster, [t.Items, t.Link, t.Features, t.Family, t.Alert]],
]);

const firmTypes = new Map<TokenType, ReadonlyMap<TokenType, TokenType>>(
  [...clausesOf].map(([declaration, types]) => [declaration, new Map(types.map((type) => [softType(type), type]))]),
);

/** The clauses of a declaration as they are written, those that are no field's name too; none of what is made of steps. */
export function clauseWordsOf(declaration: string): readonly string[] {
  const types = [...clausesOf].find(([{ name }]) => `${name.toLowerCase()}Declaration` === declaration);
  if (types === undefined || types[0] === t.Playbook) return [];
  const others = types[0] === t.Rule ? [t.By, t.Ignore] : [];
  return [...types[1], ...others].map((type) => keywordText(type)!);
}

/** The column of a declaration's clauses: that of the first one, if it begins a line. */
export function bodyIndentation(text: string, tokens: readonly Token[]): number | undefined {
  const open = tokens.findIndex((token) => token.tokenType === t.LCurly);
  const first = tokens[open + 1];
  return open < 0 || first === undefined ? undefined : columnAtLineStart(text, tokens[open], first.startOffset);
}

/** Declarations with labels, which nothing else there looks like. */
const labelling: ReadonlySet<TokenType> = new Set([t.Rule, t.Playbook]);

/** The tokens of one declaration, with the words that open its clauses made firm, and its labels too. */
export function withFirmClauses(text: string, tokens: readonly Token[]): readonly Token[] {
  const declaration = tokens[0]!.tokenType;
  const firm = firmTypes.get(declaration);
  if (firm === undefined) return tokens;
  const labels = labelling.has(declaration);
  // The steps of a playbook begin with the same words at every depth.
  const deepest = declaration === t.Playbook ? Infinity : bodyIndentation(text, tokens);
  return tokens.map((token, index) => {
    const next = tokens[index + 1];
    const label = labels && next?.tokenType === t.Colon && isA(token, t.Word);
    const type = label ? t.LabelName : firm.get(token.tokenType);
    if (type === undefined || index === 0) return token;
    const column = columnAtLineStart(text, tokens[index - 1], token.startOffset);
    if (column === undefined) return token;
    // A signed value follows `skew`; behind any other word a sign makes it a field.
    const field = type !== t.Skew && usedAsField(token, next);
    if (!label && (deepest === undefined || column > deepest || field)) return token;
    return { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx! };
  });
}
