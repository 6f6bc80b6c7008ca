/**
 * Every format's records give their lines back, also those of lines that chance has changed; and where a record has a
 * value, it says that it may.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { recordFromJson, recordToJson } from "../../../../server/engine/normalize/json.ts";
import { Normalizer } from "../../../../server/engine/normalize/normalize.ts";
import { restore, templatesOf } from "../../../../server/engine/normalize/restore.ts";
import type { SourceDefinition } from "../../../../server/model/program.ts";
import { program, source, template } from "../../../kit/records.ts";

const utc = (field: string, format?: string) => ({ field, year: 2026, zone: "UTC", ...(format && { format }) });

/** By format: a source and lines that it reads. */
const SAMPLES: readonly (readonly [Partial<SourceDefinition>, readonly string[]])[] = [
  [
    { format: "csv", time: utc("at"), templates: [template(1, "{when},{user},{note}")] },
    ["at,user,note", '2026-06-14T15:16:01Z,bob,"a ""b"", c"', "2026-06-14 15:16:02,,x", "1781450161,jane,y"],
  ],
  [
    { format: "csv", options: [";", ["at", "n"]], time: utc("at", "%d/%m/%Y %H:%M") },
    ["03/04/2026 10:00;1", "4/4/2026 11:00;2.50"],
  ],
  [{ format: "tsv", time: utc("ts") }, ["#fields\tts\ta", "1781450161.250000\tx", "1781450162\t-"]],
  [
    { format: "kv", time: utc("timestamp") },
    [
      '<189>date=2026-06-14 time=15:16:01 devname="FGT-1" msg="user \\"bob\\" out" n=007',
      "Jun 14 15:16:01 fw1 kernel: [1.5] [UFW BLOCK] IN=eth0 OUT= SRC=203.0.113.9",
      "Jun 14 15:16:01 a=b  c='d e' ",
    ],
  ],
  [
    { format: "logfmt", time: utc("ts") },
    ['ts=2026-06-14T15:16:01.250Z level=warn msg="login failed"', "a ts=1781450161 b"],
  ],
  [
    { format: "cef", time: utc("timestamp") },
    [
      "<134>Jun 14 15:16:01 ids1 CEF:0|V|P \\| q|1.0|100|worm|10|src=10.0.0.1 msg=a b\\=c",
      "Jun 14 15:16:01 CEF: 0|V|P|1.0|100|worm|Low|",
    ],
  ],
  [
    { format: "leef", time: utc("timestamp") },
    ["Jun 14 15:16:01 gw1 LEEF:2.0|V|P|1|E|^|src=1.2.3.4^usrName=bob", "Jun 14 15:16:01 LEEF:1.0|V|P|1|E|a=b\tc=d"],
  ],
  [
    { format: "w3c", time: utc("timestamp") },
    ["#Fields: date time c-ip x", '2026-06-14 15:16:01 1.2.3.4 "a b"', "2026-06-14 15:16:02 \t- -"],
  ],
  [
    { format: "json", time: utc("at") },
    ['{"at":"2026-06-14T15:16:01Z","n":1.50e+2,"s":"\\u00e4\\/"}', '{ "n":1, "at" : 1781450161 } '],
  ],
  [
    { format: "evtx", time: utc("@timestamp") },
    [
      "<Event><System><EventID>1</EventID><TimeCreated SystemTime='2026-06-14T15:16:01Z'/></System></Event>",
      "<Event>\r\n<System><EventID>1</EventID>\n<TimeCreated SystemTime='2026-06-14T15:16:01Z'/></System>\n</Event>",
      '{"EventTime":"2026-06-14 15:16:01","EventID":1}',
    ],
  ],
];

/** So many lines are records and come back; fails if one does not. */
function restored(definition: SourceDefinition, bytes: Uint8Array): number {
  const file = new Normalizer(program([definition])).file("a.log", [definition.name]);
  const splitter = file.splitter();
  const templates = templatesOf([definition]);
  let records = 0;
  for (const line of [...splitter.push(bytes), ...splitter.end()]) {
    const found = file.normalize(line);
    if (found.kind !== "record") continue;
    records++;
    const { values, filled } = found.record;
    for (const [slot, value] of values.entries()) assert.ok(value === null || filled.includes(slot), `slot ${slot}`);
    const json = recordFromJson(JSON.parse(JSON.stringify(recordToJson(found.record))));
    const raw = bytes.slice(line.offset, line.offset + line.size + line.ending.length);
    assert.deepEqual(restore(json!, templates), raw);
  }
  return records;
}

describe("restoring lines of every format", function () {
  this.timeout(30_000);

  for (const [options, lines] of SAMPLES) {
    const definition = source("s", options);

    it(`${options.format!}: gives the samples back`, () => {
      const names = lines.filter((text) => text.startsWith("#") || text.startsWith("at,")).length;
      for (const ending of ["\n", "\r\n"])
        assert.equal(restored(definition, new TextEncoder().encode(lines.join(ending))), lines.length - names);
    });

    it(`${options.format!}: gives back whatever record is left of them when bytes change`, () => {
      const change = fc.record({
        at: fc.nat(1000),
        cut: fc.nat(2),
        bytes: fc.oneof(
          fc.uint8Array({ maxLength: 3 }),
          fc.constantFrom(..."\n\r\"'=|\\,;<>&\t {}".split("")).map((text) => new TextEncoder().encode(text)),
        ),
      });
      let records = 0;
      fc.assert(
        fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
          const bytes = [...new TextEncoder().encode(`${lines.join("\n")}\n`)];
          for (const { at, cut, bytes: put } of changes) bytes.splice(at % bytes.length, cut, ...put);
          records += restored(definition, Uint8Array.from(bytes));
        }),
        { numRuns: 200 },
      );
      assert.ok(records > 100, `${records} records`);
    });
  }
});
