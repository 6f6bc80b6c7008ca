/** Patterns of files: the usual ones, and those that nobody should write. */
import assert from "node:assert/strict";
import { pathMatcher } from "../../server/host/globs.ts";

describe("patterns of files", () => {
  it("know stars, folders, alternatives and dots", () => {
    const matches = pathMatcher(["logs/**/auth*.log", "./{a,b}/[0-9].txt"]);
    const fit = ["logs/auth.log", "logs/deep/er/auth-1.log", "logs/.old/auth.log", "a/1.txt", "b/2.txt"];
    const others = ["auth.log", "logs/auth.log.gz", "other/logs/auth.log", "c/1.txt", "a/12.txt"];
    assert.deepEqual([...fit, ...others].filter(matches), fit);
  });

  it("may be empty, endless, unbalanced or lead out of the folder: they match nothing", () => {
    const matches = pathMatcher(["", "x".repeat(100_000), "[", "{a", "(", "../a.log", "/a.log", "\\"]);
    assert.deepEqual(["a.log", "x", "logs/a.log"].filter(matches), []);
    assert.equal(pathMatcher([])("a.log"), false);
  });
});
