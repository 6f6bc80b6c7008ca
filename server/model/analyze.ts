/**
 * Documents to analysis, in the one order in which everything is known when it is needed: names, workspace, fields,
 * lists, sources, then events and rules behind those that they name, then tests. Invariant: a function of its arguments;
 * the order of documents decides nothing but which of two equal names counts as the first.
 */
import type { Declaration } from "../../grammar/ast.ts";
import type { Analysis, Document, RuleInfo, SourceInfo } from "./analysis.ts";
import { makeAnalysis } from "./answers.ts";
import type { FolderFiles, SampleFacts } from "./facts.ts";
import { openFields, unionOf, type Field, type FieldSet } from "./fields.ts";
import { groupBy } from "./group.ts";
import { Lowering, type Folder, type Sink } from "./lower/context.ts";
import { lowerExpression } from "./lower/expression.ts";
import type { LoweredIgnore } from "./lower/ignore.ts";
import { lowerAnalytics } from "./lower/analytics.ts";
import { ANY_DETECTION } from "./lower/detection.ts";
import { lowerList } from "./lower/list.ts";
import { lowerResponses } from "./lower/responses.ts";
import { lowerTable, type LoweredTable } from "./lower/row.ts";
import { lowerEvent, lowerField, lowerTest, lowerWorkspace } from "./lower/others.ts";
import { lowerRule } from "./lower/rule.ts";
import { lowerSource } from "./lower/source.ts";
import { Memo, type Lowered } from "./memo.ts";
import { Depths, nodeOf, ownMentions, ruleInfo } from "./settled.ts";
import { collectNames, declaredIn, type Declared, type Definition, type DefinitionKind, type Names } from "./names.ts";
import type { Problem } from "./problems.ts";
import type { EventDefinition, ListDefinition, Program, RuleDefinition, TestDefinition } from "./program.ts";
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
): Analysis {
  return new Analyzer(documents, facts, files, memo).run();
}

class Analyzer {
  private readonly documents: readonly Document[];
  private readonly facts: SampleFacts;
  private readonly files: FolderFiles;
  private readonly names: Names;
  private readonly byKind: ReadonlyMap<Kind, readonly Declared[]>;
  private readonly problems: Problem[] = [];
  private readonly sinks = new Map<string, Sink[]>();
  private readonly memo: Memo;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly items = new Map<Definition, FieldSet>();
  /** Asked for by every unknown name, of which a file may have thousands. */
  private readonly nameLists = new Map<string, readonly string[]>();
  private readonly tables = new Map<Definition, LoweredTable>();
  private readonly depths = new Depths();
  private readonly whole: Wholeness;
  private readonly folder: Folder & { zone: string; declaredFields: readonly Field[] };
  /** Those whose detections can be seen; null: not known yet. */
  private seenRules: readonly RuleInfo[] | null = null;
  private detections: { readonly rules: readonly RuleInfo[]; readonly fields: FieldSet } | null = null;

  constructor(documents: readonly Document[], facts: SampleFacts, files: FolderFiles, memo: Memo) {
    this.memo = memo;
    this.documents = documents;
    this.facts = facts;
    this.files = files;
    this.names = collectNames(documents);
    this.texts = new Map(documents.map(({ uri, text }) => [uri, text]));
    this.byKind = groupBy(this.names.declared, ({ declaration }) => declaration.kind);
    for (const { uri, tree } of documents) this.sinks.set(uri, [...ownMentions(declaredIn(uri, tree))]);
    this.whole = new Wholeness(this.names, this.problems);
    this.folder = {
      names: this.names,
      zone: "UTC",
      declaredFields: [],
      factsOf: (source) => facts[source],
      files,
      tableOf: (definition) => this.tables.get(definition) ?? { key: "unknown", columns: openFields(definition.name) },
      itemsOf: (definition) => this.items.get(definition) ?? openFields(definition.name),
      detections: () => this.allDetections(),
      namesOf: (kinds) => this.namesOf(kinds),
      lowerExpression,
    };
  }

  run(): Analysis {
    reportSyntax(this.documents, this.problems);
    reportNames(this.names, this.whole, this.problems);
    reportWorkspaces(this.names, this.problems);
    const period = this.workspace();
    const declaredFields = this.of("field").flatMap((declared) => {
      const { outcome, result: field } = this.lowered(declared, lowerField);
      this.whole.settle(declared, outcome, field);
      return field ?? [];
    });
    this.folder.declaredFields = this.memo.stable("fields", declaredFields);
    for (const declared of this.of("table")) {
      const { definition } = declared;
      const { outcome, result: table } = this.lowered(declared, lowerTable);
      if (definition !== null && !this.tables.has(definition)) this.tables.set(definition, table);
      this.whole.settle(declared, outcome, null);
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
    const ignores = lowerResponses(this.names, (declared) => this.lowering(declared), rules);
    const program: Program = {
      zone: this.folder.zone,
      period,
      sources: sources.flatMap(({ lowered }) => lowered ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)),
      events,
      rules: rules.flatMap(({ lowered }) => lowered ?? []).map((rule) => withIgnores(rule, ignores)),
      lists,
      tests,
    };
    const { documents, names, facts, files, problems, sinks } = this;
    const infos = new Map(rules.map((rule) => [rule.declaration, rule]));
    const written = this.of("rule").flatMap(({ declaration }) => infos.get(declaration) ?? []);
    return makeAnalysis({
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
    this.sinks.get(document)!.push(sink);
    return new Lowering(this.folder, document, this.texts.get(document)!, sink, declaration.broken);
  }

  private take(document: string, sink: Sink): void {
    for (const problem of sink.problems) this.problems.push(problem);
    this.sinks.get(document)!.push(sink);
  }

  private fieldsOf(name: string): FieldSet | undefined {
    if (name === "detection") return this.folder.detections();
    const definition = this.names.byName.get(name);
    return definition === undefined ? undefined : this.items.get(definition);
  }

  private namesOf(kinds: readonly DefinitionKind[]): readonly string[] {
    const key = kinds.join();
    let names = this.nameLists.get(key);
    if (names === undefined) {
      names = [...this.names.byName.values()].filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
      this.nameLists.set(key, names);
    }
    return names;
  }

  private allDetections(): FieldSet {
    const rules = this.seenRules;
    if (rules === null) return openFields("detection");
    if (this.detections?.rules !== rules) {
      const sets = rules.map(({ fields }) => fields);
      this.detections = { rules, fields: unionOf("detection", sets.length === 0 ? [ANY_DETECTION] : sets) };
    }
    return this.detections.fields;
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
    const graph = this.memo.graph([...first.values()].map(nodeOf));
    reportCycles(graph.cycles, this.names, this.whole, this.problems);
    for (const node of graph.order) {
      if (node.readsDetections) this.seenRules = [...rules];
      const depth = this.depths.of(node);
      this.depths.set(node.name, node.kind === "rule" ? depth + 1 : depth);
      this.yields(first.get(node.name)!, depth, events, rules);
    }
    for (const declared of others) this.yields(declared, 0, events, rules);
    this.seenRules = rules;
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

function withIgnores(rule: RuleDefinition, ignores: readonly LoweredIgnore[]): RuleDefinition {
  const outside = ignores.filter(({ rules }) => rules.includes(rule.name)).map(({ where }) => where);
  return outside.length === 0 ? rule : { ...rule, ignore: [...rule.ignore, ...outside] };
}
