/** The company's week against the engine: what its generator says must be found, is, by those lines, and nothing else. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { Model } from "../server/model/workspace.ts";
import { check } from "../server/checks/index.ts";
import { runTest } from "../server/engine/test.ts";
import { isRejected, type Detection, type ReplayEvent, type Summary } from "../server/engine/events.ts";
import { readNamedFiles } from "../server/host/listFiles.ts";
import { startReplay } from "../server/host/replay.ts";
import { sampleNow } from "../server/host/sample.ts";

const root = path.join(import.meta.dirname, "..", "samples", "company");
const generator = path.join(root, "..", "..", "scripts", "generate", "sample-company.mjs");

interface Expected {
  readonly detections: readonly Told[];
  readonly runs: readonly { readonly rule: string; readonly playbook: string }[];
  /** By ranking, the key that stands on top. */
  readonly worst: Readonly<Record<string, string>>;
  readonly late: readonly string[];
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly time: string;
  /** `file:line`, in the order of the lines' times. */
  readonly records: readonly string[];
}
const expected = JSON.parse(fs.readFileSync(path.join(root, "expected.json"), "utf8")) as Expected;

function readCompany(): Model {
  const model = new Model();
  for (const file of fs.globSync("**/*.grove", { cwd: root }).sort())
    model.set(file, fs.readFileSync(path.join(root, file), "utf8"));
  model.files = readNamedFiles(root, model.named);
  model.facts = sampleNow(root, model.analysis().program);
  return model;
}

describe("samples/company", () => {
  const analysis = readCompany().analysis();
  const { program } = analysis;
  const events: ReplayEvent[] = [];
  let summary: Summary;

  before(async () => {
    const outcome = await startReplay({ root, program }, (batch) => events.push(...batch)).outcome;
    assert.ok(outcome.ok, "message" in outcome ? outcome.message : "");
    assert.deepEqual(outcome.notes, []);
    summary = outcome.summary;
  });

  it("has nothing to complain about", () => {
    assert.deepEqual(check(analysis), []);
  });

  it("is a company: nine logs of five classes, 20,000 lines", () => {
    const classes = new Set(program.sources.map((source) => source.class));
    assert.equal(program.sources.length, 9);
    assert.equal(classes.size, 5);
    assert.ok(summary.records.in >= 20_000);
  });

  it("raises what its story tells, by the lines that tell it, and nothing else", () => {
    const found = events.flatMap((event) => (event.kind === "detection" ? [told(event.detection)] : []));
    assert.deepEqual(found.sort(byTime), expected.detections);
  });

  it("runs the playbooks that answer it, and nothing fails for good", () => {
    const runs = events.flatMap((event) => (event.kind === "run" ? [event.run] : []));
    const brief = runs.map(({ playbook, on }) => `${playbook} on ${on.kind === "detection" ? on.rule : on.source}`);
    assert.deepEqual(brief.sort(), expected.runs.map(({ rule, playbook }) => `${playbook} on ${rule}`).sort());
    assert.ok(runs.every(({ result }) => result === "done"));
    assert.ok(runs.every(({ started, ended, serial }) => ended - started <= serial));
  });

  it("ranks the two cases first", () => {
    const rankings = events.flatMap((event) => (event.kind === "ranking" ? [event.ranking] : []));
    const worst = rankings.map(({ name, nodes }) => [name, nodes[0]!.leaves[0]!.key[0]![1]]);
    assert.deepEqual(Object.fromEntries(worst), expected.worst);
  });

  it("lists the lines that came late", () => {
    const late = events.flatMap((event) => (event.kind === "late" ? [`${event.file}:${event.line}`] : []));
    assert.deepEqual(late, expected.late);
  });

  it("accounts for every line", () => {
    const sum = (what: string) => Object.values(expected.counts).reduce((total, each) => total + each[what]!, 0);
    const [all, late, unparsed, filtered, duplicate] = ["records", "late", "unparsed", "filtered", "duplicate"].map(
      sum,
    );
    const released = all! - late! - unparsed! - filtered! - duplicate!;
    assert.deepEqual(summary.records, { in: all, released, late, unparsed, filtered, duplicate, ahead: 0 });
  });

  it("says of every broken line which it is", () => {
    const files = events.flatMap((event) => (isRejected(event) && event.kind === "unparsed" ? [event.file] : []));
    const broken = Object.entries(expected.counts).filter(([, { unparsed }]) => unparsed! > 0);
    assert.deepEqual(files.sort(), broken.map(([file]) => file).sort());
  });

  for (const test of program.tests) {
    it(`passes its test "${test.title}"`, () => assert.deepEqual(runTest(program, test), []));
  }

  it("has a test for every rule", () => {
    const tested = new Set(program.tests.flatMap(({ expect }) => expect.map(({ rule }) => rule)));
    const untested = program.rules.filter(({ name, status }) => status !== "building_block" && !tested.has(name));
    assert.deepEqual(
      untested.map(({ name }) => name),
      [],
    );
  });

  it("is what its generator writes", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "company-"));
    try {
      execFileSync(process.execPath, [generator, folder]);
      const files = fs.globSync("{expected.json,logs/**/*.*}", { cwd: root }).sort();
      assert.deepEqual(files, ["expected.json", ...Object.keys(expected.counts)].sort());
      for (const file of files) assert.equal(read(folder, file), read(root, file), file);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

function told({ rule, severity, key, time, records }: Detection): Told {
  return {
    rule,
    severity,
    key: Object.fromEntries(key),
    time: new Date(time / 1000).toISOString(),
    records: records.map(({ file, line }) => `${file}:${line}`),
  };
}

function byTime(a: Told, b: Told): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.rule < b.rule ? -1 : 1;
}

function read(folder: string, file: string): string {
  const bytes = fs.readFileSync(path.join(folder, file));
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1");
}
