/**
 * Timelines as a page draws them, to records, and detections back to words. `a1 . x3/ann#5@q` is an a at 1 s, nothing, and an
 * x at 3 s whose `user` is ann, whose `n` is 5 and whose source is `q`; several elements of a list stand with `+`.
 */
import type { Program, Value } from "../../server/model/program.ts";
import type { LogRecord, Schema } from "../../server/engine/item.ts";
import { SECOND, timelineRecord } from "./build.ts";
import { recordId, type Outcome } from "./oracle.ts";

const ITEM = /^([a-z])(\d+(?:\.\d+)?)(?:\/([\w+]+))?(?:#([\d+]+))?(?:@([pq]))?$/;

export function drawn(picture: string, schemas: readonly Schema[]): readonly LogRecord[] {
  const words = picture.split(/\s+/).filter((word) => word !== "" && word !== ".");
  const records = words.map((word, position) => {
    const found = ITEM.exec(word);
    if (found === null) throw new Error(`no item: ${word}`);
    const [, kind, seconds, user, n, name = "p"] = found;
    const schema = schemas.find((each) => each.name === name)!;
    const time = Number(seconds) * SECOND;
    const fields: Readonly<Record<string, Value>> = {
      kind: kind!,
      user: elements(user, String),
      n: elements(n, Number),
      time,
      source: name,
    };
    return timelineRecord(schema, time, position, fields);
  });
  return records.sort(
    (a, b) => a.time - b.time || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0) || a.position - b.position,
  );
}

function elements(text: string | undefined, read: (part: string) => Value): Value {
  if (text === undefined) return null;
  const values = text.split("+").map(read);
  return values.length === 1 ? values[0]! : values;
}

/** `3: a1 b3`: at 3 s, of these items. What is not raised says so, emits stand behind, other rules than `r` have their name in front. */
export function told(outcomes: readonly Outcome[], records: readonly LogRecord[], program: Program): string {
  const kindSlot = (record: LogRecord): string => String(record.values[record.schema.slot("kind")]);
  const names = new Map(records.map((each) => [recordId(each), `${kindSlot(each)}${each.time / SECOND}`]));
  const lines = outcomes.map(({ rule, time, steps, fate, emit, key }) => {
    const items = steps.flat().map((id) => {
      const known = id.replace(/\w+\/\w+\/\d+/g, (each) => names.get(each) ?? each).replace(/[,|]/g, " ");
      return known.replace(/\[.*/, "");
    });
    const { emit: emitted } = program.rules.find(({ name }) => name === rule)!;
    const values = emitted.map(({ field }, at) => `${field}=${JSON.stringify(emit[at])}`);
    const where = key.length === 0 ? "" : ` for ${key.join("+")}`;
    const held = fate === "raised" ? "" : fate === "suppressed" ? " (suppressed)" : " (not raised)";
    const named = rule === "r" ? "" : `${rule} `;
    return `${named}${time / SECOND}: ${items.join(" ")}${where}${values.length === 0 ? "" : ` ${values.join(" ")}`}${held}`;
  });
  return lines.length === 0 ? "nothing" : lines.join(", ");
}
