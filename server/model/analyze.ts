/**
 * Documents to analysis, in the one order in which everything is known when it is needed: names, workspace, fields,
 * lists, sources, then events and rules behind those that they name, then tests. Invariant: a function of its arguments;
 * the order of documents decides nothing but which of two equal names counts as the first.
 */
import { finished, type Steps } from "../../grammar/steps.ts";
import type { Analysis, Document, RuleInfo, SourceInfo } from "./analysis.ts";
import { makeAnalysis } from "./answers.ts";
import type { FolderFiles, SampleFacts } from "./facts.ts";
import { openFields, type Field, type FieldSet } from "./fields.ts";
import { glanced, namesNear, withOwn, type Analyzed, type Near } from "./glance.ts";
import type { LoweredAction } from "./lower/action.ts";
import type { Folder } from "./lower/context.ts";
import { lowerExpression } from "./lower/expression.ts";
import { lowerAnalytics } from "./lower/analytics.ts";
import { lookingThrough, lowerList } from "./lower/list.ts";
import { lowerResponses } from "./lower/responses.ts";
import { lowerTable, type LoweredTable } from "./lower/row.ts";
import { lowerEvent, lowerField, lowerTest, lowerWorkspace } from "./lower/others.ts";
import { lowerRule } from "./lower/rule.ts";
import { lowerSource } from "./lower/source.ts";
import { Lowerer } from "./lowerer.ts";
import { Ground, type Memo, type Standing } from "./memo.ts";
import { Detections, inTextOrder, ruleInfo, withIgnores } from "./settled.ts";
import { collectNames, declaredIn, NameLists, type Declared, type Definition, type Names, type Of } from "./names.ts";
import type { Problem } from "./problems.ts";
import type { EventDefinition, Program, TableDefinition } from "./program.ts";
import { reportCycles, reportNames, reportSyntax, reportWorkspaces } from "./structure.ts";
import type { Leg } from "./scopes.ts";
import { Wholeness } from "./wholeness.ts";
import { courseOf, rulesAt, type Course } from "./yielding.ts";

/** A folder is analyzed in steps, between which others may have a look at it. */
export type Analyzing = Steps<Analyzed>;

/** `memo`: of earlier analyses of this folder; what they gave and nothing has changed is taken from there. */
export function analyzing(
  documents: readonly Document[],
  facts: SampleFacts,
  files: FolderFiles,
  memo: Memo,
): Analyzing {
  return new Analyzer(documents, facts, files, memo, null).run();
}

/** What an edit changes in the edited document; what the others yield is as it was before. */
export function analyzeOne(documents: readonly Document[], near: Near, memo: Memo): Analysis {
  const { facts, files } = near.before.analysis;
  return glanced(near, finished(new Analyzer(documents, facts, files, memo, near).run()).analysis);
}

/** Declarations that are lowered in one step. */
const STEP = 4;

/** What one that stands as it did costs, beside one that is lowered. */
const LIGHT = 1 / 64;

type Yielded = Pick<Standing, "info" | "events">;

class Analyzer {
  private readonly documents: readonly Document[];
  private readonly before: Analyzed | null;
  private readonly facts: SampleFacts;
  private readonly files: FolderFiles;
  private readonly names: Names;
  private readonly problems: Problem[] = [];
  private readonly memo: Memo;
  private readonly lowerer: Lowerer;
  private readonly course: Course;
  /** Whether what others came to in the analysis before may be taken over. */
  private readonly isSteady: boolean;
  private readonly ground: Ground;
  private readonly tables = new Map<Definition, LoweredTable>();
  private readonly actions = new Map<Definition, LoweredAction>();
  private legs: ReadonlyMap<Definition | null, readonly Leg[]> | null = null;
  private readonly whole: Wholeness;
  private readonly folder: Folder & { zone: string; declaredFields: readonly Field[] };
  private readonly detections = new Detections();
  /** As they are settled. */
  private readonly rules: RuleInfo[] = [];

