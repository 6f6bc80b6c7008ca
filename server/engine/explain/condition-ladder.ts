/**
 * The ladder of an aggregate condition: how often it came to hold, and how near it came where it did not. Invariant: it
 * hears each judgement from detection itself, so it knows no other values than those that detection judged.
 */
import type { Micros, Value } from "../../model/program.ts";
import type { RawDetection } from "../detect/detection.ts";
import type { ConditionPlan, Entry, Key } from "../detect/plan.ts";
import type { Fed } from "../detect/watch.ts";
import { show } from "./amounts.ts";
import { namedKey, nearRecord, type RuleContext } from "./context.ts";
import type { Explainer, Rows } from "./explainer.ts";
import type { Fix, LadderStep, NearMiss } from "./explanation.ts";
import type { Layout } from "./rungs.ts";
import { Nearest, noLosses, type Wanted } from "./tally.ts";
import { loosened, wantedOf } from "./wanted.ts";

/** Records of a near miss. */
const MOST_RECORDS = 10;

/** What detection made of a condition at one item. */
export interface Judgement {
  readonly holds: boolean;
  readonly values: readonly Value[];
}

interface Followed {
  readonly key: Key;
  touched: Micros;
  held: boolean;
  recent: Entry[];
  /** The nearest since it last held. */
  best: { readonly value: number; readonly records: readonly Entry[] } | null;
}

export class ConditionExplainer implements Explainer {
  fired = 0;
  private readonly context: RuleContext;
  private readonly layout: Layout;
  private readonly plan: ConditionPlan;
  private readonly outermost: boolean;
  private readonly wanted: Wanted | null;
  private nearest: Nearest;
  private readonly judgements: Judgement[];
  private readonly keys = new Map<string, Followed>();

  /** `judgements`: those of the key that is being fed, in order; taken out by `take`. */
  constructor(context: RuleContext, layout: Layout, outermost: boolean, judgements: Judgement[]) {
    this.context = context;
    this.layout = layout;
    this.plan = layout.plan as ConditionPlan;
    this.outermost = outermost;
    this.wanted = layout.written.kind === "condition" ? wantedOf(layout.written) : null;
    this.nearest = new Nearest(this.wanted);
    this.judgements = judgements;
  }

  begin(_now: Micros): void {
    this.fired = 0;
    this.nearest = new Nearest(this.wanted);
    for (const followed of this.keys.values()) followed.best = null;
  }

  take({ id, key, time, arrivals }: Fed, _made: readonly RawDetection[]): void {
    for (const [quiet, followed] of this.keys) {
      if (followed.touched + this.plan.within >= time) break;
      this.miss(followed);
      this.keys.delete(quiet);
    }
    const own = arrivals.flatMap(({ entries }) => entries.find(({ slot }) => this.plan.slots.includes(slot)) ?? []);
    const judgements = this.judgements.splice(0);
    if (own.length === 0) return;
    let followed = this.keys.get(id);
    if (followed === undefined) followed = { key, touched: time, held: false, recent: [], best: null };
    else this.keys.delete(id);
    this.keys.set(id, followed);
    for (const [index, { entry }] of own.entries()) {
      const judgement = judgements[index];
      if (judgement !== undefined) this.judge(followed, entry, judgement);
    }
    followed.touched = time;
  }

  end(_last: Micros, _cancelled: boolean): void {
    for (const followed of this.keys.values()) this.miss(followed);
    this.keys.clear();
  }

  ladder({ records, inner }: Rows): readonly LadderStep[] {
    return this.layout.rungs.map((rung) => {
      const { kind, label, text, location, slots } = rung;
      const { value } = this.nearest;
      const nearest = value === null ? null : show(value);
      const reached = this.fired;
      const row = { kind, label, step: text, location, records: records(slots), reached, kills: 0, nearest };
      return { ...row, lost: noLosses(), ...inner(rung) };
    });
  }

  private judge(followed: Followed, entry: Entry, { holds, values }: Judgement): void {
    const value = this.wanted === null ? null : values[this.wanted.index];
    this.nearest.see(value);
    const before = followed.held && entry.time - followed.touched <= this.plan.within;
    followed.held = holds;
    followed.touched = entry.time;
    if (this.outermost) {
      followed.recent.push(entry);
      if (followed.recent.length > 2 * MOST_RECORDS) followed.recent.splice(0, MOST_RECORDS);
    }
    if (holds) {
      if (!before || this.plan.always) this.fired++;
      followed.best = null;
    } else if (typeof value === "number" && this.outermost) this.near(followed, entry, value);
  }

  private near(followed: Followed, { time }: Entry, value: number): void {
    const nearest = new Nearest(this.wanted);
    if (followed.best !== null) nearest.see(followed.best.value);
    nearest.see(value);
    if (nearest.value !== value || followed.best?.value === value) return;
    const records = followed.recent.filter((entry) => entry.time >= time - this.plan.within).slice(-MOST_RECORDS);
    followed.best = { value, records };
  }

  private miss(followed: Followed): void {
    const { misses } = this.context;
    const { best } = followed;
    if (best === null || this.wanted === null) return;
    misses.missed++;
    const gap = Math.min(1, Math.abs(this.wanted.bound - best.value) / Math.max(1, Math.abs(this.wanted.bound)));
    const place = best.records[0]!.item;
    misses.offer({
      key: followed.key,
      reached: 0,
      gap,
      place,
      late: null,
      tell: () => this.tell(followed.key, best, this.wanted!),
    });
  }

  private tell(key: Key, { value, records }: NonNullable<Followed["best"]>, wanted: Wanted): NearMiss {
    const { context, layout, plan } = this;
    const { label, text } = layout.rungs[0]!;
    const needed = `${wanted.operator} ${wanted.bound}`;
    const name = label ?? text;
    return {
      key: namedKey(context, key),
      reached: 0,
      steps: 1,
      step: 0,
      missing: { kind: "count", had: show(value), needed },
      text: label === null ? `${name}: had ${show(value)}` : `${name} had ${show(value)}, needed ${needed}`,
      ...context.quiet.offer(this.fix(wanted, value), key, records.at(-1)!.time),
      first: records[0]!.time,
      deadline: records[0]!.time + plan.within,
      records: records.flatMap(({ item }) => nearRecord(context, item, { label, step: 0, role: "part" })),
    };
  }

  private fix(wanted: Wanted, value: number): Fix | null {
    const { written } = this.layout;
    const location = written.kind === "condition" ? written.boundAt : undefined;
    const text = loosened(wanted, value);
    return text === null || location === undefined ? null : { text, location };
  }
}
