/**
 * Documents to analysis, in the one order in which everything is known when it is needed: names, workspace, fields,
 * lists, sources, then events and rules behind those that they name, then tests. Invariant: a function of its arguments;
 * the order of documents decides nothing but which of two equal names counts as the first.
 */
import type { Declaration } from "../../grammar/ast.ts";
import type { Analysis, Document, RuleInfo, SourceInfo } from "./analysis.ts";
import { makeAnalysis } from "./answers.ts";
import type { FolderFiles, SampleFacts } from "./facts.ts";
import { openFields, type Field, type FieldSet } from "./fields.ts";
import { glanced, withOwn, type Analyzed, type Near } from "./glance.ts";
import { makeGraph } from "./graph.ts";
import { groupBy } from "./group.ts";
import { Lowering, type Folder, type Sink } from "./lower/context.ts";
import { lowerExpression } from "./lower/expression.ts";
import { lowerAnalytics } from "./lower/analytics.ts";
import { lowerList } from "./lower/list.ts";
import { lowerResponses, type LoweredResponses } from "./lower/responses.ts";
import { lowerTable, type LoweredTable } from "./lower/row.ts";
import { lowerEvent, lowerField, lowerTest, lowerWorkspace } from "./lower/others.ts";
import { lowerRule } from "./lower/rule.ts";
import { lowerSource } from "./lower/source.ts";
import { Memo, type Lowered } from "./memo.ts";
import { Depths, Detections, nodeOf, ownMentions, ruleInfo, withIgnores } from "./settled.ts";
import { collectNames, declaredIn, NameLists, type Declared, type Definition, type Names } from "./names.ts";
import type { Problem } from "./problems.ts";
import type { EventDefinition, ListDefinition, Program, TableDefinition, TestDefinition } from "./program.ts";
import { reportCycles, reportNames, reportSyntax, reportWorkspaces } from "./structure.ts";
import { Wholeness } from "./wholeness.ts";

/** Kinds of declarations that others can wait for in a pattern, sources aside. */
const YIELDING = ["event", "rule", "baseline", "score", "cluster"] as const;

type Kind = Declaration["kind"];
type Of<K extends Kind> = Declared & { readonly declaration: Extract<Declaration, { kind: K }> };

/** `memo`: of earlier analyses of this folder; what they gave and nothing has changed is taken from there. */
export function analyze(
  documents: readonly Document[],
  facts: SampleFacts,
  files: FolderFiles,
  memo = new Memo(),
): Analyzed {
  return new Analyzer(documents, facts, files, memo, null).run();
}

/** What an edit changes in the edited document; what the others yield is as it was before. */
export function analyzeOne(documents: readonly Document[], near: Near, memo: Memo): Analysis {
  const { facts, files } = near.before.analysis;
  return glanced(near, new Analyzer(documents, facts, files, memo, near).run().analysis);
}

class Analyzer {
  private readonly documents: readonly Document[];
  /** Of all documents, or of the one that is looked at. */
  private readonly declared: readonly Declared[];
  private readonly before: Analyzed | null;
  private readonly facts: SampleFacts;
  private readonly files: FolderFiles;
  private readonly names: Names;
  private readonly byKind: ReadonlyMap<Kind, readonly Declared[]>;
  private readonly problems: Problem[] = [];
  private readonly sinks = new Map<string, Sink[]>();
  private readonly memo: Memo;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly items = new Map<Definition, FieldSet>();
  private readonly tables = new Map<Definition, LoweredTable>();
  private readonly depths = new Depths();
  private readonly whole: Wholeness;
  private readonly folder: Folder & { zone: string; declaredFields: readonly Field[] };
  private readonly detections = new Detections();

