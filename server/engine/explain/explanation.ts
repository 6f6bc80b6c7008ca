/**
 * What a replay says of a rule beyond its detections: how far its matches came, where they ended, and what nearly
 * fired. Invariant: plain data, a function of program and bytes alone; on the ladder of a sequence the numbers add up: for
 * each step reached = reached of the next + expired + ended + ties + used + open + unfollowed, of the last one `fired` is
 * the next. On that of an `all` each member has reached + lost = windows. `docs/explain.md` says what is counted.
 */
import type { Location, Micros, Value } from "../../model/program.ts";
import type { EvidenceRecord } from "../evidence.ts";

export interface RuleExplanation {
  readonly rule: string;
  /** The pattern's head as a user would say it: `sequence within 15m`. */
  readonly when: string;
  readonly by: readonly string[];
  readonly detections: number;
  readonly suppressed: number;
  /** Matches of the ladder that led to a detection, raised or not. */
  readonly fired: number;
  /** Records of a leaf that took no part because a key field was missing. */
  readonly keyless: number;
  /** Records that an `ignore` took off the rule's leaves. */
  readonly ignored: number;
  readonly ladder: readonly LadderStep[];
  /** Best first, 20 at most; `missed` counts all. */
  readonly nearMisses: readonly NearMiss[];
  readonly missed: number;
  readonly load: RuleLoad;
  /** Near misses of a key were asked for, and no item of the rule had it. */
  readonly unknownKey?: true;
}

/** What a rule held in memory at most, and what it gave up before its windows ended. */
export interface RuleLoad {
  readonly keys: number;
  /** Items that waited for a match. */
  readonly partials: number;
  /** An estimate. */
  readonly bytes: number;
  /** By `forget` and by `limit`. */
  readonly forgotten: number;
  readonly limited: number;
}

/** One line of the pattern as it was written; steps of a nested pattern are its `inner` ones. */
export interface LadderStep {
  readonly kind: "step" | "count" | "no" | "until" | "condition" | "member";
  readonly label: string | null;
  /** As written, short: `count(login_failed) >= 5`, `login where user in guesses.user`. */
  readonly step: string;
  readonly location: Location;
  /** Items that the step's own leaf accepted, of any key. */
  readonly records: number;
  /** Matches that came as far as this step: of the first one, those that began. Null for `no` and `until`. */
  readonly reached: number | null;
  readonly lost: Losses;
  /** Of a `no` or `until`: how many matches it ended. */
  readonly kills: number;
  /** Of a count or a condition: the value that came nearest, as shown; null where nothing was counted. */
  readonly nearest: string | null;
  /** Of a step that is a pattern itself: how many of its matches led to an item. Of others null. */
  readonly fired: number | null;
  readonly inner: readonly LadderStep[];
}

/** Where the matches went that reached a step and not the next. */
export interface Losses {
  /** The window ended first. */
  readonly expired: number;
  /** A `no` or `until` ended them. */
  readonly ended: number;
  /** The next item had the same time and stood on the wrong side of it. */
  readonly ties: number;
  /** A detection had used up what they needed. */
  readonly used: number;
  /** The logs ended first. */
  readonly open: number;
  /** Too many were open at once for one key, or `limit` or `forget` let go what they needed: nobody knows how far they could have come. */
  readonly unfollowed: number;
}

export interface NearMiss {
  readonly key: readonly (readonly [field: string, value: Value])[];
  /** How many rungs of the ladder it reached, and of how many. */
  readonly reached: number;
  readonly steps: number;
  /** Index in the ladder of the step that was missing. */
  readonly step: number;
  readonly missing: Missing;
  /** One sentence with the label first: `call came 1m 48s after the deadline`. */
  readonly text: string;
  readonly fix: Fix | null;
  /** Why no change is proposed: `nor does it fire within 20s: call is missing`; or `suppress` would hold it back. */
  readonly because?: string;
  /** Of the match's window. */
  readonly first: Micros;
  readonly deadline: Micros;
  /** What it had, then what would have completed it, if there was one. */
  readonly records: readonly NearRecord[];
}

export interface NearRecord {
  readonly label: string | null;
  readonly step: number;
  /** Took part, came behind the deadline, or was the one that ended or failed it. */
  readonly role: "part" | "late" | "excluded" | "ended";
  readonly record: EvidenceRecord;
}

export type Missing =
  /** Nothing came that could have been it. */
  | { readonly kind: "nothing" }
  /** It came, this much behind the end of the window. */
  | { readonly kind: "late"; readonly by: Micros }
  /** A count or condition had this and needed that. */
  | { readonly kind: "count"; readonly had: string; readonly needed: string }
  /** It came and a `where` refused it; `term` is the part that was false, `found` its value. */
  | { readonly kind: "excluded"; readonly term: string; readonly found: string }
  /** It came without this key field. */
  | { readonly kind: "keyless"; readonly field: string }
  /** It came at the same time and stands in front. */
  | { readonly kind: "tie" }
  /** A `no` or `until` ended it. */
  | { readonly kind: "ended"; readonly by: string };

/** The smallest change that makes it fire. */
export interface Fix {
  /** `within 17m`, `ties either`, `>= 4`. */
  readonly text: string;
  /** What it replaces in the rule file; an empty range inserts. */
  readonly location: Location;
}

/** One record, leaf by leaf. */
export interface RecordExplanation {
  readonly record: EvidenceRecord | null;
  readonly key: readonly (readonly [field: string, value: Value])[];
  /** One sentence: `Fits no step of web_shell. One leaf short of call.`, or why it is no record: `late by 52s`. */
  readonly verdict: string;
  /** There is no such file, or no such line in it. */
  readonly absent?: true;
  readonly leaves: readonly LeafFinding[];
  /** Where matches waited for a step when it came. */
  readonly waiting: readonly { readonly step: string; readonly since: EvidenceRecord }[];
}

export interface LeafFinding {
  /** Label or text of the step; `by` for key fields. */
  readonly step: string;
  readonly term: string;
  readonly location: Location;
  readonly holds: boolean;
  /** What the record has: `ip 10.20.4.9 is in 10.0.0.0/8`. */
  readonly found: string;
}
