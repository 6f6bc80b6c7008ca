/** `grove replay` with arrival disturbed on purpose, and what it says of arrival. */
import assert from "node:assert/strict";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const log = Array.from({ length: 300 }, (_, i) => (i % 10 === 9 ? accepted(i) : failed(i))).join("\n");
const root = folderOf({ "a.grove": SSHD + GUESSED, "auth.log": `${log}\n` });

interface Sums {
  readonly records: Readonly<Record<string, number>>;
  readonly sources: { readonly sshd: { readonly lateness: { readonly all: number; readonly most: number } } };
  readonly dropped?: number;
}
const sums = (...words: string[]): Sums => grove("replay", root, "--json", ...words).objects.at(-1) as unknown as Sums;

describe("grove replay, disturbed", function () {
  this.timeout(20_000);

  it("gives the same bytes for the same seed, and others for another", () => {
    const words = ["--shuffle", "2m", "--duplicate", "5%", "--drop", "5%"];
    const one = grove("replay", root, "--json", ...words, "--seed", "7").stdout;
    assert.equal(grove("replay", root, "--json", ...words, "--seed", "7").stdout, one);
    assert.notEqual(grove("replay", root, "--json", ...words, "--seed", "8").stdout, one);
  });

  it("changes no detection as long as lateness allows for it", () => {
    const detections = (...words: string[]) =>
      grove("replay", root, "--json", ...words).objects.filter(({ kind }) => kind === "detection");
    assert.equal(detections().length, 30);
    assert.deepEqual(detections("--shuffle", "30s", "--seed", "3", "--duplicate", "20%"), detections());
  });

  it("accounts for what came twice, and says what never came", () => {
    const { records, dropped = 0 } = sums("--duplicate", "10%", "--drop", "10%");
    const { in: all, released, duplicate, ...rest } = records;
    assert.ok(duplicate! > 10 && duplicate! < 60, `${duplicate} came twice`);
    assert.ok(dropped > 10 && dropped < 60, `${dropped} never came`);
    assert.equal(all, 300 - dropped + duplicate!);
    assert.equal(released, 300 - dropped);
    assert.deepEqual(rest, { late: 0, unparsed: 0, filtered: 0, ahead: 0 });
  });

  it("proposes a lateness with which nothing is late", () => {
    const { records, sources } = sums("--shuffle", "2m");
    assert.ok(records["late"]! > 0);
    const { all } = sources.sshd.lateness;
    const kept = folderOf({
      "a.grove": (SSHD + GUESSED).replace("lateness 30s", `lateness ${Math.ceil(all)}s`),
      "auth.log": `${log}\n`,
    });
    const again = grove("replay", kept, "--json", "--shuffle", "2m").objects.at(-1) as unknown as Sums;
    assert.equal(again.records["late"], 0);
    const report = grove("replay", root, "--shuffle", "2m").stdout;
    assert.match(report, new RegExp(`source sshd: ${records["late"]} late, .* keeps all`));
  });

  it("shows the text of a rejected line", () => {
    const folder = folderOf({ "a.grove": SSHD, "a.log": `${"no time ".repeat(100)}\n` });
    const [line] = grove("replay", folder, "--json").objects;
    assert.equal(line!["text"], `${"no time ".repeat(100).slice(0, 500)}…`);
  });

  for (const [words, message] of [
    [["--shuffle", "30"], /--shuffle takes a duration such as 30s, 5m or 2h, and was given "30"/],
    [["--drop", "200%"], /--drop takes a share of the records from 0% to 100%, and was given "200%"/],
    [["--shuffle", "1s", "--seed", "x"], /--seed takes a whole number from 0 to 4294967295, and was given "x"/],
    [["--seed", "7"], /--seed alone disturbs nothing/],
    [["--skew", "90s"], /--skew 90s names no source and no duration; write --skew sshd=\+90s/],
    [["--skew", "nobody=+90s"], /--skew nobody=\+90s is of no source; there are sshd/],
  ] as const)
    it(`says what is wrong with ${words.join(" ")}`, () => {
      const { code, stderr } = grove("replay", root, ...words);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
});
