/** `grove explain` and `grove plan` as a user calls them. */
import assert from "node:assert/strict";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const PAIR = `
rule pair {
  severity low
  by user
  when sequence within 10s {
    bad:  failed
    good: login where ip != bad.ip
  }
}
`;
const log = [failed(1), accepted(5), failed(100), accepted(112, "203.0.113.10")].join("\n") + "\n";
const root = folderOf({ "a.grove": SSHD + GUESSED + PAIR, "a.log": log });

describe("grove explain", () => {
  it("shows the ladder, where it stops, and the near misses with what would fire", () => {
    const { code, stdout } = grove("explain", "pair", root);
    assert.equal(code, 0);
    assert.match(stdout, /^pair {2}never fired\nby user, sequence within 10s\n/);
    assert.match(stdout, /bad: failed +2 records {2}reached 2\n +2 expired\n/);
    assert.match(stdout, /good: login where ip != bad\.ip +2 records {2}reached 0 {2}<- stops here\n/);
    assert.match(stdout, /good came 2s after the deadline\n +user root, fires with `within 12s` at a\.grove:\d+:17\n/);
    assert.match(stdout, /good was excluded: ip is 203\.0\.113\.9, bad\.ip is 203\.0\.113\.9\n/);
  });

  it("says a count's nearest value and what it counted", () => {
    const { stdout } = grove("explain", "guessed", root);
    assert.match(stdout, /tries: count\(failed\) >= 2 +2 records {2}reached 1\n/);
    assert.match(stdout, /tries had 1, needed >= 2\n +ip 203\.0\.113\.9, fires with `>= 1` at /);
  });

  it("moves patterns inside patterns in, but not out of sight", () => {
    let when = "sequence within 10s { failed  login }";
    for (let depth = 0; depth < 20; depth++) when = `sequence within 10s {\n ${when}\n login }`;
    const deep = folderOf({ "a.grove": `${SSHD}rule deep { severity low  by user  when ${when} }`, "a.log": log });
    const { stdout } = grove("explain", "deep", deep);
    const ladder = stdout.split("\n").filter((line) => line.includes(" reached "));
    const indents = ladder.map((line) => line.search(/\S/));
    assert.equal(ladder.length, 42);
    assert.deepEqual(new Set(indents.slice(0, 3)), new Set([2, 4, 6]));
    assert.equal(Math.max(...indents), 24);
  });

  it("prints one object with --json, of the asked key alone with --key", () => {
    const [all] = grove("explain", "pair", root, "--json").objects;
    assert.equal(all!["kind"], "explanation");
    assert.equal((all!["nearMisses"] as unknown[]).length, 2);
    const [none] = grove("explain", "pair", root, "--json", "--key", "user=eve").objects;
    assert.deepEqual(none!["nearMisses"], []);
  });

  it("tries one line on every step, false parts first", () => {
    const { code, stdout } = grove("explain", "pair", root, "--record", "a.log:1");
    assert.equal(code, 0);
    assert.match(stdout, /Fits bad of pair\./);
    assert.match(stdout, /x good +login +template is 1, needs template == 2/);
  });

  it("says of a line that is no record why, and of one that is not there that it is not", () => {
    const odd = folderOf({ "a.grove": SSHD + PAIR, "a.log": `${failed(90)}\n${failed(95)}\n${failed(1)}\nno time\n` });
    assert.match(grove("explain", "pair", odd, "--record", "a.log:3").stdout, /Takes no part, it is late: /);
    assert.match(grove("explain", "pair", odd, "--record", "a.log:4").stdout, /Takes no part, it is unparsed: /);
  });

  it("says of a line or a file that is not there what is there", () => {
    const refused = (place: string): string => {
      const { code, stderr } = grove("explain", "pair", root, "--record", place);
      assert.equal(code, 2);
      return stderr;
    };
    assert.match(refused("a.log:9"), /^grove: a\.log has 4 lines, so there is no line 9\.\n/m);
    assert.match(refused("a.log:0"), /there is no line 0\./);
    assert.match(refused("b.log:1"), /^grove: No source reads b\.log\. Logs are a\.log\n/m);
  });

  it("says of a line that was delivered twice, and of one that `only` turns away, that it takes no part", () => {
    const only = SSHD.replace("lateness 30s", 'lateness 30s\n  only     ip != "10.9.9.9"');
    const twice = folderOf({
      "a.grove": only + PAIR,
      "a.log": `${failed(1)}\n${failed(2, "10.9.9.9")}\n`,
      "a-20260614.log": `${failed(1)}\n`,
    });
    const of = (place: string): string => grove("explain", "pair", twice, "--record", place).stdout;
    assert.match(of("a.log:1"), /Takes no part, it is duplicate: a copy of a-20260614\.log:1/);
    assert.match(of("a.log:2"), /Takes no part: no source makes a record of it/);
  });

  it("says that nothing has the key that was asked for", () => {
    assert.match(
      grove("explain", "pair", root, "--key", "user=eve").stdout,
      /No record of the rule's steps has this key/,
    );
    assert.doesNotMatch(grove("explain", "pair", root, "--key", "user=root").stdout, /has this key/);
  });

  it("refuses rules, keys and lines that are none", () => {
    for (const words of [
      ["explain"],
      ["explain", "pair", root, "--key", "user=a", "--key", "user=b"],
      ["explain", "nobody", root],
      ["explain", "pair", root, "--key", "host=a"],
      ["explain", "pair", root, "--key", "user"],
      ["explain", "pair", root, "--record", "a.log"],
    ]) {
      const { code, stderr } = grove(...words);
      assert.equal(code, 2, words.join(" "));
      assert.match(stderr, /^grove: .+\n/);
    }
  });
});

describe("grove plan", () => {
  it("prints each rule's patterns, its leaves and what it costs", () => {
    const { code, stdout } = grove("plan", root);
    assert.equal(code, 0);
    assert.match(stdout, /^2 rules, 2 leaves: 2 shared by several rules, 2 found by an index\n/);
    assert.match(stdout, /good: login where ip != bad\.ip \(completes\)/);
    assert.match(stdout, /leaf 0 of sshd, shared by 2 rules: template is 1/);
    assert.match(stdout, /cost: a `where` across labels that no index helps/);
  });

  it("says the same as JSON lines", () => {
    const { objects } = grove("plan", root, "--json");
    assert.deepEqual(
      objects.map(({ kind }) => kind),
      ["rule", "rule", "plan"],
    );
  });
});
