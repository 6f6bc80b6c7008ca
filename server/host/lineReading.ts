/**
 * One line of a log of the folder, read as a replay would. Invariant: of each file no more than its beginning is read from the
 * disk, and only of files inside the folder; the line and those around it come with the question.
 */
import fs from "node:fs";
import path from "node:path";
import { readLine, type Head, type LineQuestion, type LineReading } from "../engine/lineReading.ts";
import { ageOf } from "../engine/order/rotation.ts";
import type { Program, SourceDefinition } from "../model/program.ts";
import { readHead } from "./bytes.ts";
import { isInside } from "./folder.ts";
import { pathMatcher } from "./globs.ts";
import { inTimeOrder } from "./rotated.ts";
import { forSampling } from "./sample.ts";

/** For the names of columns and the first years. */
const HEAD = 16 * 1024;
/** Of the files in front of it in its rotated set: years alone. */
const SMALL_HEAD = 1024;
const MOST_BEFORE = 60;

/** `listed`: the files of the folder, relative to it. */
export function lineReading(
  root: string,
  program: Program,
  listed: readonly string[],
  question: LineQuestion,
): LineReading {
  const { file } = question;
  const sources = program.sources.filter((source) => matcherOf(source)(file));
  if (sources.length === 0 || !isIn(root, file)) return { kind: "none" };
  const own = forSampling({ ...program, sources });
  const before = earlierFiles(root, own, listed, file);
  const heads: Head[] = before.map((each) => ({ path: each, bytes: readHead(path.join(root, each), SMALL_HEAD) }));
  heads.push({ path: file, bytes: readHead(path.join(root, file), HEAD) });
  return readLine(own, heads, question);
}

/** Those of its rotated set that it continues, the oldest first. */
function earlierFiles(root: string, program: Program, listed: readonly string[], file: string): readonly string[] {
  const { set } = ageOf(file);
  const others = listed.filter((each) => each !== file && ageOf(each).set === set);
  const names = program.sources.map(({ name }) => name);
  const isRead = (each: string): boolean => program.sources.every((source) => matcherOf(source)(each));
  const all = [...others.filter(isRead), file].map((each) => ({ path: each, sources: names, size: 0 }));
  if (all.length === 1) return [];
  const ordered = inTimeOrder(root, program, all).map((each) => each.path);
  return ordered.slice(0, ordered.indexOf(file)).slice(-MOST_BEFORE);
}

function isIn(root: string, file: string): boolean {
  try {
    return isInside(fs.realpathSync(root), fs.realpathSync(path.join(root, file)));
  } catch {
    return false;
  }
}

type Matcher = (file: string) => boolean;
const matchers = new WeakMap<SourceDefinition, Matcher>();

/** Every movement of the pointer asks. */
function matcherOf(source: SourceDefinition): Matcher {
  const known = matchers.get(source) ?? pathMatcher(source.files);
  matchers.set(source, known);
  return known;
}
