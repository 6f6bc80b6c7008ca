/** Random patterns of every form that runs, nested up to three deep. */
import type {
  AggregateStep,
  AllPattern,
  ConditionPattern,
  NoStep,
  Pattern,
  SequencePattern,
  Step,
} from "../../server/model/program.ts";
import { all, any, condition, event, no, SECOND, sequence, until } from "./build.ts";
import type { Draw } from "./draw.ts";
import { isPositive } from "./match.ts";
import { NO_LABELS, Terms, type Readable } from "./drawTerms.ts";

const DEEPEST = 3;

export class Patterns {
  private readonly draw: Draw;
  private readonly terms: Terms;

  constructor(draw: Draw, rules: () => readonly string[]) {
    this.draw = draw;
    this.terms = new Terms(draw, rules);
  }

  /** A whole `when`; `lower`: a rule that it should name. */
  when(lower: string | null): Pattern {
    const { draw } = this;
    const kind = draw.choose(12);
    if (kind === 0) return event(lower === null ? this.terms.use(NO_LABELS) : lower, draw.label());
    if (kind === 1)
      return any([event(this.terms.use(NO_LABELS)), this.positive(lower, NO_LABELS, 1, false)], draw.label());
    if (kind <= 3) return this.condition(lower);
    if (kind <= 5) return this.all(lower, 1, false);
    return this.sequence(lower, 1, false);
  }

  private condition(lower: string | null): ConditionPattern {
    const { draw, terms } = this;
    const count = 1 + draw.choose(2);
    const aggregates = Array.from({ length: count }, (_, index) => terms.condition(index === 0 ? lower : null));
    return condition(1 + draw.choose(6), aggregates, terms.judged(aggregates, NO_LABELS, true), draw.label());
  }

  private sequence(lower: string | null, level: number, inside: boolean): SequencePattern {
    const { draw } = this;
    const positives = 1 + draw.choose(level === 1 ? 3 : 2);
    const ones: string[] = [];
    const lists: string[] = [];
    const steps: Step[] = [];
    let counted = false;
    const maybeCount = (last: boolean): void => {
      if (counted || !draw.chance(6)) return;
      const step = this.aggregateStep({ ones, lists }, last);
      steps.push(step);
      lists.push(step.label!);
      counted = true;
    };
    maybeCount(false);
    const named = draw.choose(positives);
    for (let i = 0; i < positives; i++) {
      const step = this.positive(i === named ? lower : null, { ones, lists }, level);
      steps.push(step);
      ones.push(step.label!);
      counted = false;
      maybeCount(i === positives - 1);
    }
    this.absences(steps, { ones, lists });
    if (draw.chance(6)) steps.push(until(this.terms.use({ ones, lists: [] })));
    const needed = positives > 1 || steps.some(({ kind }) => kind === "aggregate");
    // Nested ones may have none because this one has.
    const bare = !needed && !steps.some((step) => isPositive(step) && step.kind !== "event");
    const own = (inside || bare) && draw.chance(2) ? null : 2 + draw.choose(7);
    return sequence(own, steps, { every: draw.chance(7) });
  }

  private all(lower: string | null, level: number, inside: boolean): AllPattern {
    const { draw } = this;
    const count = 1 + draw.choose(level === 1 ? 3 : 2);
    const names = Array.from({ length: count }, () => draw.label());
    const lists: string[] = [];
    const members: Step[] = [];
    for (let i = 0; i < count; i++) {
      const before = { ones: names.slice(0, i), lists: [...lists] };
      const others = { ones: names.filter((_, other) => other !== i), lists: [...lists] };
      members.push({ ...this.member(i === 0 ? lower : null, before, others, level), label: names[i]! });
      if (!draw.chance(5)) continue;
      const step = this.aggregateStep(before, false);
      members.push(step);
      lists.push(step.label!);
    }
    if (draw.chance(4)) {
      const readable = { ones: names, lists };
      members.splice(draw.choose(members.length + 1), 0, this.no(readable, null));
    }
    const own = inside && draw.chance(2) ? null : 1 + draw.choose(6);
    return all(own, members, { every: draw.chance(7) });
  }

  /** A plain one reads the labels of all others, save that `with` reads those before it. */
  private member(lower: string | null, before: Readable, others: Readable, level: number): Pattern {
    const member = this.positive(lower, before, level);
    if (member.kind !== "event" || lower !== null || !this.draw.chance(4)) return member;
    return { ...member, use: { ...member.use, where: this.terms.where(others) } };
  }

  /** Has a label. */
  private positive(lower: string | null, readable: Readable, level: number, windowed = true): Pattern {
    const { draw, terms } = this;
    const label = draw.label();
    if (lower !== null) return event(terms.ofRule(lower), label);
    const kind = draw.choose(12);
    if (kind === 0 && level < DEEPEST) return { ...this.nested(level, windowed), label };
    if (kind === 1) {
      const members: Pattern[] = [event(terms.use(readable), draw.label()), event(terms.use(readable))];
      if (level < DEEPEST && draw.chance(3)) members.push(this.nested(level, windowed));
      return any(members, label);
    }
    return event(terms.use(readable), label);
  }

  /** `windowed`: there is a window that it can have from around it. */
  private nested(level: number, windowed: boolean): Pattern {
    const { draw } = this;
    if (draw.chance(4)) return { ...this.condition(null), label: null };
    return draw.chance(3) ? this.all(null, level + 1, windowed) : this.sequence(null, level + 1, windowed);
  }

  /** Has a label. `last`: it may complete the match. */
  private aggregateStep(readable: Readable, last: boolean): AggregateStep {
    const { draw, terms } = this;
    const aggregates = Array.from({ length: draw.chance(5) ? 2 : 1 }, () => terms.counting(readable));
    const test = terms.judged(aggregates, readable, last);
    const within = draw.chance(6) ? draw.choose(4) * SECOND : null;
    const { location } = event("a");
    return { kind: "aggregate", aggregates, condition: test, within, label: draw.label(), location };
  }

  /** Puts `no`s where they may stand: in front and behind with `within`, else without. */
  private absences(steps: Step[], readable: Readable): void {
    const { draw } = this;
    for (let chances = 0; chances < 2; chances++) {
      if (!draw.chance(5)) continue;
      const at = draw.choose(steps.length + 1);
      const matters = (step: Step): boolean => step.kind !== "no";
      const outer = !steps.slice(0, at).some(matters) || !steps.slice(at).some(matters);
      steps.splice(at, 0, this.no(readable, outer ? draw.choose(5) : null));
    }
  }

  private no(readable: Readable, within: number | null): NoStep {
    const step = no(this.terms.use(readable), within);
    return this.draw.chance(6) ? { ...step, of: [...step.of, this.terms.use(readable)] } : step;
  }
}
