/**
 * The heads of the logs, run through the engine without any rule: what fields and values they hold. Invariant: the work
 * is bounded by files and bytes, not by the size of the logs, and other work goes in between.
 */
import fs from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Summary } from "../engine/events.ts";
import { Replay } from "../engine/replay.ts";
import type { SampleFacts } from "../model/facts.ts";
import type { Program } from "../model/program.ts";
import { matchFiles } from "./files.ts";
import { listFolder } from "./folder.ts";

/** About 2,000 lines of a system log. */
const HEAD = 256 * 1024;
const MOST_FILES_PER_SOURCE = 8;
/** Lines between two looks at other work: a few milliseconds. */
const LINES_PER_STEP = 500;

/** Null if `stopped` said so before the end. */
export async function sample(root: string, program: Program, stopped: () => boolean): Promise<SampleFacts | null> {
  if (program.sources.length === 0) return {};
  const bare: Program = { ...program, events: [], rules: [], tests: [] };
  const taken = new Map<string, number>();
  const files = matchFiles(root, bare, listFolder(root)).files.filter(({ sources }) => {
    const wanted = sources.some((source) => (taken.get(source) ?? 0) < MOST_FILES_PER_SOURCE);
    for (const source of sources) taken.set(source, (taken.get(source) ?? 0) + 1);
    return wanted;
  });
  let summary: Summary | null = null;
  const replay = new Replay({
    program: bare,
    files,
    emit: (event) => {
      if (event.kind === "summary") summary = event.summary;
    },
  });
  const read = new Set<number>();
  for (;;) {
    await setImmediate();
    if (stopped()) return null;
    const wanted = replay.wants();
    if (wanted === null) {
      if (!replay.step(LINES_PER_STEP)) break;
    } else if (read.has(wanted)) {
      replay.end(wanted);
    } else {
      read.add(wanted);
      const head = await readHead(path.join(root, files[wanted]!.path));
      if (head.length > 0) replay.push(wanted, head);
    }
  }
  return summary === null ? {} : factsOf(summary);
}

export function factsOf(summary: Summary): SampleFacts {
  return Object.fromEntries(
    Object.entries(summary.sources).map(([name, source]) => [
      name,
      { records: source.records.released + source.records.late, fields: source.fields },
    ]),
  );
}

/** Whole lines only; a log that cannot be read has none. */
async function readHead(file: string): Promise<Uint8Array> {
  const handle = await fs.open(file, "r").catch(() => null);
  if (handle === null) return new Uint8Array();
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    if (bytesRead < HEAD) return buffer.subarray(0, bytesRead);
    return buffer.subarray(0, buffer.lastIndexOf(10) + 1);
  } catch {
    return new Uint8Array();
  } finally {
    await handle.close();
  }
}
