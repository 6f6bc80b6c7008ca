/** The evidence as rows of a tree, and a log line as pieces. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Detection, EvidenceRecord, EvidenceStep } from "../../../client/panel/messages.ts";
import { pieces } from "../../../client/webview/marks.ts";
import type { Folds } from "../../../client/webview/tree.ts";
import { shortNames, treeRows } from "../../../client/webview/tree.ts";

const record = (line: number): EvidenceRecord => ({
  source: "sshd",
  file: "auth.log",
  line,
  time: line * 1_000_000,
  text: `line ${line}`,
  message: 0,
  captures: [],
});
const step = (label: string, total: number, kept = total): EvidenceStep => ({
  label,
  kind: kept === 1 ? "record" : "counted",
  step: "count(failed) >= 2",
  total,
  records: Array.from({ length: kept }, (_, i) => record(i + 1)),
  rule: null,
  steps: [],
});
const nested = (label: string, steps: EvidenceStep[]): EvidenceStep => ({
  ...step(label, 0, 0),
  kind: "detection",
  rule: "guessed",
  steps,
});
const OPEN: Folds = { folded: new Set(), unfolded: new Set() };

/** One word per row: indentation, kind or line number, and what is left out. */
const drawn = (evidence: EvidenceStep[], folds = OPEN): string[] =>
  treeRows({ evidence } as unknown as Detection, folds).map((row) => {
    const text = row.kind === "line" ? row.record.line : row.kind === "more" ? `${row.number} more` : row.kind;
    return `${"  ".repeat(row.level)}${text}`;
  });

describe("the tree of evidence", () => {
  it("shows a single record as a line, a short count as its lines", () => {
    assert.deepEqual(drawn([step("tries", 3), step("entry", 1)]), ["counted", "  1", "  2", "  3", "1"]);
  });

  it("leaves out the middle of a longer count until it is unfolded", () => {
    assert.deepEqual(drawn([step("tries", 17)]), ["counted", "  1", "  2", "  14 more", "  17"]);
    const unfolded = drawn([step("tries", 17)], { ...OPEN, unfolded: new Set(["0.more"]) });
    assert.equal(unfolded.length, 18);
  });

  it("says where lines were counted but not kept", () => {
    const rows = drawn([step("tries", 250, 100)], { ...OPEN, unfolded: new Set(["0.more"]) });
    assert.equal(rows.length, 102);
    assert.deepEqual(rows.slice(50, 53), ["  50", "  150 more", "  51"]);
  });

  it("nests detections, and folds each by itself", () => {
    const evidence = [nested("foothold", [step("tries", 2), step("entry", 1)]), step("theft", 1)];
    assert.deepEqual(drawn(evidence), ["detection", "  counted", "    1", "    2", "  1", "1"]);
    assert.deepEqual(drawn(evidence, { ...OPEN, folded: new Set(["0.0"]) }), ["detection", "  counted", "  1", "1"]);
    assert.deepEqual(drawn(evidence, { ...OPEN, folded: new Set(["0"]) }), ["detection", "1"]);
  });
});

describe("names of files", () => {
  it("are as short as tells them apart", () => {
    const names = shortNames(["logs/web1/auth.log", "logs/jump/auth.log", "logs/fw.log", "auth.log"]);
    assert.deepEqual([...names.values()], ["web1/auth.log", "jump/auth.log", "fw.log", "auth.log"]);
  });
});

