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

describe("a pattern of files", () => {
  for (const [pattern, fit, others] of [
    ["*.log", ["a.log", ".log"], ["a/b.log", "a.logs"]],
    ["**/*.log", ["a.log", "a/b/c.log"], ["a.txt"]],
    ["logs/**", ["logs/a", "logs/a/b"], ["log/a", "a/logs/b"]],
    ["**", ["a", "a/b.c"], []],
    ["a**b", ["ab", "axb"], ["a/b"]],
    ["a?c", ["abc", "a😀c"], ["ac", "a/c"]],
    ["[!a-c]x", ["dx"], ["ax", "/x"]],
    ["[a-]x", ["-x", "ax"], ["bx"]],
    ["{web,db{1,2}}/*.log", ["web/a.log", "db2/b.log"], ["db/a.log", "db3/a.log"]],
    ["a\\*b", ["a*b"], ["axb"]],
    ["a+(b).log", ["a+(b).log"], ["ab.log"]],
    ["**/**/a", ["a", "b/a", "b/c/a"], ["ab"]],
    ["x/**/a/**/b", ["x/a/b", "x/1/a/2/3/b"], ["x/b"]],
  ] as const)
    it(pattern, () => {
      assert.deepEqual([...fit, ...others].filter(pathMatcher([pattern])), fit);
    });

  it("of many stars comes to an end", () => {
    const matches = pathMatcher([`${"**/".repeat(20)}${"*a".repeat(20)}b`, `${"a/**/".repeat(20)}b`]);
    const path = `${"a/".repeat(200)}${"a".repeat(200)}`;
    assert.equal(matches(path), false);
  });
});
