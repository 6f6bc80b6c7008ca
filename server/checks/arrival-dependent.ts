/**
 * A rule whose detections depend on when its records arrived: it reads `arrived` or `lag`, itself or through an event or rule,
 * or has a `forget`. All others find the same in whichever order the records come.
 */
import type { Analysis, Document } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import type { Location } from "../model/program.ts";
import type { Mention } from "../model/scopes.ts";
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
const said = new WeakMap<readonly Mention[], Said>();

function saidIn(analysis: Analysis, { uri, tree }: Document): Said {
  const mentions = analysis.mentions(uri);
  const known = said.get(mentions);
  if (known !== undefined) return known;
  const reads: Word[] = [];
  const uses: Word[] = [];
  let next = 0;
  for (const { start, end, meaning } of mentions) {
    while (next < tree.declarations.length && tree.declarations[next]!.end < end) next++;
    const around = tree.declarations[next];
    if ((around?.kind !== "event" && around?.kind !== "rule") || around.name === undefined) continue;
    const place = { by: around.name.text, location: { document: uri, start, end } };
    if (meaning.kind === "definition" && start > around.name.start) {
      uses.push({ ...place, word: meaning.definition.name });
    } else if (meaning.kind === "field" && meaning.field.origin === "builtin" && ARRIVAL.has(meaning.field.name)) {
      reads.push({ ...place, word: meaning.field.name });
    }
  }
  said.set(mentions, { reads, uses });
  return { reads, uses };
}
