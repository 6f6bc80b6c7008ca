/** Which files rules learn from, and what a replay of a folder makes of them. */
import { deepEqual, equal, match } from "node:assert/strict";
import type { ReplayEvent } from "../../server/engine/events.ts";
import { listFolder } from "../../server/host/folder.ts";
import { learnedFiles } from "../../server/host/learned.ts";
import { startReplay } from "../../server/host/replay.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, folderOf, SSHD } from "../kit/folder.ts";

const programOf = (rules: string) => {
  const model = new Model();
  model.set("rules.grove", SSHD + rules);
  return model.analysis().program;
};
const fresh = (name: string, glob: string) =>
  `rule ${name} { severity low  by user  when first(ip of login) within 7d  learn "${glob}" }\n`;

describe("older logs that rules learn from", () => {
  it("are those that match, each once, with all rules that name it", () => {
    const program = programOf(fresh("a", "history/*") + fresh("b", "history/auth.txt"));
    const root = folderOf({ "live.log": "", "history/auth.txt": "x", "history/more.txt": "", "other.txt": "" });
    deepEqual(learnedFiles(root, program, listFolder(root)), {
      files: [
        { path: "history/auth.txt", sources: ["sshd"], rules: ["a", "b"], size: 1 },
        { path: "history/more.txt", sources: ["sshd"], rules: ["a"], size: 0 },
      ],
      notes: [],
    });
  });

  it("are said to be none, or to be replayed anyway", () => {
    const program = programOf(fresh("a", "history/*") + fresh("b", "*.log"));
    const root = folderOf({ "live.log": "" });
    const { files, notes } = learnedFiles(root, program, listFolder(root));
    deepEqual(files, []);
    deepEqual(
      notes.map(({ severity }) => severity),
      ["warning", "warning"],
    );
    match(notes[0]!.message, /No file matches "history\/\*", so rule a learns nothing/);
    match(notes[1]!.message, /live\.log is among the logs that are replayed/);
  });

  it("fill the windows of a replay", async () => {
    const root = folderOf({
      "live.log": [accepted(100, "203.0.113.9", "ann"), accepted(101, "203.0.113.10", "ann")].join("\n"),
      "history/auth.txt": accepted(1, "203.0.113.9", "ann"),
    });
    const events: ReplayEvent[] = [];
    const { outcome } = startReplay({ root, program: programOf(fresh("a", "history/*")) }, (some) =>
      events.push(...some),
    );
    const done = await outcome;
    equal(done.ok && done.summary.rules.a?.learned, 1);
    const detections = events.flatMap((event) =>
      event.kind === "detection" ? [event.detection.records.at(-1)?.line] : [],
    );
    deepEqual(detections, [2]);
  });
});