  constructor(documents: readonly Document[], facts: SampleFacts, files: FolderFiles, memo: Memo, near: Near | null) {
    const looked = near === null ? documents : documents.filter(({ uri }) => uri === near.uri);
    this.before = near?.before ?? null;
    this.memo = memo;
    this.documents = documents;
    this.facts = facts;
    this.files = files;
    this.names = near === null ? collectNames(documents) : namesNear(near, documents);
    const declared = new Map(looked.map(({ uri, tree }) => [uri, declaredIn(uri, tree)]));
    this.course = courseOf(declared, this.names, near === null ? memo.orders : null);
    const { ground, isSteady } =
      near === null ? memo.groundFor(this.course.isPlain) : { ground: new Ground(), isSteady: false };
    this.ground = ground;
    this.isSteady = isSteady;
    this.whole = new Wholeness(this.names, ground, this.problems);
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
      actionOf: (definition) => this.actions.get(definition) ?? this.before?.actions.get(definition) ?? null,
      legsOf: (definition) => this.legsOf(definition),
      lowerExpression,
    };
    const texts = new Map(documents.map(({ uri, text }) => [uri, text]));
    const running = near === null ? memo.begin(declared, this.names, facts) : null;
    this.lowerer = new Lowerer(this.folder, memo, running, declared, texts, this.whole, this.problems);
  }

  *run(): Analyzing {
    const { lowerer } = this;
    reportSyntax(this.documents, this.problems);
    reportNames(this.names, lowerer.declared.values(), this.whole, this.problems);
    reportWorkspaces(lowerer.of("workspace"), this.problems);
    reportCycles(this.course.order.cycles, this.names, this.whole, this.problems);
    this.shares("order", this.course.order);
    const period = this.workspace();
    this.shares("zone", this.folder.zone);
    this.shares("files", this.files);
    const declaredFields = lowerer.of("field").flatMap((declared) => {
      const { outcome, result: field } = lowerer.lowered(declared, lowerField);
      this.whole.settle(declared, outcome, field);
      return field ?? [];
    });
    this.folder.declaredFields =
      this.before === null
        ? this.memo.stable("fields", declaredFields)
        : withOwn(this.before.declaredFields, declaredFields, lowerer.sinks);
    this.shares("fields", this.folder.declaredFields);
    yield;
    const looked: TableDefinition[] = [];
    for (const declared of lowerer.of("table")) {
      const { definition } = declared;
      const { outcome, result: table } = lowerer.lowered(declared, lowerTable);
      if (definition !== null && !this.tables.has(definition)) this.tables.set(definition, table);
      const lowered = this.whole.settle(declared, outcome, table.definition);
      if (lowered !== null) looked.push(lowered);
    }
    for (const { declaration } of lowerer.of("list")) yield* lookingThrough(declaration, this.files);
    const lists = lowerer.wholeOf("list", lowerList);
    const sources = lowerer.of("source").map((declared) => this.source(declared));
    const { written, events } = yield* this.forest();
    const tests = lowerer.wholeOf("test", lowerTest);
    const { ignores, actions, playbooks, rankings } = lowerResponses(lowerer, this.actions, this.whole);
    const program: Program = {
      zone: this.folder.zone,
      period,
      sources: sources.flatMap(({ lowered }) => lowered ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)),
      events,
      rules: withIgnores(
        this.rules.flatMap((rule) => rule.lowered ?? []),
        ignores,
      ),
      lists,
      tables: looked,
      tests,
      actions,
      playbooks,
      rankings,
    };
    if (this.before === null) this.memo.end(this.ground, this.course.isPlain);
    const { documents, names, facts, files, problems, tables, actions: lowered, memo } = this;
    const { items } = this.ground;
    const analysis = makeAnalysis({
      documents,
      names,
      facts,
      files,
      problems,
      sinks: lowerer.sinks,
      memo,
      program,
      sources,
      rules: written,
      fieldsOf: (name) => this.fieldsOf(name),
    });
    const { zone, declaredFields: allFields } = this.folder;
    return { analysis, zone, declaredFields: allFields, items, tables, actions: lowered };
  }

  private shares(name: string, value: unknown): void {
    if (this.before === null) this.memo.shares(name, value);
  }

  private fieldsOf(name: string): FieldSet | undefined {
    if (name === "detection") return this.folder.detections();
    const definition = this.names.byName.get(name);
    return definition === undefined ? undefined : this.itemsOf(definition);
  }

  private itemsOf(definition: Definition): FieldSet | undefined {
    return this.ground.items.get(definition) ?? this.before?.items.get(definition);
  }

  /** Of the rules that are lowered; in a glance, of all. */
  private legsOf(definition: Definition): readonly Leg[] | null {
    this.legs ??= new Map(
      [...(this.before?.analysis.rules ?? []), ...this.rules].map(({ definition: rule, legs }) => [rule, legs]),
    );
    return this.legs.get(definition) ?? null;
  }

  private workspace(): number {
    let period = 0;
    const [first] = this.lowerer.of("workspace");
    if (first !== undefined) {
      const { result } = this.lowerer.lowered(first, lowerWorkspace);
      this.folder.zone = result.zone ?? "UTC";
      period = result.period ?? 0;
    }
    return period;
  }

  private source(declared: Of<"source">): SourceInfo {
    const { document, declaration, definition } = declared;
    const { outcome, result } = this.lowerer.lowered(declared, lowerSource);
    const { fields } = result;
    if (definition !== null) this.ground.items.set(definition, fields);
    const lowered = this.whole.settle(declared, outcome, result.definition);
    return { definition, document, declaration, fields, lowered };
  }

  /** Events, rules and what yields events of its own, each behind those that it needs. */
  private *forest(): Generator<undefined, { events: EventDefinition[]; written: readonly RuleInfo[] }> {
    const { rules } = this;
    const { blocks, others, order } = this.course;
    const events: EventDefinition[] = [];
    const { at, count } = rulesAt(blocks);
    const written = new Array<RuleInfo | null>(count).fill(null);
    let work = 0;
    for (const { block, index, depth, readsDetections } of order.places) {
      if (readsDetections) this.detections.rules = [...rules];
      const declared = blocks[block]!.declared[index]!;
      const known = this.isSteady ? this.lowerer.standing(declared) : null;
      const { info, events: own } = known ?? this.yields(declared, depth);
      if (info !== null) rules.push((written[at[block]! + index] = info));
      for (const event of own) events.push(event);
      if ((work += known === null ? 1 : LIGHT) >= STEP) {
        work = 0;
        yield;
      }
    }
    const late: RuleInfo[] = [];
    for (const [index, declared] of others.entries()) {
      if (index % STEP === 0) yield;
      const { info, events: own } = this.yields(declared, 0);
      if (info !== null) late.push(info);
      events.push(...own);
    }
    for (const rule of late) rules.push(rule);
    this.detections.rules = rules;
    // A rule that goes round in a circle leaves a gap.
    const inOrder = written.filter((info) => info !== null);
    return { events, written: inTextOrder(inOrder, late, this.documents) };
  }

  private yields(declared: Declared, depth: number): Yielded {
    const from = this.problems.length;
    const { sink, fields, ...yielded } = this.lowered(declared, depth);
    if (fields !== null && declared.definition !== null) this.ground.items.set(declared.definition, fields);
    this.lowerer.stands(declared, { sink, ...yielded }, from);
    return yielded;
  }

  /** `fields`: of what it yields. */
  private lowered(declared: Declared, depth: number): Yielded & Pick<Standing, "sink"> & { fields: FieldSet | null } {
    const { declaration } = declared;
    if (declaration.kind === "event") {
      const { outcome, result, sink } = this.lowerer.lowered({ ...declared, declaration }, lowerEvent);
      const event = this.whole.settle(declared, outcome, result.definition);
      return { info: null, events: event === null ? [] : [event], fields: result.fields, sink };
    }
    if (declaration.kind === "rule") {
      const rule = { ...declared, declaration };
      const { outcome, result, sink } = this.lowerer.lowered(rule, lowerRule);
      const isWhole = this.whole.settle(declared, outcome, result.definition) !== null;
      return { info: ruleInfo(rule, result, depth, isWhole), events: [], fields: result.fields, sink };
    }
    const { outcome, result, sink } = this.lowerer.lowered(declared, lowerAnalytics);
    this.whole.settle(declared, outcome, null);
    return { info: null, events: [], fields: result, sink };
  }
}
