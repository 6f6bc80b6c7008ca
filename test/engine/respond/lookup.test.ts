/** Which playbooks a replay starts, and that its detections do not mind. */
import assert from "node:assert/strict";
import type { Detection, PlaybookRun, Summary } from "../../../server/engine/events.ts";
import { Replay } from "../../../server/engine/replay.ts";
import type { Start } from "../../../server/engine/respond/start.ts";
import { check } from "../../../server/checks/index.ts";
import { analysisOf } from "../../kit/rules.ts";
import { accepted, failed, GUESSED, SSHD } from "../../kit/folder.ts";

const TELL = 'action tell(x: string) { exec ["./tell", x]  simulate takes 1s }\n';
/** Root is guessed twice within `suppress`, and ann once. */
const LOG = [failed(1), failed(2), accepted(3), failed(4), failed(5), accepted(6)]
  .concat([failed(10, "10.0.0.1", "ann"), failed(11, "10.0.0.1", "ann"), accepted(12, "10.0.0.1", "ann")])
  .join("\n");

function replay(text: string, start?: (start: Start) => void) {
  const rules = SSHD + GUESSED.replace("emit", "suppress 1h\n  emit");
  const analysis = analysisOf([{ path: "a.grove", text: rules + text }]);
  assert.deepEqual(
    check(analysis).filter(({ severity }) => severity === "error"),
    [],
  );
  const runs: PlaybookRun[] = [];
  const detections: Detection[] = [];
  let summary: Summary | null = null;
  const files = [{ path: "x.log", sources: ["sshd"], size: LOG.length }];
  const replaying = new Replay({
    program: analysis.program,
    files,
    ...(start && { start }),
    emit: (event) => {
      if (event.kind === "run") runs.push(event.run);
      else if (event.kind === "detection") detections.push(event.detection);
      else if (event.kind === "summary") summary = event.summary;
    },
  });
  replaying.step(1);
  replaying.push(0, new TextEncoder().encode(`${LOG}\n`));
  replaying.step(Infinity);
  replaying.end(0);
  replaying.step(Infinity);
  const told = runs.map(({ playbook, on, steps }) => {
    const cause = on.kind === "detection" ? on.rule : `${on.file}:${on.line}`;
    return [playbook, cause, ...steps.map(({ title }) => title)].join(" ");
  });
  return { runs, told, detections, summary: summary as Summary | null };
}

describe("the look-up of playbooks", () => {
  it("by rule: what was raised, and not what was suppressed", () =>
    assert.deepEqual(replay(`${TELL}playbook p { on guessed  tell(user) }`).told, [
      'p guessed tell("root")',
      'p guessed tell("ann")',
    ]));

  it("by a condition on the detection; several playbooks for one", () =>
    assert.deepEqual(
      replay(`${TELL}playbook p { on guessed where user == "ann"  tell(user) }
        playbook q { on guessed where severity >= critical  tell(user) }
        playbook r { on guessed where ip in 10.0.0.0/8  tell(rule) }`).told,
      ['p guessed tell("ann")', 'r guessed tell("guessed")'],
    ));

  it("by `detection`, and by an event over it, with what `with` gives", () =>
    assert.deepEqual(
      replay(`${TELL}event worth = detection where severity >= high
        playbook p { on worth with who = rule  tell(who) }
        playbook q { on detection  tell(severity) }`).told,
      ["p", "q", "p", "q"].map((name) => `${name} guessed tell("${name === "p" ? "guessed" : "high"}")`),
    ));

  it("by records; a detection that two of its `on` take starts it once", () => {
    assert.deepEqual(replay(`${TELL}playbook p { on login where user == "ann"  tell(user) }`).told, [
      'p x.log:9 tell("ann")',
    ]);
    const twice = `${TELL}playbook p { on guessed where user == "ann"  on detection where rule == "guessed"  tell(rule) }`;
    assert.equal(replay(twice).runs.length, 2);
  });

  it("starts at the time of the detection; the summary counts", () => {
    const { runs, detections, summary } = replay(`${TELL}playbook p { on guessed  tell(user) }`);
    assert.deepEqual(
      runs.map(({ raised, started }) => [raised, started]),
      detections.map(({ time }) => [time, time]),
    );
    const sums = { runs: 2, done: 2, failed: 0, stopped: 0, calls: 2, saved: 0, retries: 0 };
    assert.deepEqual(summary?.playbooks, { p: sums });
  });

  it("changes no detection, and hands over what starts where somebody else runs it", () => {
    const text = `${TELL}playbook p { on guessed  tell(user) }`;
    const starts: Start[] = [];
    const handed = replay(text, (start) => starts.push(start));
    assert.deepEqual(handed.runs, []);
    const own = replay(text);
    assert.deepEqual(
      starts.map(({ id }) => id),
      own.runs.map(({ id }) => id),
    );
    assert.deepEqual(handed.detections, own.detections);
    assert.deepEqual(replay("").detections, own.detections);
  });
});
