/** Logs as text for somebody to read: unpacked, decoded, and never more of them than an editor takes. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { logText } from "../../server/host/logText.ts";
import { folderOf } from "../kit/folder.ts";

const lines = (count: number, size = 0): string =>
  Array.from({ length: count }, (_, at) => `line ${at + 1}${"x".repeat(size)}\n`).join("");

describe("a log as text", () => {
  it("is unpacked, and decoded where it is of UTF-16; all others an editor shows itself", async () => {
    const wide = Buffer.from("\uFEFFzw\u00f6lf\r\nnext\n", "utf16le");
    const root = folderOf({
      "a.gz": zlib.gzipSync("one\nh\u00f6st\n"),
      "b.log": wide,
      "c.log": "plain\n",
      "d.log": "",
    });
    assert.deepEqual(await logText(root, "a.gz", 2), {
      kind: "decoded",
      first: 1,
      text: "one\nh\u00f6st\n",
      fault: null,
    });
    assert.deepEqual(await logText(root, "b.log", 1), {
      ...{ kind: "decoded", first: 1, text: "zw\u00f6lf\r\nnext\n", fault: null },
    });
    assert.deepEqual(await logText(root, "c.log", 1), { kind: "plain" });
    assert.deepEqual(await logText(root, "d.log", 1), { kind: "plain" });
  });

  it("of a huge log is 10,000 lines to either side", async () => {
    const root = folderOf({ "a.gz": zlib.gzipSync(lines(50_000)) });
    const log = await logText(root, "a.gz", 25_000);
    assert.ok(log.kind === "decoded");
    const shown = log.text.split("\n");
    assert.deepEqual(
      [log.first, shown[0], shown[10_000], shown.at(-2)],
      [15_000, "line 15000", "line 25000", "line 35000"],
    );
    const near = await logText(root, "a.gz", 3);
    assert.ok(near.kind === "decoded" && near.first === 1);
  });

  it("of long lines is about 8 MiB, and the line that was asked for is in it", async () => {
    const root = folderOf({ "a.gz": zlib.gzipSync(lines(2_000, 10_000)) });
    for (const line of [1, 1_000, 2_000]) {
      const log = await logText(root, "a.gz", line);
      assert.ok(log.kind === "decoded" && log.text.length < 9 * 1024 * 1024);
      assert.match(log.text.split("\n")[line - log.first]!, new RegExp(`^line ${line}x`));
    }
  });

  it("says where it breaks off, and of a line that nobody can read how long it is", async () => {
    const packed = zlib.gzipSync(`short\n${"x".repeat(2_000_000)}\nlast\n`);
    const root = folderOf({ "a.gz": packed, "b.gz": packed.subarray(0, packed.length - 9) });
    const log = await logText(root, "a.gz", 1);
    assert.ok(log.kind === "decoded");
    assert.deepEqual(log.text.split("\n"), ["short", "\u2026 a line of 2000000 bytes", "last", ""]);
    const broken = await logText(root, "b.gz", 1);
    assert.ok(broken.kind === "decoded");
    assert.match(broken.fault!, /^breaks off/);
  });

  it("is refused where it leads out of the folder, or is not there", async () => {
    const outside = folderOf({ "secret.gz": zlib.gzipSync("secret") });
    const root = folderOf({ "a.log": "x" });
    fs.symlinkSync(path.join(outside, "secret.gz"), path.join(root, "link.gz"));
    for (const file of ["link.gz", "../x/secret.gz", "gone.gz"]) {
      const log = await logText(root, file, 1);
      assert.equal(log.kind, "refused", file);
    }
    const out = await logText(root, "link.gz", 1);
    assert.deepEqual(out, { kind: "refused", message: "link.gz leads out of the folder, so it is not opened." });
  });
});
