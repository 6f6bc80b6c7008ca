/** What an explanation proposes works: put into the rule's text and replayed, it fires where it did not. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Detection, NearMiss, ReplayEvent, RuleExplanation } from "../../../server/engine/events.ts";
import type { Wish } from "../../../server/engine/explain/observer.ts";
import { Replay } from "../../../server/engine/replay.ts";
import { Model } from "../../../server/model/workspace.ts";
import { accepted, failed, SSHD } from "../../kit/folder.ts";

const RULES = [
  "rule r { severity low  by user  when sequence within 10s { a: failed  b: login where ip != a.ip } }",
  "rule r { severity low  by user  when sequence within 10s { a: failed  no failed  b: login } }",
  "rule r { severity low  by ip  when sequence within 20s { many: count(failed) >= 4  b: login where user in many.user } }",
  "rule r { severity low  by ip  when sequence within 20s { a: login  many: count(failed) >= 3 } }",
  "rule r { severity low  by ip  when sequence within 20s { a: login  count(failed) >= 3  b: login  no failed within 5s } }",
  "rule r { severity low  by ip  when distinct(user of failed) >= 3 within 20s }",
  "rule r { severity low  by user  when sequence within 8s { a: failed  b: failed  c: login  until login where ip == a.ip } }",
  "rule r { severity low  by user  when sequence within 8s { failed  failed } }",
  "rule r { severity low  by ip  when all within 6s { a: failed  b: failed  login } }",
  "rule r { severity low  by ip  when all within 8s { a: failed  b: login where user != a.user } }",
  "rule r { severity low  by ip  when all within 12s { login  tries: count(failed) >= 3 } }",
  "rule r { severity low  by ip  when all within 12s { a: login  distinct(user of failed where user != a.user) >= 2  no failed where user == a.user } }",
];

const EXAMPLE = `
source app from application { files "*.log"  format syslog  time timestamp year 2026  template 1 "start {user}" }
source web from application { files "*.log"  format syslog  time timestamp year 2026  template 1 "call {user}" }
event start = web where template == 1
`;

function replay(
  text: string,
  logs: Readonly<Record<string, readonly [source: string, lines: readonly string[]]>>,
  explain?: Wish,
) {
  const model = new Model();
  model.set("rules.grove", text);
  const { program } = model.analysis();
  const files = Object.entries(logs).map(([path, [source]]) => ({ path, sources: [source], size: 0 }));
  const texts = Object.values(logs).map(([, lines]) => new TextEncoder().encode(lines.join("\n")));
  const events: ReplayEvent[] = [];
  const run = new Replay({ program, files, emit: (event) => events.push(event), ...(explain && { explain }) });
  const pushed = new Set<number>();
  for (;;) {
    const wanted = run.wants();
    if (wanted === null) {
      if (!run.step(1000)) return events;
    } else if (pushed.has(wanted)) run.end(wanted);
    else {
      pushed.add(wanted);
      run.push(wanted, texts[wanted]!);
    }
  }
}

const explanationOf = (events: readonly ReplayEvent[]): RuleExplanation =>
  events.flatMap((event) => (event.kind === "explanation" ? [event.explanation] : []))[0]!;

const detectionsOf = (events: readonly ReplayEvent[]): readonly Detection[] =>
  events.flatMap((event) => (event.kind === "detection" ? [event.detection] : []));

function fixed(text: string, { fix }: NearMiss): string {
  const { start, end } = fix!.location;
  return text.slice(0, start) + fix!.text + text.slice(end);
}

const line = fc
  .record({
    bad: fc.boolean(),
    at: fc.integer({ min: 0, max: 60 }),
    ip: fc.constantFrom("10.0.0.1", "10.0.0.2"),
    user: fc.constantFrom("root", "bob", "eve"),
  })
  .map(({ bad, at, ip, user }) => ({ at, text: (bad ? failed : accepted)(at, ip, user) }));

describe("fixes", function () {
  this.timeout(60_000);

  it("give their near miss's key a detection that was not there before", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...RULES), fc.array(line, { maxLength: 14 }), (rule, lines) => {
        const sorted = lines.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
        const logs = { "a.log": ["sshd", sorted] as const };
        const text = SSHD + rule;
        const events = replay(text, logs, {});
        for (const miss of explanationOf(events).nearMisses) {
          if (miss.fix === null) continue;
          kinds.add(miss.missing.kind);
          const before = new Set(detectionsOf(events).map(({ id }) => id));
          // Of two near misses that one item would complete the first fires: so of this key, whichever it is.
          const found = detectionsOf(replay(fixed(text, miss), logs)).some(
            ({ id, key }) => !before.has(id) && isDeepStrictEqual(key, miss.key),
          );
          assert.ok(found, `${miss.text}: ${miss.fix.text} in ${rule}`);
        }
      }),
      { numRuns: Number(process.env["EXPLAIN_CASES"] ?? 400), seed: Number(process.env["EXPLAIN_SEED"] ?? 3) },
    );
    assert.deepEqual(kinds, new Set(["late", "count"]));
  });

  it("let a tie go either way", () => {
    const text = `${EXAMPLE}event call = app where template == 1
rule r { severity low  by user  when sequence within 10s { start  call } }`.replaceAll("call {user}", "start {user}");
    const logs = {
      "app.log": ["app", ["Jun 14 09:00:01 web1 x: start bob"]] as const,
      "web.log": ["web", ["Jun 14 09:00:01 web1 x: start bob"]] as const,
    };
    const [miss] = explanationOf(replay(text, logs, {})).nearMisses;
    assert.deepEqual(miss!.missing, { kind: "tie" });
    assert.ok(replay(fixed(text, miss!), logs).some(({ kind }) => kind === "detection"));
  });

  it("propose no longer window where a detection has the items already", () => {
    const text = `${SSHD}rule r { severity low  by ip  when sequence within 6s { a: failed where user == "root"  b: login where user != "eve"  c: login } }`;
    const fixes = (...lines: readonly string[]) =>
      explanationOf(replay(text, { "a.log": ["sshd", lines] }, {})).nearMisses.map(({ fix }) => fix?.text ?? null);
    const ip = "10.0.0.1";
    const [bob, eve] = [accepted(8, ip, "bob"), accepted(9, ip, "eve")];
    assert.deepEqual(fixes(failed(2, ip, "root"), bob, eve), ["within 7s"]);
    // The match of 3 has both: a longer window could only take them away from it, so it is no near miss.
    assert.deepEqual(fixes(failed(2, ip, "root"), failed(3, ip, "root"), bob, eve), []);
  });

  it("do not let a tie go the other way where a detection has both already", () => {
    const text = `${EXAMPLE}event call = app where template == 1
event either = any { start  call }
rule r { severity low  by user  when sequence within 10s { either  either } }`.replaceAll(
      "call {user}",
      "start {user}",
    );
    const logs = {
      "app.log": ["app", ["Jun 14 09:00:01 web1 x: start bob"]] as const,
      "web.log": ["web", ["Jun 14 09:00:01 web1 x: start bob"]] as const,
    };
    const { fired, nearMisses } = explanationOf(replay(text, logs, {}));
    assert.deepEqual([fired, nearMisses], [1, []]);
  });
});
