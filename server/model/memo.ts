/**
 * Results of lowering, kept from one analysis of a folder to the next. Invariant: a result is used again only for the very
 * same declaration, and only if all that its lowering asked the folder has the same answer as then; so it is what lowering
 * it again would give, and nobody has to say what depends on what.
 */
import type { Declaration } from "../../grammar/ast.ts";
import type { RuleInfo } from "./analysis.ts";
import { Asked } from "./asked.ts";
import { Changes } from "./changes.ts";
import type { SampleFacts } from "./facts.ts";
import type { FieldSet } from "./fields.ts";
import { Lowering, type Folder, type Sink } from "./lower/context.ts";
import type { Declared, Definition, Names } from "./names.ts";
import type { Problem } from "./problems.ts";
import type { EventDefinition, Location } from "./program.ts";
import { Orders } from "./yielding.ts";

/** What lowering a declaration gave, beside its result. */
export interface Outcome extends Pick<Lowering, "reported" | "postponed"> {
  readonly needs: readonly (readonly [needed: Definition, at: Location])[];
}

export interface Lowered<Result> {
  readonly outcome: Outcome;
  readonly result: Result;
  readonly sink: Sink;
}

/** What a declaration that yields items came to in a whole analysis, beside what it was lowered to. */
export interface Standing {
  readonly info: RuleInfo | null;
  readonly events: readonly EventDefinition[];
  readonly sink: Sink;
  /** All that was said of it. */
  readonly problems: readonly Problem[];
}

/** What the declarations of a folder stand on: which of them are whole, and the fields of what they yield. */
export class Ground {
  readonly items = new WeakMap<Definition, FieldSet>();
  readonly whole = new WeakSet<Definition>();
  /** Without an error, but waiting for a later version, or in need of such. */
  readonly later = new WeakSet<Definition>();
}

interface Entry {
  readonly asked: Asked;
  readonly lowered: Lowered<unknown>;
  standing: Standing | null;
  /** The last whole analysis that it was part of, be it that this one broke off; -1: none. */
  seen: number;
}

export class Memo {
  readonly orders = new Orders();
  /** What is gone from all texts is forgotten with its tree. */
  private readonly entries = new WeakMap<Declaration, Entry>();
  private readonly lists = new Map<string, readonly unknown[]>();
  private readonly changes = new Changes();
  /** Whole analyses are numbered: the last that began, and the last that came to its end. */
  private begun = 0;
  private ended = 0;
  /** Of the last whole analysis, and of steady ones since; null: one that was not steady has broken off. */
  private ground: Ground | null = null;

  /** A whole analysis begins, of documents that declare these: its number. One that goes on still has broken off. */
  begin(declared: ReadonlyMap<string, readonly Declared[]>, names: Names, facts: SampleFacts): number {
    // What has changed since the last one that looked at everything: those that broke off have seen a part of it.
    if (this.begun === this.ended) this.changes.begin();
    this.changes.compare(declared, names, facts);
    return ++this.begun;
  }

  /** Something that any lowering may read; to be said before the first one that does. */
  shares(name: string, value: unknown): void {
    this.changes.share(name, value);
  }

  end(ground: Ground, isPlain: boolean): void {
    this.ended = this.begun;
    this.ground = isPlain ? ground : null;
  }

  /**
   * What a whole analysis goes on from. Where names are shared or go round in circles, what others come to depends on who is
   * first: nothing is taken over there, nor by the analysis behind it.
   */
  groundFor(isPlain: boolean): { readonly ground: Ground; readonly isSteady: boolean } {
    const known = isPlain ? this.ground : null;
    if (known !== null) return { ground: known, isSteady: true };
    this.ground = null;
    return { ground: new Ground(), isSteady: false };
  }

  /** What a declaration stands as, if nothing that it asked for has changed: then nothing it came to has. */
  standing(running: number, declaration: Declaration): Standing | null {
    const entry = this.entries.get(declaration);
    if (entry === undefined || entry.standing === null || entry.seen < this.ended) return null;
    // Its depth follows from the order of all, which is among the changes too.
    if (!entry.asked.isUntouchedBy(this.changes)) return null;
    entry.seen = running;
    return entry.standing;
  }

  stands(declaration: Declaration, standing: Standing): void {
    this.entries.get(declaration)!.standing = standing;
  }

  /**
   * `lower` must have no other input than the declaration and the folder of its context. `running`: the number of the whole
   * analysis; null: a glance, which may come while a whole one rests.
   */
  lower<Result>(
    running: number | null,
    folder: Folder,
    { document, declaration, definition }: Declared,
    text: string,
    lower: (c: Lowering) => Result,
  ): Lowered<Result> {
    const known = this.entries.get(declaration);
    const stood = running !== null && known !== undefined && known.seen >= this.ended;
    if (known !== undefined) {
      if ((stood && known.asked.isUntouchedBy(this.changes)) || known.asked.isAnsweredBy(folder)) {
        if (running !== null) {
          if (!stood && definition !== null) this.changes.items.add(definition);
          known.seen = running;
        }
        return known.lowered as Lowered<Result>;
      }
    }
    const asked = new Asked();
    const sink: Sink = { problems: [], mentions: [], scopes: [] };
    const c = new Lowering(asked.listen(folder), document, text, sink, declaration.broken);
    const result = lower(c);
    const { reported, postponed, needs } = c;
    const lowered = { outcome: { reported, postponed, needs: [...needs] }, result, sink };
    this.entries.set(declaration, { asked: asked.close(), lowered, standing: null, seen: running ?? -1 });
    if (running !== null && definition !== null) this.changes.items.add(definition);
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
}
