/**
 * A first rule for a log: what fails again and again, by whom; else who is busiest. Invariant: it reads only fields that the records
 * have, and its threshold is one that these records reach, if any key is seen twice.
 */
import type { NormalizedRecord } from "../engine/normalize/record.ts";
import { isUnified, type Value } from "../model/program.ts";
import { pathText, quote } from "../model/written.ts";
import { distinctAttempts } from "./attempts.ts";
import { isGrave } from "./nouns.ts";
import type { Sight } from "./sight.ts";
import { literalText, type DraftTemplate } from "./templates.ts";
import { mostWithin, thresholdOf, type Seen } from "./threshold.ts";

const FAILING =
  /(?<![a-z])(?:fail|invalid|illegal|den(?:y|ied)|refus|reject|unauthori[sz]ed|forbidden|block|drop|attack|break-?in|error|unknown)/i;

interface Failing {
  /** The condition behind `where`. */
  readonly condition: string;
  /** A field that they have, by which they may be counted. */
  readonly key: string;
  readonly seen: readonly Seen[];
  /** What the condition reads, but for templates. */
  readonly reads?: readonly string[];
}

export interface DraftRule {
  readonly text: string;
  /** Captures and the log's own fields that it names. */
  readonly reads: readonly string[];
}

/** So often at least a key is to be seen in ten minutes, or there is nothing to count. */
const WORTH = 3;

export function ruleOf(source: string, sight: Sight, templates: readonly DraftTemplate[]): DraftRule {
  const candidates = [
    ...byKey(sight, templates),
    ...byStatus(sight),
    ...byValue(sight),
    ...byLevel(sight, templates),
    ...byTemplate(sight, templates),
  ];
  const found = candidates.find(({ seen }) => mostWithin(seen) >= WORTH);
  if (found === undefined) return burst(source, sight, templates);
  const { key, condition, seen, reads = [] } = found;
  const what = `${key === "source" ? "Something" : `One ${named(key)}`} fails again and again`;
  const text = [
    `event ${source}_failed = ${source} where ${condition}`,
    "",
    `/// ${what}. A first rule: change what it counts, how often and in how long.`,
    `rule ${source}_repeated_failures {`,
    "  severity medium",
    `  by       ${pathText(key)}`,
    `  when     count(${source}_failed) >= ${thresholdOf(seen)} within 10m`,
    "}",
  ].join("\n");
  return { text, reads: [key, ...reads] };
}

/** Where nothing in the log says that something failed. */
function burst(source: string, sight: Sight, templates: readonly DraftTemplate[]): DraftRule {
  const found = keysIn(sight, templates, (all) => all).find(({ seen }) => seen.length >= 0.3 * sight.records.length);
  const { key, seen } = found ?? failing(sight, "", () => true);
  const text = [
    `/// As much from one ${named(key)} in ten minutes as at the log's beginning at most. A first rule: narrow down with \`where\` what it counts.`,
    `rule ${source}_burst {`,
    "  severity low",
    `  by       ${pathText(key)}`,
    `  when     count(${source}) >= ${Math.max(2, mostWithin(seen))} within 10m`,
    "}",
  ].join("\n");
  return { text, reads: [key] };
}

const named = (key: string): string => (isUnified(key) || key === "source" ? key : `\`${key}\``);

/** What fails, by who is at the other end, else by the account; of those the ones first that nearly all of it names. */
function byKey(sight: Sight, templates: readonly DraftTemplate[]): readonly Failing[] {
  const all = templates.filter((template) => FAILING.test(literalText(template)));
  const found = keysIn(sight, all, (own, key) => distinctAttempts(own, key, sight.records));
  const most = Math.max(0, ...found.map(({ seen }) => seen.length));
  return found.filter(({ seen }) => seen.length >= most / 2);
}

