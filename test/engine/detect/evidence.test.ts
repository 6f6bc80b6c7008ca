import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { advance } from "../../../server/engine/detect/advance.ts";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import type { RawDetection } from "../../../server/engine/detect/detection.ts";
import { toDetection } from "../../../server/engine/detect/evidence.ts";
import { hash } from "../../../server/engine/detect/hash.ts";
import { createState } from "../../../server/engine/detect/state.ts";
import type { Detection, EvidenceRecord } from "../../../server/engine/events.ts";
import type { LogRecord } from "../../../server/engine/item.ts";
import type { Program } from "../../../server/model/program.ts";
import { by, count, event, program, rule, SCHEMAS, SECOND, sequence, timeline } from "../../oracle/build.ts";

const describeRecord = ({ source, file, line, time }: LogRecord): EvidenceRecord => ({
  source,
  file,
  line,
  time,
  text: `line ${line}`,
  message: 0,
  captures: [],
});

function detections(what: Program, text: string): readonly Detection[] {
  const plan = compilePlan(what, SCHEMAS);
  const state = createState(plan);
  const raised: RawDetection[] = [];
  for (const record of timeline(text)) advance(plan, state, record.time, [record], (raw) => raised.push(raw));
  return raised.map((raw) => toDetection(raw, describeRecord));
}

const guessed = rule("r1", sequence(300, [count("a", 2, { label: "guesses" }), event("b", "entry")]), { by: by("k") });

describe("evidence", () => {
  it("shows each step with its lines", () => {
    const [detection] = detections(program([guessed]), "a1:U a2:u b3:u");
    const { evidence, records, key, time, first, last } = detection!;
    deepEqual(key, [["k", "u"]]);
    deepEqual([time, first, last], [3 * SECOND, SECOND, 3 * SECOND]);
    deepEqual(
      evidence.map(({ label, kind, step, total, records: lines }) => [
        label,
        kind,
        step,
        total,
        lines.map((r) => r.line),
      ]),
      [
        ["guesses", "counted", "count(a) >= 2", 2, [1, 2]],
        ["entry", "record", "b", 1, [3]],
      ],
    );
    deepEqual(
      records.map(({ line }) => line),
      [1, 2, 3],
    );
  });

  it("lists the first and last fifty of many, and says how many there were", () => {
    const many = Array.from({ length: 130 }, (_, i) => `a${i + 1}:u`).join(" ");
    const [detection] = detections(program([guessed]), `${many} b200:u`);
    const [counted] = detection!.evidence;
    equal(counted!.total, 130);
    equal(counted!.records.length, 100);
    deepEqual([counted!.records[49]!.line, counted!.records[50]!.line], [50, 81]);
    equal(detection!.records.length, 101);
  });

  it("lists up to a hundred in full, each once", () => {
    const many = Array.from({ length: 80 }, (_, i) => `a${i + 1}:u`).join(" ");
    const [detection] = detections(program([guessed]), `${many} b200:u`);
    deepEqual(
      detection!.evidence[0]!.records.map(({ line }) => line),
      Array.from({ length: 80 }, (_, i) => i + 1),
    );
  });

  it("has another id where more was counted, though the same is listed", () => {
    const plan = compilePlan(program([guessed]), SCHEMAS);
    const found: RawDetection[] = [];
    const state = createState(plan);
    for (const record of timeline("a1:u a2:u b3:u"))
      advance(plan, state, record.time, [record], (raw) => found.push(raw));
    const [raw] = found;
    const more = { ...raw!, steps: raw!.steps.map((step) => ({ ...step, total: step.total + 1 })) };
    notEqual(toDetection(more, describeRecord).id, toDetection(raw!, describeRecord).id);
  });

  it("opens up the detections of other rules", () => {
    const above = rule("r2", sequence(300, [event("r1", "foothold"), event("c")]), { by: by("k"), depth: 1 });
    const all = detections(program([guessed, above]), "a1:u a2:u b3:u c4:u");
    const { evidence, records } = all.find((each) => each.rule === "r2")!;
    const [foothold] = evidence;
    deepEqual(
      records.map(({ line }) => line),
      [1, 2, 3, 4],
    );
    equal(foothold!.kind, "detection");
    equal(foothold!.rule, "r1");
    equal(foothold!.total, 3);
    deepEqual(
      foothold!.steps.map(({ label }) => label),
      ["guesses", "entry"],
    );
  });

  it("has an id that depends on rule, key and places alone", () => {
    const idOf = (what: Program, text: string): string => detections(what, text)[0]!.id;
    const id = idOf(program([guessed]), "a1:u a2:u b3:u");
    match(id, /^[0-9a-f]{16}$/);
    equal(
      idOf(program([{ ...guessed, severity: { kind: "constant", value: "low", type: "string" } }]), "a1:U a2:U b3:U"),
      id,
    );
    notEqual(idOf(program([guessed]), "a1:v a2:v b3:v"), id);
    notEqual(idOf(program([guessed]), "a1:u a2:u b4:u"), id);
    notEqual(idOf(program([{ ...guessed, name: "r3" }]), "a1:u a2:u b3:u"), id);
  });
});

describe("the hash", () => {
  it("tells apart where texts end", () => {
    notEqual(hash(["ab", "c"]), hash(["a", "bc"]));
    notEqual(hash([]), hash([""]));
    equal(hash(["ä€😀"]), hash(["ä€😀"]));
  });
});
