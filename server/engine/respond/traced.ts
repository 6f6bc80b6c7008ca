/** The steps of a run as its trace lists them. Invariant: calls and approvals alone, in the order of the text, rounds in theirs. */
import type { Frame, Instance } from "./frame.ts";
import { instancesOf } from "./frame.ts";
import type { StepTrace } from "./trace.ts";

/** `failure`: something failed, so the steps of `on failure` took part. */
export function tracedSteps(root: Frame, failure: boolean): readonly StepTrace[] {
  const listed = [...instancesIn(root)].filter(({ plan }) => failure || !plan.onFailure);
  const leaves = listed.filter(isListed);
  const places = new Map(leaves.map((instance, index) => [instance, index]));
  return leaves.map((instance): StepTrace => {
    const { plan, frame, begin, end, title, once, request, attempts, result, reason } = instance;
    const { definition } = plan;
    const isRun = definition.kind === "run";
    const approved = !isRun && end !== null && instance.outcome !== "stopped";
    return {
      kind: isRun ? "action" : "approval",
      label: definition.label,
      action: isRun ? definition.action : null,
      title: title === "" ? (isRun ? `${definition.action}(…)` : "approval") : title,
      each: frame.elements,
      onFailure: plan.onFailure,
      waited: [...new Set(waitedFor(instance, places))].sort((a, b) => a - b),
      begin,
      end,
      outcome: approved ? (result[0]?.[1] === true ? "done" : "refused") : instance.outcome!,
      reason: approved && result[0]?.[1] === true ? null : reason,
      once,
      request,
      attempts,
      result,
    };
  });
}

const isListed = ({ plan }: Instance): boolean => plan.work.kind === "run" || plan.work.kind === "approve";

function* instancesIn(frame: Frame): Generator<Instance> {
  for (const instance of frame.instances) {
    yield instance;
    for (const round of instance.frames ?? []) yield* instancesIn(round);
  }
}

/** What it named, and what is around it named; of a group all that is in it. */
function waitedFor(instance: Instance, places: ReadonlyMap<Instance, number>): readonly number[] {
  const found: number[] = [];
  for (let each: Instance | null = instance; each !== null; each = each.parent) {
    const around = each.parent;
    if (around !== null && places.has(around)) found.push(places.get(around)!);
    for (const { target } of each.plan.waits)
      for (const other of instancesOf(target, each.frame) ?? []) found.push(...placesIn(other, places));
  }
  return found;
}

function placesIn(instance: Instance, places: ReadonlyMap<Instance, number>): readonly number[] {
  const own = places.get(instance);
  const inside =
    instance.frames?.flatMap(({ instances }) => instances) ??
    instance.plan.inner.flat().map(({ slot }) => instance.frame.instances[slot]!);
  const below = inside.filter(({ parent }) => parent === instance).flatMap((each) => placesIn(each, places));
  return own === undefined ? below : [own, ...below];
}
