/** Declarations and labels of a whole folder, found by some of the letters of their names. */
import type { Analysis } from "../model/analysis.ts";
import type { DefinitionKind } from "../model/names.ts";
import type { Location } from "../model/program.ts";
import { labelledSteps } from "./steps.ts";

export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: DefinitionKind | "test";
  /** Of a label: its rule, or its playbook. */
  readonly container: string | null;
  readonly location: Location;
}

/** More are no help to anybody who looks for one. */
const MOST = 500;

/** Those whose names hold the letters of the query in this order, whatever their case; the closest first. */
export function workspaceSymbols(analysis: Analysis, query: string): WorkspaceSymbol[] {
  const letters = query.toLowerCase().replace(/\s+/g, "");
  const found: { readonly symbol: WorkspaceSymbol; readonly distance: number }[] = [];
  for (const symbol of allSymbols(analysis)) {
    const distance = distanceOf(symbol.name.toLowerCase(), letters);
    if (distance !== null) found.push({ symbol, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance || a.symbol.name.length - b.symbol.name.length)
    .slice(0, MOST)
    .map(({ symbol }) => symbol);
}

function* allSymbols(analysis: Analysis): Generator<WorkspaceSymbol> {
  for (const { document, declaration, definition } of analysis.names.declared) {
    if (definition)
      yield { name: definition.name, kind: definition.kind, container: null, location: definition.location };
    else if (declaration.kind === "test" && declaration.title) {
      const { start, end, value } = declaration.title;
      yield { name: value, kind: "test", container: null, location: { document, start, end } };
    }
    if (declaration.kind !== "playbook") continue;
    for (const { label } of labelledSteps(declaration)) {
      const { text: name, start, end } = label;
      yield { name, kind: "label", container: definition?.name ?? null, location: { document, start, end } };
    }
  }
  for (const { definition, labels } of analysis.rules) {
    for (const { definition: label } of labels.values()) {
      yield { name: label.name, kind: "label", container: definition?.name ?? null, location: label.location };
    }
  }
}

/** How much of the name is skipped between the first and the last letter, and before them; null: it has not all. */
function distanceOf(name: string, letters: string): number | null {
  if (letters === "") return 0;
  const whole = name.indexOf(letters);
  if (whole >= 0) return whole;
  let at = -1;
  let first = -1;
  for (const letter of letters) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return null;
    if (first < 0) first = at;
  }
  // Letters that stand apart are always further away than those that stand together.
  return name.length + first + (at - first + 1 - letters.length);
}
