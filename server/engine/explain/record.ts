/**
 * One record before the leaves of one rule: what held, what did not, with its values. Invariant: judged by the leaves and
 * predicates of detection itself; nothing is said of a leaf that was not tried.
 */
import type { Location, Program, Step, Use } from "../../model/program.ts";
import { labelsOf } from "../../model/support.ts";
import { describeValue } from "../detect/describe.ts";
import { applyLeaf, LeafTable } from "../detect/leaf.ts";
import { keyId, keysOf } from "../detect/partition.ts";
import type { RulePlan } from "../detect/plan.ts";
import type { EvidenceRecord } from "../evidence.ts";
import type { Item, LogRecord, Schema } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import { duration } from "../order/duration.ts";
import { conjunctsOf } from "./conjuncts.ts";
import type { LeafFinding, RecordExplanation } from "./explanation.ts";
import { nameOf } from "./findings.ts";
import type { Stretch } from "./idle.ts";
import type { RuleExplainer } from "./rule.ts";
import type { Layout, Rung } from "./rungs.ts";

/** Open matches that are listed. */
const MOST_WAITING = 20;

export interface RecordContext {
  readonly program: Program;
  /** Those of sources and rules, each at its own index. */
  readonly schemas: readonly Schema[];
  readonly environment: TermEnvironment;
  readonly describe: (record: LogRecord) => EvidenceRecord;
}

/** What one step makes of the record. */
interface Tried {
  readonly name: string;
  /** It is an item of the step's event: only its own `where` is left. */
  readonly view: Item | null;
  readonly findings: readonly LeafFinding[];
}

export function explainRecord(context: RecordContext, explainer: RuleExplainer, record: LogRecord): RecordExplanation {
  const { plan: rule, layouts } = explainer;
  const tried = layouts.flatMap(usesOf).map(([name, use]) => tryUse(context, rule, record, name, use));
  const near = tried.filter(({ view }) => view !== null);
  const fits = near.filter(({ findings }) => findings.every(({ holds }) => holds));
  const view = fits[0]?.view ?? near[0]?.view ?? null;
  const keys = view === null ? null : keyFindings(rule, view);
  const key =
    keys === null
      ? []
      : rule.definition.by.flatMap(({ field }, at) =>
          keys.values[at] === null ? [] : [[field, keys.values[at]!] as const],
        );
  const far = tried.filter((each) => each.view === null);
  const led = ledBy(explainer, fits, view);
  return {
    record: context.describe(record),
    key,
    verdict: verdictOf(rule, fits, near, keys?.missing ?? null) + (led === null ? "" : ceased(led, record)),
    leaves: [
      ...near.flatMap(({ findings }) => [...findings].sort((a, b) => Number(a.holds) - Number(b.holds))),
      ...(keys?.findings ?? []),
      ...far.flatMap(({ findings }) => findings),
    ],
    waiting: view === null ? [] : [...begunBy(context, led, record), ...waitingFor(context, explainer, view)],
  };
}

/** A step behind a count that stands first, and when that held last. */
interface Led {
  readonly step: Rung;
  readonly leading: Rung;
  readonly held: Stretch;
}

/** Of the first step, if that is what the record fits. */
function ledBy({ plan: rule, outermost }: RuleExplainer, fits: readonly Tried[], view: Item | null): Led | null {
  const rungs = outermost?.layout.rungs ?? [];
  const step = rungs.find((rung) => rung.step === 0);
  const leading = rungs.find(({ count }) => count?.after === 0);
  if (view === null || step === undefined || leading === undefined) return null;
  if (fits.every(({ name }) => name !== nameOf(step))) return null;
  const [held] = [...keysOf(rule, view).values()].flatMap((key) => outermost!.follower.held(keyId(key)) ?? []);
  return held === undefined ? null : { step, leading, held };
}

function ceased({ leading, held }: Led, { time }: LogRecord): string {
  if (time <= held.deadline) return "";
  return ` ${nameOf(leading)} in front of it had ceased to hold ${duration(time - held.deadline)} before.`;
}

/** It held when the record came. */
function begunBy({ describe }: RecordContext, led: Led | null, { time }: LogRecord): RecordExplanation["waiting"] {
  const item = led?.held.counted[0]?.item;
  if (led === null || item === undefined || item.rank !== null || time > led.held.deadline) return [];
  return [{ step: nameOf(led.step), since: describe(item as LogRecord) }];
}

function verdictOf(rule: RulePlan, fits: readonly Tried[], near: readonly Tried[], missing: string | null): string {
  const { name } = rule.definition;
  if (fits.length > 0) {
    const steps = [...new Set(fits.map((each) => each.name))].join(", ");
    return missing === null
      ? `Fits ${steps} of ${name}.`
      : `Fits ${steps} of ${name}, but has no ${missing}: takes no part.`;
  }
  const short = near.find(({ findings }) => findings.filter(({ holds }) => !holds).length === 1);
  return `Fits no step of ${name}.${short === undefined ? "" : ` One leaf short of ${short.name}.`}`;
}

