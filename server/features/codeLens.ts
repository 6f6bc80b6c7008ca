/** What stands above each rule: a way to replay it. */
import type { Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";

export interface ReplayLens extends Span {
  readonly rule: string;
}

/** One for each rule that a replay would run; a rule with errors has none, for it cannot be replayed. */
export function replayLenses(analysis: Analysis, uri: string): ReplayLens[] {
  return analysis.rules.flatMap(({ document, definition, declaration, lowered }) =>
    document !== uri || definition === null || lowered === null
      ? []
      : [{ rule: definition.name, start: declaration.keyword.start, end: definition.location.end }],
  );
}
