/** `grove rank` as a user calls it; docs/ranking.md shows what it prints. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const page = fs.readFileSync(path.join(import.meta.dirname, "..", "..", "docs", "ranking.md"), "utf8");
const fenced = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1]!);

const WORST = "ranking worst by ip of failed { hits }\n";
const NAMES = "ranking names by user of failed { hits }\n";
const log = `${[failed(1), failed(2), failed(3, "203.0.113.10"), failed(4, "203.0.113.11", "eve")].join("\n")}\n`;
const root = folderOf({ "a.grove": SSHD + WORST + NAMES, "a.log": log });

describe("grove rank", () => {
  it("prints what docs/ranking.md shows", () => {
    const logs = fenced("text").map((text): [string, string] => {
      const [head = "", ...lines] = text.split("\n");
      return [head.slice(2), lines.join("\n")];
    });
    const { code, stdout, stderr } = grove(
      "rank",
      folderOf({ "a.grove": fenced("grove")[0]!, ...Object.fromEntries(logs) }),
    );
    assert.equal(stderr, "");
    assert.equal(stdout.trimEnd(), fenced("console")[0]!.trimEnd());
    assert.equal(code, 0);
  });

  it("prints one object for each ranking with --json, keys by their fields", () => {
    const { code, objects } = grove("rank", root, "--json");
    assert.equal(code, 0);
    assert.deepEqual(
      objects.map(({ kind, name, keys, items }) => [kind, name, keys, items]),
      [
        ["ranking", "names", 2, 4],
        ["ranking", "worst", 3, 4],
      ],
    );
    const [node] = objects[1]!["nodes"] as { decides: string; leaves: { key: object; next: object }[] }[];
    assert.equal(node!.decides, "hits");
    assert.deepEqual(node!.leaves[0]!.key, { ip: "203.0.113.9" });
    assert.deepEqual(node!.leaves[0]!.next, { key: ["203.0.113.10"], by: "hits", own: 2, other: 1 });
  });

  it("shows one ranking with --ranking, so many keys with --top, and says how many there are", () => {
    const { stdout } = grove("rank", root, "--ranking", "worst", "--top", "2");
    assert.match(stdout, /^worst {2}ip of failed\n/);
    assert.match(stdout, /\n +1 {2}203\.0\.113\.9 .* 2 .* hits, 2 to 1\n/);
    assert.match(stdout, /\n +2 {2}2 equal, split by second value +1 *\n/);
    assert.match(stdout, /\n +203\.0\.113\.10 +1 {2}nothing: all is equal\n/);
    assert.match(stdout, /\n +\.\.\. 1 more\n/);
    assert.match(stdout, /\n {2}\.\.\. 1 more; --top 3 shows all\n {2}3 keys in 2 groups, from 4 hits\n/);
    assert.doesNotMatch(stdout, /names/);
  });

  it("looks at no rule that no ranking sees, and at all of them for `detection`", () => {
    const rules = `${SSHD}${GUESSED}rule tried { severity low  by ip  when failed }\n`;
    const seen = folderOf({ "a.grove": `${rules}ranking r by ip of detection { rules rule  hits }\n`, "a.log": log });
    assert.match(grove("rank", seen).stdout, /3 keys in 2 groups, from 4 hits/);
    const one = folderOf({ "a.grove": `${rules}ranking r by ip of tried { hits }\n`, "a.log": log });
    assert.match(grove("rank", one).stdout, /3 keys in 2 groups, from 4 hits/);
  });

  it("a log cannot steer the terminal that shows its keys", () => {
    const odd = folderOf({ "a.grove": SSHD + NAMES, "a.log": `${failed(1, "203.0.113.9", "\u001b[31mroot")}\n` });
    const { stdout } = grove("rank", odd);
    assert.ok(!stdout.includes("\u001b"));
    assert.match(stdout, /\\x1b\[31mroot/);
  });

  it("refuses rankings and numbers that are none", () => {
    for (const [words, reason] of [
      [["--ranking", "best"], /no sound ranking best; there are names, worst/],
      [["--top", "0"], /--top takes how many keys to show/],
      [["--top", "many"], /--top takes how many keys to show/],
      [["--rule", "tried"], /rank has no option --rule/],
    ] as const) {
      const { code, stderr } = grove("rank", root, ...words);
      assert.equal(code, 2);
      assert.match(stderr, reason);
    }
    const none = folderOf({ "a.grove": SSHD, "a.log": log });
    assert.match(grove("rank", none).stderr, /there is no sound ranking; write one/);
  });

  it("leaves out a ranking with an error, says so, and shows the others", () => {
    const broken = folderOf({ "a.grove": `${SSHD}${WORST}ranking bad by ipp of failed { hits }\n`, "a.log": log });
    const { code, stdout, stderr } = grove("rank", broken);
    assert.equal(code, 2);
    assert.match(stderr, /error\[unknown-field\]/);
    assert.match(stdout, /^worst /);
    assert.doesNotMatch(stdout, /bad/);
  });
});
