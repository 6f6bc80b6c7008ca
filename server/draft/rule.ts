/**
 * A first rule for a log: what fails again and again, by whom; else who is busiest. Invariant: it reads only fields that the records
 * have, and its threshold is one that these records reach, if any key is seen twice.
 */
import type { NormalizedRecord } from "../engine/normalize/record.ts";
import { groupBy } from "../model/group.ts";
import type { Micros, Value } from "../model/program.ts";
import { pathText, quote } from "../model/written.ts";
import type { Sight } from "./sight.ts";
import type { DraftTemplate } from "./templates.ts";

const FAILING =
  /(?<![a-z])(?:fail|invalid|illegal|den(?:y|ied)|refus|reject|unauthori[sz]ed|forbidden|block|drop|attack|break-?in|error|unknown)/i;

interface Failing {
  /** The condition behind `where`. */
  readonly condition: string;
  /** A field that they have, by which they may be counted. */
  readonly key: string;
  /** Of each of them. */
  readonly seen: readonly { readonly key: unknown; readonly time: Micros }[];
}

export function ruleText(source: string, sight: Sight, templates: readonly DraftTemplate[]): string {
  const found = byTemplate(sight, templates) ?? byStatus(sight) ?? byValue(sight);
  if (found === null) return burst(source, sight);
  const { key, condition, seen } = found;
  const most = mostWithin(seen, TEN_MINUTES);
  return [
    `event ${source}_failed = ${source} where ${condition}`,
    "",
    `/// One ${key} fails again and again. A first rule: change what it counts, how often and in how long.`,
    `rule ${source}_repeated_failures {`,
    "  severity medium",
    `  by       ${key}`,
    `  when     count(${source}_failed) >= ${most >= 5 ? 5 : Math.max(2, most)} within 10m`,
    "}",
  ].join("\n");
}

const TEN_MINUTES = 600_000_000;

/** Where nothing in the log says that something failed. */
function burst(source: string, sight: Sight): string {
  const { key, seen } = failing(sight, "", () => true);
  const most = mostWithin(seen, TEN_MINUTES);
  return [
    `/// As much from one ${key} in ten minutes as at the log's beginning at most. A first rule: narrow down with \`where\` what it counts.`,
    `rule ${source}_burst {`,
    "  severity low",
    `  by       ${key}`,
    `  when     count(${source}) >= ${Math.max(2, most)} within 10m`,
    "}",
  ].join("\n");
}

function byTemplate({ records }: Sight, templates: readonly DraftTemplate[]): Failing | null {
  const all = templates.filter(({ text }) => FAILING.test(text));
  for (const key of ["ip", "user"]) {
    const own = all.filter(({ captured }) => captured.has(key)).slice(0, 6);
    if (own.length === 0) continue;
    const codes = own.map(({ code }) => code);
    const seen = own.flatMap(({ members, captured }) =>
      members.map((member, index) => ({ key: captured.get(key)![index], time: records[member]!.time })),
    );
    return { condition: `template ${codes.length === 1 ? `== ${codes[0]!}` : `in [${codes.join(", ")}]`}`, key, seen };
  }
  return null;
}

/** Of web servers. */
function byStatus(sight: Sight): Failing | null {
  if (sight.way.format !== "access") return null;
  const isRefused = (record: NormalizedRecord): boolean => {
    const status = Number(valueOf(record, "status"));
    return status >= 400 && status < 500;
  };
  return failing(sight, "status >= 400 and status < 500", isRefused);
}

/** A field with few values, of which some speak of failure. */
function byValue(sight: Sight): Failing | null {
  for (const [field, texts] of sight.named) {
    const values = [...new Set(texts)];
    if (values.length > 50 || values.length === texts.length) continue;
    const bad = values.filter((value) => value.length <= 40 && FAILING.test(value)).slice(0, 6);
    if (bad.length === 0) continue;
    const written = bad.map(quote);
    const condition = `${pathText(field)} ${written.length === 1 ? `== ${written[0]!}` : `in [${written.join(", ")}]`}`;
    return failing(sight, condition, (record) => bad.includes(String(valueOf(record, field))));
  }
  return null;
}

function failing({ records }: Sight, condition: string, holds: (record: NormalizedRecord) => boolean): Failing {
  const bad = records.filter(holds);
  const share = (key: string): number => bad.filter((record) => valueOf(record, key) !== null).length;
  const key = ["ip", "user", "device"].find((each) => share(each) >= 0.3 * bad.length) ?? "source";
  return { condition, key, seen: bad.map((record) => ({ key: valueOf(record, key), time: record.time })) };
}

const valueOf = ({ schema, values }: NormalizedRecord, field: string): Value =>
  values[schema.fields.indexOf(field)] ?? null;

/** Of one key, so many at most in any window of so many microseconds. */
function mostWithin(seen: Failing["seen"], window: Micros): number {
  let most = 0;
  for (const [, own] of groupBy(seen, ({ key }) => key)) {
    const times = own.map(({ time }) => time).sort((a, b) => a - b);
    for (let first = 0, last = 0; last < times.length; last++) {
      while (times[first]! <= times[last]! - window) first++;
      most = Math.max(most, last - first + 1);
    }
  }
  return most;
}
