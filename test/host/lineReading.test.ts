/** One line of a log, read for somebody who points at it. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { lineReading } from "../../server/host/lineReading.ts";
import type { LineReading } from "../../server/engine/lineReading.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, failed, folderOf, SSHD } from "../kit/folder.ts";

function programOf(text: string) {
  const model = new Model();
  model.set("a.grove", text);
  return model.analysis().program;
}

/** As an editor asks that shows all of these lines. */
function read(
  log: readonly string[],
  line: number,
  { rules = SSHD, file = "a.log", root = folderOf({ [file]: `${log.join("\n")}\n` }), first = 1 } = {},
): LineReading {
  const question = { file, line, first, lines: log.slice(first - 1), earlier: log.slice(0, first - 1) };
  return lineReading(root, programOf(rules), fs.readdirSync(root), question);
}

function record(reading: LineReading) {
  assert.equal(reading.kind, "record", JSON.stringify(reading));
  return reading as Extract<LineReading, { kind: "record" }>;
}
const timeOf = (reading: LineReading): string | undefined => new Map(record(reading).fields).get("time");

describe("the record of one line", () => {
  it("has its source, its template, the unified fields that have a value, and the others", () => {
    const { source, line, template, fields, others } = record(read([failed(0), accepted(1)], 2));
    assert.deepEqual([source, line, template?.code], ["sshd", 2, 2]);
    assert.equal(template!.text, "Accepted password for {user} from {ip} port {port:int} ssh2");
    assert.deepEqual(Object.fromEntries(fields), {
      id: "a.log:2",
      time: "2026-06-14 09:00:01 UTC",
      device: "web1",
      user: "root",
      message: "Accepted password for root from 203.0.113.9 port 4001 ssh2",
      ip: "203.0.113.9",
      process: "sshd",
      origin: "sshd",
    });
    assert.deepEqual(Object.fromEntries(others)["source.port"], "4001");
  });

  it("shows times in the zone of the workspace", () => {
    const zoned = `workspace { zone "Europe/Berlin" }\n${SSHD}`;
    assert.equal(timeOf(read([failed(0)], 1, { rules: zoned })), "2026-06-14 09:00:00 +02:00");
  });

  it("or there is none, with the reason", () => {
    const odd = read([failed(0), "no log line"], 2);
    assert.ok(odd.kind === "unparsed");
    assert.equal(odd.source, "sshd");
    const only = SSHD.replace("lateness 30s", 'lateness 30s  only process == "su"');
    assert.deepEqual(read([failed(0)], 1, { rules: only }), { kind: "filtered", source: "sshd" });
  });

  it("is not there in files that no source reads, behind the last line, and outside of the folder", () => {
    assert.deepEqual(read([failed(0)], 1, { file: "a.txt" }), { kind: "none" });
    assert.deepEqual(read([failed(0)], 9), { kind: "none" });
    const root = folderOf({ "b.log": "" });
    assert.deepEqual(read([failed(0)], 1, { root, file: `../${path.basename(root)}/../x.log` }), { kind: "none" });
  });

  it("is of the year that the lines in front of it have come to", () => {
    const log = ["Dec 31 23:59:59", "Jun 1 00:00:00", "Jan 2 00:00:00"].map((time) =>
      failed(0).replace(/^.{15}/, time),
    );
    assert.equal(timeOf(read(log, 3, { first: 3 })), "2028-01-02 00:00:00 UTC");
  });

  it("is of the year that the older files of its log have come to", () => {
    const root = folderOf({
      "a.log.1": `${failed(0).replace("Jun 14", "Dec 30")}\n`,
      "a.log": `${failed(0).replace("Jun 14", "Jan  2")}\n`,
    });
    const lines = fs.readFileSync(path.join(root, "a.log"), "utf8").trimEnd().split("\n");
    assert.equal(
      timeOf(read(lines, 1, { root, rules: SSHD.replace('"*.log"', '"*.log*"') })),
      "2027-01-02 09:00:00 UTC",
    );
  });

  it("has the names of its columns from the head of the log, wherever it stands", () => {
    const rules = 'source web from application { files "*.csv"  format csv  time at }';
    const rows = Array.from({ length: 900 }, (_, n) => `2026-06-14T09:00:00Z,ann,${n}`);
    const { others, fields } = record(read(["at,user,size", ...rows], 800, { rules, file: "a.csv", first: 780 }));
    assert.equal(new Map(others).get("size"), "798");
    assert.equal(new Map(fields).get("user"), "ann");
  });

  it("may have several lines, and is the same on each of them", () => {
    const rules = 'source shop from database { files "*.log"  format mysql  time timestamp }';
    const log = [1, 2].flatMap((n) => [`2026-06-14T09:00:0${n}Z\t   12 Query\tSELECT ${n}`, "FROM orders"]);
    const readings = [3, 4].map((line) => record(read(log, line, { rules })));
    assert.deepEqual(readings[0], readings[1]);
    assert.equal(readings[0]!.line, 3);
    assert.equal(timeOf(readings[0]!), "2026-06-14 09:00:02 UTC");
  });

  it("reads no more than the beginning of a log, however long that is", () => {
    const log = [failed(0), failed(1)];
    const root = folderOf({ "a.log": `${failed(0)}\n` });
    fs.truncateSync(path.join(root, "a.log"), 4e9);
    const before = process.resourceUsage().fsRead;
    assert.equal(timeOf(read(log, 2, { root })), "2026-06-14 09:00:01 UTC");
    assert.ok(process.resourceUsage().fsRead - before < 1_000);
  });
});
