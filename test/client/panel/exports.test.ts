/** What is listed, as a file. */
import assert from "node:assert/strict";
import Papa from "papaparse";
import { exported, type Exported } from "../../../client/panel/exports.ts";
import { toRow } from "../../../client/panel/rows.ts";
import type { Detection, EvidenceRecord, EvidenceStep } from "../../../server/protocol.ts";
import { detection } from "./detection.ts";

/** 2026-06-14T15:46:10Z */
const AT = Date.UTC(2026, 5, 14, 15, 46, 10) * 1000;
const record = (text: string): EvidenceRecord => ({
  ...{ file: "auth.log", line: 38, time: AT, source: "sshd", text, message: 0, captures: [] },
});
const step = (text: string): EvidenceStep => ({
  ...{ label: "entry", kind: "record", step: "login", total: 1, rule: null, steps: [] },
  records: [record(text)],
});
const TECHNIQUES = {
  "T1110.001": { name: "Password Guessing", tactics: ["Credential Access"] },
  T1078: { name: "Valid Accounts", tactics: ["Initial Access", "Persistence"] },
  TA0003: { name: "Persistence", tactics: ["Persistence"] },
};
const guess = (id: string, more: Partial<Detection> = {}): Detection =>
  detection(id, { attack: ["T1110.001"], time: AT, first: AT, last: AT, evidence: [step("Accepted")], ...more });
const file = (format: Parameters<typeof exported>[0], detections: readonly Detection[], more: Partial<Exported> = {}) =>
  exported(format, { detections, query: "", zone: "Asia/Shanghai", techniques: TECHNIQUES, folder: "bank", ...more });

describe("what is listed, exported", () => {
  it("as JSON has times in UTC and where the evidence stands", () => {
    const records = [{ file: "auth.log", line: 38, time: AT }];
    const [first] = JSON.parse(file("json", [guess("1", { records, emit: [["user", "root"]] })]).text) as Record<
      string,
      unknown
    >[];
    assert.equal(first!["time"], "2026-06-14T15:46:10.000Z");
    assert.deepEqual(first!["emit"], { user: "root" });
    assert.deepEqual(first!["records"], [{ file: "auth.log", line: 38, time: "2026-06-14T15:46:10.000Z" }]);
  });

  it("as CSV has a line for each, and no cell that a spreadsheet would run", () => {
    const hostile = guess("1", { key: [], emit: [], rule: "=cmd()", severity: "low" });
    const { data } = Papa.parse<Record<string, string>>(file("csv", [hostile, guess("2")]).text.trim(), {
      header: true,
    });
    assert.deepEqual(
      data.map(({ id, severity, rule }) => [id, severity, rule]),
      [
        ["1", "low", "'=cmd()"],
        ["2", "high", "guessed"],
      ],
    );
  });

  it("as a layer counts techniques, and takes no tactic for one", () => {
    const { text } = file("navigator", [guess("1"), guess("2", { rule: "spray" }), guess("3", { attack: ["TA0003"] })]);
    const { domain, techniques } = JSON.parse(text) as {
      domain: string;
      techniques: { techniqueID: string; score: number; comment: string }[];
    };
    assert.equal(domain, "enterprise-attack");
    assert.deepEqual(
      techniques.map(({ techniqueID, score, comment }) => [techniqueID, score, comment]),
      [["T1110.001", 2, "guessed, spray"]],
    );
  });

  it("as a report says times in the zone, sums and evidence; text of logs is no markup and closes no fence", () => {
    const { text } = file(
      "markdown",
      [guess("1", { evidence: [step("a ``` b"), step("<b>")], key: [["ip", "a*b|c"]] })],
      {
        query: "rule:g`",
      },
    );
    assert.match(text, /^# Detections in bank\n\n1 detection of 1 rule, from 2026-06-14 23:46:10 to/);
    assert.match(text, /Narrowed by `` rule:g' ``\./);
    assert.match(text, /\| `` guessed `` \| high \| 1 \| T1110\.001 Password Guessing \|/);
    assert.match(text, /## guessed ip a\\\*b\\\|c/);
    assert.equal(text.match(/^````$/gm)?.length, 2);
  });

  it("says of evidence that lost lines how many records there were", () => {
    const some = guess("1", { shortened: { kept: 2, of: 40, sources: ["sshd"] } });
    const [json] = JSON.parse(file("json", [some]).text) as Record<string, unknown>[];
    assert.deepEqual(json!["shortened"], { kept: 2, of: 40 });
    assert.match(file("csv", [some]).text, /,2 of 40 records\r\n$/);
    assert.match(file("markdown", [some]).text, /^- evidence: 2 of 40 records kept, the others are not here$/m);
  });

  it("of nothing is still a file", () => {
    assert.equal(file("json", []).text, "[]\n");
    assert.match(file("markdown", []).text, /0 detections of 0 rules\. Times/);
  });
});

describe("a detection as a row", () => {
  it("names the detections that it has used up", () => {
    const taken = { ...step("y"), used: "abc" };
    assert.deepEqual(toRow(guess("1", { evidence: [step("x"), taken] }), TECHNIQUES).took, ["abc"]);
  });

  it("leaves its evidence behind, but tells its sources and how many records it has", () => {
    const counted: EvidenceStep = { ...step("x"), kind: "counted", total: 140 };
    const row = toRow(guess("1", { evidence: [counted, step("y")] }), TECHNIQUES);
    assert.deepEqual([row.recordCount, row.sources, "evidence" in row], [141, ["sshd"], false]);
  });

  it("has the sources of lines that were left out", () => {
    const none = { ...step("x"), records: [], total: 1 };
    const row = toRow(guess("1", { evidence: [none], shortened: { kept: 0, of: 1, sources: ["vpn"] } }), TECHNIQUES);
    assert.deepEqual([row.recordCount, row.sources], [1, ["vpn"]]);
  });

  it("has the tactic that its rule names, else the first of its first technique", () => {
    const tactic = (attack: string[]): string | null => toRow(guess("1", { attack }), TECHNIQUES).tactic;
    assert.equal(tactic(["T1110.001", "T1078"]), "Credential Access");
    assert.equal(tactic(["T1078", "TA0003"]), "Persistence");
    assert.equal(tactic(["T9999"]), null);
  });
});
