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
import type { Location } from "./program.ts";

/** What lowering a declaration gave, beside its result. */
export interface Outcome extends Pick<Lowering, "reported" | "postponed"> {
  readonly needs: Iterable<readonly [needed: Definition, at: Location]>;
}

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
    const lowered = { outcome: { reported, postponed, needs: [...needs] }, result, sink };
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
    const nodes = this.stable(
      "nodes",
      made.map((node) => this.known(node)),
    );
    const known = this.graphs.get(nodes);
    if (known !== undefined) return known;
    this.nodes = new Map(nodes.map((node) => [node.name, node]));
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
  private readonly names = new Answers<string, Definition | undefined>();
  private readonly items = new Answers<Definition, FieldSet>();
  private readonly tables = new Answers<Definition, unknown>();
  private readonly nameLists = new Answers<readonly DefinitionKind[], readonly string[]>();
  private readonly facts = new Answers<string, unknown>();
  private readonly shared = new Answers<Shared, unknown>();

  isAnsweredBy(folder: Folder): boolean {
    return (
      this.names.stay((name) => folder.names.byName.get(name)) &&
      this.items.stay((definition) => folder.itemsOf(definition)) &&
      this.tables.stay((definition) => folder.tableOf(definition)) &&
      this.facts.stay((source) => folder.factsOf(source)) &&
      this.nameLists.stay((kinds) => folder.namesOf(kinds)) &&
      this.shared.stay((part) => (part === "detections" ? folder.detections() : folder[part]))
    );
  }

  /** The folder, with every question noted. */
  listen(folder: Folder): Folder {
    const { names, items, tables, facts, nameLists, shared } = this;
    return {
      names: { byName: { get: (name) => names.note(name, folder.names.byName.get(name)) } },
      itemsOf: (definition) => items.note(definition, folder.itemsOf(definition)),
      tableOf: (definition) => tables.note(definition, folder.tableOf(definition)),
      namesOf: (kinds) => nameLists.note(kinds, folder.namesOf(kinds)),
      detections: () => shared.note("detections", folder.detections()),
      get zone() {
        return shared.note("zone", folder.zone);
      },
      get declaredFields() {
        return shared.note("declaredFields", folder.declaredFields);
      },
      factsOf: (source) => facts.note(source, folder.factsOf(source)),
      get files() {
        return shared.note("files", folder.files);
      },
      lowerExpression: folder.lowerExpression,
    };
  }
}

/** Gone through with every analysis, for every declaration: two lists are read faster than a map. */
class Answers<Key, Answer> {
  private readonly known = new Map<Key, Answer>();
  private keys: readonly Key[] = [];
  private answers: readonly Answer[] = [];

  note<A extends Answer>(key: Key, answer: A): A {
    this.known.set(key, answer);
    return answer;
  }

  stay(ask: (key: Key) => Answer): boolean {
    if (this.keys.length !== this.known.size) {
      this.keys = [...this.known.keys()];
      this.answers = [...this.known.values()];
    }
    const { keys, answers } = this;
    for (let index = 0; index < keys.length; index++) {
      if (ask(keys[index]!) !== answers[index]) return false;
    }
    return true;
  }
}
