/** Two sources that read the same lines: said at both of them. */
import assert from "node:assert/strict";
import { startReplay } from "../../server/host/replay.ts";
import { Model } from "../../server/model/workspace.ts";
import { failed, folderOf } from "../kit/folder.ts";

const source = (name: string, only = ""): string =>
  `source ${name} from operating_system { files "*.log"  format syslog  time timestamp year 2026  ${only} }\n`;

async function notesOf(sources: string) {
  const model = new Model();
  model.set("a.grove", `${sources}rule seen { severity low  by user  when alpha }`);
  const root = folderOf({ "auth.log": `${failed(1)}\n${failed(2)}\nJun 14 09:00:03 web1 su: x\nno time\n` });
  const { program } = model.analysis();
  const outcome = await startReplay({ root, program }, () => undefined).outcome;
  assert.ok(outcome.ok);
  const name = (start: number): string | undefined =>
    program.sources.find(({ location }) => location.start === start)?.name;
  return outcome.notes.map(({ severity, message, at }) => ({ severity, message, at: name(at?.start ?? -1) }));
}

describe("lines that two sources would take", () => {
  it("are said at the source that has them and at the one that does not get them, with the reason", async () => {
    const notes = await notesOf(source("alpha", 'only process == "sshd"') + source("beta"));
    assert.deepEqual(notes, [
      {
        severity: "warning",
        message:
          "Source beta does not get 2 of the first 4 lines of auth.log, though it reads them: source alpha has them, for a " +
          "line belongs to one source, and alpha comes first by name. Part them with `only` or with narrower `files`.",
        at: "beta",
      },
      {
        severity: "information",
        message:
          "Source alpha has lines of auth.log that source beta reads too: a line belongs to one source, and alpha comes " +
          "first by name. Part them with `only` or with narrower `files`.",
        at: "alpha",
      },
    ]);
  });

  it("are none where `only` or the format parts them", async () => {
    assert.deepEqual(
      await notesOf(source("alpha", 'only process == "sshd"') + source("beta", 'only process == "su"')),
      [],
    );
  });
});
