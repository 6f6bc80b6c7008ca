/**
 * Results of lowering, kept from one analysis of a folder to the next. Invariant: a result is used again only for the very
 * same declaration, and only if all that its lowering asked the folder has the same answer as then; so it is what lowering
 * it again would give, and nobody has to say what depends on what.
 */
import type { Declaration } from "../../grammar/ast.ts";
import type { FieldSet } from "./fields.ts";
import { makeGraph, type Graph, type Node } from "./graph.ts";
import { Lowering, type Folder, type Sink } from "./lower/context.ts";
import type { Definition, DefinitionKind } from "./names.ts";

/** What lowering a declaration gave, beside its result. */
export type Outcome = Pick<Lowering, "reported" | "postponed" | "needs">;

export interface Lowered<Result> {
  readonly outcome: Outcome;
  readonly result: Result;
  readonly sink: Sink;
}

interface Entry {
  readonly asked: Asked;
  readonly lowered: Lowered<unknown>;
}

/** Parts of the folder that a lowering reads as a whole. */
type Shared = "zone" | "declaredFields" | "files" | "detections";

export class Memo {
  /** What is gone from all texts is forgotten with its tree. */
  private readonly entries = new WeakMap<Declaration, Entry>();
  private readonly lists = new Map<string, readonly unknown[]>();
  private readonly graphs = new WeakMap<readonly Node[], Graph>();
  private nodes: ReadonlyMap<string, Node> = new Map();

  /** `lower` must have no other input than the declaration and the folder of its context. */
  lower<Result>(
    folder: Folder,
    document: string,
    text: string,
    declaration: Declaration,
    lower: (c: Lowering) => Result,
  ): Lowered<Result> {
    const known = this.entries.get(declaration);
    if (known?.asked.isAnsweredBy(folder)) return known.lowered as Lowered<Result>;
    const asked = new Asked();
    const sink: Sink = { problems: [], mentions: [], scopes: [] };
    const c = new Lowering(asked.listen(folder), document, text, sink, declaration.broken);
    const result = lower(c);
    const { reported, postponed, needs } = c;
    const lowered = { outcome: { reported, postponed, needs }, result, sink };
    this.entries.set(declaration, { asked, lowered });
    return lowered;
  }

  /** The list of the last analysis if it has the same elements, so that what depends on it stays. */
  stable<T>(name: string, list: readonly T[]): readonly T[] {
    const before = this.lists.get(name);
    if (before?.length === list.length && list.every((each, index) => each === before[index]))
      return before as readonly T[];
    this.lists.set(name, list);
    return list;
  }

  /** Who needs whom; made anew only if somebody needs something else. */
  graph(made: readonly Node[]): Graph {
    const each = made.map((node) => this.known(node));
    this.nodes = new Map(each.map((node) => [node.name, node]));
    const nodes = this.stable("nodes", each);
    const known = this.graphs.get(nodes);
    if (known !== undefined) return known;
    const graph = makeGraph(nodes);
    this.graphs.set(nodes, graph);
    return graph;
  }

  private known(node: Node): Node {
    const before = this.nodes.get(node.name);
    return before !== undefined && sameNode(before, node) ? before : node;
  }
}

const sameNode = (a: Node, b: Node): boolean =>
  a.kind === b.kind &&
  a.readsDetections === b.readsDetections &&
  a.uses.length === b.uses.length &&
  a.uses.every((name, index) => name === b.uses[index]);

/** The questions of one lowering, with the answers it got. */
class Asked {
  private readonly names = new Map<string, Definition | undefined>();
  private readonly items = new Map<Definition, FieldSet>();
  private readonly tables = new Map<Definition, unknown>();
  private readonly nameLists = new Map<readonly DefinitionKind[], readonly string[]>();
  private readonly facts = new Map<string, unknown>();
  private readonly shared = new Map<Shared, unknown>();

  isAnsweredBy(folder: Folder): boolean {
    return (
      all(this.names, (name) => folder.names.byName.get(name)) &&
      all(this.items, (definition) => folder.itemsOf(definition)) &&
      all(this.tables, (definition) => folder.tableOf(definition)) &&
      all(this.facts, (source) => folder.factsOf(source)) &&
      all(this.nameLists, (kinds) => folder.namesOf(kinds)) &&
      all(this.shared, (part) => (part === "detections" ? folder.detections() : folder[part]))
    );
  }

  /** The folder, with every question noted. */
  listen(folder: Folder): Folder {
    const { names, items, tables, facts, nameLists, shared } = this;
    return {
      names: { byName: { get: (name) => noted(names, name, folder.names.byName.get(name)) } },
      itemsOf: (definition) => noted(items, definition, folder.itemsOf(definition)),
      tableOf: (definition) => noted(tables, definition, folder.tableOf(definition)),
      namesOf: (kinds) => noted(nameLists, kinds, folder.namesOf(kinds)),
      detections: () => noted(shared, "detections", folder.detections()),
      get zone() {
        return noted(shared, "zone", folder.zone);
      },
      get declaredFields() {
        return noted(shared, "declaredFields", folder.declaredFields);
      },
      factsOf: (source) => noted(facts, source, folder.factsOf(source)),
      get files() {
        return noted(shared, "files", folder.files);
      },
      lowerExpression: folder.lowerExpression,
    };
  }
}

function noted<Key, Answer>(answers: Map<Key, unknown>, key: Key, answer: Answer): Answer {
  answers.set(key, answer);
  return answer;
}

function all<Key>(answers: ReadonlyMap<Key, unknown>, ask: (key: Key) => unknown): boolean {
  for (const [key, answer] of answers) if (ask(key) !== answer) return false;
  return true;
}
