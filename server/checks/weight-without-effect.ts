/** Weights that change nothing: of a level that the ranking lacks, of names under a level that has none, or zero. */
import type { RankingDeclaration, ScoreDeclaration, Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { RANKING_LEVELS } from "../model/program.ts";
import { ownCheck, type Fix } from "./diagnostic.ts";
import { inEachText } from "./eachText.ts";
import { suggestion } from "./words.ts";

const LEVELS: ReadonlySet<string> = new Set(RANKING_LEVELS);

interface Finding {
  readonly at: Span;
  readonly message: string;
  readonly fixes?: readonly Fix[];
}

export const weightWithoutEffect = ownCheck(
  "weight-without-effect",
  "warning",
  "A weight that changes nothing",
  function* (analysis) {
    for (const { document, declaration } of weighingIn(analysis)) {
      const found = declaration.kind === "ranking" ? inRanking(analysis, document, declaration) : inScore(declaration);
      for (const { at, message, fixes } of found) {
        yield { location: { document, start: at.start, end: at.end }, message, fixes, unnecessary: true };
      }
    }
  },
);

const weighingIn = inEachText(({ uri: document, tree }) =>
  tree.declarations.flatMap((declaration) =>
    !declaration.broken && (declaration.kind === "ranking" || declaration.kind === "score")
      ? [{ document, declaration }]
      : [],
  ),
);

function* inRanking(analysis: Analysis, document: string, ranking: RankingDeclaration): Generator<Finding> {
  const clauses = new Set(ranking.clauses.map(({ keyword }) => keyword.text));
  for (const { of, weight, within } of ranking.weights) {
    const level = of !== undefined && "text" in of ? of.text : null;
    if (of === undefined || level === null || !LEVELS.has(level)) continue;
    if (!clauses.has(level)) {
      yield {
        at: of,
        message: `This ranking has no \`${level}\`, so their weight changes nothing. Add the clause \`${level}\`, or leave the weight out.`,
      };
    } else if (weight?.value === 0) {
      yield {
        at: weight,
        message: `A weight of 0 changes nothing. Leave \`${level}\` out of the weights, or give it a share.`,
      };
    }
    for (const inner of within) {
      if (inner.of === undefined) continue;
      const name = "text" in inner.of ? inner.of.text : String(inner.of.value);
      if (level === "hits") {
        yield {
          at: inner.of,
          message: `\`hits\` are one number and have no kinds, so the weight of \`${name}\` changes nothing. Give \`hits\` a single weight.`,
        };
      } else if (
        level === "rules" &&
        namesRules(analysis, document, ranking) &&
        analysis.lookup(name)?.kind !== "rule"
      ) {
        const names = analysis.rules.flatMap((rule) => rule.declaration.name?.text ?? []);
        const location = { document, start: inner.of.start, end: inner.of.end };
        const { hint, fixes } = suggestion(name, names, location, "Name a rule that exists.");
        yield {
          at: inner.of,
          message: `No rule of this folder is named \`${name}\`, so its weight changes nothing. ${hint}`,
          fixes,
        };
      }
    }
  }
}

/** Whether the field of `rules` holds names of rules of this folder. */
function namesRules(analysis: Analysis, document: string, { rules }: RankingDeclaration): boolean {
  const meaning = rules === undefined ? undefined : analysis.mentionAt(document, rules.end)?.meaning;
  return meaning?.kind === "field" && meaning.field.origin === "detection" && meaning.field.name === "rule";
}

function* inScore({ measures }: ScoreDeclaration): Generator<Finding> {
  if (!measures.some(({ weight }) => weight !== undefined)) return;
  for (const { name, weight } of measures) {
    if (name === undefined || (weight !== undefined && weight.value !== 0)) continue;
    const message = `\`${name.text}\` has no weight, so it changes nothing of the score. Give it a share, or leave it out.`;
    yield { at: name, message };
  }
}
