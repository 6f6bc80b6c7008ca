/**
 * A rule whose detections depend on when its records arrived: it reads `arrived` or `lag`, itself or through an event or rule,
 * or has a `forget`. All others find the same in whichever order the records come.
 */
import type { Declaration, SyntaxTree } from "../../grammar/ast.ts";
import type { Analysis, Document, Piece } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import type { Location } from "../model/program.ts";
import { ownCheck } from "./diagnostic.ts";

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
    for (const { by, word, location } of saidIn(analysis, document).reads) {
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
    analysis.documents.flatMap((document) => saidIn(analysis, document).uses),
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

interface Said {
  readonly reads: readonly Word[];
  readonly uses: readonly Word[];
}

/** What a document says is one object until it says something else. */
const said = new WeakMap<readonly Piece[], Said>();

function saidIn(analysis: Analysis, { uri, tree }: Document): Said {
  const pieces = analysis.pieces(uri);
  const known = said.get(pieces);
  if (known !== undefined) return known;
  const reads: Word[] = [];
  const uses: Word[] = [];
  for (const { mentions } of pieces) {
    const [first] = mentions;
    const around = first === undefined ? undefined : declarationAt(tree, first.start);
    if ((around?.kind !== "event" && around?.kind !== "rule") || around.name === undefined) continue;
    const by = around.name.text;
    for (const { start, end, meaning } of mentions) {
      if (meaning.kind === "definition" && start > around.name.start) {
        uses.push({ by, word: meaning.definition.name, location: { document: uri, start, end } });
      } else if (meaning.kind === "field" && meaning.field.origin === "builtin" && ARRIVAL.has(meaning.field.name)) {
        reads.push({ by, word: meaning.field.name, location: { document: uri, start, end } });
      }
    }
  }
  const made = { reads: reads.sort(byPlace), uses: uses.sort(byPlace) };
  said.set(pieces, made);
  return made;
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
