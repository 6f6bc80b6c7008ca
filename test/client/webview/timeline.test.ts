/** What the timeline shows, before it is drawn: lanes, marks, and where zoom and keys lead. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Severity } from "../../../client/panel/messages.ts";
import { countOf, marksOf } from "../../../client/webview/timeline/bins.ts";
import { deepest, depth, lateOf } from "../../../client/webview/timeline/lag.ts";
import { lanesOf } from "../../../client/webview/timeline/lanes.ts";
import { act, panned, zoomed, type Moves } from "../../../client/webview/timeline/moves.ts";
import type { Span } from "../../../client/webview/timeline/scene.ts";
import { row, SECOND } from "./rows.ts";

describe("the lanes of the timeline", () => {
  it("are ATT&CK's tactics in their order", () => {
    const rows = ["Exfiltration", "Initial Access", null, "Initial Access"].map((tactic) => row({ tactic }));
    const { lanes, of } = lanesOf(rows, "none", false);
    assert.deepEqual(
      lanes.map(({ label, count, term }) => [label, count, term]),
      [
        ["Initial access", 2, 'tactic:"Initial Access"'],
        ["Exfiltration", 1, "tactic:Exfiltration"],
        ["No tactic", 1, "-tactic:*"],
      ],
    );
    assert.deepEqual([...of], [1, 0, 2, 0]);
  });

  it("are five at most: the worst four, and the others together", () => {
    const severities: Severity[] = ["low", "critical", "medium", "low", "high", "medium"];
    const rows = severities.map((severity, i) => row({ severity, rule: `r${i}` }));
    const { lanes, of } = lanesOf(rows, "rule", false);
    assert.deepEqual(
      lanes.map(({ label }) => label),
      ["r1", "r4", "r2", "r5", "2 other rules"],
    );
    assert.deepEqual([...of], [4, 0, 2, 4, 1, 3]);
  });

  it("are one where there is no height for more", () => {
    const { lanes } = lanesOf([row(), row({ tactic: "Impact" })], "none", true);
    assert.deepEqual(lanes, [{ label: "Detections", count: 2, term: null }]);
  });
});

describe("the marks of the timeline", () => {
  const severities = fc.constantFrom<Severity>("informational", "low", "medium", "high", "critical");
  const placed = fc.record({ time: fc.integer({ min: -5, max: 105 }), severity: severities, lit: fc.boolean() });

  it("hold every row in sight once, and select the worst that matches", () => {
    fc.assert(
      fc.property(fc.array(placed), fc.integer({ min: 1, max: 40 }), (parts, bins) => {
        const rows = parts.map(({ time, severity }) => row({ time, severity }));
        const hits = Uint8Array.from(parts, ({ lit }) => (lit ? 1 : 0));
        const marks = marksOf({ rows, hits, lanes: new Uint8Array(rows.length) }, 0, 100, bins);
        const inSight = parts.filter(({ time }) => time >= 0 && time <= 100);
        assert.equal(
          marks.reduce((sum, mark) => sum + countOf(mark), 0),
          inSight.length,
        );
        for (const mark of marks) {
          const bars = mark.severities.findLastIndex((count) => count > 0);
          if (!mark.lit) assert.equal(mark.bars, bars);
          assert.equal(hits[mark.row] === 1, mark.lit);
          assert.ok(mark.bars <= bars && mark.bin >= 0 && mark.bin < bins);
        }
      }),
    );
  });
});

describe("the watermark's lane", () => {
  it("is as deep as the farthest behind, line or record", () => {
    const late = lateOf([
      {
        ...{ kind: "late", file: "a.log", line: 1, source: "s", reason: "", lag: 0, text: "" },
        ...{ time: 10 * SECOND, arrived: 110 * SECOND },
      },
      {
        kind: "unparsed",
        file: "a.log",
        line: 2,
        source: "s",
        reason: "",
        lag: null,
        text: "",
        time: null,
        arrived: 0,
      },
    ]);
    assert.deepEqual(late, [{ arrived: 110 * SECOND, lag: 100 * SECOND, index: 0 }]);
    const course = { points: [{ at: 60 * SECOND, watermark: 0, waiting: 1, waitsFor: null }], median: 0 };
    assert.equal(deepest(course, late), depth(100 * SECOND));
    assert.equal(deepest(course, []), depth(60 * SECOND));
    assert.equal(deepest(null, []), depth(SECOND));
  });
});

describe("zoom and keys of the timeline", () => {
  const extent: Span = [0, 1_000 * SECOND];

  it("keeps what is pointed at where it is, and ends at all of it", () => {
    assert.deepEqual(zoomed({ sight: extent, extent }, 2, 250 * SECOND), [125 * SECOND, 625 * SECOND]);
    assert.equal(zoomed({ sight: [100 * SECOND, 900 * SECOND], extent }, 0.5, 0), null);
    assert.deepEqual(panned({ sight: [100 * SECOND, 200 * SECOND], extent }, -900 * SECOND), [0, 100 * SECOND]);
    assert.equal(panned({ sight: extent, extent }, SECOND), null);
  });

  it("stays inside, whatever is done", () => {
    const at = fc.double({ min: 0, max: 1_000 * SECOND, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double({ min: 0.2, max: 5, noNaN: true }), at), { maxLength: 12 }), (turns) => {
        let sight: Span = extent;
        for (const [factor, where] of turns) {
          const inside = Math.min(sight[1], Math.max(sight[0], where));
          sight = zoomed({ sight, extent }, factor, inside) ?? extent;
          assert.ok(sight[0] >= extent[0] && sight[1] <= extent[1] && sight[0] < sight[1]);
        }
      }),
    );
  });

  it("moves by a mark's width, and with Shift draws the brush from where it began", () => {
    const told: unknown[] = [];
    const moves = (cursor: number | null, anchor: number | null): Moves => ({
      scene: { sight: extent, extent, brush: null },
      ...{ cursor, anchor, bins: 100 },
      timeAt: (x) => x * SECOND,
      move: (to, from) => told.push(["move", to / SECOND, from === null ? null : from / SECOND]),
      brush: (span) => told.push(["brush", ...span!.map((end) => end / SECOND)]),
      zoom: () => {},
      pick: () => told.push("pick"),
    });
    const press = (of: Moves, key: string, shiftKey = false): boolean => act(of, { key, shiftKey });
    assert.ok(press(moves(null, null), "ArrowRight"));
    assert.ok(press(moves(100 * SECOND, null), "ArrowRight"));
    assert.ok(press(moves(104 * SECOND, null), "ArrowLeft", true));
    assert.ok(press(moves(100 * SECOND, 104 * SECOND), "ArrowRight", true));
    assert.ok(press(moves(100 * SECOND, null), "Enter"));
    assert.equal(press(moves(null, null), "x"), false);
    assert.deepEqual(told, [
      ["move", 0, null],
      ["move", 104, null],
      ["move", 100, 104],
      ["brush", 100, 104],
      ["move", 104, 104],
      ["brush", 104, 104],
      "pick",
    ]);
  });
});
