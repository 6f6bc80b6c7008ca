/** The axis of a run's chart: where moments stand, what its ticks say, and what zooming shows. */
import assert from "node:assert/strict";
import type { PlaybookRun, StepTrace } from "../../../client/panel/messages.ts";
import { along, around, axisOf, closer } from "../../../client/webview/runAxis.ts";

const SECOND = 1_000_000;
const HOUR = 3_600 * SECOND;
const step = (begin: number, end: number): StepTrace => ({ begin, end }) as StepTrace;
/** An hour long, begun at the second 1,000. */
const run = { id: "a", raised: 1_000 * SECOND, ended: 1_000 * SECOND + HOUR } as PlaybookRun;
const whole = axisOf(run, null);
const texts = (zoom: Parameters<typeof axisOf>[1]): string[] => axisOf(run, zoom).ticks.map(({ text }) => text);

describe("the axis of a run", () => {
  it("goes from what started it to its end, with few ticks", () => {
    assert.equal(whole.at(run.raised), 0);
    assert.equal(whole.at(run.raised + HOUR / 2), 50);
    assert.equal(whole.partly, false);
    assert.deepEqual(texts(null), ["0", "10m", "20m", "30m", "40m", "50m", "1h"]);
  });

  it("shows one short action across two thirds of its width", () => {
    const zoom = around(run, step(run.raised + 600 * SECOND, run.raised + 602 * SECOND), whole);
    const axis = axisOf(run, zoom);
    assert.ok(axis.partly);
    assert.ok(Math.abs(axis.at(run.raised + 600 * SECOND) - 100 / 6) < 1e-3);
    assert.ok(Math.abs(axis.at(run.raised + 602 * SECOND) - 500 / 6) < 1e-3);
    assert.deepEqual(texts(zoom).slice(0, 2), ["0:09:59.5", "0:10:00.0"]);
  });

  it("keeps what is far out of sight near the edges of the drawing", () => {
    const axis = axisOf(run, { run: "a", sight: [run.raised, run.raised + SECOND] });
    assert.equal(axis.at(run.ended), 150);
    assert.equal(axis.at(run.raised - HOUR), -50);
  });

  it("stays inside the run, and is whole again at its farthest", () => {
    const zoom = closer(run, whole, 4, 0)!;
    assert.deepEqual(zoom.sight, [run.raised, run.raised + HOUR / 4]);
    assert.deepEqual(along(run, axisOf(run, zoom), -1)!.sight, zoom.sight);
    assert.deepEqual(along(run, axisOf(run, zoom), 10)!.sight, [run.ended - HOUR / 4, run.ended]);
    assert.equal(closer(run, axisOf(run, zoom), 1 / 4, 0.5), null);
  });

  it("of another run has no say", () => {
    assert.equal(axisOf(run, { run: "b", sight: [run.raised, run.raised + SECOND] }).partly, false);
  });

  it("has nothing to go to where a step never began", () => {
    assert.equal(around(run, { begin: null, end: null } as StepTrace, whole), null);
  });
});
