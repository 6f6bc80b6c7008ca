/** The command line on other versions of Node than the one that the suites run under. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..", "..");
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as { engines: { node: string } };

describe("the oldest Node", () => {
  it("is 20, and what it lacks is not in the libraries that the sources are compiled against", () => {
    assert.equal(manifest.engines.node, ">=20");
    for (const project of ["grammar/tsconfig.json", "server/tsconfig.json", "server/tsconfig.pure.json"]) {
      const { compilerOptions } = JSON.parse(fs.readFileSync(path.join(root, project), "utf8")) as {
        compilerOptions: { lib: string[] };
      };
      assert.equal(compilerOptions.lib[0], "ES2023", project);
    }
  });

  it("is not needed to be this one: the machine's own runs a replay too", () => {
    const own = (process.env["PATH"] ?? "")
      .split(path.delimiter)
      .filter((folder) => !folder.includes("node_modules"))
      .map((folder) => path.join(folder, "node"))
      .find((file) => fs.existsSync(file));
    assert.ok(own, "npm was started by a Node of the machine");
    const run = spawnSync(own, [path.join(root, "dist", "grove.mjs"), "replay", path.join(root, "samples", "ssh")]);
    assert.match(run.stdout.toString(), /3 detections in 472 lines/);
    assert.equal(run.status, 0);
  });
});
