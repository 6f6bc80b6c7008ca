/**
 * What was set aside, by its reason. Invariant: every line is in one group, and the groups' numbers add up to what the tab counts,
 * listed or not.
 */
import type { Rejected } from "../panel/messages.ts";
import { wordsOf } from "./filter.ts";
import { like } from "./like.ts";

export interface ReasonGroup {
  readonly name: string;
  readonly title: string;
  readonly number: number;
  /** Of the lines that are listed. */
  readonly indexes: readonly number[];
}

const TITLES: Readonly<Record<Rejected["kind"], string>> = {
  late: "Late by more than the source allows",
  ahead: "Further ahead than the source allows",
  unparsed: "Not parsed",
  duplicate: "Duplicates",
};
const KINDS: readonly Rejected["kind"][] = ["late", "ahead", "unparsed", "duplicate"];

/** Reasons of lines that were not parsed which have a group of their own. */
const MOST_REASONS = 8;

/** `numbers`: of each kind in all; where it is silent, as many as are listed. */
export function reasonGroups(
  lines: readonly (readonly [index: number, line: Rejected])[],
  numbers: Readonly<Record<string, number>>,
): readonly ReasonGroup[] {
  return KINDS.flatMap((kind): ReasonGroup[] => {
    const of = lines.filter(([, line]) => line.kind === kind);
    if (of.length === 0) return [];
    const unlisted = Math.max(0, (numbers[kind] ?? 0) - of.length);
    const groups = kind === "unparsed" ? byReason(of) : [{ name: kind, title: TITLES[kind], lines: of }];
    return groups.map(({ name, title, lines: some }, i) => {
      const indexes = some.map(([index]) => index);
      return { name, title, indexes, number: indexes.length + (i === groups.length - 1 ? unlisted : 0) };
    });
  });
}

type Lines = (readonly [index: number, line: Rejected])[];

function byReason(lines: Lines): { readonly name: string; readonly title: string; readonly lines: Lines }[] {
  const groups = new Map<string, Lines>();
  for (const line of lines) {
    const title = titleOf(line[1].reason);
    const of = groups.get(title);
    if (of === undefined) groups.set(title, [line]);
    else of.push(line);
  }
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const own = sorted.slice(0, MOST_REASONS);
  const rest = sorted.slice(MOST_REASONS).flatMap(([, of]) => of);
  const named = own.map(([title, of]) => ({ name: `unparsed ${title}`, title, lines: of }));
  return rest.length === 0
    ? named
    : [...named, { name: "unparsed", title: "Not parsed for other reasons", lines: rest }];
}

/** What a reason has in common with others of its kind: `No timestamp`, without where and in which text. */
export function titleOf(reason: string): string {
  const head = /^[^:;,"`]*/
    .exec(reason)![0]
    .replace(/ (?:at column|in|of|behind)? ?\d*\s*$/, "")
    .trim();
  const text = head === "" ? "Not parsed" : /^no$/i.test(head) ? "Not in the source's format" : head;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Those that a query finds: `source: reason: file:` and words of the line, `-` excludes. */
export function listedRejected(
  lines: readonly Rejected[],
  query: string,
): readonly (readonly [index: number, line: Rejected])[] {
  const terms = wordsOf(query).map(({ text }) => parseTerm(text.replaceAll('"', "").toLowerCase()));
  return lines.flatMap((line, index) => (terms.every((holds) => holds(line)) ? [[index, line] as const] : []));
}

function parseTerm(text: string): (line: Rejected) => boolean {
  if (text.startsWith("-") && text.length > 1) {
    const holds = parseTerm(text.slice(1));
    return (line) => !holds(line);
  }
  const [, field, wanted] = /^(source|reason|file):(.*)$/.exec(text) ?? [];
  const held = (of: string): boolean => like(of.toLowerCase(), `*${wanted}*`);
  switch (field) {
    case "source":
      return ({ source }) => wanted === "" || like((source ?? "-").toLowerCase(), wanted!);
    case "reason":
      return ({ kind, reason }) => held(kind) || held(reason) || held(TITLES[kind]);
    case "file":
      return ({ file }) => held(file);
    default:
      return (line) =>
        [line.text, line.reason, line.source ?? "", line.file].some((of) => of.toLowerCase().includes(text));
  }
}
