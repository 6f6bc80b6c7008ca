/**
 * Arrival-order invariance of the whole path: random forests over random logs, from bytes to detections. Two orders of
 * arrival with the same late records give the same bytes, whatever came twice.
 */
import { deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import type { Disturbance, ReplayEvent } from "../../server/engine/events.ts";
import { isoTime } from "../../server/engine/normalize/json.ts";
import { Replay } from "../../server/engine/replay.ts";
import type { Program } from "../../server/model/program.ts";
import type { LogRecord } from "../../server/engine/item.ts";
import { source } from "../kit/records.ts";
import { FIELDS, SECOND } from "./build.ts";
import { randomCase } from "./random.ts";

const CASES = 400;
const BEGIN = Date.UTC(2026, 5, 14) * 1000;

function lineOf({ time, source: name, values }: LogRecord): string {
  const fields = FIELDS.map((field, slot) => [field, values[slot]] as const).filter(([, value]) => value !== null);
  return `${JSON.stringify({ at: isoTime(BEGIN + time), from: name, ...Object.fromEntries(fields) })}\n`;
}

/** The logs as they lie on disk: in the order of their positions. */
function filesOf(records: readonly LogRecord[]): ReadonlyMap<string, Uint8Array> {
  const texts = new Map<string, string>();
  for (const record of [...records].sort((a, b) => a.position - b.position))
    texts.set(record.file, (texts.get(record.file) ?? "") + lineOf(record));
  return new Map([...texts].map(([file, text]) => [file, new TextEncoder().encode(text)]));
}

const from = (name: string): Program["sources"][number]["only"] => ({
  kind: "compare",
  operator: "==",
  left: { kind: "field", field: "from", type: "unknown" },
  right: { kind: "constant", value: name, type: "string" },
  cased: false,
  every: false,
  all: false,
});

function replay(program: Program, files: ReadonlyMap<string, Uint8Array>, disturb: Disturbance) {
  const bytes = [...files.values()];
  const pushed = new Set<number>();
  const events: ReplayEvent[] = [];
  const run = new Replay({
    program,
    files: [...files.keys()].map((path) => ({ path, sources: ["p", "q"], size: 0 })),
    emit: (event) => events.push(event),
    disturb,
  });
  for (;;) {
    const wanted = run.wants();
    if (wanted === null) {
      if (!run.step(3)) break;
    } else if (pushed.has(wanted)) run.end(wanted);
    else {
      pushed.add(wanted);
      run.push(wanted, bytes[wanted]!);
    }
  }
  const places = (kind: "late" | "unparsed" | "ahead" | "duplicate"): string[] => [
    ...new Set(events.flatMap((event) => (event.kind === kind ? [`${event.file}:${event.line}`] : []))),
  ];
  const detections = events.filter(({ kind }) => kind === "detection");
  return { detections, late: places("late").sort().join(), lost: [...places("unparsed"), ...places("ahead")] };
}

describe("arrival order", function () {
  this.timeout(120_000);

  it("does not matter for random forests, from bytes to detections", () => {
    let compared = 0;
    let detecting = 0;
    const seconds = (most: number) => fc.integer({ min: 0, max: most }).map((count) => count * SECOND);
    const disturbance = fc.record({
      seed: fc.nat(),
      shuffle: seconds(12),
      duplicate: fc.constantFrom(0, 0.3),
      drop: fc.constant(0),
    });
    const clauses = fc.record({
      lateness: fc.oneof(seconds(30), fc.constant(60 * SECOND)),
      idle: fc.oneof(fc.constant(null), seconds(40)),
    });
    fc.assert(
      fc.property(
        fc.gen(),
        disturbance,
        disturbance,
        clauses,
        clauses,
        seconds(5),
        (generate, one, two, p, q, period) => {
          const drawn = randomCase((below) => generate(fc.nat, { max: below - 1 }));
          const json = { format: "json", time: { field: "at", year: null, zone: "UTC" } } as const;
          const sources = [
            source("p", { ...json, ...p, only: from("p") }),
            source("q", { ...json, ...q, only: from("q") }),
          ];
          const program = { ...drawn.program, sources, period };
          const files = filesOf(drawn.records);
          const first = replay(program, files, one);
          const second = replay({ ...program, period: 0 }, files, two);
          deepEqual(first.lost, []);
          // Of a record that came twice, one may be late and the other not; which is counted then is no one's promise.
          const twice = one.duplicate + two.duplicate > 0;
          if (first.late !== second.late || (twice && first.late !== "")) return;
          compared++;
          if (first.detections.length > 0) detecting++;
          deepEqual(second.detections, first.detections);
        },
      ),
      { numRuns: CASES, seed: 5, endOnFailure: true },
    );
    ok(compared > CASES / 3, `only ${compared} of ${CASES} pairs had the same late records`);
    ok(detecting > compared / 2, `only ${detecting} of ${compared} pairs detected something`);
  });
});
