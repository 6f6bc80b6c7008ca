/** Rule files that nobody should write, and files that lists should not name: clear words, soon, and no stack. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

/** What every answer owes, whatever was asked. */
function check(folder: string, code: number): string {
  const answer = grove("check", folder);
  assert.equal(answer.code, code, answer.stderr.slice(0, 2000));
  assert.doesNotMatch(answer.stderr, /\bat .*\.m?[jt]s:\d|RangeError|TypeError/);
  return answer.stdout + answer.stderr;
}

describe("grove check, of bad input", function () {
  this.timeout(60_000);

  it("5 MB in one rule file: one error, and what stands in the others is checked", () => {
    const names = Array.from({ length: 80 }, (_, at) => `"user${at}"`).join(", ");
    const rule = (at: number) =>
      `/// ${"why ".repeat(40)}\nrule r${at} {\n  severity low\n  by ip\n  when failed where user in [${names}]\n}\n`;
    const many = Array.from({ length: 5000 }, (_, at) => rule(at));
    assert.ok(many.join("").length > 5_000_000);
    const said = check(folderOf({ "a.grove": SSHD, "b.grove": many.join("") }), 1);
    assert.match(
      said,
      /^b\.grove:1:1: error\[syntax\]: This file has more than 2,000,000 characters, so it is not read/m,
    );
    assert.equal(said.match(/error\[/g)?.length, 1);
    const split = (from: number) => many.slice(from, from + 1250).join("");
    const files = Object.fromEntries([0, 1250, 2500, 3750].map((from) => [`r${from}.grove`, split(from)]));
    assert.match(check(folderOf({ "a.grove": SSHD, ...files }), 0), /5,000 rules/);
  });

  it("a line of a megabyte: read up to 100,000 words and signs, else one error", () => {
    const folder = (users: number) => {
      const list = Array.from({ length: users }, (_, at) => `"${"someone".repeat(3)}${at}"`).join(", ");
      const rule = "rule r { severity low when failed where user in users }";
      return folderOf({ "a.grove": `${SSHD}list users = [${list}]\n${rule}` });
    };
    check(folder(40_000), 0);
    const said = check(folder(60_000), 1);
    assert.match(said, /error\[syntax\]: This declaration has more than 100,000 words and signs, so it is not read/);
    assert.match(said, /\[broken-dependency\]: .*`users`/);
  });

  it("5,000 errors: the first ones, and how many there are", () => {
    const said = check(
      folderOf({ "a.grove": Array.from({ length: 5000 }, (_, at) => `event e${at} =\n`).join("") }),
      1,
    );
    assert.match(said, /^1 rule file, .*: 5,000 errors/m);
    assert.equal(said.match(/error\[syntax\]/g)?.length, 200);
    assert.match(said, /information\[too-many\]: There are \d+ more problems/);
  });

  it("nesting 2,000 deep: one clear error for each declaration", () => {
    const parentheses = `event a = failed where ${"(".repeat(2000)}port > 1${")".repeat(2000)}`;
    const patterns = `rule r { severity low when ${"sequence { ".repeat(2000)}failed${" }".repeat(2000)} }`;
    const lists = `list l = ${"[".repeat(2000)}"a"${"]".repeat(2000)}`;
    const said = check(folderOf({ "a.grove": [SSHD, parentheses, patterns, lists].join("\n") }), 1);
    assert.equal(said.match(/error\[syntax\].* deep/g)?.length, 3, said.slice(0, 2000));
  });

  it("BOM, CRLF, tabs and astral characters: columns count what an editor counts", () => {
    const first = check(folderOf({ "a.grove": "\uFEFFoops\n" }), 1);
    assert.match(first, /^a\.grove:1:1: error\[syntax\]/m);
    const text = `\uFEFF${SSHD}\r\n\toops\r\nevent a = failed where user == "\u{1F333}\u{1F333}" and usr == "b"\r\n`;
    const said = check(folderOf({ "a.grove": text }), 1);
    const line = text.split("\n").findIndex((each) => each.startsWith("event a")) + 1;
    const column = 'event a = failed where user == "....'.length + '" and '.length + 1;
    assert.match(said, new RegExp(`^a\\.grove:${line}:${column}: error\\[unknown-field\\]: .*\`usr\``, "m"));
    assert.match(said, new RegExp(`^a\\.grove:${line - 1}:2: error\\[syntax\\]`, "m"));
  });

  it("two files that declare one rule: both places", () => {
    const said = check(folderOf({ "a.grove": SSHD + GUESSED, "b/c.grove": GUESSED }), 1);
    assert.match(said, /^a\.grove:\d+:\d+: error\[duplicate-name\]/m);
    assert.match(said, /^b\/c\.grove:\d+:\d+: error\[duplicate-name\]/m);
  });

  it("lists from a folder, from outside, from a million lines and more", () => {
    const folder = folderOf({ "in/a.txt": "x", "out.txt": "x\n" });
    const root = path.join(folder, "in");
    fs.mkdirSync(path.join(root, "dir"));
    fs.writeFileSync(path.join(root, "most.txt"), "u\n".repeat(1_000_000));
    fs.writeFileSync(path.join(root, "more.txt"), "u\n".repeat(1_000_001));
    const files = { dir: "dir", out: "../out.txt", most: "most.txt", more: "more.txt" };
    const lists = Object.entries(files).map(
      ([name, file]) =>
        `list ${name} from "${file}"\nrule r_${name} { severity low  when failed where user in ${name} }\n`,
    );
    fs.writeFileSync(path.join(root, "a.grove"), SSHD + lists.join(""));
    const said = check(root, 1);
    assert.match(said, /list-file\]: `dir` is a folder/);
    assert.match(said, /list-file\]: `\.\.\/out\.txt` lies outside/);
    assert.match(said, /list-file\]: `more\.txt` has more than a million lines/);
    assert.doesNotMatch(said, /most\.txt/);
  });

  it("a rule file that is a folder, or no text at all", () => {
    const folder = folderOf({ "a.grove": SSHD, "b.grove/c.txt": "x" });
    fs.writeFileSync(
      path.join(folder, "d.grove"),
      Uint8Array.from({ length: 4096 }, (_, at) => at % 256),
    );
    fs.writeFileSync(path.join(folder, "e.grove"), Uint8Array.from([0xff, 0xfe, 0x72, 0, 0x75, 0, 0x6c, 0]));
    const said = check(folder, 1);
    assert.match(said, /^d\.grove:1:1: error\[syntax\]/m);
    assert.match(said, /^e\.grove:1:\d: error\[syntax\]/m);
  });
});

