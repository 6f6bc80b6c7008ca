/** The sample's story against the engine: what its generator says must be found, is, by those lines, and nothing else. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Model } from "../server/model/workspace.ts";
import { check } from "../server/checks/index.ts";
import { runTest } from "../server/engine/test.ts";
import type { Detection, ReplayEvent, Summary } from "../server/engine/events.ts";
import { startReplay } from "../server/host/replay.ts";

const root = path.join(import.meta.dirname, "..", "samples", "ssh");
const rules = fs.readFileSync(path.join(root, "ssh.grove"), "utf8");
const expected = JSON.parse(fs.readFileSync(path.join(root, "expected.json"), "utf8")) as {
  detections: { rule: string; severity: string; key: Record<string, string>; records: Place[] }[];
  late: Place[];
  counts: Record<string, { lines: number; unparsed: number; filtered: number }>;
};
interface Place {
  file: string;
  line: number;
  time: string;
}

const model = new Model();
model.set("ssh.grove", rules);
const analysis = model.analysis();

describe("samples/ssh", () => {
  const events: ReplayEvent[] = [];
  let summary: Summary;

  before(async () => {
    const outcome = await startReplay({ root, program: analysis.program }, (batch) => events.push(...batch)).outcome;
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.notes, []);
    summary = outcome.summary;
  });

  it("has nothing to complain about", () => {
    assert.deepEqual(check(analysis), []);
  });

  it("raises what its story tells, by the lines that tell it, and nothing else", () => {
    const found = events.flatMap((event) => (event.kind === "detection" ? [brief(event.detection)] : []));
    const order = (a: { rule: string }, b: { rule: string }) => (a.rule < b.rule ? -1 : 1);
    assert.deepEqual(found.sort(order), expected.detections.sort(order));
  });

  it("lists the late line", () => {
    const late = events.flatMap((event) => (event.kind === "late" ? [{ file: event.file, line: event.line }] : []));
    assert.deepEqual(late, expected.late);
  });

  it("accounts for every line", () => {
    const sum = (what: "lines" | "unparsed" | "filtered") =>
      Object.values(expected.counts).reduce((total, each) => total + each[what], 0);
    const [lines, unparsed, filtered, late] = [sum("lines"), sum("unparsed"), sum("filtered"), expected.late.length];
    assert.deepEqual(summary.records, {
      in: lines,
      released: lines - unparsed - filtered - late,
      late,
      unparsed,
      filtered,
      duplicate: 0,
      ahead: 0,
    });
  });

  it("passes its own tests", () => {
    assert.equal(analysis.program.tests.length, 2);
    for (const test of analysis.program.tests) assert.deepEqual(runTest(analysis.program, test), []);
  });

  it("is what its generator writes", () => {
    const files = ["expected.json", "logs/bastion/auth.log", "logs/web1/auth.log"].map((file) => path.join(root, file));
    const before = files.map((file) => fs.readFileSync(file, "utf8"));
    execFileSync(process.execPath, [path.join(root, "..", "..", "scripts", "generate", "sample-ssh.mjs")]);
    assert.deepEqual(
      files.map((file) => fs.readFileSync(file, "utf8")),
      before,
    );
  });
});

function brief({ rule, severity, key, records }: Detection) {
  return {
    rule,
    severity,
    key: Object.fromEntries(key) as Record<string, string>,
    records: records.map(({ file, line, time }) => ({ file, line, time: new Date(time / 1000).toISOString() })),
  };
}
