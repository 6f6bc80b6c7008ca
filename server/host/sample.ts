/**
 * The heads of the logs, run through the engine without any rule: what fields and values they hold. Invariant: the work
 * is bounded by files and bytes, not by the size of the logs.
 */
import path from "node:path";
import type { SourceSummary, Summary } from "../engine/events.ts";
import { discoverFields, withDiscovered } from "../engine/discover.ts";
import { Replay, type ReplayFile } from "../engine/replay.ts";
import { isOpenFormat } from "../model/formats.ts";
import type { IntakeFacts, SampleFacts } from "../model/facts.ts";
import type { Program } from "../model/program.ts";
import { readHead } from "./bytes.ts";
import { matchFiles } from "./files.ts";
import { listFolder } from "./folder.ts";
import { Unread } from "./unread.ts";

/** About 2,000 lines of a system log. */
const HEAD = 256 * 1024;
const MOST_FILES_PER_SOURCE = 8;
const LINES_PER_STEP = 10_000;

/** What a sample needs of a program: the less it is, the sooner it is in another thread. */
export function forSampling(program: Program): Program {
  const read = JSON.stringify(program.sources);
  const isRead = ({ name }: { readonly name: string }): boolean => read.includes(JSON.stringify(name));
  const { zone, period, sources } = program;
  const lists = program.lists.filter(isRead);
  const tables = program.tables.filter(isRead);
  const none = { events: [], rules: [], tests: [], actions: [], playbooks: [], rankings: [] };
  return { ...none, zone, period, sources, lists, tables };
}

export function sampleNow(root: string, program: Program): SampleFacts {
  const { summary, more } = sampled(root, program);
  return summary === null ? {} : withMore(factsOf(summary), more);
}

/** The same, with what became of the lines of these beginnings, as a replay of the logs would tell it of all of them. */
export function intakeNow(root: string, program: Program): SampleFacts {
  const unread = new Unread();
  const { summary, more } = sampled(root, program, unread);
  if (summary === null) return {};
  const facts = Object.entries(withMore(factsOf(summary), more));
  return Object.fromEntries(
    facts.map(([name, each]) => {
      const intake = intakeOf(name, summary.sources[name]!, unread);
      return [name, { ...each, intake: { ...intake, beginnings: true } }];
    }),
  );
}

/** What became of a source's lines. */
export function intakeOf(name: string, { files, records, untemplated }: SourceSummary, unread: Unread): IntakeFacts {
  const { in: lines, released, unparsed } = records;
  const common = unparsed === 0 ? null : unread.common(name);
  return { files, lines, unparsed, common, records: released, untemplated };
}

interface Sampled {
  readonly summary: Summary | null;
  /** Sources whose logs may have further fields. */
  readonly more: ReadonlySet<string>;
}

function sampled(root: string, program: Program, unread?: Unread): Sampled {
  if (program.sources.length === 0) return { summary: null, more: new Set() };
  const bare = forSampling(program);
  const taken = new Map<string, number>();
  const files = matchFiles(root, bare, listFolder(root)).files.filter(({ sources }) => {
    const wanted = sources.some((source) => (taken.get(source) ?? 0) < MOST_FILES_PER_SOURCE);
    for (const source of sources) taken.set(source, (taken.get(source) ?? 0) + 1);
    return wanted;
  });
  let summary: Summary | null = null;
  const { program: known, more } = discovered(root, bare, files);
  const replay = new Replay({
    program: known,
    files,
    emit: (event) => {
      unread?.take([event]);
      if (event.kind === "summary") summary = event.summary;
    },
  });
  const read = new Set<number>();
  for (;;) {
    const wanted = replay.wants();
    if (wanted === null) {
      if (!replay.step(LINES_PER_STEP)) break;
    } else if (read.has(wanted)) {
      replay.end(wanted);
    } else {
      read.add(wanted);
      const head = readHead(path.join(root, files[wanted]!.path), HEAD);
      if (head.length > 0) replay.push(wanted, head);
    }
  }
  return { summary, more };
}

function withMore(facts: SampleFacts, more: ReadonlySet<string>): SampleFacts {
  const all = Object.entries(facts);
  return Object.fromEntries(all.map(([name, each]) => [name, more.has(name) ? { ...each, more: true } : each]));
}

interface Discovered {
  readonly program: Program;
  /** Sources whose logs may have further fields. */
  readonly more: ReadonlySet<string>;
}

/** With the fields that the logs of open formats name themselves. */
function discovered(root: string, program: Program, files: readonly ReplayFile[]): Discovered {
  const open = program.sources.filter(({ format }) => isOpenFormat(format));
  const more = new Set<string>();
  const names = new Map(open.map(({ name }) => [name, new Set<string>()]));
  for (const file of files) {
    const sources = open.filter(({ name }) => file.sources.includes(name));
    if (sources.length === 0) continue;
    const head = readHead(path.join(root, file.path), HEAD);
    // A head without a whole line tells nothing of what the line has.
    const told = head.length > 0 || file.size === 0;
    for (const source of sources) {
      const all = discoverFields(source, head, names.get(source.name)!);
      if (!all || !told) more.add(source.name);
    }
  }
  return { program: withDiscovered(program, names), more };
}

/** Of the records that rules see: the fields of those that are late are not counted, so neither are they. */
export function factsOf(summary: Summary): SampleFacts {
  const all = Object.entries(summary.sources);
  return Object.fromEntries(all.map(([name, { records, fields }]) => [name, { records: records.released, fields }]));
}
