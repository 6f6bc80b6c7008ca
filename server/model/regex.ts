/**
 * Regular expressions that make a backtracking matcher hang: those whose automaton can read one text in exponentially
 * many ways. Invariant: the answer comes after a bounded number of steps, whatever the expression; one that is too large
 * to be judged in them is let through, since the engine falls back to a linear matcher by itself.
 *
 * The automaton has one state per character set (Glushkov), its edges with multiplicity. It is exponentially ambiguous
 * exactly if, in its product with itself, a state of the diagonal lies on a cycle through a state off the diagonal, or
 * if an edge of multiplicity two lies on a cycle (Weber and Seidl, "On the degree of ambiguity of finite automata", 1991).
 */
import { parseRegex, type Range, type RegexNode } from "./regexSyntax.ts";
import type { ProblemDetail } from "./problems.ts";

/** Weights are counts of ways, of which only "one" and "more" matter. */
type Weights = Map<number, number>;

interface Fragment {
  readonly first: Weights;
  readonly last: Weights;
  /** Ways to match the empty text. */
  readonly empty: number;
}

const BUDGET = 1_000_000;
const MOST_STATES = 300;
/** Repetitions that may vary by more than this are as good as unbounded. */
const MOST_SLACK = 8;

/** What is wrong with an expression, if something is. */
export function regexFault(source: string, flags: string): ProblemDetail | null {
  const tree = parseRegex(source, flags);
  if ("problem" in tree) return { code: "invalid-regex", reason: tree.problem };
  const pump = new Automaton(tree.ignoreCase).pump(tree.root);
  return pump === null ? null : { code: "unsafe-regex", part: source, attack: pump };
}

class TooLarge extends Error {}

class Automaton {
  private readonly sets: (readonly Range[])[] = [];
  private readonly edges: Weights[] = [];
  private readonly ignoreCase: boolean;
  private steps = 0;

  constructor(ignoreCase: boolean) {
    this.ignoreCase = ignoreCase;
  }

  /** A word that can be read in two ways again and again; null: there is none. */
  pump(root: RegexNode): string | null {
    try {
      this.build(root);
      return this.ambiguousCycle();
    } catch (error) {
      if (error instanceof TooLarge) return null;
      throw error;
    }
  }

  private build(node: RegexNode): Fragment {
    switch (node.kind) {
      case "assert":
        return { first: new Map(), last: new Map(), empty: 1 };
      case "set": {
        if (this.sets.length >= MOST_STATES) throw new TooLarge();
        const state = this.sets.push(this.ignoreCase ? bothCases(node.ranges) : node.ranges) - 1;
        this.edges.push(new Map());
        return { first: new Map([[state, 1]]), last: new Map([[state, 1]]), empty: 0 };
      }
      case "group":
        return this.build(node.body);
      case "choice": {
        const parts = node.branches.map((branch) => this.build(branch));
        const first: Weights = new Map();
        const last: Weights = new Map();
        for (const part of parts) {
          addAll(first, part.first, 1);
          addAll(last, part.last, 1);
        }
        return { first, last, empty: parts.reduce((sum, part) => sum + part.empty, 0) };
      }
      case "sequence":
        return node.items
          .map((item) => () => this.build(item))
          .reduce((left, right) => this.join(left, right()), nothing());
      case "repeat":
        return this.repeat(node);
    }
  }

  private repeat({ body, min, max }: Extract<RegexNode, { kind: "repeat" }>): Fragment {
    if (max === Infinity || max - min > MOST_SLACK) {
      let whole = nothing();
      for (let i = 1; i < min; i++) whole = this.join(whole, this.build(body));
      const loop = this.build(body);
      this.connect(loop.last, loop.first, 1);
      return this.join(whole, min === 0 ? { ...loop, empty: 1 } : loop);
    }
    let whole = nothing();
    for (let i = 0; i < max; i++) {
      const copy = this.build(body);
      whole = this.join(whole, i < min ? copy : { ...copy, empty: 1 });
    }
    return whole;
  }

