/** Older logs fill windows and fire nothing. */
import { deepEqual, equal } from "node:assert/strict";
import type { ReplayEvent } from "../../server/engine/events.ts";
import { sourcesOf } from "../../server/engine/learn.ts";
import { Replay } from "../../server/engine/replay.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, failed, SSHD } from "../kit/folder.ts";

function replay(rules: string, older: readonly string[], live: readonly string[], chunk = 1 << 16) {
  const model = new Model();
  model.set("rules.grove", `${SSHD}${rules}`);
  const { program } = model.analysis();
  const names = program.rules.filter(({ learn }) => learn.length > 0).map(({ name }) => name);
  const events: ReplayEvent[] = [];
  const files = [{ path: "live.log", sources: ["sshd"], size: 0 }];
  const learn = [{ path: "history/a.txt", sources: ["sshd"], rules: names, size: 0 }];
  const run = new Replay({ program, files, learn, emit: (event) => events.push(event) });
  const bytes = [live, older].map((lines) => new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")));
  const at = [0, 0];
  for (;;) {
    const wanted = run.wants();
    if (wanted === null) {
      if (!run.step(7)) break;
      continue;
    }
    const part = bytes[wanted]!.slice(at[wanted], at[wanted]! + chunk);
    at[wanted]! += part.length;
    if (part.length === 0) run.end(wanted);
    else run.push(wanted, part);
  }
  const last = events.at(-1)!;
  const summary = last.kind === "summary" ? last.summary : null;
  const found = events.flatMap((event) => (event.kind === "detection" ? [event.detection] : []));
  return { found: found.map(({ rule, key }) => [rule, ...key.map(([, value]) => value)].join(" ")), summary: summary! };
}

const A = "203.0.113.9";
const B = "203.0.113.10";

describe("learn", () => {
  const rule = 'rule fresh { severity low  by user  when first(ip of login) within 7d  learn "history/*" }\n';

  it("fills the windows first", () => {
    const live = [accepted(100, A, "ann"), accepted(101, B, "ann"), accepted(102, A, "bob")];
    equal(replay(rule, [], live).found.length, 3);
    const { found, summary } = replay(rule, [accepted(1, A, "ann"), failed(2, B, "ann")], live);
    deepEqual(found, ["fresh ann", "fresh bob"]);
    deepEqual([summary.rules.fresh?.learned, summary.rules.fresh?.unlearned], [1, 0]);
    deepEqual([summary.records.in, summary.files], [3, 1]);
  });

  it("is the same however the bytes come and the lines stand", () => {
    const older = [accepted(3, A, "ann"), accepted(1, B, "bob"), "no record", accepted(2, A, "bob")];
    const live = [accepted(100, A, "ann"), accepted(101, B, "bob"), accepted(102, B, "ann")];
    deepEqual(replay(rule, older, live, 1), replay(rule, older, live));
    deepEqual(replay(rule, older, live).found, ["fresh ann"]);
  });

  it("takes nothing that is not older than the logs", () => {
    const { found, summary } = replay(
      rule,
      [accepted(100, B, "ann"), accepted(300, A, "ann")],
      [accepted(100, A, "ann")],
    );
    deepEqual(found, ["fresh ann"]);
    deepEqual([summary.rules.fresh?.learned, summary.rules.fresh?.unlearned], [0, 2]);
  });

  it("fires nothing, also at a later deadline, and holds nothing back", () => {
    const waits =
      'rule lost { severity low  by ip  when sequence { failed  no login within 60s }  learn "history/*" }\n';
    deepEqual(replay(waits, [failed(1, A, "ann")], [failed(2, B, "ann")]).found, [`lost ${B}`]);
    const paced = 'rule entry { severity low  by ip  when login  suppress 1h  learn "history/*" }\n';
    deepEqual(replay(paced, [accepted(1, A, "ann")], [accepted(2, A, "ann")]).found, [`entry ${A}`]);
  });

  it("leaves the counts of the report alone", () => {
    const paced = 'rule entry { severity low  by ip  when login  suppress 1h  learn "history/*" }\n';
    const older = [accepted(1, A, "ann"), accepted(2, A, "ann")];
    const { summary } = replay(paced, older, [accepted(10, A, "ann"), accepted(11, A, "ann")]);
    deepEqual([summary.rules.entry?.detections, summary.rules.entry?.suppressed], [1, 1]);
  });

  it("is one rule's own", () => {
    const above =
      "rule watch { severity low  by user  when fresh }\nrule twice { severity low  by user  when count(login) >= 2 within 1h }\n";
    const { found } = replay(rule + above, [accepted(1, A, "ann")], [accepted(2, B, "ann")]);
    deepEqual(found, ["fresh ann", "watch ann"]);
  });

  it("is about the sources of the rule's own events", () => {
    const model = new Model();
    model.set("rules.grove", `${SSHD}${rule}rule above { severity low  by user  when fresh }`);
    const { program } = model.analysis();
    deepEqual(
      ["fresh", "above", "none"].map((name) => sourcesOf(program, name)),
      [["sshd"], [], []],
    );
  });
});
