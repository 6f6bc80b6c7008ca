/** What lies in a folder: sorted, inside, never in circles. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { listFolder } from "../../server/host/folder.ts";
import { folderOf } from "../kit/folder.ts";

describe("a folder's listing", () => {
  it("says what is no ordinary file", () => {
    const root = folderOf({ "a.log": "" });
    execFileSync("mkfifo", [path.join(root, "pipe.log")]);
    assert.deepEqual(listFolder(root), {
      files: ["a.log"],
      left: [{ path: "pipe.log", reason: "it is no ordinary file" }],
    });
  });

  it("is sorted and leaves out what is no user's", () => {
    const root = folderOf({ "b.log": "", "a/x.log": "", "node_modules/n.log": "", ".git/g.log": "", "a/.hidden": "" });
    assert.deepEqual(listFolder(root), { files: ["a/.hidden", "a/x.log", "b.log"], left: [] });
  });

  it("ends where links lead round in a circle", () => {
    const root = folderOf({ "a/x.log": "" });
    fs.symlinkSync("..", path.join(root, "a", "up"));
    assert.deepEqual(listFolder(root).files, ["a/x.log"]);
  });

  it("says once which links lead to each other", () => {
    const root = folderOf({ "x.log": "" });
    fs.symlinkSync("b.log", path.join(root, "a.log"));
    fs.symlinkSync("a.log", path.join(root, "b.log"));
    fs.symlinkSync("a.log", path.join(root, "into.log"));
    fs.symlinkSync("self.log", path.join(root, "self.log"));
    const { files, left } = listFolder(root);
    assert.deepEqual(files, ["x.log"]);
    assert.deepEqual(left, [
      { path: "a.log", reason: "its link leads round in a circle, over b.log" },
      { path: "into.log", reason: "its link leads nowhere" },
      { path: "self.log", reason: "its link leads to itself" },
    ]);
  });

  it("goes on behind a link whose way cannot be seen", () => {
    const root = folderOf({ "x.log": "" });
    fs.symlinkSync("circ/x", path.join(root, "circ"));
    fs.symlinkSync("circ/x", path.join(root, "into.log"));
    const { files, left } = listFolder(root);
    assert.deepEqual(files, ["x.log"]);
    assert.deepEqual(left, [
      { path: "circ", reason: "its link leads nowhere" },
      { path: "into.log", reason: "its link leads nowhere" },
    ]);
  });

  it("goes on behind a link into a folder that may not be read", () => {
    const root = folderOf({ "x.log": "", "shut/a.log": "" });
    const shut = path.join(root, "shut");
    fs.symlinkSync("shut/a.log", path.join(root, "link.log"));
    fs.chmodSync(shut, 0);
    try {
      // Root may read it all the same.
      assert.ok(listFolder(root).files.includes("x.log"));
    } finally {
      fs.chmodSync(shut, 0o755);
    }
  });

  it("says a large circle of links once, and names few of them", () => {
    const root = folderOf({});
    for (let i = 10; i < 60; i++) fs.symlinkSync(`${i === 59 ? 10 : i + 1}.log`, path.join(root, `${i}.log`));
    assert.deepEqual(listFolder(root).left, [
      {
        path: "10.log",
        reason: "its link leads round in a circle, over 11.log, 12.log, 13.log, 14.log, 15.log and 44 more",
      },
    ]);
  });

  it("follows a link inside the folder, and says which lead out of it or nowhere", () => {
    const outside = folderOf({ "secret.log": "" });
    const root = folderOf({ "a.log": "" });
    fs.symlinkSync("a.log", path.join(root, "same.log"));
    fs.symlinkSync(path.join(outside, "secret.log"), path.join(root, "out.log"));
    fs.symlinkSync("gone", path.join(root, "nowhere.log"));
    const { files, left } = listFolder(root);
    assert.deepEqual(files, ["a.log", "same.log"]);
    assert.deepEqual(left, [
      { path: "nowhere.log", reason: "its link leads nowhere" },
      { path: "out.log", reason: "its link leads out of the workspace folder" },
    ]);
  });
});
