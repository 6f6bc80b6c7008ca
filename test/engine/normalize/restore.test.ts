import assert from "node:assert/strict";
import fc from "fast-check";
import { LineSplitter } from "../../../server/engine/intake/lines.ts";
import { isoTime, recordFromJson, recordToJson } from "../../../server/engine/normalize/json.ts";
import { Normalizer } from "../../../server/engine/normalize/normalize.ts";
import type { NormalizedRecord } from "../../../server/engine/normalize/record.ts";
import { describe as describeRecord, restore, templatesOf } from "../../../server/engine/normalize/restore.ts";
import type { SourceDefinition } from "../../../server/model/program.ts";
import { program, source, template } from "../../kit/records.ts";

/** The records of some bytes, each with the bytes of its line. */
function records(definition: SourceDefinition, bytes: Uint8Array): { record: NormalizedRecord; line: Uint8Array }[] {
  const splitter = new LineSplitter();
  const file = new Normalizer(program([definition])).file("a.log", [definition.name]);
  return [...splitter.push(bytes), ...splitter.end()].flatMap((line) => {
    const result = file.normalize(line);
    if (result.kind !== "record") return [];
    return [{ record: result.record, line: bytes.slice(line.offset, line.offset + line.size + line.ending.length) }];
  });
}

/** Through JSON: nothing but the record's own data is left. */
function restored(record: NormalizedRecord, definition: SourceDefinition): Uint8Array {
  const json = recordFromJson(JSON.parse(JSON.stringify(recordToJson(record))));
  assert.ok(json !== null);
  return restore(json, templatesOf([definition]));
}

const sentence = fc.constantFrom(
  "Failed ",
  "for ",
  "user ",
  "{a}",
  "{user}",
  " from {ip}",
  " port {port:int}",
  "{w:word}",
  "x",
  " ",
);
const templates = fc
  .array(fc.array(sentence, { minLength: 1, maxLength: 5 }), { maxLength: 5 })
  .map((texts) => texts.map((parts, index) => template(index + 1, parts.join(""))));

const bytePiece = fc.oneof(
  fc
    .constantFrom("\n", "\r\n", "\r", "\0", " ", "\uFEFF", "é", "\uFFFD")
    .map((text) => [...new TextEncoder().encode(text)]),
  fc.constantFrom([0xff], [0xc3], [0x80], [0xed, 0xa0, 0x80]),
  fc
    .constantFrom("Failed ", "for ", "user ", " from 1.2.3.4", " port 22", "x ", "bob")
    .map((text) => [...new TextEncoder().encode(text)]),
);
const start = fc.constantFrom(
  "Jun 14 15:16:01 web1 sshd[8]: ",
  "<3>Jun  4 15:16:01 web1 x: ",
  "2026-06-14T15:16:01Z web1  ",
  "",
);
const line = fc
  .tuple(start, fc.array(bytePiece, { maxLength: 8 }))
  .map(([header, pieces]) => [...new TextEncoder().encode(header), ...pieces.flat()]);
const log = fc.array(line, { maxLength: 6 }).map((lines) => Uint8Array.from(lines.flat()));

describe("restoring", function () {
  this.timeout(20_000);

  it("gives every record's line back, byte for byte, from its JSON alone", () => {
    let seen = 0;
    fc.assert(
      fc.property(templates, log, (set, bytes) => {
        const definition = source("s", { templates: set });
        for (const { record, line: raw } of records(definition, bytes)) {
          seen++;
          assert.deepEqual(restored(record, definition), raw);
        }
      }),
      { numRuns: 1500 },
    );
    assert.ok(seen > 1000, `${seen} records`);
  });

  it("gives back blanks at the end, a missing line end and bytes that are no UTF-8", () => {
    const definition = source("s", { templates: [template(1, "rhost={ip}")] });
    for (const text of ["rhost=1.2.3.4 \r\n", "rhost=1.2.3.4", "rhost=h\xf6st \n"]) {
      const bytes = Uint8Array.from("Jun 14 15:16:01 web1 sshd[8]: " + text, (c) => c.charCodeAt(0));
      const [first] = records(definition, bytes);
      assert.equal(first?.record.template, 1);
      assert.deepEqual(restored(first.record, definition), bytes);
    }
  });

  it("a value that is no record's JSON is refused", () => {
    for (const value of [
      null,
      7,
      {},
      { source: "s", template: "1", header: [], features: [], ending: "", latin1: false },
    ])
      assert.equal(recordFromJson(value), null);
  });
});

describe("a record as evidence", () => {
  it("says where its message and its captures stand in the line", () => {
    const definition = source("s", { templates: [template(1, "Invalid user {user} from {ip}")] });
    const text = "Jun 14 15:16:01 web1 sshd[8]: Invalid user bob from 1.2.3.4";
    const { record } = records(definition, new TextEncoder().encode(text + "\r\n"))[0]!;
    const evidence = describeRecord(record, templatesOf([definition]));
    assert.equal(evidence.text, text);
    assert.equal(text.slice(evidence.message), "Invalid user bob from 1.2.3.4");
    assert.deepEqual(
      evidence.captures.map(({ field, start: from, end }) => [field, text.slice(from, end)]),
      [
        ["user", "bob"],
        ["ip", "1.2.3.4"],
      ],
    );
  });
});

describe("a record as JSON", () => {
  it("has the unified fields first, null where missing, and the extension fields that it has", () => {
    const definition = source("s", { templates: [template(1, "port {source.port:int}")] });
    const { record } = records(definition, new TextEncoder().encode("Jun 14 15:16:01.5 web1 sshd: port 22\n"))[0]!;
    record.arrive(record.time + 2_000_000);
    const json = recordToJson(record);
    const names = ["id", "time", "device", "user", "message", "ip", "domain", "process", "origin", "threat"];
    assert.deepEqual(Object.keys(json).slice(0, 10), names);
    assert.deepEqual(
      names.map((name) => json[name]),
      ["a.log:1", "2026-06-14T15:16:01.500000Z", "web1", null, "port 22", null, null, "sshd", "s", null],
    );
    assert.deepEqual(json.extension, { timestamp: "Jun 14 15:16:01.5", hostname: "web1", "source.port": 22 });
    assert.deepEqual([json.template, json.arrived, json.lag], [1, "2026-06-14T15:16:03.500000Z", 2]);
  });

  it("has times with microseconds, of all years", () => {
    assert.equal(isoTime(1), "1970-01-01T00:00:00.000001Z");
    assert.equal(isoTime(-1), "1969-12-31T23:59:59.999999Z");
    assert.equal(isoTime(Infinity), "Infinity");
  });
});
