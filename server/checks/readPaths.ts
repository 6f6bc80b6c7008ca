/**
 * Each field that a declaration reads of certain records, with the records it is read of. Invariant: where it is not known
 * which records those are, the reading is left out.
 */
import type { Path } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { kindsOf, nameOf, type Kind, type Narrowed } from "../model/kinds.ts";
import type { Declared } from "../model/names.ts";
import { readingsOf } from "./readings.ts";

export interface PathRead {
  readonly path: Path;
  /** Without the label in front of it. */
  readonly name: string;
  readonly kinds: readonly Kind[];
}

export function* pathsRead(analysis: Analysis, { declaration }: Declared): Iterable<PathRead> {
  const { uses, labels, labelled } = readingsOf(declaration);
  for (const { use, paths } of uses) {
    if (paths.length === 0) continue;
    const kinds = kindsOf(analysis, use);
    if (kinds === null) continue;
    for (const path of paths) if (!startsWith(path, labels)) yield { path, name: nameOf(path), kinds };
  }
  for (const path of labelled) {
    const [label, ...rest] = path.parts;
    if (label?.kind !== "name") continue;
    const kinds = kindsOfAll(analysis, labels.get(label.name.text) ?? []);
    if (kinds !== null) yield { path, name: nameOf({ ...path, parts: rest }), kinds };
  }
}

const startsWith = ({ parts: [first, ...rest] }: Path, labels: ReadonlyMap<string, unknown>): boolean =>
  rest.length > 0 && first?.kind === "name" && labels.has(first.name.text);

function kindsOfAll(analysis: Analysis, uses: readonly Narrowed[]): readonly Kind[] | null {
  const kinds = uses.map((use) => kindsOf(analysis, use));
  return kinds.length === 0 || kinds.includes(null) ? null : kinds.flatMap((each) => each ?? []);
}