describe("the pieces of a line", () => {
  const text = "Jun 14 web1 sshd[1]: Failed password for root from 203.0.113.9 port 4001 ssh2";
  const capture = (field: string, value: string) => {
    const start = text.indexOf(value);
    return { field, start, end: start + value.length };
  };
  const line: EvidenceRecord = {
    ...record(1),
    text,
    message: text.indexOf("Failed"),
    captures: [capture("ip", "203.0.113.9"), capture("user", "root"), capture("port", "4001")],
  };

  it("are the fixed beginning, and the values that the detection is about", () => {
    const shown = pieces(line, { key: [["ip", "203.0.113.9"]], emit: [["user", ["ROOT", "m.chen"]]] });
    assert.deepEqual(
      shown.filter(({ look }) => look !== "plain"),
      [
        { text: "Failed password for", look: "matched" },
        { text: "root", look: "joined" },
        { text: "203.0.113.9", look: "joined" },
        { text: " port 4001 ssh2", look: "tail" },
      ],
    );
  });

  it("hold the variables in front of what the detection is about dearer than those behind it", () => {
    const shown = pieces(line, { key: [["ip", "203.0.113.9"]], emit: [] });
    assert.deepEqual(
      shown.filter(({ look }) => look === "captured").map(({ text: held }) => held),
      ["root"],
    );
    const unnamed = pieces(line, { key: [], emit: [] });
    assert.deepEqual(
      unnamed.filter(({ look }) => look === "captured").map(({ text: held }) => held),
      ["root", "203.0.113.9", "4001"],
    );
    assert.deepEqual(unnamed.at(-1), { text: " ssh2", look: "tail" });
  });

  it("hold no variable dear whose name says that nobody asks for it", () => {
    const captures = line.captures.map((each) => (each.field === "user" ? { ...each, field: "_user" } : each));
    const shown = pieces({ ...line, captures }, { key: [["ip", "203.0.113.9"]], emit: [] });
    assert.ok(shown.every(({ look }) => look !== "captured"));
  });

  it("of a line without a template are the values, each where it stands as a word, with its name", () => {
    const json = `{"@timestamp":"2026-06-14T09:00:00Z","host":"k.oseia","User": "K.Osei","ip":"10.10.3.27","n":1}`;
    const shown = pieces(
      { ...line, time: Date.UTC(2026, 5, 14, 9) * 1000, text: json, message: 0, captures: [] },
      { key: [["user", "k.osei"]], emit: [["from", "10.10.3.27"]] },
    );
    assert.deepEqual(
      shown.filter(({ look }) => look !== "plain"),
      [
        { text: '"@timestamp":"2026-06-14T09:00:00Z",', look: "stamp" },
        { text: '"User": "', look: "captured" },
        { text: "K.Osei", look: "joined" },
        { text: '"ip":"', look: "captured" },
        { text: "10.10.3.27", look: "joined" },
        { text: '","n":1}', look: "tail" },
      ],
    );
    assert.equal(shown.map((piece) => piece.text).join(""), json);
  });

  it("of a web server's line are the request and its status; the time gives way", () => {
    const access = `203.0.113.9 - - [14/Jun/2026:09:00:00 +0000] "GET /shop?q=%27 HTTP/1.1" 404 5123 "-" "curl"`;
    const of = { ...line, time: Date.UTC(2026, 5, 14, 9) * 1000, text: access, message: 0, captures: [] };
    assert.deepEqual(
      pieces(of, { key: [["ip", "203.0.113.9"]], emit: [] }).filter(({ look }) => look !== "plain"),
      [
        { text: "203.0.113.9", look: "joined" },
        { text: "[14/Jun/2026:09:00:00 +0000]", look: "stamp" },
        { text: "GET /shop?q=%27", look: "telling" },
        { text: "404", look: "telling" },
        { text: ` 5123 "-" "curl"`, look: "tail" },
      ],
    );
    const later = pieces({ ...of, time: of.time + 1_000_000 }, { key: [], emit: [] });
    assert.ok(
      later.every(({ look }) => look !== "stamp"),
      "it is not the record's time",
    );
  });

  it("of JSON are the values whose names promise something, the best two", () => {
    const json = `{"level":"info","request":{"method":"GET","url":"/api/\\"x","status":403},"event.action":"read","note":"url"}`;
    const shown = pieces({ ...line, text: json, message: 0, captures: [] }, { key: [], emit: [] });
    assert.deepEqual(
      shown.flatMap(({ look, text: held }) => (look === "telling" ? [held] : [])),
      ['"url":"/api/\\"x"', '"status":403'],
    );
    assert.equal(shown.map((piece) => piece.text).join(""), json);
  });

  it("are the whole message, whatever the captures", () => {
    const spans = fc.array(
      fc.record({ field: fc.constant("x"), start: fc.nat(text.length), end: fc.nat(text.length) }),
    );
    fc.assert(
      fc.property(spans, fc.nat(text.length), (captures, message) => {
        const inMessage = captures.filter(({ start }) => start >= message);
        const shown = pieces({ ...line, captures: inMessage, message }, { key: [], emit: [] });
        assert.equal(shown.map((piece) => piece.text).join(""), text.slice(message));
      }),
    );
  });
});
