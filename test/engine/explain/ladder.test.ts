/** What becomes of the matches of one rule, each way once, worked out by hand. `a1` is an a at 1 s. */
import assert from "node:assert/strict";
import type { Pattern, Step } from "../../../server/model/program.ts";
import {
  all,
  any,
  condition,
  compare,
  constant,
  count,
  aggregate,
  event,
  field,
  no,
  of,
  over,
  program,
  records,
  rule,
  sequence,
  timeline,
  until,
  use,
} from "../../oracle/build.ts";
import { explained, shown } from "./run.ts";

const ladderOf = (when: Pattern, items: string): readonly string[] =>
  shown(explained(program([rule("r1", when)]), timeline(items)).ladder);

const [a, b, c] = ["a", "b", "c"].map((name) => event(name));

describe("a ladder", () => {
  it("counts each beginning once, at the furthest step that it reached", () => {
    const when = sequence(10, [a!, b!, c!]);
    // a1 gets both, a20 gets b22 and no c by 30, a40 gets nothing by 50; then something comes at 60.
    assert.deepEqual(ladderOf(when, "a1 b2 c3 a20 b22 a40 x60"), ["a: 3 (1 expired)", "b: 2 (1 expired)", "c: 1"]);
  });

  it("asks a count anew behind each item in front of it", () => {
    // Behind b3 there is an a in the way, behind a4 none; the detection has what c2 needs.
    const when = sequence(10, [c!, any([a!, b!]), count("a", 1, { operator: "<" }), b!]);
    assert.deepEqual(ladderOf(when, "c1 c2 b3 a4 b5"), ["c: 2", "any { a  b }: 2", "count(a) < 1: 2", "b: 2 (1 used)"]);
  });

  it("tells what a detection used up: both could have had b3, the first got it", () => {
    assert.deepEqual(ladderOf(sequence(10, [a!, b!]), "a1 a2 b3"), ["a: 2", "b: 2 (1 used)"]);
  });

  it("tells what the end of the logs left open", () => {
    assert.deepEqual(ladderOf(sequence(10, [a!, b!]), "a1 x8"), ["a: 1 (1 open)", "b: 0"]);
    assert.deepEqual(ladderOf(sequence(10, [a!, b!]), "a1 x12"), ["a: 1 (1 expired)", "b: 0"]);
  });

  it("tells what a `no` or an `until` ended, and which of them", () => {
    assert.deepEqual(ladderOf(sequence(10, [a!, no("x"), b!]), "a1 x2 b3"), [
      "a: 1 (1 ended)",
      "no x: ended 1",
      "b: 0",
    ]);
    assert.deepEqual(ladderOf(sequence(10, [a!, b!, until("x")]), "a1 x2 b3 y20"), [
      "a: 1 (1 ended)",
      "b: 0",
      "until x: ended 1",
    ]);
    assert.deepEqual(ladderOf(sequence(10, [no("x", 5), a!, b!]), "x1 a2 b3 y20"), [
      "no x: ended 1",
      "a: 1 (1 ended)",
      "b: 0",
    ]);
    assert.deepEqual(ladderOf(sequence(10, [a!, b!, no("x", 5)]), "a1 b2 x4 y20"), [
      "a: 1",
      "b: 1 (1 ended)",
      "no x: ended 1",
    ]);
  });

  it("tells what was lost to a tie: b stands in front of a because its source does", () => {
    const at = (source: "p" | "q", letter: string) => ({
      ...{ source, file: "f", seconds: 1 },
      values: [letter, null, null, null, null],
    });
    const { ladder, nearMisses } = explained(
      program([rule("r1", sequence(10, [a!, b!]))]),
      records([at("q", "a"), at("p", "b")]),
    );
    assert.deepEqual(shown(ladder), ["a: 1 (1 ties)", "b: 0"]);
    assert.deepEqual(nearMisses[0]!.missing, { kind: "tie" });
  });

  it("counts the stretches in which a leading count goes on holding", () => {
    const when = sequence(10, [count("a", 2), b!]);
    // It comes to hold at a2 and goes on at a3; at a22 anew, and nothing follows.
    assert.deepEqual(ladderOf(when, "a1 a2 a3 b4 a21 a22 x60"), ["count(a) >= 2: 2 (1 expired)", "b: 1"]);
  });

  it("says what came when a leading count held no more, and how long it did", () => {
    const near = (when: Pattern, items: string) => {
      const { text, first, deadline, records } = explained(program([rule("r1", when)]), timeline(items)).nearMisses[0]!;
      return [text, first / 1_000_000, deadline / 1_000_000, records.length];
    };
    const three = sequence(10, [count("a", 3), b!]);
    // Of a1 a2 a4 the count holds up to 11.
    assert.deepEqual(near(three, "a1 a2 a4 b12 x60"), ["b came 1s after the deadline", 1, 11, 4]);
    // a5 is counted too; a1 is not needed any more.
    assert.deepEqual(near(three, "a1 a2 a4 a5 b13 x60"), ["b came 1s after the deadline", 2, 12, 4]);
    assert.deepEqual(near(three, "a1 a2 a4 x60"), ["b did not come within 10s", 1, 11, 3]);
    assert.deepEqual(near(three, "a1 a2 a4 b40 x60"), ["b did not come within 10s", 1, 11, 3]);
    assert.deepEqual(near(three, "a1 a2 a4 x11"), ["b did not come before the logs ended", 1, 11, 3]);
    assert.deepEqual(near(three, "a1 a2 a4 x12"), ["b did not come within 10s", 1, 11, 3]);
  });

  it("shows an item that came late for several once, with the one that it was nearest to", () => {
    const { nearMisses, missed } = explained(
      program([rule("r1", sequence(10, [a!, b!]))]),
      timeline("a1 a3 b15 a40 b52 x90"),
    );
    // b15 came 4 s late for a1 and 2 s for a3.
    assert.deepEqual(
      nearMisses.map(({ text, first }) => [first / 1_000_000, text]),
      [
        [3, "b came 2s after the deadline"],
        [40, "b came 2s after the deadline"],
      ],
    );
    assert.equal(missed, 3);
  });

  it("counts behind all steps where two of them may stand in either order", () => {
    const at = (source: "p" | "q", letter: string, seconds: number) => ({
      ...{ source, file: "f", seconds },
      values: [letter, null, null, null, null],
    });
    const when = sequence(10, [a!, b!, count("a", 1)]);
    const { ladder } = explained(
      program([rule("r1", when)]),
      records([at("p", "b", 1), at("q", "a", 1), at("p", "x", 60)]),
    );
    // With `ties either` b may follow, but then the a is one of the steps and not behind them: nothing to count.
    assert.deepEqual(shown(ladder), ["a: 1 (1 ties)", "b: 0", "count(a) >= 1: 0"]);
  });

  it("knows what stood there when the key's next item comes long after", () => {
    // b20 keeps the key, and at 69 what a1 waited for is judged.
    for (let late = 60; late < 80; late++)
      assert.deepEqual(
        ladderOf(sequence(10, [a!, b!, c!]), `a1 b2 b20 b${late} x200`),
        ["a: 1", "b: 1 (1 expired)", "c: 0"],
        `b${late}`,
      );
  });

  it("says what a count came nearest to", () => {
    const { ladder } = explained(program([rule("r1", sequence(10, [count("a", 5), b!]))]), timeline("a1 a2 a3 b4"));
    assert.equal(ladder[0]!.nearest, "3");
  });

  it("lets one item be no more than one member of an `all`", () => {
    const near = (items: string) => {
      const { nearMisses } = explained(program([rule("r1", all(10, [a!, a!, b!]))]), timeline(items));
      return nearMisses.map(({ reached, text, records }) => [
        reached,
        text,
        ...records.map(({ record }) => record.time),
      ]);
    };
    // Of the three a1 is one; the b that is 1 s late is not all that is missing.
    assert.deepEqual(near("a1 b12 x40")[0], [1, "a did not come within 10s", 1_000_000]);
    assert.deepEqual(near("a1 b2 x40")[0], [2, "a did not come within 10s", 1_000_000, 2_000_000]);
    assert.deepEqual(near("a1 b2 a13 x40")[0], [2, "a came 2s after the deadline", 1_000_000, 2_000_000, 13_000_000]);
  });

  it("says of an `all` which count, label or part of a `where` failed", () => {
    const near = (members: readonly Step[], items: string): readonly (string | undefined)[] => {
      const [miss] = explained(program([rule("r1", all(10, members))]), timeline(items)).nearMisses;
      return [miss!.text, ...(miss!.because === undefined ? [] : [miss!.because])];
    };
    assert.deepEqual(near([event("a"), count("b", 3)], "a1 b2 b3 x40"), ["count(b) >= 3 had 2, needed >= 3"]);
    // Within 12 s there are three of them, so it comes to hold 2 s late.
    assert.deepEqual(near([event("a"), count("b", 3)], "a1 b2 b3 b13 x40"), ["count(b) >= 3 came to hold 2s late"]);
    const large = event(use("b", { where: compare(field("v"), ">", constant(5)) }));
    assert.deepEqual(near([event("a"), large], "a1 b2 x40"), ["b where v > 5 was excluded: v is missing"]);
    const other = event(use("b", { where: compare(field("v"), ">", of("l", "v")) }));
    assert.deepEqual(near([event("a", "l"), other], "a1 b2 x40"), [
      "b where v > l.v was excluded: v is missing, l.v is missing",
    ]);
    assert.deepEqual(near([event("a"), event("b"), no("x")], "a1 b12 x13 y60"), ["b came 1s after the deadline"]);
  });

  it("counts for each of two equal members of an `all` the windows that had an item for it", () => {
    // a1 has a2 beside it, a2 and a30 have none.
    assert.deepEqual(ladderOf(all(10, [event("a"), event("a"), event("b")]), "a1 a2 a30 x60"), [
      "a: 3",
      "a: 1 (2 expired)",
      "b: 0 (3 expired)",
    ]);
  });

  it("counts for each member of an `all` the windows that had it", () => {
    assert.deepEqual(ladderOf(all(10, [a!, b!]), "a1 b2 a30 x60"), ["a: 2", "b: 1 (1 expired)"]);
  });

  it("says how often a condition came to hold, and how near it was where it did not", () => {
    const when = condition(10, [over("count", "a")], compare(aggregate(0), ">=", constant(3)));
    const explanation = explained(program([rule("r1", when)]), timeline("a1 a2 a3 a4 a30 a31 x60"));
    assert.equal(explanation.fired, 1);
    assert.deepEqual(explanation.nearMisses[0]!.missing, { kind: "count", had: "2", needed: ">= 3" });
  });

  it("has the ladder of a nested pattern inside its step", () => {
    const { ladder } = explained(
      program([rule("r1", sequence(60, [sequence(5, [a!, b!]), c!]))]),
      timeline("a1 b2 a10 b20 c30"),
    );
    // a10 has no b within 5 s; the one detection of the inner pattern is the outer one's item.
    assert.deepEqual(shown(ladder[0]!.inner), ["a: 2 (1 expired)", "b: 1"]);
    assert.equal(ladder[0]!.records, 1);
    assert.deepEqual(shown(ladder), ["sequence { a  b }: 1", "c: 1"]);
  });

  it("says that it did not follow what was too much, instead of guessing", () => {
    const many = Array.from({ length: 1005 }, () => "a1").join(" ");
    const [first, second] = ladderOf(sequence(10, [a!, b!]), `${many} x60`);
    assert.equal(first, "a: 1005 (1000 expired, 5 unfollowed)");
    assert.equal(second, "b: 0");
  });
});
