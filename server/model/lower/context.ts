/**
 * What lowering one declaration needs and leaves behind. Invariant: a declaration that reported an error is `broken`; so
 * is one whose tree lacks something, which the parser has reported already. Lowering goes on regardless, because the
 * editor wants to know what the rest means.
 */
import type { CallExpression, Expression, Span } from "../../../grammar/ast.ts";
import type { FolderFiles, SampleFacts } from "../facts.ts";
import type { Field, FieldSet } from "../fields.ts";
import type { Definition, DefinitionKind, Names } from "../names.ts";
import type { Problem, ProblemDetail } from "../problems.ts";
import type { Location, Term, Type } from "../program.ts";
import type { Leg, Mention, Meaning, Scope, ScopeSpan } from "../scopes.ts";
import { typeName } from "../types.ts";
import type { Typed } from "./typed.ts";

/** What all declarations share. */
export interface Folder {
  readonly names: { readonly byName: Pick<Names["byName"], "get"> };
  readonly zone: string;
  /** Fields of what a name yields; open for what is broken or not yet known. */
  itemsOf(definition: Definition): FieldSet;
  /** All names of these kinds. */
  namesOf(kinds: readonly DefinitionKind[]): readonly string[];
  /** The key and the columns of a table. */
  tableOf(definition: Definition): { readonly key: Type; readonly columns: FieldSet };
  /** What the logs of a source have shown; undefined: nobody has looked. */
  factsOf(source: string): SampleFacts[string] | undefined;
  readonly files: FolderFiles;
  /** Fields of `detection`. */
  detections(): FieldSet;
  /** From `field` declarations. */
  readonly declaredFields: readonly Field[];
  /** What an action takes and gives; null: it is not known. */
  actionOf(definition: Definition): Called | null;
  /** The events of a rule's pattern; null: nothing is known of it. */
  legsOf(definition: Definition): readonly Leg[] | null;
  /** `lowerExpression`, handed down so that its parts can call it without importing what imports them. */
  readonly lowerExpression: (c: Lowering, scope: Scope, expression: Expression | undefined) => Typed | null;
}

export interface Called {
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  /** What later steps can read of its result; open where no `returns` says it. */
  readonly result: FieldSet;
}

/** Collects problems, mentions and scopes of one document. */
export interface Sink {
  readonly problems: Problem[];
  readonly mentions: Mention[];
  readonly scopes: ScopeSpan[];
}

/** Problems of shape: in a declaration that could not be read whole they are but echoes of the syntax error. */
const ECHOES: ReadonlySet<ProblemDetail["code"]> = new Set([
  "type-mismatch",
  "wrong-arguments",
  "suspicious-unit",
  "missing-window",
  "absence-window",
  "no-positive-step",
  "adjacent-aggregates",
  "misplaced-step",
  "missing-clause",
]);

export class Lowering {
  readonly folder: Folder;
  readonly document: string;
  readonly text: string;
  /** The definitions that must be whole for this declaration to be. */
  readonly needs = new Map<Definition, Location>();
  broken = false;
  /** Whether the author was told why. */
  reported = false;
  /** Whether something in it waits for a later version: it is checked like all else, and left out of the program. */
  postponed = false;
  private whollyPostponed = false;
  /** The parser had to recover inside of it: what it seems to be may be but the rest of what was written. */
  private readonly partial: boolean;
  private readonly sink: Sink | null;

  constructor(folder: Folder, document: string, text: string, sink: Sink | null, partial = false) {
    this.folder = folder;
    this.document = document;
    this.text = text;
    this.sink = sink;
    this.partial = partial;
  }

  /** The same, saying nothing: to learn a type before it is its turn. */
  silent(): Lowering {
    return new Lowering(this.folder, this.document, this.text, null);
  }

  at(span: Span): Location {
    return { document: this.document, start: span.start, end: span.end };
  }

  report(span: Span, detail: ProblemDetail): null {
    this.broken = true;
    this.reported = true;
    if (this.partial && ECHOES.has(detail.code)) return null;
    this.sink?.problems.push({ ...detail, location: this.at(span) });
    return null;
  }

  /** Says something that costs the declaration nothing. */
  note(span: Span, detail: ProblemDetail): void {
    this.sink?.problems.push({ ...detail, location: this.at(span) });
  }

  /** The declaration is right, but cannot run yet. `stops`: because of a form inside of it. */
  later(span: Span, what: string, stops = true): void {
    this.postponed = true;
    if (this.whollyPostponed) return; // once is enough: what stands inside of it waits with it
    this.whollyPostponed = !stops;
    this.note(span, { code: "not-supported", what, stops });
  }

  /** A word whose parenthesis the parser did not read on from: the call that it begins is none of its faults. */
  isCutCall({ end }: Span): boolean {
    return this.partial && this.text.startsWith("(", end);
  }

  /** A name behind which the parser met `=`: it was meant as a label, and told so. */
  isCutLabel({ end }: Span): boolean {
    return this.partial && /^[ \t]*=(?!=)/.test(this.text.slice(end, end + 20));
  }

  expression(scope: Scope, expression: Expression | undefined): Typed | null {
    return this.folder.lowerExpression(this, scope, expression);
  }

  /** An expression that must be true or false. */
  condition(scope: Scope, expression: Expression | undefined): Term | null {
    const typed = this.expression(scope, expression);
    if (typed === null) return null;
    if (typed.type === "bool" || typed.type === "unknown") return typed.term;
    const hint =
      typed.term.kind === "constant"
        ? 'name the field for each value, or write a list: `user in ["root", "admin"]`'
        : "compare it with something, as in `== ...`, or ask `exists`";
    return this.mismatch(expression!, "the condition", "bool", typed.type, hint);
  }

  mismatch(at: Span, what: string, expected: Type | string, found: Type, hint: string | null = null): null {
    const wanted = typeof expected === "string" ? expected : typeName(expected);
    return this.report(at, { code: "type-mismatch", what, expected: wanted, found: typeName(found), hint });
  }

  wrongArguments(call: CallExpression, signature: string, reason: string): null {
    return this.report(call, { code: "wrong-arguments", name: call.function.text, signature, reason });
  }

  /** Something cannot be lowered for a reason that was reported elsewhere: by the parser, or where it is declared. */
  absent(): null {
    this.broken = true;
    return null;
  }

  mention(span: Span, meaning: Meaning): void {
    this.sink?.mentions.push({ start: span.start, end: span.end, meaning });
  }

  value(span: Span, type: Type): void {
    this.mention(span, { kind: "value", type });
  }

  /** The declaration names another one. */
  need(span: Span, definition: Definition): void {
    this.mention(span, { kind: "definition", definition });
    if (!this.needs.has(definition)) this.needs.set(definition, this.at(span));
  }

  enter(span: Span, scope: Scope): Scope {
    this.sink?.scopes.push({ start: span.start, end: span.end, scope });
    return scope;
  }
}
