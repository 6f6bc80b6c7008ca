/** The watermark's way: what is kept of it, and that it is bounded. */
import assert from "node:assert/strict";
import { CourseRecorder } from "../../../server/engine/order/course.ts";
import { Watermark } from "../../../server/engine/order/watermark.ts";

const S = 1_000_000;
const stands = (watermark: number, waiting = 0, waitsFor: string | null = null) => ({
  time: watermark,
  waiting,
  waitsFor: () => waitsFor,
});

describe("the watermark's course", () => {
  it("keeps of each second the first moment and the one farthest behind", () => {
    const recorder = new CourseRecorder();
    recorder.take(100 * S, stands(-Infinity, 1, "sshd"));
    recorder.take(100.1 * S, stands(90 * S, 2, "sshd"));
    recorder.take(100.2 * S, stands(80 * S, 3, "vpn"));
    recorder.take(100.3 * S, stands(95 * S));
    recorder.take(105 * S, stands(100 * S));
    assert.deepEqual(recorder.course(), {
      points: [
        { at: 100 * S, watermark: null, waiting: 1, waitsFor: "sshd" },
        { at: 100.2 * S, watermark: 80 * S, waiting: 3, waitsFor: "vpn" },
        { at: 105 * S, watermark: 100 * S, waiting: 0, waitsFor: null },
      ],
      median: 5 * S,
    });
  });

  it("keeps 2,000 points at most, the farthest behind among them, and the median of all", () => {
    const recorder = new CourseRecorder();
    for (let second = 0; second < 5_000; second++) {
      const behind = second === 3_333 ? 600 * S : 30 * S;
      recorder.take(second * S, stands(second * S - behind, second === 3_333 ? 77 : 4, "sshd"));
    }
    const { points, median } = recorder.course();
    assert.ok(points.length <= 2_000);
    assert.equal(median, 30 * S);
    assert.deepEqual(
      points.filter(({ waiting }) => waiting === 77).map(({ at, watermark }) => at - watermark!),
      [600 * S],
    );
    assert.deepEqual(
      points.map(({ at }) => at),
      points.map(({ at }) => at).toSorted((a, b) => a - b),
    );
  });

  it("of a replay without records says nothing", () => {
    assert.deepEqual(new CourseRecorder().course(), { points: [], median: null });
  });
});

describe("who holds the watermark back", () => {
  const source = (name: string, lateness: number) => ({ name, lateness: lateness * S, idle: 60 * S });

  it("is a source that was never seen, then the one of the least bound, then nobody", () => {
    const watermark = new Watermark([source("a", 5), source("b", 30)], 0);
    watermark.arrive("a", 100 * S, 100 * S);
    assert.equal(watermark.holder(100 * S), "b");
    watermark.arrive("b", 110 * S, 110 * S);
    assert.equal(watermark.holder(110 * S), "b"); // 80 s against 95 s
    watermark.end("b", 111 * S);
    assert.equal(watermark.holder(111 * S), "a");
    watermark.end("a", 111 * S);
    assert.equal(watermark.holder(111 * S), null);
  });
});