  constructor(documents: readonly Document[], facts: SampleFacts, files: FolderFiles, memo: Memo, near: Near | null) {
    const looked = near === null ? documents : documents.filter(({ uri }) => uri === near.uri);
    this.before = near?.before ?? null;
    this.memo = memo;
    this.documents = documents;
    this.facts = facts;
    this.files = files;
    this.names = collectNames(documents);
    this.texts = new Map(documents.map(({ uri, text }) => [uri, text]));
    this.declared = near === null ? this.names.declared : looked.flatMap(({ uri, tree }) => declaredIn(uri, tree));
    this.byKind = groupBy(this.declared, ({ declaration }) => declaration.kind);
    for (const { uri, tree } of looked) this.sinks.set(uri, [...ownMentions(declaredIn(uri, tree))]);
    this.whole = new Wholeness(this.names, this.problems);
    const lists = new NameLists(this.names);
    this.folder = {
      names: this.names,
      zone: this.before?.zone ?? "UTC",
      declaredFields: [],
      factsOf: (source) => facts[source],
      files,
      tableOf: (definition) =>
        this.tables.get(definition) ??
        this.before?.tables.get(definition) ?? {
          key: "unknown",
          columns: openFields(definition.name),
          definition: null,
        },
      itemsOf: (definition) => this.itemsOf(definition) ?? openFields(definition.name),
      detections: () => this.before?.analysis.fieldsOf("detection") ?? this.detections.fields(),
      namesOf: (kinds) => lists.of(kinds),
      lowerExpression,
    };
  }

