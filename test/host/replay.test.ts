/** Replays against real files that misbehave: each ends once, says what was wrong, and loses nothing else. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { ReplayEvent, Summary } from "../../server/engine/events.ts";
import { Replay } from "../../server/engine/replay.ts";
import { drive } from "../../server/host/drive.ts";
import { matchFiles } from "../../server/host/files.ts";
import { listFolder } from "../../server/host/folder.ts";
import { startReplay } from "../../server/host/replay.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";

function programOf(text = SSHD + GUESSED) {
  const model = new Model();
  model.set("a.grove", text);
  return model.analysis().program;
}

async function replay(root: string, program = programOf()) {
  const events: ReplayEvent[] = [];
  const outcome = await startReplay({ root, program }, (batch) => events.push(...batch)).outcome;
  assert.ok(outcome.ok, "the replay was refused");
  return { events, ...outcome };
}

const attack = [failed(1), failed(2), accepted(3)].join("\n") + "\n";
const raised = (summary: Summary) => summary.rules["guessed"]!.detections;

describe("a replay of files", () => {
  it("takes an empty log for what it is", async () => {
    const { summary, notes } = await replay(folderOf({ "a.log": "" }));
    assert.equal(summary.records.in, 0);
    assert.deepEqual(notes, []);
  });

  it("sets a line of 10 MB aside and keeps its neighbours", async () => {
    const { summary, events } = await replay(
      folderOf({ "a.log": `${failed(1)}\n${"x".repeat(10 << 20)}\n${failed(2)}\n${accepted(3)}\n` }),
    );
    assert.equal(raised(summary), 1);
    const [bad] = events.flatMap((event) => (event.kind === "unparsed" ? [event] : []));
    assert.equal(bad?.line, 2);
    assert.match(bad!.reason, /10485760 bytes/);
    assert.deepEqual([summary.records.in, summary.records.unparsed], [4, 1]);
  });

  it("takes a key of nearly 1 MB for a key like any other, also where only its last letter tells it from another", async () => {
    const long = "u".repeat(1_000_000);
    const log = [failed(1, "203.0.113.9", `${long}a`), failed(2, "203.0.113.9", `${long}b`)];
    const repeated = `${SSHD}rule repeated { severity low  by user  when count(failed) >= 2 within 1m }`;
    const { summary, events } = await replay(
      folderOf({ "a.log": [...log, failed(3, "203.0.113.9", `${long}B`)].join("\n") }),
      programOf(repeated),
    );
    assert.deepEqual([summary.records.released, summary.rules["repeated"]!.detections], [3, 1]);
    const [detection] = events.flatMap((event) => (event.kind === "detection" ? [event.detection] : []));
    assert.deepEqual(detection!.key, [["user", `${long}b`]]);
  });

  it("reads CRLF, NUL and bytes that are no UTF-8", async () => {
    const odd = Buffer.concat([
      Buffer.from(`${failed(2)}\r\nJun 14 09:00:02 web1 sshd[1]: a`),
      Buffer.from([0, 0xff, 0xfe, 0x0a]),
    ]);
    const { summary } = await replay(
      folderOf({ "a.log": Buffer.concat([Buffer.from(`${failed(1)}\r\n`), odd, Buffer.from(`${accepted(3)}\r\n`)]) }),
    );
    assert.equal(raised(summary), 1);
    assert.deepEqual([summary.records.in, summary.records.released], [4, 4]);
  });

  it("counts a log once that a link names again", async () => {
    const root = folderOf({ "b.log": attack });
    fs.symlinkSync("b.log", path.join(root, "a.log"));
    const { summary, notes } = await replay(root);
    assert.equal(summary.records.in, 3);
    assert.deepEqual(
      notes.map((note) => note.message),
      ["a.log is a link to b.log, which is read already: its lines count once."],
    );
  });

  it("says why it has nothing to do", async () => {
    const refusal = async (root: string, text: string, rule?: string) => {
      const outcome = await startReplay({ root, program: programOf(text), rule }, () => undefined).outcome;
      assert.ok(!outcome.ok);
      return outcome.message;
    };
    assert.match(await refusal(folderOf({ "a.log": attack }), ""), /no source is declared/);
    assert.match(await refusal(folderOf({}), SSHD), /no file in this folder matches the sources' patterns \(\*\.log\)/);
    assert.match(
      await refusal(path.join(folderOf({}), "gone"), SSHD),
      /cannot be replayed: it is not there \(any more\)/,
    );
    assert.match(await refusal(folderOf({ "a.log": attack }), SSHD, "nobody"), /Rule nobody cannot be replayed/);
  });

  it("runs without any rule: the accounting is of use alone", async () => {
    const { summary, notes } = await replay(folderOf({ "a.log": attack }), programOf(SSHD));
    assert.match(notes[0]!.message, /No rule is declared/);
    assert.equal(summary.records.released, 3);
    assert.deepEqual(summary.rules, {});
  });

  it("warns of a source that no file matches", async () => {
    const text =
      SSHD +
      SSHD.replaceAll("sshd", "other")
        .replace("*.log", "other/*.log")
        .replaceAll(/event .*/g, "");
    const { notes } = await replay(folderOf({ "a.log": attack }), programOf(text));
    assert.deepEqual(
      notes
        .filter(({ severity }) => severity === "warning")
        .map(({ severity, message }) => `${severity}: ${message.split(",")[0]}`),
      ['warning: No file matches "other/*.log"'],
    );
  });

  it("answers once, with words, if its thread dies", async () => {
    const root = folderOf({ "a.log": attack });
    // No checked program is like this: the thread throws before its first line.
    const program = { ...programOf(), events: null } as unknown as ReturnType<typeof programOf>;
    const outcome = await startReplay({ root, program }, () => undefined).outcome;
    assert.ok(!outcome.ok);
    assert.match(outcome.message, /^The replay stopped because of an error in Mangrove itself/);
  });

  it("cancels, and says of what the numbers are", async () => {
    const root = folderOf({
      "a.log": Array.from({ length: 50_000 }, (_, i) => failed(Math.floor(i / 100))).join("\n"),
    });
    const running = startReplay({ root, program: programOf() }, () => undefined);
    running.cancel();
    const outcome = await running.outcome;
    assert.ok(outcome.ok);
    assert.equal(outcome.summary.cancelled, true);
    assert.ok(outcome.summary.records.in < 50_000);
  });
});

