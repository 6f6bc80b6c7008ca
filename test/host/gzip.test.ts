/** Compressed logs: unpacked as they are read, and said where they cannot be. */
import assert from "node:assert/strict";
import path from "node:path";
import zlib from "node:zlib";
import { openBytes, readHead, sizeOf } from "../../server/host/bytes.ts";
import { GROWN } from "../../server/host/gzip.ts";
import { sampleNow } from "../../server/host/sample.ts";
import { startReplay } from "../../server/host/replay.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";

const ZIPPED = SSHD.replace('"*.log"', '"*.gz"');

function programOf(text = ZIPPED + GUESSED) {
  const model = new Model();
  model.set("a.grove", text);
  return model.analysis().program;
}

async function replay(content: Uint8Array) {
  const root = folderOf({ "a.log.gz": content });
  const outcome = await startReplay({ root, program: programOf() }, () => undefined).outcome;
  assert.ok(outcome.ok);
  return outcome;
}

async function unpacked(content: Uint8Array) {
  const source = openBytes(path.join(folderOf({ x: content }), "x"), 1000, null);
  let size = 0;
  const parts: Buffer[] = [];
  for (let bytes = await source.read(); bytes !== null; bytes = await source.read()) {
    size += bytes.length;
    if (size < 1e7) parts.push(Buffer.from(bytes));
  }
  source.close();
  return { size, text: Buffer.concat(parts).toString(), fault: source.fault };
}

/** A text in blocks that say that another one follows. */
const endless = (text: string): Buffer => {
  const stored = Buffer.alloc(5);
  stored.writeUInt16LE(text.length, 1);
  stored.writeUInt16LE(0xffff - text.length, 3);
  return Buffer.concat([zlib.gzipSync("").subarray(0, 10), stored, Buffer.from(text)]);
};

const attack = [failed(1), failed(2), accepted(3)].join("\n") + "\n";
/** Lines that do not shrink away. */
const long = Array.from({ length: 8_000 }, (_, i) => failed(i % 60, `203.0.113.${(i * 7919) % 251}`)).join("\n") + "\n";

describe("a compressed log", () => {
  it("is replayed like any other", async () => {
    const { summary, notes } = await replay(zlib.gzipSync(attack));
    assert.deepEqual([summary.records.released, summary.rules["guessed"]!.detections, notes], [3, 1, []]);
  });

  it("may have several members, as after `cat`, and be longer than one piece", async () => {
    const both = Buffer.concat([zlib.gzipSync(long), zlib.gzipSync(attack)]);
    assert.deepEqual(await unpacked(both), {
      size: long.length + attack.length,
      text: long + attack,
      fault: null,
    });
  });

  it("is told by its beginning, not by its name", async () => {
    const { summary, notes } = await replay(Buffer.from(attack));
    assert.deepEqual([summary.records.released, notes], [3, []]);
  });

  it("that breaks off is read up to there, and named", async () => {
    const packed = zlib.gzipSync(long);
    const whole = await replay(packed);
    const { summary, notes } = await replay(packed.subarray(0, packed.length / 2));
    assert.ok(summary.records.in > 1000 && summary.records.in < whole.summary.records.in);
    assert.match(
      notes[0]!.message,
      /^a\.log\.gz breaks off: its compressed data have no end\. The \d+ bytes in front of that were read, the \d+ .* were not\.$/,
    );
  });

  it("that breaks off gives whole lines only, and says how much of the last one is left out", async () => {
    const { text, fault } = await unpacked(endless("first\nsecond\nuser=roo"));
    assert.equal(text, "first\nsecond\n");
    assert.match(fault!, /The 13 bytes in front of that were read, the 8 of a line that has lost its end were not$/);
  });

  it("that is damaged gives every whole line in front of the damage", async () => {
    // Stored, not packed: what lies in front of the damage is there to the byte.
    const lines = "first\nsecond\nuser=roo";
    const damaged = Buffer.concat([endless(lines), Buffer.from([0xff, 0xff, 0xff])]);
    const { text, fault } = await unpacked(damaged);
    assert.equal(text, "first\nsecond\n");
    assert.match(fault!, /^is damaged \(.+\)\. The 13 bytes in front of that were read, the 8 of a line .* were not$/);
  });

  it("of which only the check sum at its end is wrong is read to its end", async () => {
    const packed = Buffer.from(zlib.gzipSync(long));
    packed[packed.length - 8]! ^= 1;
    const { size, text, fault } = await unpacked(packed);
    assert.equal(size, long.length);
    assert.equal(text, long);
    assert.match(fault!, /^is damaged \(.+\)\. The \d+ bytes in front of that were read$/);
  });

  it("that is a bomb stops early, and is named", async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(4 * GROWN));
    const { size, fault } = await unpacked(bomb);
    assert.ok(size > GROWN && size < 2 * GROWN, `${size}`);
    assert.match(fault!, /^was not unpacked any further: \d+ bytes have become \d+, which no log does/);
  });

  it("has a size for the progress and a head for what it holds", () => {
    const root = folderOf({ "a.log.gz": zlib.gzipSync(long), "b.log": attack });
    assert.equal(sizeOf(path.join(root, "a.log.gz")), long.length);
    assert.equal(sizeOf(path.join(root, "b.log")), attack.length);
    const head = Buffer.from(readHead(path.join(root, "a.log.gz"), 4096)).toString();
    assert.ok(head.length > 1000 && head.length <= 4096 && head.endsWith("\n") && long.startsWith(head));
    assert.equal(Buffer.from(readHead(path.join(root, "b.log"), 4096)).toString(), attack);
    assert.ok(sampleNow(root, programOf())["sshd"]!.records > 100);
  });
});
