/** Older logs that a rule learns from fill what an explanation counts with, and count for nothing themselves. */
import assert from "node:assert/strict";
import type { ReplayEvent } from "../../../server/engine/events.ts";
import type { Wish } from "../../../server/engine/explain/observer.ts";
import { Replay } from "../../../server/engine/replay.ts";
import { Model } from "../../../server/model/workspace.ts";
import { accepted, failed, SSHD } from "../../kit/folder.ts";
import { shown } from "./run.ts";

const RULE = `rule r {
  severity low
  by ip
  when sequence within 1h { many: count(failed) >= 3  entry: login }
  learn "history/*"
}`;

function explained(older: readonly string[], logs: readonly string[], explain: Wish = {}) {
  const model = new Model();
  model.set("rules.grove", SSHD + RULE);
  const files = [{ path: "a.log", sources: ["sshd"], size: 0 }];
  const learn = [{ path: "history/b.log", sources: ["sshd"], rules: ["r"], size: 0 }];
  const events: ReplayEvent[] = [];
  const { program } = model.analysis();
  const run = new Replay({ program, files, learn, explain, emit: (event) => events.push(event) });
  const bytes = [logs, older].map((lines): Uint8Array | null => new TextEncoder().encode(lines.join("\n")));
  for (;;) {
    const wanted = run.wants();
    if (wanted === null) {
      if (!run.step(100)) break;
    } else if (bytes[wanted] === null) run.end(wanted);
    else {
      run.push(wanted, bytes[wanted]!);
      bytes[wanted] = null;
    }
  }
  const of = events.flatMap((event) => (event.kind === "explanation" ? [event.explanation] : []));
  const record = events.flatMap((event) => (event.kind === "record" ? [event.explanation] : []));
  return { ...of[0]!, verdict: record[0]?.verdict ?? "" };
}

describe("explanations of a rule that learns", () => {
  it("count what the older logs left in the windows", () => {
    const { ladder, nearMisses } = explained([failed(1), failed(2)], [failed(3), failed(5000)]);
    assert.deepEqual(shown(ladder), ["count(failed) >= 3: 1 (1 expired)", "login: 0"]);
    assert.deepEqual(
      nearMisses[0]!.records.map(({ record }) => `${record.file}:${record.line}`),
      ["history/b.log:1", "history/b.log:2", "a.log:1"],
    );
  });

  it("count no match that was through before the first record", () => {
    const { ladder, fired, missed } = explained([failed(1), failed(2), failed(3), accepted(4)], [failed(9000)]);
    assert.deepEqual([shown(ladder), fired, missed], [["count(failed) >= 3: 0", "login: 0"], 0, 0]);
  });

  it("say of a line of theirs that it fires nothing", () => {
    const record = { file: "history/b.log", line: 1 };
    const { verdict } = explained([failed(1)], [failed(3)], { rule: "r", record });
    assert.equal(verdict, "Fits many of r. It is of an older log, which fills the windows and fires nothing.");
  });
});