describe("a log that goes away", () => {
  /** Drives a replay in this thread; `before` runs after the files are known, `during` after the first step. */
  async function driven(before: (file: string) => void, during: (file: string) => void) {
    // Longer than one chunk, so that there is something left to read when the file goes.
    const lines = Array.from({ length: 60_000 }, (_, i) => failed(Math.floor(i / 60)));
    const root = folderOf({ "a.log": lines.join("\n") + "\n" });
    const file = path.join(root, "a.log");
    const program = programOf();
    const { files } = matchFiles(root, program, listFolder(root));
    let summary: Summary | null = null;
    const run = new Replay({ program, files, emit: (event) => event.kind === "summary" && (summary = event.summary) });
    before(file);
    let ticks = 0;
    const notes = await drive(run, root, files, { cancelled: () => false, tick: () => ticks++ === 1 && during(file) });
    return { summary: summary as Summary | null, notes, lines: lines.length };
  }
  const nothing = () => undefined;

  it("is read to its end if it is deleted during the replay", async () => {
    const { summary, notes, lines } = await driven(nothing, (file) => fs.unlinkSync(file));
    assert.equal(summary?.records.in, lines);
    assert.deepEqual(notes, []);
  });

  it("is read to its end if it is rotated during the replay, and a new one begins in its place", async () => {
    const { summary, notes, lines } = await driven(nothing, (file) => {
      fs.renameSync(file, `${file}.1`);
      fs.writeFileSync(file, `${failed(1)}\n`);
    });
    assert.equal(summary?.records.in, lines);
    assert.deepEqual(notes, []);
  });

  it("is named if it was rotated before its first byte was read", async () => {
    const { summary, notes } = await driven((file) => {
      fs.renameSync(file, `${file}.1`);
      fs.writeFileSync(file, `${failed(1)}\n`);
    }, nothing);
    assert.equal(summary?.records.in, 1);
    assert.match(notes[0]!.message, /^a\.log was cut short while it was read: .* Replay it again\.$/);
  });

  it("is named if it was cut short while it was read", async () => {
    const { summary, notes, lines } = await driven(nothing, (file) => fs.truncateSync(file, 10));
    assert.ok(summary!.records.in < lines);
    assert.match(notes[0]!.message, /^a\.log was cut short while it was read: it had \d+ bytes, \d+ could be read/);
  });

  it("is named if it was gone before its first byte was read", async () => {
    const { summary, notes } = await driven((file) => fs.unlinkSync(file), nothing);
    assert.equal(summary?.records.in, 0);
    assert.match(notes[0]!.message, /^a\.log could not be read to its end: it is not there \(any more\)/);
  });
});
