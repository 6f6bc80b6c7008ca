/**
 * What could go wrong inside of detection, with somebody who asks why all the while: arithmetic without a result, deep forests,
 * leaves that let everything through, windows and keys beyond all measure.
 */
import { deepEqual, equal } from "node:assert/strict";
import type { ReplayEvent, RuleExplanation, Summary } from "../../server/engine/events.ts";
import { Replay } from "../../server/engine/replay.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, failed, SSHD } from "../kit/folder.ts";

const APP = `
source app from application { files "*.log"  format json  time timestamp  map { user = user  message = step } }
event began = app where message == "begin"
event ended = app where message == "end"
`;

const explanationsOf = (events: readonly ReplayEvent[]): readonly RuleExplanation[] =>
  events.flatMap((event) => (event.kind === "explanation" ? [event.explanation] : []));

function replay(rules: string, lines: readonly string[]): { events: readonly ReplayEvent[]; summary: Summary } {
  const model = new Model();
  const own = rules.startsWith(APP);
  model.set("rules.grove", own ? rules : SSHD + rules);
  const events: ReplayEvent[] = [];
  const files = [{ path: "a.log", sources: [own ? "app" : "sshd"], size: 0 }];
  const { program } = model.analysis();
  const run = new Replay({ program, files, emit: (event) => events.push(event), explain: {} });
  let bytes: Uint8Array | null = new TextEncoder().encode(lines.join("\n"));
  for (;;) {
    if (run.wants() === null) {
      if (!run.step(10_000)) break;
    } else if (bytes === null) run.end(0);
    else {
      run.push(0, bytes);
      bytes = null;
    }
  }
  const last = events.at(-1)!;
  if (last.kind !== "summary") throw new Error("no summary");
  return { events, summary: last.summary };
}

const raised = ({ rules }: Summary): Record<string, number> =>
  Object.fromEntries(Object.entries(rules).map(([name, { detections }]) => [name, detections]));
const whole = ({ records }: Summary): boolean => {
  const { in: all, ...ways } = records;
  return all === Object.values(ways).reduce((sum, count) => sum + count, 0);
};

describe("faults of detection", () => {
  it("division by zero and overflow are missing: no comparison with them holds, `not` of one does", () => {
    const { summary } = replay(
      `rule divided { severity low  by ip  when login where port / (port - port) >= 0 }
       rule undivided { severity low  by ip  when login where not (port / (port - port) >= 0) }
       rule large { severity low  by ip  when login where number("1e308") * port > 0 }
       rule ratio { severity low  by ip  when count(failed) / count(login) <= 1 within 1h }
       rule risky { severity low  risk 1 / (e.port - e.port)  by ip  when e: login }`,
      [failed(1), accepted(2)],
    );
    // `ratio` at the first line is 1 / 0, at the second 1 / 1.
    deepEqual(raised(summary), { divided: 0, undivided: 1, large: 0, ratio: 1, risky: 1 });
  });

  it("risk without a result is missing", () => {
    const { events } = replay("rule risky { severity low  risk 5 + 1 / (e.port - e.port)  by ip  when e: login }", [
      accepted(1),
    ]);
    const [detection] = events.flatMap((event) => (event.kind === "detection" ? [event.detection] : []));
    deepEqual([detection?.risk, detection?.riskParts], [null, []]);
  });

  it("a tree of 50 rules, each above the one before", () => {
    const rules = Array.from({ length: 50 }, (_, i) =>
      i === 0
        ? "rule r0 { severity low  by ip  when login }"
        : `rule r${i} { severity low  by ip  when sequence within 1m { r${i - 1} } }`,
    );
    const { summary } = replay(rules.join("\n"), [accepted(1), accepted(2)]);
    deepEqual(new Set(Object.values(raised(summary))), new Set([2]));
    equal(Object.keys(summary.rules).length, 50);
  });

  it("a pattern of 50 patterns, each inside of the one around it", () => {
    const nested = Array.from({ length: 49 }).reduce<string>((inner) => `sequence { ${inner} }`, "sequence { login }");
    const { summary } = replay(`rule deep { severity low  by ip  when sequence within 1m { ${nested}  failed } }`, [
      accepted(1),
      failed(2),
    ]);
    deepEqual(raised(summary), { deep: 1 });
  });

  it("200 rules that let everything through and keep little of it", function () {
    this.timeout(30_000);
    const rules = Array.from(
      { length: 200 },
      (_, i) => `rule r${i} { severity low  when sequence within 1h { sshd  sshd where user == "nobody" }  limit 10 }`,
    );
    const lines = Array.from({ length: 300 }, (_, i) => failed(i));
    const { summary } = replay(rules.join("\n"), lines);
    equal(whole(summary), true);
    // Each of 300 records begins a match, and ten may wait.
    deepEqual(new Set(Object.values(summary.rules).map(({ limited }) => limited)), new Set([290]));
  });

  it("a window of 10 years: what began nine years before fires, what began eleven years before is late by one", () => {
    const rule = "rule slow { severity low  by user  when sequence within 3653d { began  ended } }";
    const events = replay(APP + rule, [
      '{"timestamp":"2010-01-01T00:00:00Z","user":"ann","step":"begin"}',
      '{"timestamp":"2012-01-01T00:00:00Z","user":"bob","step":"begin"}',
      '{"timestamp":"2021-01-01T00:00:00Z","user":"bob","step":"end"}',
      '{"timestamp":"2021-01-01T00:00:00Z","user":"ann","step":"end"}',
    ]);
    deepEqual(raised(events.summary), { slow: 1 });
    const [miss] = explanationsOf(events.events)[0]!.nearMisses;
    // Ten years of which two are leap years and a day: from 1 January 2010 to 2 January 2020; 2020 has 366 days.
    deepEqual(miss!.missing, { kind: "late", by: 365 * 86_400e6 });
    equal(miss!.fix?.text, "within 4018d");
  });

  it("a key of a million characters is one like any other, and a longer line than can be read says so", () => {
    const rule = "rule pair { severity low  by user  when sequence within 1m { began  ended } }";
    const line = (length: number, n: number): string =>
      `{"timestamp":"2026-01-01T00:00:0${n}Z","user":"${"u".repeat(length)}","step":"${n === 1 ? "begin" : "end"}"}`;
    const { events, summary } = replay(APP + rule, [
      line(1_000_000, 1),
      line(1_000_000, 2),
      line(1_000_001, 2),
      line(2_000_000, 1),
    ]);
    deepEqual(raised(summary), { pair: 1 });
    equal(whole(summary), true);
    const refused = events.flatMap((event) =>
      event.kind === "unparsed" ? [[event.line, event.reason, event.text]] : [],
    );
    deepEqual(refused, [[4, "line of 2000061 bytes: lines longer than 1048576 bytes are not read", ""]]);
  });
});
