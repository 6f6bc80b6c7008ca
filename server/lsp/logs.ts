/**
 * Which files of a folder its sources read, and whether these have changed. Invariant: no log is opened, and of a folder whose
 * files are the same no name is looked at twice.
 */
import { pathMatcher } from "../host/globs.ts";
import { stampOf } from "../host/listFiles.ts";
import type { SourceDefinition } from "../model/program.ts";
import type { Forest } from "./forest.ts";

/** Far more than a sample reads. */
const MOST_STAMPED = 1000;

type Matcher = (file: string) => boolean;

const matchers = new WeakMap<SourceDefinition, Matcher>();
const matched = new WeakMap<readonly string[], Map<string, readonly string[]>>();

/** Whether one of the sources reads this file; relative to the folder. */
export function isLogOf(sources: Iterable<SourceDefinition>, file: string): boolean {
  return [...sources].some((source) => matcherOf(source)(file));
}

/** What the logs of these sources are, and when they were last written: the same text as long as nothing has changed. */
export function stampOfLogs({ path, files }: Forest, sources: Iterable<SourceDefinition>): string {
  if (path === null) return "";
  const logs = [...new Set([...sources].flatMap((source) => logsOf(files, source)))].sort();
  return `${logs.length}\n${stampOf(path, { lists: logs.slice(0, MOST_STAMPED), tables: [] })}`;
}

function logsOf(files: readonly string[], source: SourceDefinition): readonly string[] {
  const known = matched.get(files) ?? new Map<string, readonly string[]>();
  matched.set(files, known);
  const patterns = source.files.join("\n");
  const logs = known.get(patterns) ?? files.filter(matcherOf(source));
  known.set(patterns, logs);
  return logs;
}

function matcherOf(source: SourceDefinition): Matcher {
  const matcher = matchers.get(source) ?? pathMatcher(source.files);
  matchers.set(source, matcher);
  return matcher;
}
