/**
 * Which joins of a sequence find items by value, and in which windows. Invariant: where one of the alternatives of a
 * slot is not joined, nothing is left out of that slot.
 */
import { compileField, type Evaluate } from "../terms/compile.ts";
import type {
  AllJoins,
  AskedProbe,
  BoundProbe,
  IndexPlan,
  Join,
  JoinEdge,
  JoinPlans,
  MemberIndex,
  PairPlan,
} from "./join.ts";
import { turned, type AskedOrder, type BoundOrder, type Order, type OrderedPlan } from "./order.ts";
import type { AllPlan, Alternative, CountPlan, LabelPlan, SequencePlan, Slot, StepPlan } from "./plan.ts";

type Parts = Pick<SequencePlan, "steps" | "counts" | "labels" | "ties"> & { readonly slots: readonly Slot[] };

type AllParts = Pick<AllPlan, "members" | "labels"> & { readonly slots: readonly Slot[] };

/** `slots`: all of the rule's; those of the sequence name it as their `pattern`. */
export function joinPlans(parts: Parts, pattern: number): JoinPlans {
  const { steps, counts, labels, ties, slots } = parts;
  const indexes: IndexPlan[] = [];
  const bound: BoundProbe[] = [];
  const pairs: PairPlan[] = [];
  const asked: AskedProbe[] = [];
  const counted: AskedProbe[] = [];
  const members = new Map<string, MemberIndex>();
  const tail = tailSlot(steps, counts);
  const last = tail ?? steps.at(-1)?.slot;
  const known = new Map<string, number>();
  const byField = (slot: number, field: string, cased: boolean): number => {
    const key = JSON.stringify([slot, field, cased]);
    const values = slots[slot]!.alternatives.map(() => compileField(field));
    const index = known.get(key) ?? indexes.push({ slot, values, cased }) - 1;
    known.set(key, index);
    return index;
  };

  for (const { index: slot, alternatives } of slots.filter((slot) => slot.pattern === pattern)) {
    const by = slot === tail ? steps.length : steps.findIndex((step) => step.slot === slot);
    for (const [label, field] of joined(alternatives)) {
      const meaning = labels.get(label);
      const values = alternatives.map(({ joins }) => ownOf(joins, label, field));
      const named = countedBy(meaning, slots);
      if (meaning?.kind === "count" && named !== null && slot === last)
        counted.push({ by, step: meaning.count.after - 1, values, index: byField(named, field, false) });
      if (meaning?.kind !== "step") continue;
      const labelled = slots[steps[meaning.step]!.slot]!;
      const plain = !derives(labelled, field);
      if (by > meaning.step && plain)
        asked.push({ by, step: meaning.step, values, index: byField(steps[meaning.step]!.slot, field, false) });
      const present = values.filter((value) => value !== null);
      if (present.length < values.length || steps.some((step) => step.slot === slot && !step.kept)) continue;
      const index = indexes.push({ slot, values: present, cased: false }) - 1;
      if (by > meaning.step && slot !== last && plain) {
        const { slot: awaiting } = steps[meaning.step]!;
        const fields = slots[awaiting]!.alternatives.map(() => compileField(field));
        const unmet = indexes.push({ slot: awaiting, values: fields, cased: false }) - 1;
        pairs.push({ step: meaning.step, by: slot, values: present, unmet });
      }
      bound.push({ slot, label, value: compileField(field), index });
    }
    for (const membership of alternatives.flatMap(({ memberships }) => memberships)) {
      const named = countedBy(labels.get(membership.label), slots);
      const key = JSON.stringify(membership);
      if (named === null || members.has(key)) continue;
      members.set(key, { ...membership, index: byField(named, membership.field, membership.cased) });
    }
  }
  const found = { indexes, bound, asked, members: [...members.values()], ...orderPlans(parts, pattern, tail) };
  // A partner may have come already there, and any step may take the completing item.
  return ties ? { ...found, counted: [], pairs: [] } : { ...found, counted, pairs };
}

