/**
 * Problems of a folder as a whole, found before anything is lowered: what the parser said, names, circles. Invariant: a
 * definition that cannot stand as it is, is excluded, so that nothing is built upon it.
 */
import type { SyntaxTree } from "../../grammar/ast.ts";
import type { Node } from "./graph.ts";
import { isReserved, type Declared, type Definition, type Names } from "./names.ts";
import type { Problem } from "./problems.ts";
import type { Wholeness } from "./wholeness.ts";

/** Of a name's other places, or of a circle's members: a text may have thousands. */
const MOST_SHOWN = 6;

export function reportSyntax(documents: readonly { uri: string; tree: SyntaxTree }[], problems: Problem[]): void {
  for (const { uri, tree } of documents) {
    for (const { code: kind, message, mend, words, start, end } of tree.errors) {
      problems.push({ code: "syntax", kind, message, mend, words, location: { document: uri, start, end } });
    }
  }
}

/** `declared`: of each document that is looked at. */
export function reportNames(
  { duplicates }: Names,
  declared: Iterable<readonly Declared[]>,
  whole: Wholeness,
  problems: Problem[],
): void {
  for (const group of duplicates) {
    for (const { name, location } of group) {
      const others = group
        .slice(0, MOST_SHOWN + 1)
        .flatMap((other) => (other.location === location ? [] : other.location));
      problems.push({ code: "duplicate-name", name, others, location });
    }
  }
  for (const list of declared) {
    for (const definition of reservedIn(list)) {
      const { name, kind, location } = definition;
      problems.push({ code: "reserved-name", name, kind, location });
      whole.exclude(definition);
    }
  }
}

function reservedIn(declared: readonly Declared[]): readonly Definition[] {
  const known = reserved.get(declared);
  if (known !== undefined) return known;
  const made = declared.flatMap(({ definition }) =>
    definition !== null && OPEN_KINDS.has(definition.kind) && isReserved(definition.name) ? [definition] : [],
  );
  reserved.set(declared, made);
  return made;
}

const reserved = new WeakMap<readonly Declared[], readonly Definition[]>();

/** What is named in the places of words that have a meaning of their own. */
const OPEN_KINDS: ReadonlySet<string> = new Set(["source", "event", "rule"]);

export function reportCycles(
  cycles: readonly (readonly Node[])[],
  names: Names,
  whole: Wholeness,
  problems: Problem[],
): void {
  for (const cycle of cycles) {
    const length = Math.min(cycle.length, MOST_SHOWN);
    cycle.forEach(({ name, kind }, index) => {
      const definition = names.byName.get(name)!;
      whole.exclude(definition);
      const path = Array.from({ length }, (_, step) => cycle[(index + step) % cycle.length]!.name);
      problems.push({ code: "rule-cycle", path, whole: length === cycle.length, kind, location: definition.location });
    });
  }
}

/** A folder has one `workspace`: of several, the first counts. */
export function reportWorkspaces(workspaces: readonly Declared[], problems: Problem[]): void {
  const [first, ...others] = workspaces.map(({ document, declaration: { keyword } }) => ({
    document,
    start: keyword.start,
    end: keyword.end,
  }));
  for (const location of others)
    problems.push({ code: "duplicate-name", name: "workspace", others: [first!], location });
}
