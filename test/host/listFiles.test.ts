/** Files that lists and tables name: found, refused, read to their end, whatever is in them. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { readNamedFiles, stampOf } from "../../server/host/listFiles.ts";
import type { ListFile } from "../../server/model/facts.ts";
import { folderOf } from "../kit/folder.ts";

const list = (root: string, file: string): ListFile => readNamedFiles(root, { lists: [file], tables: [] }).lists[file]!;
const table = (root: string, file: string) => readNamedFiles(root, { lists: [], tables: [file] }).tables[file];

describe("files of lists", () => {
  it("hold one entry per line, without blanks, comments, byte order mark and carriage returns", () => {
    const root = folderOf({ "l.txt": "\uFEFFroot\r\n\r\n# who else\r\n  admin \r\n\u{1F333}" });
    assert.deepEqual(list(root, "l.txt"), {
      kind: "read",
      entries: [
        { line: 1, text: "root" },
        { line: 4, text: "admin" },
        { line: 5, text: "\u{1F333}" },
      ],
    });
  });

  it("keep characters whole that lie across two pieces", () => {
    const root = folderOf({ "l.txt": `x${"\u{1F333}".repeat(100_000)}\ny` });
    const file = list(root, "l.txt");
    assert.ok(file.kind === "read");
    assert.equal(file.entries[0]!.text.length, 200_001);
    assert.equal(file.entries[0]!.text.includes("\uFFFD"), false);
  });

  it("may have a million lines, and no more", function () {
    this.timeout(20_000);
    const million = "10.0.0.1\n".repeat(1_000_000);
    const root = folderOf({ "most.txt": million, "more.txt": `${million}10.0.0.2\n` });
    const most = list(root, "most.txt");
    assert.equal(most.kind === "read" && most.entries.length, 1_000_000);
    assert.equal(list(root, "more.txt").kind, "large");
  });

  it("are refused where they are missing, a folder, or outside", () => {
    const root = folderOf({ "in/a.txt": "a", "lists/b.txt": "b" });
    const inside = path.join(root, "in");
    fs.symlinkSync(path.join(root, "lists", "b.txt"), path.join(inside, "link.txt"));
    assert.equal(list(inside, "none.txt").kind, "missing");
    assert.equal(list(inside, ".").kind, "directory");
    for (const file of ["../lists/b.txt", path.join(inside, "a.txt"), "link.txt"]) {
      assert.equal(list(inside, file).kind, "outside", file);
    }
    assert.equal(list(inside, "a\0b").kind, "unreadable");
  });
});

describe("files of tables", () => {
  it("have the names of their first line as columns", () => {
    const root = folderOf({ "t.csv": '\uFEFFuserid,"full name",team\r\nroot,Root,soc\r\n', "empty.csv": "" });
    assert.deepEqual(table(root, "t.csv"), {
      kind: "read",
      columns: ["userid", "full name", "team"],
      rows: [["root", "Root", "soc"]],
    });
    assert.deepEqual(table(root, "empty.csv"), { kind: "read", columns: [], rows: [] });
  });

  it("give each row as many cells as there are names, whatever a line has", () => {
    const root = folderOf({ "t.csv": 'userid,,team\n\n a , x , soc , more\nb\n"c, d",,"two\nlines"\n' });
    assert.deepEqual(table(root, "t.csv"), {
      kind: "read",
      columns: ["userid", "team"],
      rows: [
        ["a", "soc"],
        ["b", ""],
        ["c, d", "two\nlines"],
      ],
    });
  });

  it("may hold commas, quotes and line ends in a column's name", () => {
    const root = folderOf({ "t.csv": 'userid,"name, first","the ""team""","two\nlines", age \n1,a,b,c,2\n' });
    assert.deepEqual(table(root, "t.csv"), {
      kind: "read",
      columns: ["userid", "name, first", 'the "team"', "two\nlines", "age"],
      rows: [["1", "a", "b", "c", "2"]],
    });
  });

  it("may have one line alone, with no line end, and long ones behind it", () => {
    const root = folderOf({ "t.csv": "userid,team", "long.csv": `userid,team\nroot,${"x".repeat(1 << 20)}\n` });
    assert.deepEqual(table(root, "t.csv"), { kind: "read", columns: ["userid", "team"], rows: [] });
    const rows = [["root", "x".repeat(1 << 20)]];
    assert.deepEqual(table(root, "long.csv"), { kind: "read", columns: ["userid", "team"], rows });
  });

  it("are refused where the first line has no end", () => {
    const root = folderOf({ "t.csv": "x".repeat(1 << 20), "quote.csv": `a,"${"x\n".repeat(1 << 20)}` });
    for (const file of ["t.csv", "quote.csv"]) assert.deepEqual(table(root, file), { kind: "unreadable" }, file);
  });
});

describe("the stamp of files", () => {
  it("changes when a file comes or is written", () => {
    const root = folderOf({});
    const named = { lists: ["l.txt"], tables: [] };
    const before = stampOf(root, named);
    assert.equal(stampOf(root, named), before);
    fs.writeFileSync(path.join(root, "l.txt"), "a\n");
    assert.notEqual(stampOf(root, named), before);
  });
});