  run(): Analyzed {
    reportSyntax(this.documents, this.problems);
    const own = { ...this.names, declared: this.declared };
    reportNames(own, this.whole, this.problems);
    reportWorkspaces(own, this.problems);
    const period = this.workspace();
    const declaredFields = this.of("field").flatMap((declared) => {
      const { outcome, result: field } = this.lowered(declared, lowerField);
      this.whole.settle(declared, outcome, field);
      return field ?? [];
    });
    this.folder.declaredFields =
      this.before === null
        ? this.memo.stable("fields", declaredFields)
        : withOwn(this.before.declaredFields, declaredFields, this.sinks);
    const looked: TableDefinition[] = [];
    for (const declared of this.of("table")) {
      const { definition } = declared;
      const { outcome, result: table } = this.lowered(declared, lowerTable);
      if (definition !== null && !this.tables.has(definition)) this.tables.set(definition, table);
      const lowered = this.whole.settle(declared, outcome, table.definition);
      if (lowered !== null) looked.push(lowered);
    }
    const lists = this.of("list").flatMap((declared): ListDefinition[] => {
      const { outcome, result } = this.lowered(declared, lowerList);
      const lowered = this.whole.settle(declared, outcome, result);
      return lowered === null ? [] : [lowered];
    });
    const sources = this.of("source").map((declared) => this.source(declared));
    const { rules, events } = this.forest();
    const tests = this.of("test").flatMap((declared): TestDefinition[] => {
      const { outcome, result } = this.lowered(declared, lowerTest);
      const lowered = this.whole.settle(declared, outcome, result);
      return lowered === null ? [] : [lowered];
    });
    const { ignores, actions, playbooks, rankings } = this.responses(rules);
    const program: Program = {
      zone: this.folder.zone,
      period,
      sources: sources.flatMap(({ lowered }) => lowered ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)),
      events,
      rules: rules.flatMap(({ lowered }) => lowered ?? []).map((rule) => withIgnores(rule, ignores)),
      lists,
      tables: looked,
      tests,
      actions,
      playbooks,
      rankings,
    };
    const { documents, names, facts, files, problems, sinks, items, tables } = this;
    const infos = new Map(rules.map((rule) => [rule.declaration, rule]));
    const written = this.of("rule").flatMap(({ declaration }) => infos.get(declaration) ?? []);
    const analysis = makeAnalysis({
      documents,
      names,
      facts,
      files,
      problems,
      sinks,
      memo: this.memo,
      program,
      sources,
      rules: written,
      fieldsOf: (name) => this.fieldsOf(name),
    });
    const { zone, declaredFields: allFields } = this.folder;
    return { analysis, zone, declaredFields: allFields, items, tables };
  }

  /** Actions and rules of other documents too, which responses name. */
  private responses(rules: readonly RuleInfo[]): LoweredResponses {
    const { before, declared, names, sinks } = this;
    const isOther = ({ declaration, document }: Declared): boolean =>
      declaration.kind === "action" && !sinks.has(document);
    const named = before === null ? declared : [...names.declared.filter(isOther), ...declared];
    const known = before === null || this.of("ignore").length === 0 ? rules : [...before.analysis.rules, ...rules];
    return lowerResponses({ ...names, declared: named }, (each) => this.lowering(each), known, this.whole);
  }

  private of<K extends Kind>(kind: K): readonly Of<K>[] {
    return (this.byKind.get(kind) ?? []) as readonly Of<K>[];
  }

  private lowered<K extends Kind, Result>(
    { document, declaration }: Of<K>,
    lower: (c: Lowering, declaration: Of<K>["declaration"]) => Result,
  ): Lowered<Result> {
    const text = this.texts.get(document)!;
    const lowered = this.memo.lower(this.folder, document, text, declaration, (c) => lower(c, declaration));
    this.take(document, lowered.sink);
    return lowered;
  }

  /** For what reads more than the folder, and for what others read at once: it is lowered with each analysis. */
  private lowering({ document, declaration }: Declared): Lowering {
    const sink: Sink = { problems: this.problems, mentions: [], scopes: [] };
    this.sinks.get(document)?.push(sink);
    return new Lowering(this.folder, document, this.texts.get(document)!, sink, declaration.broken);
  }

  private take(document: string, sink: Sink): void {
    for (const problem of sink.problems) this.problems.push(problem);
    this.sinks.get(document)!.push(sink);
  }

  private fieldsOf(name: string): FieldSet | undefined {
    if (name === "detection") return this.folder.detections();
    const definition = this.names.byName.get(name);
    return definition === undefined ? undefined : this.itemsOf(definition);
  }

  private itemsOf(definition: Definition): FieldSet | undefined {
    return this.items.get(definition) ?? this.before?.items.get(definition);
  }

  private workspace(): number {
    let period = 0;
    const [first] = this.of("workspace");
    if (first !== undefined) {
      const lowered = lowerWorkspace(this.lowering(first), first.declaration);
      this.folder.zone = lowered.zone ?? "UTC";
      period = lowered.period ?? 0;
    }
    return period;
  }

  private source(declared: Of<"source">): SourceInfo {
    const { document, declaration, definition } = declared;
    const { outcome, result } = this.lowered(declared, lowerSource);
    const { fields } = result;
    if (definition !== null && !this.items.has(definition)) this.items.set(definition, fields);
    const lowered = this.whole.settle(declared, outcome, result.definition);
    return { definition, document, declaration, fields, lowered };
  }

  /** Events, rules and what yields events of its own, each behind those that it names. */
  private forest(): { events: EventDefinition[]; rules: RuleInfo[] } {
    const events: EventDefinition[] = [];
    const rules: RuleInfo[] = [];
    const first = new Map<string, Declared>();
    const others: Declared[] = [];
    for (const kind of YIELDING) {
      for (const declared of this.of(kind)) {
        const name = declared.definition?.name;
        if (name === undefined || this.names.byName.get(name) !== declared.definition) others.push(declared);
        else first.set(name, declared);
      }
    }
    const nodes = [...first.values()].map(nodeOf);
    const graph = this.before === null ? this.memo.graph(nodes) : makeGraph(nodes);
    reportCycles(graph.cycles, this.names, this.whole, this.problems);
    for (const node of graph.order) {
      if (node.readsDetections) this.detections.rules = [...rules];
      const depth = this.depths.of(node);
      this.depths.set(node.name, node.kind === "rule" ? depth + 1 : depth);
      this.yields(first.get(node.name)!, depth, events, rules);
    }
    for (const declared of others) this.yields(declared, 0, events, rules);
    this.detections.rules = rules;
    return { events, rules };
  }

  private yields(declared: Declared, depth: number, events: EventDefinition[], rules: RuleInfo[]): void {
    const { declaration } = declared;
    if (declaration.kind === "event") events.push(...this.event({ ...declared, declaration }));
    else if (declaration.kind === "rule") rules.push(this.rule({ ...declared, declaration }, depth));
    else {
      const c = this.lowering(declared);
      const fields = lowerAnalytics(c, declaration);
      if (fields !== null && declared.definition !== null && !this.items.has(declared.definition))
        this.items.set(declared.definition, fields);
      this.whole.settle(declared, c, null);
    }
  }

  private event(declared: Of<"event">): EventDefinition[] {
    const { outcome, result } = this.lowered(declared, lowerEvent);
    const { fields, definition } = result;
    if (declared.definition !== null && !this.items.has(declared.definition))
      this.items.set(declared.definition, fields);
    const lowered = this.whole.settle(declared, outcome, definition);
    return lowered === null ? [] : [lowered];
  }

  private rule(declared: Of<"rule">, depth: number): RuleInfo {
    const { definition } = declared;
    const { outcome, result } = this.lowered(declared, lowerRule);
    if (definition !== null && !this.items.has(definition)) this.items.set(definition, result.fields);
    const isWhole = this.whole.settle(declared, outcome, result.definition) !== null;
    return ruleInfo(declared, result, depth, isWhole);
  }
}
