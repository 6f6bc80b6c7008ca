/** A near miss near a detection: what it counted is what its window holds, and nothing is proposed that `suppress` would hold back. */
import assert from "node:assert/strict";
import type { NearMiss, ReplayEvent } from "../../../server/engine/events.ts";
import { Replay } from "../../../server/engine/replay.ts";
import { Model } from "../../../server/model/workspace.ts";
import { accepted, failed, SSHD } from "../../kit/folder.ts";

/** One line for each second: a failure, or a login. */
function nearMisses(rule: string, seconds: readonly (readonly [second: number, login?: "login"])[]): NearMiss[] {
  const model = new Model();
  model.set("rules.grove", `${SSHD}rule r { severity low  by ip  ${rule} }`);
  const { program } = model.analysis();
  const events: ReplayEvent[] = [];
  const files = [{ path: "a.log", sources: ["sshd"], size: 0 }];
  const replay = new Replay({ program, files, emit: (event) => events.push(event), explain: {} });
  const lines = seconds.map(([second, login]) => (login ? accepted(second) : failed(second)));
  while (replay.wants() === null) replay.step(1);
  replay.push(0, new TextEncoder().encode(lines.join("\n")));
  while (replay.wants() === null) replay.step(1);
  replay.end(0);
  while (replay.step(100));
  return events.flatMap((event) => (event.kind === "explanation" ? event.explanation.nearMisses : []));
}

const offers = (misses: readonly NearMiss[]) => misses.map(({ fix, because }) => fix?.text ?? because ?? null);

describe("a near miss of a count that stands first", () => {
  it("lists what the window holds where the step behind it comes, and no more", () => {
    const rule = "when sequence within 10s { many: count(failed) >= 4  b: login }";
    const misses = nearMisses(rule, [[0], [3], [4], [5], [12, "login"]]);
    const miss = misses.find(({ missing }) => missing.kind === "count")!;
    assert.deepEqual(miss.missing, { kind: "count", had: "3", needed: ">= 4" });
    const [first] = miss.records;
    assert.deepEqual(
      miss.records.map(({ record }) => record.time - first!.record.time),
      [0, 1_000_000, 2_000_000, 9_000_000],
    );
    assert.deepEqual([first!.record.line, miss.deadline - miss.first], [2, 10_000_000]);
  });
});

describe("what a near miss proposes within `suppress` behind a detection", () => {
  it("is nothing for a count, and why; behind it, it is the bound", () => {
    const rule = "when sequence within 10s { many: count(failed) >= 4  b: login }  suppress 30s";
    const lines = [[0], [1], [2], [3], [4, "login"], [20], [21], [22], [23, "login"], [50], [51], [52], [53, "login"]];
    assert.deepEqual(offers(nearMisses(rule, lines as [number, "login"?][])), [
      ">= 3 would fire 19s behind a detection: suppressed",
      ">= 3",
    ]);
  });

  it("is nothing for a condition", () => {
    const rule = "when count(failed) >= 4 within 5s  suppress 30s";
    assert.deepEqual(offers(nearMisses(rule, [[0], [1], [2], [3], [20], [21], [22], [50], [51], [52]])), [
      ">= 3 would fire 19s behind a detection: suppressed",
      ">= 3",
    ]);
  });

  for (const kind of ["sequence", "all"])
    it(`is no longer window for what came late in ${kind === "all" ? "an `all`" : "a sequence"}`, () => {
      const rule = `when ${kind} within 5s { a: failed  b: login }  suppress 30s`;
      const lines = [[0], [1, "login"], [10], [16, "login"], [40], [46, "login"]];
      // Of an `all` each late login begins a window too, in which nothing came.
      const best = nearMisses(rule, lines as [number, "login"?][]).slice(0, 2);
      assert.deepEqual(offers(best), ["within 6s would fire 15s behind a detection: suppressed", "within 6s"]);
    });
});
