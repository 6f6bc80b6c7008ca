/** The rules of a folder as lists and views show them, in the order of documents and lines. */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";

export interface RuleEntry {
  readonly name: string;
  /** Its name, or null where it is computed or missing. */
  readonly severity: string | null;
  readonly doc: string | null;
  readonly location: Location;
  /** A replay leaves it out. */
  readonly broken: boolean;
}

export function rules(analysis: Pick<Analysis, "rules">): RuleEntry[] {
  return analysis.rules.flatMap(({ definition, declaration, lowered }) => {
    if (definition === null) return [];
    const { severity } = declaration;
    const part = severity?.kind === "path" && severity.parts.length === 1 ? severity.parts[0] : undefined;
    return [
      {
        name: definition.name,
        severity: part?.kind === "name" ? part.name.text : null,
        doc: definition.doc,
        location: definition.location,
        broken: lowered === null,
      },
    ];
  });
}
