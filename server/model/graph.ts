/**
 * Who needs whom among events and rules. Invariant: `order` has every node once, behind all that it needs, except inside
 * of `cycles`; both depend on nothing but the texts.
 */
import type { CallExpression, Declaration, EventUse, Name } from "../../grammar/ast.ts";
import { AGGREGATES } from "./functions.ts";
import type { DefinitionKind } from "./names.ts";
import { nodesOf } from "./nodes.ts";

export interface Node {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** Names of events, rules and sources; may hold what does not exist. */
  readonly uses: readonly string[];
  readonly readsDetections: boolean;
}

export interface Graph {
  readonly order: readonly Node[];
  /** Nodes that need themselves through each other, in the order in which they do. */
  readonly cycles: readonly (readonly Node[])[];
}

/** The names that the patterns of a declaration use. */
export function usedNames(declaration: Declaration): readonly string[] {
  const known = used.get(declaration);
  if (known !== undefined) return known;
  const names = findNames(declaration);
  used.set(declaration, names);
  return names;
}

const used = new WeakMap<Declaration, readonly string[]>();

function findNames(declaration: Declaration): readonly string[] {
  const names = new Set<string>();
  for (const node of nodesOf(rootOf(declaration))) {
    if (!("kind" in node)) continue;
    if (node.kind === "use") add(names, (node as EventUse).name);
    else if (node.kind === "call") add(names, aggregated(node as CallExpression));
  }
  return [...names];
}

function rootOf(declaration: Declaration): unknown {
  switch (declaration.kind) {
    case "rule":
      return declaration.when;
    case "event":
      return declaration.body;
    case "baseline":
    case "score":
    case "cluster":
      return declaration.of;
    default:
      return null;
  }
}

function add(names: Set<string>, name: Pick<Name, "text"> | undefined): void {
  if (name !== undefined) names.add(name.text);
}

function aggregated(call: CallExpression): Pick<Name, "text"> | undefined {
  const info = AGGREGATES.get(call.function.text);
  if (info === undefined || info.fields !== 0) return call.of;
  const [argument] = call.arguments;
  const part = argument?.kind === "path" && argument.parts.length === 1 ? argument.parts[0] : undefined;
  return part?.kind === "name" ? part.name : undefined;
}

export function makeGraph(nodes: readonly Node[]): Graph {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const needs = new Map(nodes.map((node) => [node, node.uses.flatMap((name) => byName.get(name) ?? [])]));
  // `detection` is what all rules raise that do not read the reader, directly or through others.
  const plain = new Map([...needs].map(([node, list]) => [node, [...list]]));
  for (const reader of nodes) {
    if (!reader.readsDetections) continue;
    const readers = dependents(reader, plain);
    needs.get(reader)!.push(...nodes.filter((node) => node.kind === "rule" && !readers.has(node)));
  }
  const groups = components(nodes, needs);
  const cycles = groups.filter((group) => group.length > 1 || needs.get(group[0]!)!.includes(group[0]!));
  return { order: groups.flat(), cycles: cycles.map((group) => circle(group, needs)) };
}

/** A node and all that need it. */
function dependents(node: Node, needs: ReadonlyMap<Node, readonly Node[]>): ReadonlySet<Node> {
  const users = new Map<Node, Node[]>();
  for (const [user, list] of needs) {
    for (const used of list) {
      const known = users.get(used);
      if (known === undefined) users.set(used, [user]);
      else known.push(user);
    }
  }
  const found = new Set([node]);
  for (const each of found) for (const user of users.get(each) ?? []) found.add(user);
  return found;
}

/** Strongly connected components, those that are needed first (Tarjan's algorithm, without recursion). */
function components(nodes: readonly Node[], needs: ReadonlyMap<Node, readonly Node[]>): readonly (readonly Node[])[] {
  const index = new Map<Node, number>();
  const low = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const result: Node[][] = [];
  for (const root of nodes) {
    if (index.has(root)) continue;
    const work: { node: Node; next: number }[] = [{ node: root, next: 0 }];
    while (work.length > 0) {
      const frame = work.at(-1)!;
      const { node } = frame;
      if (frame.next === 0) {
        index.set(node, index.size);
        low.set(node, index.get(node)!);
        open.push(node);
        isOpen.add(node);
      }
      const below = needs.get(node)![frame.next++];
      if (below !== undefined) {
        if (!index.has(below)) work.push({ node: below, next: 0 });
        else if (isOpen.has(below)) low.set(node, Math.min(low.get(node)!, index.get(below)!));
        continue;
      }
      work.pop();
      const above = work.at(-1)?.node;
      if (above !== undefined) low.set(above, Math.min(low.get(above)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const group = open.splice(open.lastIndexOf(node));
      for (const member of group) isOpen.delete(member);
      result.push(group);
    }
  }
  return result;
}

/** The members of a component along one way around. */
function circle(group: readonly Node[], needs: ReadonlyMap<Node, readonly Node[]>): readonly Node[] {
  const members = new Set(group);
  const path: Node[] = [];
  let node: Node | undefined = group[0];
  while (node !== undefined && !path.includes(node)) {
    path.push(node);
    node = needs.get(node)!.find((next) => members.has(next));
  }
  return path;
}
