/** What a person agreed to, as the processes of playbooks check it. */
import type { PlannedCall } from "../../engine/respond/planned.ts";
import type { Allowed } from "./wire.ts";

export function allowedBy(calls: readonly PlannedCall[]): Allowed {
  const targets = (kind: PlannedCall["kind"]): readonly string[] => [
    ...new Set(calls.filter((call) => call.kind === kind).map(({ target }) => target)),
  ];
  return { origins: targets("http"), programs: targets("exec") };
}
