/**
 * Fields as keys of a rule: what relates its steps to each other. Invariant: a record without the key takes no part, so that
 * a field counts for as much as the step does that has it least.
 */
import type { Analysis } from "../../model/analysis.ts";
import { findField, type Field, type FieldSet } from "../../model/fields.ts";
import { missingShareIn } from "../../model/shares.ts";
import { percent } from "../fieldText.ts";

/** How a field does where it does worst. */
export interface Worst {
  /** Of the items, the share that lack it; null: nothing is known. */
  readonly share: number | null;
  /** The event, where others do better. */
  readonly of: string | null;
  readonly everywhere: boolean;
}

/** Who and where, which most rules ask about. */
const USUAL: readonly string[] = ["user", "ip", "device", "domain"];
/** Of (nearly) every record another value: nothing that two of them share. */
const USELESS: ReadonlySet<string> = new Set(["id", "time", "arrived", "lag", "message", "timestamp"]);

/** Records may lack a field so often and it is still there as good as always; and so often before it is rarely there. */
const [HARDLY, OFTEN] = [0.1, 0.5];

export function worstOf(analysis: Analysis, set: FieldSet, { name }: Pick<Field, "name">): Worst {
  const members = analysis.lookup(set.of) === undefined ? (set.members ?? [set]) : [set];
  const shares = members.map((member) => {
    const own = findField(member, name);
    return own === undefined ? (member.open ? null : 1) : missingShareIn(analysis, member.of, own);
  });
  const known = shares.filter((share) => share !== null);
  if (known.length === 0) return { share: null, of: null, everywhere: false };
  const share = Math.max(...known);
  const everywhere = shares.every((each) => each === share);
  return { share, of: everywhere ? null : members[shares.indexOf(share)]!.of, everywhere };
}

/** Ascending: what all steps nearly always have, what some have less often, what one lacks, what tells nothing apart. */
export function keyRank({ name }: Field, { share, everywhere }: Worst, order: string): string {
  if (USELESS.has(name)) return "99";
  if (share === 1) return everywhere ? "98" : "97";
  const often = share === null || share <= HARDLY ? 0 : share <= OFTEN ? 1 : 2;
  const usual = USUAL.indexOf(name);
  return usual < 0 ? `${often}1${order}` : `${often}0${usual}`;
}

export function keyMissing({ share, of }: Worst): readonly string[] {
  if (share === null || share === 0) return [];
  if (share === 1) return [`never in ${of ?? "the logs"}`];
  return [`missing in ${percent(share)}${of === null ? "" : ` of ${of}`}`];
}
