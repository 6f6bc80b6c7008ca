/**
 * Declarations that this version reads and leaves out: what they name is looked up all the same, so that it counts as used,
 * can be found and renamed, and a mistyped name is told. Invariant: nothing of them reaches the program.
 */
import type { Declaration, EventUse, PlaybookStep, Span } from "../../../grammar/ast.ts";
import { openFields } from "../fields.ts";
import { itemScope } from "../scopes.ts";
import type { Lowering } from "./context.ts";
import { itemsOfUses, lowerUse } from "./use.ts";

export function lowerLater(c: Lowering, declaration: Declaration): void {
  switch (declaration.kind) {
    case "ranking":
    case "baseline":
    case "score":
    case "cluster":
      return read(c, declaration, declaration.of === undefined ? [] : [declaration.of]);
    case "playbook":
      read(c, declaration, declaration.on);
      for (const step of [...declaration.steps, ...declaration.failure]) mentionActions(c, step);
  }
}

/** What the body says is about the items of these. */
function read(c: Lowering, body: Span, uses: readonly EventUse[]): void {
  c.enter(body, itemScope(itemsOfUses(c, uses, "this")));
  for (const use of uses) lowerUse(c, itemScope(openFields("this")), use);
}

function mentionActions(c: Lowering, step: PlaybookStep): void {
  switch (step.kind) {
    case "run": {
      const definition = step.action && c.folder.names.byName.get(step.action.text);
      if (definition?.kind === "action") c.mention(step.action!, { kind: "definition", definition });
      return;
    }
    case "branch":
      for (const inner of step.branches.flatMap(({ steps }) => steps)) mentionActions(c, inner);
      for (const inner of step.else) mentionActions(c, inner);
      return;
    case "approve":
      for (const inner of [...step.steps, ...step.else]) mentionActions(c, inner);
      return;
    case "after":
    case "loop":
      for (const inner of step.steps) mentionActions(c, inner);
  }
}