/** Captures by which records may be told apart, the best first. `chosen`: of the templates that have the key those to count. */
function keysIn(
  { records }: Sight,
  templates: readonly DraftTemplate[],
  chosen: (own: readonly DraftTemplate[], key: string) => readonly DraftTemplate[],
): readonly Failing[] {
  return ["ip", "rhost", "address", "host", "client", "user"].flatMap((key): readonly Failing[] => {
    const having = templates.filter(({ captured }) => captured.has(key));
    if (having.length === 0) return [];
    const own = chosen(having, key);
    const seen = own.flatMap(({ members, captured }) =>
      members.map((member, index) => ({ key: captured.get(key)![index], time: records[member]!.time })),
    );
    return [{ condition: templateIs(own), key, seen }];
  });
}

function templateIs(templates: readonly DraftTemplate[]): string {
  const codes = templates.map(({ code }) => code);
  return `template ${codes.length === 1 ? `== ${codes[0]!}` : `in [${codes.join(", ")}]`}`;
}

/** Of web servers. */
function byStatus(sight: Sight): readonly Failing[] {
  if (sight.way.format !== "access") return [];
  const isRefused = (record: NormalizedRecord): boolean => {
    const status = Number(valueOf(record, "status"));
    return status >= 400 && status < 500;
  };
  return [failing(sight, "status >= 400 and status < 500", isRefused)];
}

/** A field with few values, of which some speak of failure. */
function byValue(sight: Sight): readonly Failing[] {
  return [...sight.named].flatMap(([field, texts]) => {
    const values = [...new Set(texts)];
    if (values.length > 50 || values.length === texts.length) return [];
    const bad = values.filter((value) => value.length <= 40 && FAILING.test(value)).slice(0, 6);
    if (bad.length === 0) return [];
    const isBad = (record: NormalizedRecord): boolean => bad.includes(String(valueOf(record, field)));
    return [{ ...failing(sight, isOneOf(field, bad), isBad), reads: [field] }];
  });
}

/** What the program itself calls grave. */
function byLevel(sight: Sight, templates: readonly DraftTemplate[]): readonly Failing[] {
  const grave = templates.flatMap(({ members, captured }) =>
    (captured.get("level") ?? []).flatMap((level, index) =>
      isGrave(level) ? [{ level: level.toLowerCase(), record: sight.records[members[index]!]! }] : [],
    ),
  );
  if (grave.length === 0) return [];
  const levels = [...new Set(grave.map(({ level }) => level))].sort();
  const records = new Set(grave.map(({ record }) => record));
  return [{ ...failing(sight, isOneOf("level", levels), (record) => records.has(record)), reads: ["level"] }];
}

function byTemplate(sight: Sight, templates: readonly DraftTemplate[]): readonly Failing[] {
  const failed = templates.filter((template) => FAILING.test(literalText(template)));
  const own = distinctAttempts(failed, null, sight.records);
  if (own.length === 0) return [];
  const members = new Set(own.flatMap((each) => each.members.map((member) => sight.records[member]!)));
  return [failing(sight, templateIs(own), (record) => members.has(record))];
}

function isOneOf(field: string, values: readonly string[]): string {
  const written = values.map(quote);
  return `${pathText(field)} ${written.length === 1 ? `== ${written[0]!}` : `in [${written.join(", ")}]`}`;
}

function failing(sight: Sight, condition: string, holds: (record: NormalizedRecord) => boolean): Failing {
  const bad = sight.records.filter(holds);
  const seenBy = (key: string): readonly Seen[] =>
    bad.map((record) => ({ key: valueOf(record, sight.aliases.get(key) ?? key), time: record.time }));
  const found = ["ip", "user", "device"].flatMap((key) => {
    const seen = seenBy(key).filter((each) => each.key !== null);
    return seen.length >= 0.3 * bad.length && mostWithin(seen) > 1 ? [{ condition, key, seen }] : [];
  });
  return found[0] ?? { condition, key: "source", seen: seenBy("source") };
}

const valueOf = ({ schema, values }: NormalizedRecord, field: string): Value =>
  values[schema.fields.indexOf(field)] ?? null;
