/**
 * Random forests and timelines for them. Invariant: only what the language allows and the engine runs; a function of what
 * `choose` answers.
 */
import type { EventDefinition, FieldAssignment, Pattern, Program, RuleDefinition } from "../../server/model/program.ts";
import type { LogRecord } from "../../server/engine/item.ts";
import { by, compare, constant, equal, eventOf, field, not, of, program, rule, SECOND, sizeOf, use } from "./build.ts";
import { Draw, type Choose } from "./draw.ts";
import { Patterns } from "./drawPatterns.ts";
import { drawRecords } from "./drawRecords.ts";

export interface Case {
  readonly program: Program;
  readonly records: readonly LogRecord[];
}

export function randomCase(choose: Choose): Case {
  const draw = new Draw(choose);
  const events = drawEvents(draw);
  const rules: RuleDefinition[] = [];
  const patterns = new Patterns(draw, () => rules.map(({ name }) => name));
  for (let count = 1 + draw.choose(4); count > 0; count--) rules.push(drawRule(draw, patterns, rules));
  return { program: program(withDepths(rules), events), records: drawRecords(draw) };
}

function drawEvents(draw: Draw): readonly EventDefinition[] {
  const renamed = use("b", { with: [{ field: "k", value: field("j") }] });
  const small = draw.chance(2) ? compare(field("v"), "<=", constant(2)) : not(equal(field("v"), constant(1)));
  const loud = draw.chance(4) ? equal(field("v"), constant(1)) : null;
  return [
    eventOf("ab", use("a"), use("b")),
    eventOf("mixed", use("a", { where: small }), renamed),
    eventOf("either", draw.chance(2) ? renamed : use("b"), use("b"), use("c")),
    eventOf("raised", use("detection", { where: loud })),
  ];
}

function drawRule(draw: Draw, patterns: Patterns, rules: readonly RuleDefinition[]): RuleDefinition {
  // Mostly the last one, so that trees grow tall.
  const below = rules.length === 0 ? null : draw.chance(3) ? draw.one(rules).name : rules.at(-1)!.name;
  const lower = below === null || draw.chance(2) ? null : draw.chance(7) ? "raised" : below;
  const when = patterns.when(lower);
  const keys = draw.one([[], ["k"], ["k"], ["k"], ["k"], ["k", "j"]]);
  const more: Partial<RuleDefinition> = {
    by: draw.chance(12) ? keys.map((name) => ({ field: name, cased: true })) : by(...keys),
    emit: drawEmit(draw, when, keys),
    suppress: draw.chance(3) ? draw.choose(5) * SECOND : null,
    status: draw.chance(10) ? "building_block" : draw.chance(40) ? "disabled" : "active",
    severity: constant(draw.one(["high", "high", "low"])),
    ignore: draw.chance(8) ? [equal(field(draw.one(["v", "w", "j"])), constant(draw.one([2, "s", "n"])))] : [],
    tiesEither: draw.chance(6),
    // So large that neither takes anything away.
    limit: draw.chance(12) ? 1_000_000 : null,
    forget: draw.chance(12) ? 1_000_000 * SECOND : null,
  };
  return rule(`r${rules.length + 1}`, when, more);
}

/** What rules above can have as key or value. */
function drawEmit(draw: Draw, when: Pattern, keys: readonly string[]): readonly FieldAssignment[] {
  const label = firstLabel(when);
  const counted = when.kind === "sequence" ? when.steps.find(({ kind }) => kind === "aggregate") : undefined;
  const free = ["k", "j", "v", "w"].filter((each) => !keys.includes(each));
  const emit = label === null ? [] : free.map((each) => ({ field: each, value: of(label, each) }));
  if (counted?.label == null || !draw.chance(2)) return emit;
  return [...emit.filter((each) => each.field !== "v"), { field: "v", value: sizeOf(counted.label) }];
}

/** A label whose item a rule may emit from: the first of a positive step at the top. */
function firstLabel(when: Pattern): string | null {
  if (when.kind === "event") return when.label;
  if (when.kind !== "sequence" && when.kind !== "all") return null;
  return (when.kind === "all" ? when.members : when.steps).find((step) => step.kind === "event")?.label ?? null;
}

/** 0 for a rule that names no rule and no `detection`, else 1 + the deepest below. */
function withDepths(rules: readonly RuleDefinition[]): readonly RuleDefinition[] {
  const texts = new Map(rules.map((each) => [each.name, JSON.stringify(each.when)]));
  const names = (each: RuleDefinition, name: string): boolean => texts.get(each.name)!.includes(`"name":"${name}"`);
  const below = (each: RuleDefinition): readonly RuleDefinition[] => rules.filter(({ name }) => names(each, name));
  const watches = (each: RuleDefinition): boolean => names(each, "raised") || below(each).some(watches);
  const depth = (each: RuleDefinition): number => {
    const direct = names(each, "raised");
    const under = [...below(each), ...(direct ? rules.filter((other) => !watches(other)) : [])];
    return 1 + Math.max(-1, ...under.map(depth));
  };
  return rules.map((each) => ({ ...each, depth: depth(each) }));
}
