/**
 * In which order the declarations that yield items are lowered: each behind those that it needs. They come in blocks, those of
 * one kind in one document. Invariant: a function of what the blocks say; an order is found anew only if somebody needs
 * something else than before.
 */
import { makeGraph, type Node } from "./graph.ts";
import { kindsIn, type Declared, type Names } from "./names.ts";
import { Depths, nodeOf } from "./settled.ts";

/** Kinds of declarations that others can wait for in a pattern, sources aside. */
const YIELDING = ["event", "rule", "baseline", "score", "cluster"] as const;

export interface Block {
  readonly document: string;
  readonly kind: (typeof YIELDING)[number];
  /** Each the first of its name. */
  readonly declared: readonly Declared[];
}

export interface Place {
  /** Of the block, and in it. */
  readonly block: number;
  readonly index: number;
  /** How many rules stand below it. */
  readonly depth: number;
  readonly readsDetections: boolean;
}

export interface Order {
  readonly places: readonly Place[];
  readonly cycles: readonly (readonly Node[])[];
}

/** All that yields items, and in which order it is lowered. */
export interface Course {
  readonly blocks: readonly Block[];
  /** Those that have no name, or another's. */
  readonly others: readonly Declared[];
  readonly order: Order;
  /** Each name is one declaration's, and none goes round in a circle. */
  readonly isPlain: boolean;
}

/** `documents`: what each declares. `orders`: of earlier analyses of the folder; null: of none. */
export function courseOf(
  documents: ReadonlyMap<string, readonly Declared[]>,
  names: Names,
  orders: Orders | null,
): Course {
  const blocks: Block[] = [];
  const others: Declared[] = [];
  const byKind = [...documents].map(([document, all]) => [document, kindsIn(all)] as const);
  for (const kind of YIELDING) {
    for (const [document, kinds] of byKind) {
      const some = kinds.get(kind);
      if (some === undefined) continue;
      const [declared, rest] = split(some, names);
      blocks.push({ kind, document, declared });
      others.push(...rest);
    }
  }
  const order = (orders ?? new Orders()).of(blocks);
  return { blocks, others, order, isPlain: names.duplicates.length === 0 && order.cycles.length === 0 };
}

/** Where in the order of texts the rules of each block begin, and how many there are. */
export function rulesAt(blocks: readonly Block[]): { readonly at: readonly number[]; readonly count: number } {
  let count = 0;
  const at = blocks.map(({ kind, declared }) => {
    const first = count;
    if (kind === "rule") count += declared.length;
    return first;
  });
  return { at, count };
}

/** The first of each name, and behind them those that have none or another's. */
function split(declared: readonly Declared[], names: Names): readonly [readonly Declared[], readonly Declared[]] {
  const named = namedIn(declared);
  const isFirst = ({ definition }: Declared): boolean => names.byName.get(definition!.name) === definition;
  const firsts = names.duplicates.length === 0 ? named : named.filter(isFirst);
  if (firsts.length === declared.length) return [declared, []];
  const known = new Set(firsts);
  return [firsts, declared.filter((each) => !known.has(each))];
}

function namedIn(declared: readonly Declared[]): readonly Declared[] {
  const known = named.get(declared);
  if (known !== undefined) return known;
  const made = declared.every(({ definition }) => definition !== null)
    ? declared
    : declared.filter(({ definition }) => definition !== null);
  named.set(declared, made);
  return made;
}

const named = new WeakMap<readonly Declared[], readonly Declared[]>();

/** `lists`: the nodes of each block. */
function makeOrder(lists: readonly (readonly Node[])[]): Order {
  const graph = makeGraph(lists.flat());
  const at = new Map<Node, readonly [block: number, index: number]>();
  lists.forEach((nodes, block) => nodes.forEach((node, index) => at.set(node, [block, index])));
  const depths = new Depths();
  const places = graph.order.map((node): Place => {
    const [block, index] = at.get(node)!;
    const depth = depths.of(node);
    depths.set(node.name, node.kind === "rule" ? depth + 1 : depth);
    return { block, index, depth, readsDetections: node.readsDetections };
  });
  return { places, cycles: graph.cycles };
}

/** The orders of one folder, from one analysis to the next. */
export class Orders {
  private blocks: ReadonlyMap<string, { readonly declared: readonly Declared[]; readonly nodes: readonly Node[] }> =
    new Map();
  private lists: readonly (readonly Node[])[] = [];
  private order: Order | null = null;

  of(blocks: readonly Block[]): Order {
    const now = new Map<string, { declared: readonly Declared[]; nodes: readonly Node[] }>();
    const lists = blocks.map(({ kind, document, declared }) => {
      const key = `${kind} ${document}`;
      const before = this.blocks.get(key);
      const nodes = before?.declared === declared ? before.nodes : stable(before?.nodes, declared.map(nodeOf));
      now.set(key, { declared, nodes });
      return nodes;
    });
    this.blocks = now;
    const same = lists.length === this.lists.length && lists.every((list, index) => list === this.lists[index]);
    this.lists = lists;
    return (this.order = same && this.order !== null ? this.order : makeOrder(lists));
  }
}

const stable = (before: readonly Node[] | undefined, nodes: readonly Node[]): readonly Node[] =>
  before?.length === nodes.length && nodes.every((node, index) => sameNode(before[index]!, node)) ? before : nodes;

const sameNode = (a: Node, b: Node): boolean =>
  a.name === b.name &&
  a.kind === b.kind &&
  a.readsDetections === b.readsDetections &&
  a.uses.length === b.uses.length &&
  a.uses.every((name, index) => name === b.uses[index]);
