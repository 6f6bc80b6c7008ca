/**
 * Looks into the heads of the logs in the background, so that completion knows their values before the first replay.
 * Invariant: one sampling per forest at a time, begun anew only when the sources or their logs have changed.
 *
 *     waiting --(nothing has changed for a while)--> looking --(facts)--> done --(sources or logs differ)--> waiting ...
 */
import { startSampling, type Sampling } from "../host/sampling.ts";
import type { Program, SourceDefinition } from "../model/program.ts";
import { addFacts, forget } from "./facts.ts";
import { isLogOf, stampOfLogs } from "./logs.ts";
import type { Forest } from "./forest.ts";
import type { Report } from "./guard.ts";

/** Milliseconds without a change of the sources before their logs are read again. */
const PAUSE = 400;

type Sources = ReadonlyMap<string, SourceDefinition>;

interface Following {
  /** Each source's latest definition, by name. */
  readonly sources: Sources;
  readonly timer: NodeJS.Timeout;
  /** When the logs were looked at, or nobody will. */
  readonly done: Promise<void>;
  readonly end: () => void;
  /** Once it has begun. */
  sampling: Sampling | null;
  /** What the logs were when it began. */
  logs: string;
  state: "waiting" | "looking" | "done";
  /** Its logs have changed since it began. */
  outdated: boolean;
  /** Something was forgotten for it, of which nobody has been told. */
  forgot: boolean;
  stopped: boolean;
}

export class Sampler {
  private readonly report: Report;
  private readonly learned: (forest: Forest) => void;
  private readonly following = new Map<Forest, Following>();

  constructor(report: Report, learned: (forest: Forest) => void) {
    this.report = report;
    this.learned = learned;
  }

  /** To be called whenever the forest was checked. */
  follow(forest: Forest): void {
    const before = this.following.get(forest);
    // A source that is half typed has no definition, and what its logs hold is what its author is looking for.
    const sources = new Map([...(before?.sources ?? []), ...definitions(forest.model.analysis().program)]);
    if (before && isSame(before.sources, sources)) return;
    const gone = (name: string): boolean => textOf(before?.sources.get(name)) !== textOf(sources.get(name));
    const forgot = before !== undefined && forget(forest, gone);
    this.begin(forest, sources, before === undefined ? 0 : PAUSE, forgot || before?.forgot === true);
  }

  /** To be called when these files have come, relative to the folder: whoever wrote them may still be writing. */
  came(forest: Forest, files: readonly string[]): void {
    const before = this.following.get(forest);
    if (before && files.some((file) => isLogOf(before.sources.values(), file))) this.refresh(forest, PAUSE);
  }

  /** To be called when logs may have changed. */
  refresh(forest: Forest, pause = 0): void {
    const before = this.following.get(forest);
    // One that waits will see them as they are by then.
    if (!before || before.state === "waiting" || before.logs === stampOfLogs(forest, before.sources.values())) return;
    if (before.state === "done") this.begin(forest, before.sources, pause);
    else before.outdated = true;
  }

  /** What only the logs tell, such as the fields of JSON lines, is known as soon as this settles. */
  async looked(forest: Forest): Promise<void> {
    this.follow(forest);
    forest.relist();
    this.refresh(forest);
    for (let seen: Following | undefined; seen !== this.following.get(forest);) {
      seen = this.following.get(forest);
      await seen?.done;
    }
  }

  cancel(): void {
    for (const following of this.following.values()) this.stop(following);
  }

  private begin(forest: Forest, sources: Sources, pause: number, forgot = false): void {
    this.stop(this.following.get(forest));
    let end = (): void => undefined;
    const done = new Promise<void>((resolve) => (end = resolve));
    const following: Following = {
      sources,
      done,
      end,
      sampling: null,
      logs: "",
      state: "waiting",
      outdated: false,
      forgot,
      stopped: false,
      timer: setTimeout(() => void this.run(forest, following), pause),
    };
    this.following.set(forest, following);
  }

  private async run(forest: Forest, following: Following): Promise<void> {
    if (forest.path === null) return following.end();
    try {
      const { program } = forest.model.analysis();
      following.state = "looking";
      following.logs = stampOfLogs(forest, following.sources.values());
      following.sampling = startSampling(forest.path, program);
      const facts = await following.sampling.facts;
      if (facts === null || following.stopped || forest.state === "closed") return;
      if (addFacts(forest, facts) || following.forgot) this.learned(forest);
      following.forgot = false;
    } catch (error) {
      this.report("looking into the logs", error);
    } finally {
      following.state = "done";
      if (following.outdated && !following.stopped && forest.state !== "closed")
        this.begin(forest, following.sources, 0);
      following.end();
    }
  }

  private stop(following: Following | undefined): void {
    if (!following) return;
    following.stopped = true;
    following.sampling?.stop();
    following.end();
    clearTimeout(following.timer);
  }
}

function definitions(program: Program): Sources {
  return new Map(program.sources.map((source) => [source.name, source]));
}

function textOf(source: SourceDefinition | undefined): string | undefined {
  if (source === undefined) return undefined;
  const known = texts.get(source);
  if (known !== undefined) return known;
  // Where a source stands in its file moves with every keystroke above it and means nothing to its logs. Which fields an
  // open format has, and of which type they are, is what the logs have told.
  const text = JSON.stringify(source, function (this: object, key, value: unknown) {
    return key === "location" || key === "fields" || (key === "type" && isTerm(this)) ? undefined : value;
  });
  texts.set(source, text);
  return text;
}

/** The type of a capture is written by its author, that of a term found by the model. */
const isTerm = (holder: object): boolean => "kind" in holder && holder.kind !== "capture";

/** Most are those of the last analysis. */
const texts = new WeakMap<SourceDefinition, string>();

function isSame(a: Sources, b: Sources): boolean {
  return a.size === b.size && [...a].every(([name, source]) => textOf(b.get(name)) === textOf(source));
}