/** The uses of a ladder with the step that each belongs to. */
function usesOf({ rungs }: Layout): readonly (readonly [name: string, use: Use])[] {
  const of = (name: string, step: Step): readonly (readonly [string, Use])[] => {
    switch (step.kind) {
      case "event":
        return [[name, step.use]];
      case "any":
        return step.members.flatMap((member) => of(member.label ?? name, member));
      case "aggregate":
      case "condition":
        return step.aggregates.map(({ use }) => [name, use] as const);
      case "no":
      case "until":
        return step.of.map((use) => [step.kind, use] as const);
      default:
        return [];
    }
  };
  return rungs.flatMap(({ label, text, written }) => of(label ?? text, written));
}

function tryUse(context: RecordContext, rule: RulePlan, record: LogRecord, name: string, use: Use): Tried {
  const table = new LeafTable(context.program, [...context.schemas], context.environment);
  const leaves = table.leavesOf({ ...use, where: null }, rule.definition).map(({ leaf }) => table.leaves[leaf]!);
  const own = leaves.filter(({ schema }) => schema === record.schema.index);
  const view = own.map((leaf) => applyLeaf(leaf, record)).find((each) => each !== null) ?? null;
  const base = { step: name, location: use.location };
  if (view === null) {
    const needs = [...new Set(leaves.map(({ schema }) => context.schemas[schema]?.name ?? ""))].join(" or ");
    const found =
      own.length === 0
        ? `source is ${record.source}, needs ${needs}`
        : (refusalOf(context, use, record) ?? "not one of it");
    return { name, view, findings: [{ ...base, term: use.name, holds: false, found }] };
  }
  const template = record.template === null ? "no template" : `template ${record.template}`;
  const first: LeafFinding = { ...base, term: use.name, holds: true, found: `source ${record.source}, ${template}` };
  const conjuncts = conjunctsOf(use, context.environment).map(({ term, text, holds, found }): LeafFinding => {
    // What reads labels depends on the match that waits; a single record has no answer to it.
    if (labelsOf(term).size > 0) return { ...base, term: text, holds: true, found: "depends on the match" };
    return { ...base, term: text, holds: holds(view, NO_BINDINGS), found: found(view, NO_BINDINGS) };
  });
  return { name, view, findings: [first, ...conjuncts] };
}

/** The first part of an event's own `where` that refuses the record. */
function refusalOf({ program, environment }: RecordContext, use: Use, record: LogRecord): string | null {
  const visit = (each: Use): string | null => {
    if (each.kind === "source" && each.name !== record.source) return null;
    if (each.kind === "event")
      for (const member of program.events.find(({ name }) => name === each.name)?.members ?? []) {
        const refusal = visit(member);
        if (refusal !== null) return refusal;
      }
    // Fields that a `with` adds are not there yet: nothing is claimed of them.
    if (each.with.length > 0) return null;
    const refused = conjunctsOf(each, environment).find(({ holds }) => !holds(record, NO_BINDINGS));
    return refused === undefined ? null : `${refused.found(record, NO_BINDINGS)}, needs ${refused.text}`;
  };
  return visit({ ...use, where: null });
}

function keyFindings(rule: RulePlan, view: Item) {
  const values = rule.keys.map(({ read }) => read(view, NO_BINDINGS));
  const location: Location = rule.definition.nameLocation;
  const findings = rule.definition.by.map(({ field }, index): LeafFinding => {
    const value = values[index]!;
    const found = value === null ? `no ${field}: it takes no part` : describeValue(value, "ip");
    return { step: "by", term: field, location, holds: value !== null, found };
  });
  const missing = values.indexOf(null);
  return { values, findings, missing: missing < 0 ? null : rule.definition.by[missing]!.field };
}

function waitingFor(
  { describe }: RecordContext,
  { plan: rule, outermost }: RuleExplainer,
  view: Item,
): RecordExplanation["waiting"] {
  if (outermost === null) return [];
  const { layout, follower, course } = outermost;
  const open = [...keysOf(rule, view).values()].flatMap((key) => follower.waiting(keyId(key)));
  const waiting = open.flatMap(({ begin, climb }) => {
    const { item, time } = begin.entry;
    const next = layout.rungs.find(({ ordinal }) => ordinal === climb.depth + 1);
    const over = time + course.plan.within < view.time || climb.kill !== null || climb.depth === 0;
    if (over || next === undefined || item.rank !== null) return [];
    return [{ step: next.label ?? next.text, since: describe(item as LogRecord) }];
  });
  return waiting.slice(0, MOST_WAITING);
}