describe("grove, of names that would steer a terminal", function () {
  this.timeout(60_000);

  it("shows a file's name, a test's title and a literal as they are written, not as they act", () => {
    const source = `source app from application { files "logs/*.log"  format json  time at }`;
    const rule = `rule hit { severity low  by user  when app where kind == "\u001b[31mx" }`;
    const test = `test "\u001b[2Jcleared" {\n  given app """\n    {"at":"2026-06-14T15:16:01Z"}\n  """\n  expect hit once\n}`;
    const lines = ['{"at":"2026-06-14T15:16:01Z","user":"bob","kind":"\\u001b[31mx"}', "none", ""];
    const folder = folderOf({
      "\u001b[31ma.grove": [source, rule, test].join("\n"),
      "logs/\u001b]0;title\u0007\nb.log": lines.join("\n"),
    });
    for (const command of [["check"], ["replay"], ["explain", "hit"], ["normalize"], ["test"], ["fmt", "--check"]]) {
      const { stdout, stderr } = grove(...command, folder);
      assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/, command.join(" "));
    }
    assert.match(grove("replay", folder).stdout, /logs\/\\x1b\]0;title\\x07\\x0ab\.log:1/);
  });
});

describe("grove, of logs that would steer a terminal", () => {
  it("does not let a log steer the terminal, by evidence, key or emit", () => {
    const text = `${SSHD}rule r { severity low  by user  when sequence { x: failed }  emit who = x.user }`;
    const hostile = "\u001b]0;pwn\u0007\u202egnp";
    const { stdout } = grove("replay", folderOf({ "a.grove": text, "a.log": failed(1, "203.0.113.9", hostile) }));

    assert.doesNotMatch(stdout, /[\u001b\u0007\u202e]/);
    assert.equal(stdout.split("\\x1b]0;pwn\\x07\\u202egnp").length, 4);
  });

  it("writes JSON in which no character steers a terminal or turns letters around", () => {
    const text = `${SSHD}rule r { severity low  by user  when failed }`;
    const hostile = "\u009b31m\u202egnp\u2028\u061c\u007f";
    const root = folderOf({ "a.grove": text, "a.log": failed(1, "203.0.113.9", hostile) });
    const { stdout, objects } = grove("replay", root, "--json");
    assert.doesNotMatch(stdout, /[\u007f-\u009f\u061c\u2028\u202e]/);
    assert.deepEqual(objects[0]!["key"], { user: hostile });
  });
});
