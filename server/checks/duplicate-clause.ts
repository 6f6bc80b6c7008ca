/** A clause that may stand once and stands twice: the first would be ignored. */
import type { Clause, Declaration, RuleDeclaration, Span } from "../../grammar/ast.ts";
import { ownCheck } from "./diagnostic.ts";
import { takenOut } from "./edits.ts";

const ONCE = new Set(
  (
    "format only time lateness idle ahead skew late severity risk status disabled deprecated by when emit suppress learn " +
    "forget limit ties " +
    "rules regions hits failures order weights http exec timeout retry once simulate rare alert items link features"
  ).split(" "),
);

export const duplicateClause = ownCheck(
  "duplicate-clause",
  "warning",
  "A clause that stands twice",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      // Where something could not be read a clause may seem to stand twice.
      if (declaration.broken) continue;
      if (declaration.kind === "rule") yield* techniquesTwice(document, declaration);
      const first = new Map<string, Clause>();
      for (const clause of clausesOf(declaration)) {
        const { text, start, end } = clause.keyword;
        if (!ONCE.has(text)) continue;
        const other = first.get(text);
        if (other === undefined) {
          first.set(text, clause);
          continue;
        }
        yield {
          location: { document, start, end },
          message: `\`${text}\` stands here twice, of which only the last counts; the other is easily taken for it. Merge the two into one.`,
          related: [{ location: { document, ...spanOf(other.keyword) }, message: `The first \`${text}\` is here.` }],
          fixes: [
            { title: `Remove the first \`${text}\``, edits: [takenOut(analysis, { document, ...spanOf(other) })] },
          ],
        };
      }
    }
  },
);

function* techniquesTwice(document: string, { attack }: RuleDeclaration) {
  for (const [index, { text, start, end }] of attack.entries()) {
    const other = attack.slice(0, index).find((each) => each.text.toUpperCase() === text.toUpperCase());
    if (other === undefined) continue;
    yield {
      location: { document, start, end },
      message: `\`${text}\` stands here twice and counts once, so one of the two was perhaps to be another. Correct it, or leave it out.`,
      related: [{ location: { document, ...spanOf(other) }, message: `The first \`${text}\` is here.` }],
      fixes: [
        {
          title: `Leave \`${text}\` out`,
          edits: [{ document, start: attack[index - 1]!.end, end, text: "" }],
        },
      ],
    };
  }
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

const clausesOf = (declaration: Declaration): readonly Clause[] =>
  "clauses" in declaration ? declaration.clauses : [];
