/**
 * Lowers the declarations of one analysis, and collects what is said of them. Invariant: each declaration is lowered once, or
 * taken from the memory, and what is said of it is taken with it.
 */
import type { Declaration } from "../../grammar/ast.ts";
import type { Folder, Lowering, Sink } from "./lower/context.ts";
import type { Lowered, Memo, Standing } from "./memo.ts";
import { kindsIn, type Declared, type Of } from "./names.ts";
import type { Problem } from "./problems.ts";
import { ownMentions } from "./settled.ts";
import type { Wholeness } from "./wholeness.ts";

type Kind = Declaration["kind"];

export class Lowerer {
  /** By document. */
  readonly sinks: ReadonlyMap<string, Sink[]>;
  /** By document: of all, or of the one that is looked at. */
  readonly declared: ReadonlyMap<string, readonly Declared[]>;
  private readonly folder: Folder;
  private readonly memo: Memo;
  private readonly running: number | null;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly whole: Wholeness;
  private readonly problems: Problem[];

  constructor(
    folder: Folder,
    memo: Memo,
    running: number | null,
    declared: ReadonlyMap<string, readonly Declared[]>,
    texts: ReadonlyMap<string, string>,
    whole: Wholeness,
    problems: Problem[],
  ) {
    this.folder = folder;
    this.memo = memo;
    this.running = running;
    this.declared = declared;
    this.texts = texts;
    this.whole = whole;
    this.problems = problems;
    this.sinks = new Map([...declared].map(([uri, list]) => [uri, [...ownMentions(list)]]));
  }

  /** In the order of the documents. */
  of<K extends Kind>(kind: K): readonly Of<K>[] {
    const found: (readonly Declared[])[] = [];
    for (const declared of this.declared.values()) {
      const some = kindsIn(declared).get(kind);
      if (some !== undefined) found.push(some);
    }
    return found.flat() as readonly Declared[] as readonly Of<K>[];
  }

  lowered<K extends Kind, Result>(
    declared: Of<K>,
    lower: (c: Lowering, declaration: Of<K>["declaration"]) => Result,
  ): Lowered<Result> {
    const { document, declaration } = declared;
    const text = this.texts.get(document)!;
    const lowered = this.memo.lower(this.running, this.folder, declared, text, (c) => lower(c, declaration));
    for (const problem of lowered.sink.problems) this.problems.push(problem);
    this.sinks.get(document)!.push(lowered.sink);
    return lowered;
  }

  /** What it came to in the analysis before, if that is what it comes to in this one. */
  standing({ document, declaration }: Declared): Standing | null {
    const standing = this.running === null ? null : this.memo.standing(this.running, declaration);
    if (standing === null) return null;
    for (const problem of standing.problems) this.problems.push(problem);
    this.sinks.get(document)!.push(standing.sink);
    return standing;
  }

  /** `from`: where among the problems those that were found with it begin. */
  stands({ declaration }: Declared, standing: Omit<Standing, "problems">, from: number): void {
    if (this.running === null) return;
    this.memo.stands(declaration, { ...standing, problems: this.problems.slice(from) });
  }

  /** Of this kind, those that are whole. */
  wholeOf<K extends Kind, Result>(
    kind: K,
    lower: (c: Lowering, declaration: Of<K>["declaration"]) => Result | null,
  ): Result[] {
    return this.of(kind).flatMap((declared): Result[] => {
      const { outcome, result } = this.lowered(declared, lower);
      const whole = this.whole.settle(declared, outcome, result);
      return whole === null ? [] : [whole];
    });
  }
}
