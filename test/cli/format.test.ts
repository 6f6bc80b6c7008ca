/** `grove fmt`: what it writes, what it only says, and what it must not touch. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { folderOf } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const MESSY = "event a=b\nrule r {\nseverity low\nby ip }\n";
const NEAT = "event a = b\nrule r {\n  severity low\n  by       ip\n}\n";
const BROKEN = "rule  r {\n  severity  =\n}\n";

const textOf = (root: string, file: string): string => fs.readFileSync(path.join(root, file), "utf8");

describe("grove fmt", () => {
  it("has help", () => {
    const { code, stdout } = grove("fmt", "--help");
    assert.equal(code, 0);
    assert.match(stdout, /^grove fmt \[DIR\|FILE\.\.\.\] \[--check\]/);
  });

  it("formats all rule files of a folder, and lists those that changed", () => {
    const root = folderOf({ "a.grove": MESSY, "deep/b.grove": MESSY, "neat.grove": NEAT, "a.log": MESSY });
    const { code, stdout, stderr } = grove("fmt", root);
    assert.equal(code, 0);
    assert.equal(stderr, "");
    assert.deepEqual(stdout.split("\n"), [
      `formatted: ${path.join(root, "a.grove")}`,
      `formatted: ${path.join(root, "deep", "b.grove")}`,
      "3 rule files, 2 formatted",
      "",
    ]);
    for (const file of ["a.grove", "deep/b.grove", "neat.grove"]) assert.equal(textOf(root, file), NEAT);
    assert.equal(textOf(root, "a.log"), MESSY);
    assert.deepEqual(fs.readdirSync(root).sort(), ["a.grove", "a.log", "deep", "neat.grove"]);
    assert.match(grove("fmt", root).stdout, /^3 rule files, none formatted\n$/);
  });

  it("formats only the files that are named", () => {
    const root = folderOf({ "a.grove": MESSY, "b.grove": MESSY, "c.grove": MESSY });
    assert.equal(grove("fmt", path.join(root, "a.grove"), path.join(root, "c.grove")).code, 0);
    assert.deepEqual(
      ["a", "b", "c"].map((name) => textOf(root, `${name}.grove`)),
      [NEAT, MESSY, NEAT],
    );
  });

  it("with --check writes nothing, lists what would change and exits with 1", () => {
    const root = folderOf({ "a.grove": MESSY, "neat.grove": NEAT });
    const { code, stdout } = grove("fmt", "--check", root);
    assert.equal(code, 1);
    assert.equal(stdout, `would change: ${path.join(root, "a.grove")}\n2 rule files, 1 to format\n`);
    assert.equal(textOf(root, "a.grove"), MESSY);
    assert.equal(grove("fmt", "--check", path.join(root, "neat.grove")).code, 0);
  });

  it("says the same as JSON", () => {
    const root = folderOf({ "a.grove": MESSY, "neat.grove": NEAT });
    assert.deepEqual(grove("fmt", root, "--json").objects, [
      { kind: "format", file: path.join(root, "a.grove"), changed: true },
      { kind: "format", file: path.join(root, "neat.grove"), changed: false },
      { kind: "summary", files: 2, changed: 1 },
    ]);
  });

  it("leaves a broken declaration alone, says where it is, formats the others and exits with 2", () => {
    const root = folderOf({ "a.grove": `event a=b\n${BROKEN}` });
    const { code, stderr } = grove("fmt", root);
    assert.equal(code, 2);
    assert.ok(stderr.startsWith(`${path.join(root, "a.grove")}:3:`), stderr);
    assert.match(stderr, /error\[syntax\]: .+ The declaration is left as it is\.\n$/);
    assert.equal(textOf(root, "a.grove"), `event a = b\n${BROKEN}`);
  });

  it("keeps CRLF, a byte order mark, links and permissions", () => {
    const root = folderOf({ "real/a.grove": "\uFEFFevent a=b\r\n" });
    const file = path.join(root, "real", "a.grove");
    fs.chmodSync(file, 0o640);
    fs.symlinkSync(file, path.join(root, "link.grove"));
    assert.match(grove("fmt", root).stdout, /1 rule file, 1 formatted/);
    assert.equal(fs.readFileSync(file, "utf8"), "\uFEFFevent a = b\r\n");
    assert.equal(fs.statSync(file).mode & 0o777, 0o640);
    assert.ok(fs.lstatSync(path.join(root, "link.grove")).isSymbolicLink());
  });

  it("leaves a file that is no UTF-8, byte for byte", () => {
    const bytes = Buffer.from([0x2f, 0x2f, 0x20, 0xe9, 0x0a, 0x0a, 0x0a]);
    const root = folderOf({ "latin.grove": bytes, "a.grove": MESSY });
    const { code, stderr } = grove("fmt", root);
    assert.equal(code, 2);
    assert.match(stderr, /latin\.grove:1:1: error: this rule file was not formatted: it is not UTF-8/);
    assert.deepEqual(fs.readFileSync(path.join(root, "latin.grove")), bytes);
    assert.equal(textOf(root, "a.grove"), NEAT);
  });

  it("leaves a file that no person wrote, and says so", () => {
    const text = `event a=b\n//${"x".repeat(2_000_000)}`;
    const root = folderOf({ "huge.grove": text });
    const { code, stderr } = grove("fmt", root);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /huge\.grove:1:1: error: this rule file was not formatted: it has more than 2000000 characters/,
    );
    assert.equal(textOf(root, "huge.grove"), text);
  });

  it("refuses what is no rule file with 2", () => {
    const root = folderOf({ "a.log": "" });
    for (const [word, reason] of [
      [root, /there is no rule file \(\*\.grove\) in/],
      [path.join(root, "a.log"), /is no rule file: those end in \.grove/],
      [path.join(root, "none"), /there is no file or folder/],
      ["--restore", /fmt has no option --restore/],
    ] as const) {
      const { code, stderr, stdout } = grove("fmt", word);
      assert.equal(code, 2);
      assert.match(stderr, reason);
      assert.equal(stdout, "");
    }
  });
});
