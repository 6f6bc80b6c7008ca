/** What a match lacked, in words. Invariant: says what it is given; whoever calls has looked it up. */
import type { Micros } from "../../model/program.ts";
import type { Entry } from "../detect/plan.ts";
import type { Item } from "../item.ts";
import { duration } from "../order/duration.ts";
import { show } from "./amounts.ts";
import type { Kill } from "./course.ts";
import type { Fix, Missing, NearRecord } from "./explanation.ts";
import type { Rung } from "./rungs.ts";
import type { Wanted } from "./tally.ts";

export interface Finding {
  readonly missing: Missing;
  /** 0: it all but fired; 1: nothing of what was missing came. */
  readonly gap: number;
  readonly text: string;
  readonly fix: Fix | null;
  /** Why none is proposed. */
  readonly because?: string;
  /** What would have completed it, and as what. */
  readonly other: { readonly item: Item; readonly role: NearRecord["role"] } | null;
}

export const nameOf = ({ label, text }: Rung): string => label ?? text;

/** What came too late; null: nothing did. */
export const lateItem = ({ other }: Finding): Item | null => (other?.role === "late" ? other.item : null);

/** `open`: the logs ended first. */
export function nothing(rung: Rung, within: Micros, open: boolean): Finding {
  const when = open ? "before the logs ended" : `within ${duration(within)}`;
  return { missing: { kind: "nothing" }, gap: 1, text: `${nameOf(rung)} did not come ${when}`, fix: null, other: null };
}

export function ended({ text: by }: Rung, { entry }: Kill, begin: Entry): Finding {
  const after = entry.time - begin.time;
  const when = after < 0 ? `${duration(-after)} before it began` : `after ${duration(after)}`;
  const other = { item: entry.item, role: "ended" } as const;
  return { missing: { kind: "ended", by }, gap: 0.9, text: `${by} ended it ${when}`, fix: null, other };
}

/** It came, and a `where` refused it. */
export function excluded(rung: Rung, item: Item, term: string, found: string): Finding {
  const text = `${nameOf(rung)} was excluded: ${found}`;
  const other = { item, role: "excluded" } as const;
  return { missing: { kind: "excluded", term, found }, gap: 0.5, text, fix: null, other };
}

export function lacksKey(rung: Rung, { item, field }: { readonly item: Item; readonly field: string }): Finding {
  const text = `${nameOf(rung)} has no ${field}: takes no part`;
  const other = { item, role: "excluded" } as const;
  return { missing: { kind: "keyless", field }, gap: 0.6, text, fix: null, other };
}

/** What is proposed, or why nothing is. */
export type Offer = Pick<Finding, "fix" | "because">;

/** A count that was judged at `values`; `loosen`: what to make of the bound so that it fires, tried out. */
export function short(
  rung: Rung,
  wanted: Wanted,
  values: readonly number[],
  loosen: (least: number) => Offer,
): Finding | null {
  const { written } = rung;
  const { operator, bound } = wanted;
  if (written.kind !== "aggregate" || values.length === 0) return null;
  const growing = operator === ">=" || operator === ">";
  const had = growing ? Math.max(...values) : values[0]!;
  if (growing && (had <= 0 || had >= bound + 1)) return null;
  const offer = growing ? loosen(had) : { fix: null };
  const needed = `${operator} ${bound}`;
  return {
    missing: { kind: "count", had: show(had), needed },
    gap: Math.min(1, Math.abs(bound - had) / Math.max(1, Math.abs(bound))),
    text: `${nameOf(rung)} had ${show(had)}, needed ${needed}`,
    ...offer,
    other: null,
  };
}
