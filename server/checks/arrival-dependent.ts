/**
 * A rule whose detections depend on when its records arrived: it reads `arrived` or `lag`, itself or through an event or rule,
 * or has a `forget`. All others find the same in whichever order the records come.
 */
import type { Declaration, Name, SyntaxTree } from "../../grammar/ast.ts";
import type { Analysis, Document, Piece } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import type { Location } from "../model/program.ts";
import type { Mention } from "../model/scopes.ts";
import { ownCheck } from "./diagnostic.ts";
import { mentionedIn } from "./mentioned.ts";

const ARRIVAL = new Set(["arrived", "lag"]);

export const arrivalDependent = ownCheck(
  "arrival-dependent",
  "information",
  "A rule that depends on when its records arrive",
  function* (analysis) {
    const causes = causesOf(analysis);
    if (causes.size === 0) return;
    for (const { document, declaration } of analysis.rules) {
      const { name } = declaration;
      const cause = name && causes.get(name.text);
      if (cause === undefined) continue;
      yield {
        location: { document, start: name!.start, end: name!.end },
        message: `\`${name!.text}\` depends on when its records arrive, since ${cause.reason}, so the same log can give other detections when it is replayed at another pace or in another order. Where only the times in the records matter, leave that out.`,
        related: [{ location: cause.location, message: "It depends on it here." }],
      };
    }
  },
);

interface Cause {
  readonly location: Location;
  readonly reason: string;
}

/** By the name of the event or rule. */
function causesOf(analysis: Analysis): ReadonlyMap<string, Cause> {
  const causes = new Map<string, Cause>();
  const add = (name: string, cause: Cause): void => {
    if (!causes.has(name)) causes.set(name, cause);
  };
  for (const document of analysis.documents) {
    for (const { by, word, location } of readsIn(analysis, document)) {
      add(by, { location, reason: `it reads \`${word}\`` });
    }
  }
  for (const { document, declaration } of analysis.rules) {
    const { forget, name } = declaration;
    if (forget === undefined || name === undefined) continue;
    const location = { document, start: forget.start, end: forget.end };
    add(name.text, { location, reason: "it has a `forget`, which counts system time" });
  }
  return causes.size === 0 ? causes : spread(analysis, causes);
}

/** To whatever names one of them, and to what names that. */
function spread(analysis: Analysis, causes: Map<string, Cause>): ReadonlyMap<string, Cause> {
  const users = groupBy(
    analysis.documents.flatMap((document) => usesIn(analysis, document)),
    ({ word }) => word,
  );
  // What is added to a map while it is walked through is walked through too.
  for (const [name] of causes) {
    for (const { by, location } of users.get(name) ?? []) {
      if (!causes.has(by)) causes.set(by, { location, reason: `it uses \`${name}\`, which does` });
    }
  }
  return causes;
}

/** A word in the declaration of an event or rule. */
interface Word {
  readonly by: string;
  readonly word: string;
  readonly location: Location;
}

function readsIn(analysis: Analysis, { uri, tree }: Document): readonly Word[] {
  const read = mentionedIn(analysis, uri).builtin.flatMap(([piece, mention]): readonly Word[] => {
    const { name } = (mention.meaning as Extract<Mention["meaning"], { kind: "field" }>).field;
    const around = ARRIVAL.has(name) ? aroundOf(tree, piece) : null;
    return around === null ? [] : [wordOf(uri, around.name.text, name, mention)];
  });
  return read.sort(byPlace);
}

/** Of events and rules: every name of the folder behind their own. */
function usesIn(analysis: Analysis, { uri, tree }: Document): readonly Word[] {
  const uses = analysis.pieces(uri).flatMap((piece): readonly Word[] => {
    const around = aroundOf(tree, piece);
    if (around === null) return [];
    return piece.mentions.flatMap((mention) =>
      mention.meaning.kind === "definition" && mention.start > around.name.start
        ? [wordOf(uri, around.name.text, mention.meaning.definition.name, mention)]
        : [],
    );
  });
  return uses.sort(byPlace);
}

const wordOf = (document: string, by: string, word: string, { start, end }: Mention): Word => ({
  by,
  word,
  location: { document, start, end },
});

/** The event or rule whose words these are. */
function aroundOf(tree: SyntaxTree, { mentions: [first] }: Piece): { readonly name: Name } | null {
  const around = first === undefined ? undefined : declarationAt(tree, first.start);
  if ((around?.kind !== "event" && around?.kind !== "rule") || around.name === undefined) return null;
  return { name: around.name };
}

const byPlace = ({ location: a }: Word, { location: b }: Word): number => a.start - b.start || b.end - a.end;

/** The one in which an offset lies. */
function declarationAt({ declarations }: SyntaxTree, offset: number): Declaration | undefined {
  let low = 0;
  let high = declarations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (declarations[middle]!.end < offset) low = middle + 1;
    else high = middle;
  }
  return declarations[low];
}