  private join(left: Fragment, right: Fragment): Fragment {
    this.connect(left.last, right.first, 1);
    const first: Weights = new Map(left.first);
    addAll(first, right.first, left.empty);
    const last: Weights = new Map(right.last);
    addAll(last, left.last, right.empty);
    return { first, last, empty: left.empty * right.empty };
  }

  private connect(from: Weights, to: Weights, ways: number): void {
    for (const [state, weight] of from) {
      if ((this.steps += to.size) > BUDGET) throw new TooLarge();
      addAll(this.edges[state]!, to, weight * ways);
    }
  }

  private ambiguousCycle(): string | null {
    const count = this.sets.length;
    for (let state = 0; state < count; state++) {
      for (const [next, weight] of this.edges[state]!) {
        const back = weight > 1 ? this.path(next * count + next, (pair) => pair === state * count + state, true) : null;
        if (back !== null) return character(this.sets[next]!) + back;
      }
    }
    for (let state = 0; state < count; state++) {
      const word = this.leaveAndReturn(state);
      if (word !== null) return word;
    }
    return null;
  }

  /** From (s, s) to some (p, q) with p < q and back: by symmetry the other order needs no search of its own. */
  private leaveAndReturn(state: number): string | null {
    const count = this.sets.length;
    const home = state * count + state;
    const next = [...this.edges[state]!.keys()];
    for (const p of next) {
      for (const q of next) {
        const shared = p < q ? overlap(this.sets[p]!, this.sets[q]!) : null;
        if (shared === null) continue;
        const back = this.path(p * count + q, (pair) => pair === home, false);
        if (back !== null) return String.fromCodePoint(shared) + back;
      }
    }
    return null;
  }

  /** The shortest word that leads from a pair of states to a goal; null: none does. */
  private path(from: number, goal: (pair: number) => boolean, diagonal: boolean): string | null {
    if (goal(from)) return "";
    const count = this.sets.length;
    const seen = new Map<number, string>([[from, ""]]);
    for (const [pair, word] of seen) {
      const [p, q] = [Math.floor(pair / count), pair % count];
      for (const left of this.edges[p]!.keys()) {
        for (const right of diagonal ? [left] : this.edges[q]!.keys()) {
          if (++this.steps > BUDGET) throw new TooLarge();
          const target = left * count + right;
          if (seen.has(target)) continue;
          const shared = overlap(this.sets[left]!, this.sets[right]!);
          if (shared === null) continue;
          const longer = word.length < 8 ? word + String.fromCodePoint(shared) : word;
          if (goal(target)) return longer;
          seen.set(target, longer);
        }
      }
    }
    return null;
  }
}

const nothing = (): Fragment => ({ first: new Map(), last: new Map(), empty: 1 });

function addAll(into: Weights, from: Weights, ways: number): void {
  if (ways === 0) return;
  for (const [state, weight] of from) into.set(state, Math.min(2, (into.get(state) ?? 0) + weight * ways));
}

const character = (ranges: readonly Range[]): string => String.fromCodePoint(overlap(ranges, ranges) ?? 97);

/** A code point in both sets, a readable one if there is one. */
function overlap(a: readonly Range[], b: readonly Range[]): number | null {
  let found: number | null = null;
  for (const [low, high] of a) {
    for (const [otherLow, otherHigh] of b) {
      const from = Math.max(low, otherLow);
      const to = Math.min(high, otherHigh);
      if (from > to) continue;
      for (const nice of [97, 65, 48, 45, 32]) if (from <= nice && nice <= to) return nice;
      found ??= from;
    }
  }
  return found;
}

function bothCases(ranges: readonly Range[]): readonly Range[] {
  const more: Range[] = [...ranges];
  for (const [low, high] of ranges) {
    const upper: Range = [Math.max(low, 65), Math.min(high, 90)];
    const lower: Range = [Math.max(low, 97), Math.min(high, 122)];
    if (upper[0] <= upper[1]) more.push([upper[0] + 32, upper[1] + 32]);
    if (lower[0] <= lower[1]) more.push([lower[0] - 32, lower[1] - 32]);
  }
  return more;
}
