/** Rotated logs: one log, in the order in which its files were written. */
import assert from "node:assert/strict";
import zlib from "node:zlib";
import type { ReplayEvent } from "../../server/engine/events.ts";
import { matchFiles } from "../../server/host/files.ts";
import { listFolder } from "../../server/host/folder.ts";
import { startReplay } from "../../server/host/replay.ts";
import { Model } from "../../server/model/workspace.ts";
import { folderOf } from "../kit/folder.ts";

const SOURCES = `
source sshd from operating_system { files "auth.log*"  format syslog  time timestamp year 2025 }
source app from application { files "app*"  format text  time timestamp }
rule any { severity low  by user  when sshd }
`;

function programOf() {
  const model = new Model();
  model.set("a.grove", SOURCES);
  return model.analysis().program;
}

/** Each file, and behind an arrow the one that it continues. */
function chains(files: Readonly<Record<string, string | Uint8Array>>): string[] {
  const root = folderOf(files);
  return matchFiles(root, programOf(), listFolder(root)).files.map(({ path, after }) =>
    after === undefined ? path : `${path} <- ${after}`,
  );
}

describe("rotated logs", () => {
  it("follow each other from the oldest to the newest", () => {
    assert.deepEqual(chains({ "auth.log": "", "auth.log.1": "", "auth.log.2.gz": "", "auth.log.10.gz": "" }), [
      "auth.log.10.gz",
      "auth.log.2.gz <- auth.log.10.gz",
      "auth.log.1 <- auth.log.2.gz",
      "auth.log <- auth.log.1",
    ]);
    assert.deepEqual(chains({ "app.log": "", "app-2026-06-14.log": "", "app-2026-06-13.log.gz": "" }), [
      "app-2026-06-13.log.gz",
      "app-2026-06-14.log <- app-2026-06-13.log.gz",
      "app.log <- app-2026-06-14.log",
    ]);
  });

  it("of which two are of one age follow each other by their first records", () => {
    const later = "2026-06-14T10:00:00Z b\n";
    const earlier = "no record\n2026-06-14T09:00:00Z a\n";
    assert.deepEqual(chains({ "app.log.1": later, "app.log.1.gz": zlib.gzipSync(earlier), "app.log": "" }), [
      "app.log.1.gz",
      "app.log.1 <- app.log.1.gz",
      "app.log <- app.log.1",
    ]);
  });

  it("of several names are several logs", () => {
    assert.deepEqual(chains({ "app.log": "", "app.log.1": "", "appetite.log": "", "app2.log.1": "" }), [
      ...["app.log.1", "app.log <- app.log.1", "app2.log.1", "appetite.log"],
    ]);
  });

  it("have years that go on from file to file: the one that the source gives is that of the oldest", async () => {
    const root = folderOf({
      "auth.log.2.gz": zlib.gzipSync("Dec 30 10:00:00 web1 x: a\nDec 31 10:00:00 web1 x: b\n"),
      "auth.log.1": "Jan  1 10:00:00 web1 x: c\n",
      "auth.log": "garbage\nJan  2 10:00:00 web1 x: d\n",
    });
    const events: ReplayEvent[] = [];
    const outcome = await startReplay({ root, program: programOf() }, (all) => events.push(...all)).outcome;
    assert.ok(outcome.ok);
    const { first, last, records } = outcome.summary;
    assert.deepEqual([first, last], [Date.UTC(2025, 11, 30, 10) * 1000, Date.UTC(2026, 0, 2, 10) * 1000]);
    assert.deepEqual([records.released, records.unparsed, records.late], [4, 1, 0]);
  });

  it("are in the order in which they were written where their records are of one time", async () => {
    const at = (text: string): string => `Jun 14 10:00:00 web1 x: ${text}\n`;
    const root = folderOf({ "auth.log.1": at("first") + at("second"), "auth.log": at("third") });
    const model = new Model();
    model.set(
      "a.grove",
      `${SOURCES}rule both { severity low  when sequence within 1m { a: sshd where message == "second"  b: sshd where message == "third" } }`,
    );
    const running = startReplay({ root, program: model.analysis().program, rule: "both" }, () => undefined);
    const outcome = await running.outcome;
    assert.ok(outcome.ok);
    assert.equal(outcome.summary.rules["both"]!.detections, 1);
  });
});
