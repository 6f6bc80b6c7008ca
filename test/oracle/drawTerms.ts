/** Random uses and what narrows them: `where`, `with`, joins of labels, conditions over aggregates. */
import type { Aggregate, FieldAssignment, Term, Use } from "../../server/model/program.ts";
import {
  aggregate,
  and,
  arithmetic,
  compare,
  constant,
  equal,
  field,
  lasting,
  manyOf,
  not,
  of,
  or,
  over,
  use,
} from "./build.ts";
import type { Draw } from "./draw.ts";

/** Labels that a step may read: of one item, and of those that an aggregate counts. */
export interface Readable {
  readonly ones: readonly string[];
  readonly lists: readonly string[];
}
export const NO_LABELS: Readable = { ones: [], lists: [] };

export class Terms {
  private readonly draw: Draw;
  /** Rules below the one that is drawn. */
  private readonly rules: () => readonly string[];

  constructor(draw: Draw, rules: () => readonly string[]) {
    this.draw = draw;
    this.rules = rules;
  }

  use(readable: Readable, within = true): Use {
    const { draw } = this;
    const below = this.rules();
    if (below.length > 0 && draw.chance(9)) return this.ofRule(draw.one([...below, "raised"]));
    const name = this.name();
    const labels = readable.ones.length + readable.lists.length > 0;
    if (labels && draw.chance(6)) return use(name, { where: this.join(readable) });
    const where = draw.chance(5) ? this.where(readable) : null;
    return use(name, { where, with: within && draw.chance(9) ? [this.with(readable)] : [] });
  }

  /** Of detections: their keys and emits, and what all of them have. */
  ofRule(name: string): Use {
    const { draw } = this;
    if (!draw.chance(4)) return use(name);
    const length = arithmetic("-", field("last"), field("first"));
    const where = draw.one([
      equal(field("severity"), constant("HIGH")),
      not(equal(field("rule"), constant("r1"))),
      compare(length, "<=", lasting(3)),
      not(equal(field("v"), constant(1))),
    ]);
    return use(name, { where });
  }

  /** Mostly what there is much of. */
  private name(): string {
    if (this.draw.chance(5)) return this.draw.one(["ab", "mixed", "either", "p"]);
    return this.draw.one(["a", "a", "a", "a", "b", "b", "b", "b", "c", "x", "y"]);
  }

  private with({ ones }: Readable): FieldAssignment {
    const { draw } = this;
    if (ones.length > 0 && draw.chance(2)) {
      const name = draw.one(["k", "w", "w"] as const);
      return { field: name, value: of(draw.one(ones), draw.one(name === "k" ? ["k", "k", "j"] : ["v", "w"])) };
    }
    return draw.one([
      { field: "k", value: field("j") },
      { field: "w", value: field("v") },
      { field: "w", value: arithmetic("+", field("v"), constant(1)) },
    ]);
  }

  where(readable: Readable): Term {
    const { draw } = this;
    const parts = Array.from({ length: 1 + draw.choose(2) }, () => this.part(readable));
    return parts.length === 1 ? parts[0]! : draw.chance(2) ? and(...parts) : or(...parts);
  }

  private part({ ones, lists }: Readable): Term {
    const { draw } = this;
    const own = draw.one(["v", "w"]);
    const kind = draw.choose(4);
    if (kind === 0 && lists.length > 0) return compare(field(own), "in", manyOf(draw.one(lists), "v"));
    if (kind <= 2 && ones.length > 0) {
      const other = of(draw.one(ones), draw.one(["v", "w"]));
      if (draw.chance(5)) return compare(field(own), draw.one(["<", ">="]), other);
      if (draw.chance(8)) return equal(field(own), arithmetic("+", other, constant(1)));
      return draw.chance(3) ? not(equal(field(own), other)) : equal(field(own), other);
    }
    return this.test(own);
  }

  /** What engines find by value: equality with a label's field, either way round, or with one of those counted. */
  private join(readable: Readable): Term {
    const { draw } = this;
    const { ones, lists } = readable;
    const own = draw.one(["v", "w", "w"]);
    const more = { cased: draw.chance(4), every: draw.chance(6) };
    if (ones.length === 0 || (lists.length > 0 && draw.chance(2))) {
      const named = manyOf(draw.one(lists), draw.one(["v", "w"]));
      const member = compare(field(own), draw.one(["in", "=="]), named, more);
      return draw.chance(4) ? not(member) : member;
    }
    const other = of(draw.one(ones), own);
    const operator = draw.one(["==", "in"] as const);
    const same = draw.chance(2)
      ? compare(field(own), operator, other, more)
      : compare(other, operator, field(own), more);
    return draw.chance(2) ? same : and(same, this.part(readable));
  }

  test(name: string): Term {
    const small = compare(field(name), this.draw.one(["<=", ">="]), constant(2));
    return this.draw.chance(3) ? not(equal(field(name), constant(1))) : small;
  }

  // ---- aggregates

  /** One that may stand as a step. */
  counting(readable: Readable): Aggregate {
    const { draw } = this;
    const name = draw.one(["count", "count", "count", "count", "count", "distinct", "sum", "avg", "min", "max", "median", "stddev", "percentile"] as const); // prettier-ignore
    return this.over(name, this.use(readable, false));
  }

  /** One of a condition; `lower`: a rule that it should look at. */
  condition(lower: string | null): Aggregate {
    const { draw } = this;
    const name = draw.one(["count", "count", "count", "distinct", "sum", "avg", "min", "max", "median", "stddev", "percentile", "first", "first", "seen"] as const); // prettier-ignore
    return this.over(name, lower === null ? this.use(NO_LABELS, false) : use(lower));
  }

  private over(name: Aggregate["function"], of: Use): Aggregate {
    if (name === "count") return over(name, of);
    const numeric = name !== "first" && name !== "seen" && name !== "distinct";
    const fields = name === "first" && this.draw.chance(2) ? ["v", "w"] : [numeric ? "v" : this.draw.one(["v", "w"])];
    return over(name, of, fields, name === "percentile" ? this.draw.one([0, 50, 95]) : null);
  }

  /** Of all aggregates, joined by `and` or `or`, or calculated with. `last`: not true because nothing happened. */
  judged(aggregates: readonly Aggregate[], { ones }: Readable, last: boolean): Term {
    const { draw } = this;
    const operators = last ? ([">=", ">=", ">", "=="] as const) : ([">=", ">=", ">=", ">=", "==", "<", "<="] as const);
    const limit = (): Term =>
      ones.length > 0 && draw.chance(8) ? of(draw.one(ones), "v") : constant(draw.one([1, 1, 1, 2, 3]));
    const calculated = aggregates.every(({ function: name }) => name !== "first");
    if (aggregates.length === 2 && calculated && draw.chance(2)) {
      const whole = arithmetic(draw.one(["+", "-", "*", "/"]), aggregate(0), aggregate(1));
      return compare(whole, draw.one(operators), limit());
    }
    const parts = aggregates.map(({ function: name }, index): Term => {
      if (name === "first") return aggregate(index);
      if (!last && draw.chance(8)) return not(equal(aggregate(index), limit()));
      return compare(aggregate(index), draw.one(operators), limit());
    });
    return parts.length === 1 ? parts[0]! : draw.chance(2) ? and(...parts) : or(...parts);
  }
}