/** The same for what is compared by size; `tail`: the slot of the count that stands last. */
function orderPlans(
  { steps, labels, slots }: Parts,
  pattern: number,
  tail: number | null,
): Pick<JoinPlans, "ordered" | "boundOrders" | "askedOrders"> {
  const ordered: OrderedPlan[] = [];
  const boundOrders: BoundOrder[] = [];
  const askedOrders: AskedOrder[] = [];
  for (const { index: slot, alternatives } of slots.filter((each) => each.pattern === pattern)) {
    const by = slot === tail ? steps.length : steps.findIndex((step) => step.slot === slot);
    const kept = !steps.some((step) => step.slot === slot && !step.kept);
    for (const { text, label, side, of, fields } of ordersOf(alternatives)) {
      const meaning = labels.get(label);
      if (meaning?.kind !== "step") continue;
      const values = alternatives.map(({ orders }) => orders.find((order) => order.text === text)?.own ?? null);
      const labelled = slots[steps[meaning.step]!.slot]!;
      if ([...fields].some((field) => derives(labelled, field))) continue;
      if (by > meaning.step) {
        const index = ordered.push({ slot: labelled.index, values: labelled.alternatives.map(() => of) }) - 1;
        askedOrders.push({ by, step: meaning.step, side: turned(side), own: values, index });
      }
      if (!kept || values.includes(null)) continue;
      boundOrders.push({ slot, label, side, of, index: ordered.push({ slot, values }) - 1 });
    }
  }
  return { ordered, boundOrders, askedOrders };
}

const ordersOf = (alternatives: readonly Alternative[]): readonly Order[] => [
  ...new Map(alternatives.flatMap(({ orders }) => orders.map((order) => [order.text, order] as const))).values(),
];

/** The same for an `all`, whose members need not come in any order. */
export function allJoins({ members, labels, slots }: AllParts): AllJoins {
  const indexes: IndexPlan[] = [];
  const edges: JoinEdge[] = [];
  for (const [to, { slot }] of members.entries()) {
    const { alternatives } = slots[slot]!;
    for (const [label, name] of joined(alternatives)) {
      const meaning = labels.get(label);
      const own = alternatives.map(({ joins }) => ownOf(joins, label, name)).filter((value) => value !== null);
      if (meaning?.kind !== "step" || own.length < alternatives.length) continue;
      if (derives(slots[members[meaning.step]!.slot]!, name)) continue;
      const from = meaning.step;
      const field = compileField(name);
      const other = slots[members[from]!.slot]!;
      const fields = other.alternatives.map(() => compileField(name));
      const byField = indexes.push({ slot: other.index, values: fields, cased: false }) - 1;
      const byOwn = indexes.push({ slot, values: own, cased: false }) - 1;
      edges.push({ from, to, field, own, byField, byOwn });
    }
  }
  return { indexes, edges, pairs: [] };
}

/** A label gives the items of a slot this field: no index knows it. */
const derives = ({ alternatives }: Slot, field: string): boolean =>
  alternatives.some(({ derive }) => derive?.fields.has(field));

/** The slot of the count that stands last; -1: it has several; null: there is none. */
function tailSlot(steps: readonly StepPlan[], counts: readonly CountPlan[]): number | null {
  const tail = counts.find(({ after }) => after === steps.length);
  if (tail === undefined) return null;
  return tail.slots.length === 1 ? tail.slots[0]! : -1;
}

/** What the alternatives of a slot are joined with: label and field. */
function joined(alternatives: readonly Alternative[]): readonly (readonly [label: string, field: string])[] {
  const pairs = alternatives.flatMap(({ joins }) => joins.map(({ label, field }) => [label, field] as const));
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}

function ownOf(joins: readonly Join[], label: string, field: string): Evaluate | null {
  return joins.find((join) => join.label === label && join.field === field)?.own ?? null;
}

/** The slot whose items a count's label names, if what they count as depends on no other item. */
function countedBy(meaning: LabelPlan | undefined, slots: readonly Slot[]): number | null {
  if (meaning?.kind !== "count") return null;
  const { slot } = meaning.count.aggregates[0]!;
  return slots[slot]!.alternatives.every(({ cross }) => cross === null) ? slot : null;
}
