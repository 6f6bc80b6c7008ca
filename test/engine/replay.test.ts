/** Properties of a whole replay: nothing depends on chunks, every line is accounted for, arrival order does not matter. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { ReplayEvent, Summary } from "../../server/engine/events.ts";
import { Replay } from "../../server/engine/replay.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, failed, GUESSED, SSHD } from "../kit/folder.ts";

const model = new Model();
model.set(
  "rules.grove",
  `${SSHD}${GUESSED}
   rule noisy { severity low  by ip  when count(failed) >= 3 within 20s  suppress 10s }
   rule tried_then_in { severity medium  by user  when sequence within 30s { bad: failed  good: login where ip != bad.ip } }`,
);
const { program } = model.analysis();

/** `cut`: how the bytes come, as sizes of chunks, used in turn. */
function replay(
  logs: Readonly<Record<string, string | Uint8Array>>,
  cut: readonly number[] = [1 << 16],
): ReplayEvent[] {
  const files = Object.keys(logs).map((path) => ({ path, sources: ["sshd"], size: 0 }));
  const bytes = Object.values(logs).map((log) => (typeof log === "string" ? new TextEncoder().encode(log) : log));
  const at = files.map(() => 0);
  const events: ReplayEvent[] = [];
  const run = new Replay({ program, files, emit: (event) => events.push(event) });
  for (let turn = 0; ; turn++) {
    const wanted = run.wants();
    if (wanted === null) {
      if (!run.step(cut[turn % cut.length]!)) return events;
      continue;
    }
    const from = at[wanted]!;
    const chunk = bytes[wanted]!.slice(from, from + cut[turn % cut.length]!);
    at[wanted] = from + chunk.length;
    if (chunk.length === 0) run.end(wanted);
    else run.push(wanted, chunk);
  }
}

const summaryOf = (events: readonly ReplayEvent[]): Summary => {
  const last = events.at(-1)!;
  assert.equal(last.kind, "summary");
  return (last as { summary: Summary }).summary;
};
const detectionsOf = (events: readonly ReplayEvent[]) =>
  events.flatMap((event) => (event.kind === "detection" ? [event.detection] : []));

const ips = fc.constantFrom("203.0.113.9", "203.0.113.10", "198.51.100.1");
const users = fc.constantFrom("root", "ROOT", "git", "a from b", "");
const second = fc.integer({ min: 0, max: 120 });
const record = fc
  .tuple(fc.boolean(), second, ips, users)
  .map(([bad, at, ip, user]) => ({ at, line: (bad ? failed : accepted)(at, ip, user) }));
const odd = fc.constantFrom(
  "",
  "no time in here",
  "Jun 14 09:00:05 web1 cron[2]: something else",
  "\u0000\ufffd",
  "\r",
);

describe("a replay", () => {
  it("does not depend on how its bytes are cut", () => {
    const line = fc.oneof(
      record.map((each) => each.line),
      odd,
    );
    const log = fc.tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"), fc.boolean());
    fc.assert(
      fc.property(log, log, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }), (a, b, cut) => {
        const text = ([lines, ending, closed]: typeof a) =>
          lines.join(ending) + (closed && lines.length > 0 ? ending : "");
        const logs = { "a.log": text(a), "b.log": text(b) };
        assert.deepEqual(replay(logs, cut), replay(logs));
      }),
      { numRuns: 200 },
    );
  });

  it("accounts for every line of any bytes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }),
        fc.array(record, { maxLength: 20 }),
        (junk, records) => {
          const lines = [...junk.map((bytes) => Buffer.from(bytes)), ...records.map((each) => Buffer.from(each.line))];
          const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")]));
          const newlines = bytes.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
          const { records: accounting } = summaryOf(replay({ "a.log": bytes }));
          const { in: all, ...ways } = accounting;
          assert.equal(all, newlines);
          assert.equal(
            Object.values(ways).reduce((sum, count) => sum + count, 0),
            all,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("gives the same detections for every arrival order that makes nothing late", () => {
    let fired = 0;
    // Shuffled within 10 seconds: less than the lateness of 30.
    const shuffled = fc.array(fc.tuple(record, fc.integer({ min: 0, max: 10 })), { minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(shuffled, (records) => {
        const text = (sorted: typeof records) => sorted.map(([each]) => each.line).join("\n") + "\n";
        // Where a line stands in the file breaks ties of time, so lines of one second keep their order in both.
        const timely = records.map((each, i) => ({ each, i })).sort((a, b) => a.each[0].at - b.each[0].at || a.i - b.i);
        const inOrder = timely.map(({ each }) => each);
        const disturbed = [...inOrder].sort((a, b) => a[0].at + delay(a, inOrder) - (b[0].at + delay(b, inOrder)));
        const one = detectionsOf(replay({ "a.log": text(inOrder) }));
        const other = detectionsOf(replay({ "a.log": text(disturbed) }));
        assert.equal(summaryOf(replay({ "a.log": text(disturbed) })).records.late, 0);
        const what = (all: typeof one) =>
          all.map(({ rule, key, emit, time, first }) => ({ rule, key, emit, time, first }));
        assert.deepEqual(what(other), what(one));
        if (one.length > 0) fired++;
      }),
      { numRuns: 300 },
    );
    assert.ok(fired > 150, `only ${fired} of 300 cases had a detection`);

    /** One delay for all records of a second. */
    function delay([{ at }]: [{ at: number }, number], all: readonly [{ at: number }, number][]): number {
      return all.find(([other]) => other.at === at)![1];
    }
  });

  it("says the same twice", () => {
    const log = [failed(1), failed(2), accepted(3), "", failed(4)].join("\n");
    assert.equal(JSON.stringify(replay({ "a.log": log })), JSON.stringify(replay({ "a.log": log })));
  });

  it("that is cancelled says so and sums up what came; it ranks only where somebody asked for so many keys", () => {
    const ranked = new Model();
    ranked.set("rules.grove", `${SSHD}${GUESSED} ranking worst by ip of login { rules user  weights { rules 1 } }`);
    const told = (options: { readonly ranked?: number }): [kinds: string[], summary: Summary] => {
      const events: ReplayEvent[] = [];
      const files = [{ path: "a.log", sources: ["sshd"], size: 0 }];
      const emit = (event: ReplayEvent) => void events.push(event);
      const run = new Replay({ program: ranked.analysis().program, files, emit, ...options });
      run.step(1);
      run.push(0, new TextEncoder().encode([accepted(1), accepted(2), accepted(9), ""].join("\n")));
      run.step(2);
      assert.deepEqual(run.held(), { records: 2, by: "sshd" });
      run.cancel();
      return [events.map(({ kind }) => kind), summaryOf(events)];
    };
    const [kinds, { cancelled, records }] = told({});
    assert.deepEqual(kinds, ["course", "summary"]);
    const { in: all, ...ways } = records;
    assert.deepEqual([cancelled, all], [true, Object.values(ways).reduce((sum, count) => sum + count, 0)]);
    assert.deepEqual(told({ ranked: 5 })[0], ["ranking", "course", "summary"]);
  });
});
