/** `grove` as a user and a CI job call it: words, exit codes, places on stderr, JSON lines on stdout. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const attack = [failed(1), failed(2), accepted(3)].join("\n") + "\n";

describe("grove", () => {
  it("prints help for itself and for every command", () => {
    assert.equal(grove("--help").code, 0);
    for (const command of ["check", "replay", "normalize", "test"]) {
      const { code, stdout } = grove(command, "--help");
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^grove ${command}`));
    }
  });

  it("says its version", () => {
    assert.match(grove("--version").stdout, /^grove \d+\.\d+\.\d+\n$/);
  });

  it("refuses words that it does not know with 2 and a way on", () => {
    for (const args of [
      ["chek"],
      ["check", "--jsn"],
      ["replay", "--fail-on", "hi"],
      ["check", "/no/such/folder"],
      ["test", "a", "b"],
    ]) {
      const { code, stderr, stdout } = grove(...args);
      assert.equal(code, 2, args.join(" "));
      assert.match(stderr, /^grove: .+\n`grove --help` lists what there is\.\n$/);
      assert.equal(stdout, "");
    }
  });

  it("says that an empty folder has no rules", () => {
    for (const command of ["check", "replay", "normalize", "test"]) {
      const { code, stderr } = grove(command, folderOf({}));
      assert.equal(code, 2);
      assert.match(stderr, /there is no rule file \(\*\.grove\)/);
    }
  });
});

describe("grove replay", () => {
  const root = folderOf({ "a.grove": SSHD + GUESSED, "auth.log": attack });

  it("prints detections as JSON and the summary last", () => {
    const { code, objects } = grove("replay", root, "--json");
    assert.equal(code, 0);
    assert.equal(objects.length, 2);
    const { id, ...detection } = objects[0]!;
    assert.match(String(id), /^[0-9a-f]{16}$/);
    assert.deepEqual(detection, {
      kind: "detection",
      rule: "guessed",
      severity: "high",
      key: { ip: "203.0.113.9" },
      time: "2026-06-14T09:00:03.000000Z",
      first: "2026-06-14T09:00:01.000000Z",
      last: "2026-06-14T09:00:03.000000Z",
      emit: { user: "root" },
      records: [1, 2, 3].map((line) => ({ file: "auth.log", line, time: `2026-06-14T09:00:0${line}.000000Z` })),
    });
    const records = { in: 3, released: 3, late: 0, unparsed: 0, filtered: 0, duplicate: 0, ahead: 0 };
    const lateness = { all: 0, most: 0, lost: 0 };
    assert.deepEqual(objects[1], {
      kind: "summary",
      records,
      rules: { guessed: { detections: 1, suppressed: 0 } },
      sources: { sshd: { records, lateness, silence: { count: 0, total: 0, longest: [] } } },
    });
  });

  it("shows emitted times and durations as such", () => {
    const timed = `${SSHD}rule timed { severity low  by ip
      when sequence within 1h { bad: failed  good: login }
      emit began = bad.time, took = good.time - bad.time }`;
    const folder = folderOf({ "a.grove": timed, "a.log": [failed(1), accepted(63)].join("\n") });
    const [detection] = grove("replay", folder, "--json").objects;
    assert.deepEqual(detection!["emit"], { began: "2026-06-14T09:00:01.000000Z", took: 62 });
    assert.match(grove("replay", folder).stdout, /began 2026-06-14T09:00:01.000000Z, took 1m 2s/);
  });

  it("gives the same bytes every time", () => {
    assert.equal(grove("replay", root, "--json").stdout, grove("replay", root, "--json").stdout);
  });

  it("writes a report that a person can read, with the evidence lines", () => {
    const { code, stdout } = grove("replay", root);
    assert.equal(code, 0);
    assert.match(stdout, /high\s+guessed\s+ip 203\.0\.113\.9/);
    assert.match(stdout, /09:00:03\s+auth\.log:3\s+Accepted password for root from 203\.0\.113\.9 port 4001 ssh2/);
    assert.match(stdout, /1 detection in 3 lines of 1 file/);
  });

  it("fails on a severity that is reached, and only then", () => {
    assert.equal(grove("replay", root, "--fail-on", "high").code, 1);
    assert.equal(grove("replay", root, "--fail-on", "low").code, 1);
    assert.equal(grove("replay", root, "--fail-on", "critical").code, 0);
  });

  it("replays one rule, or one log", () => {
    const two = folderOf({
      "a.grove": `${SSHD}${GUESSED}rule any_login { severity low by ip when login }`,
      "a.log": attack,
      "b.log": `${accepted(9)}\n`,
    });
    const rules = (...more: string[]) =>
      grove("replay", two, "--json", ...more)
        .objects.filter((each) => each["kind"] === "detection")
        .map((each) => each["rule"]);
    // A count uses nothing up: the failures stand before the second login as they stood before the first.
    assert.deepEqual(rules(), ["any_login", "guessed", "any_login", "guessed"]);
    assert.deepEqual(rules("--rule", "guessed"), ["guessed", "guessed"]);
    assert.deepEqual(rules("--file", "b.log"), ["any_login"]);
    assert.equal(grove("replay", two, "--rule", "gessed").code, 2);
    assert.equal(grove("replay", two, "--file", "c.log").code, 2);
    assert.equal(grove("replay", two, "--file", "/etc/passwd").code, 2);
  });

  it("runs the sound rules, says which are not, and exits with 2", () => {
    const broken = folderOf({ "a.grove": `${SSHD}${GUESSED}rule bad { severity low when nothing }`, "a.log": attack });
    const { code, stderr, objects } = grove("replay", broken, "--json");
    assert.equal(code, 2);
    assert.match(stderr, /^a\.grove:\d+:\d+: error\[unknown-name\]/m);
    assert.equal(objects[0]!["rule"], "guessed");
  });

  it("says which line was late, and which was no record", () => {
    const log = [failed(100), failed(10), "cut off", failed(101)].join("\n") + "\n";
    const { objects } = grove("replay", folderOf({ "a.grove": SSHD + GUESSED, "a.log": log }), "--json");
    const places = objects.slice(0, -1).map(({ kind, file, line }) => ({ kind, file, line }));
    assert.deepEqual(places, [
      { kind: "late", file: "a.log", line: 2 },
      { kind: "unparsed", file: "a.log", line: 3 },
    ]);
    assert.deepEqual(objects.at(-1)!["records"], {
      in: 4,
      released: 2,
      late: 1,
      unparsed: 1,
      filtered: 0,
      duplicate: 0,
      ahead: 0,
    });
  });

  it("shows times in the zone of the workspace", () => {
    const zoned = folderOf({ "a.grove": `workspace { zone "Asia/Tokyo" }${SSHD}${GUESSED}`, "a.log": attack });
    assert.match(grove("replay", zoned).stdout, /2026-06-14 09:00:01 to 09:00:03 Asia\/Tokyo/);
  });

  it("keeps the exit code for a pipe that closes, if one was asked for", () => {
    const many = folderOf({ "a.grove": SSHD + GUESSED, "a.log": `${attack.repeat(400)}` });
    const command = (more: string) =>
      `"${process.execPath}" "${path.join(import.meta.dirname, "../../dist/grove.mjs")}" replay "${many}" --json ${more} | head -1; exit \${PIPESTATUS[0]}`;
    assert.equal(spawnSync("bash", ["-c", command("")]).status, 0);
    assert.equal(spawnSync("bash", ["-c", command("--fail-on low")]).status, 1);
  });

  it("takes names that every object has for names like any other", () => {
    const text = SSHD.replace("source.port = port", "toString = user  constructor = port  __proto__ = ip");
    const rules = `${text}rule constructor { severity low  by toString, __proto__  when x: failed  emit valueOf = x.constructor }`;
    const folder = folderOf({ "a.grove": rules, "a.log": failed(1) });
    assert.equal(grove("check", folder).code, 0);
    const [detection, summary] = grove("replay", folder, "--json").objects;
    assert.deepEqual(Object.entries(detection!["key"] as object), [
      ["toString", "root"],
      ["__proto__", "203.0.113.9"],
    ]);
    assert.deepEqual(detection!["emit"], { valueOf: 4001 });
    assert.deepEqual(summary!["rules"], { constructor: { detections: 1, suppressed: 0 } });
  });

  it("says that no log matches", () => {
    const { code, stderr } = grove("replay", folderOf({ "a.grove": SSHD + GUESSED }));
    assert.equal(code, 2);
    assert.match(stderr, /no file in this folder matches/);
  });
});

describe("grove normalize", () => {
  const bytes = Buffer.concat([
    Buffer.from(`${failed(1)}\r\n${failed(2)} \n`),
    Buffer.from([0x4a, 0x75, 0x6e]),
    Buffer.from(` 14 09:00:09 web1 sshd[1]: caf`),
    Buffer.from([0xe9, 0x00, 0x0a]),
    Buffer.from(accepted(10)),
  ]);
  const root = folderOf({ "a.grove": SSHD, "auth.log": bytes });

  it("restores the log byte for byte: CRLF, no UTF-8, NUL, no newline at the end", () => {
    const { code, bytes: restored } = grove("normalize", root, "--restore");
    assert.equal(code, 0);
    assert.deepEqual(restored, bytes);
  });

  it("prints one record per line as JSON", () => {
    const { objects } = grove("normalize", root, "--json");
    assert.equal(objects.length, 4);
    const { user, ip, template, time, arrived, lag, device } = objects[0]!;
    const began = "2026-06-14T09:00:01.000000Z";
    assert.deepEqual(
      { user, ip, template, time, arrived, lag, device },
      { user: "root", ip: "203.0.113.9", template: 1, time: began, arrived: began, lag: 0, device: "web1" },
    );
    assert.equal(objects[2]!["template"], null);
  });

  it("says how many bytes lines have, and how many once what they share is written once", () => {
    const logs = { "a.grove": SSHD, "auth.log": Array.from({ length: 50 }, (_, i) => `${failed(i)}\n`).join("") };
    const [size, total] = grove("normalize", folderOf(logs), "--size", "--json").objects;
    assert.equal(size?.raw, logs["auth.log"].length);
    assert.deepEqual({ ...total, kind: "size", source: "sshd" }, size);
    assert.ok((size?.coded as number) < logs["auth.log"].length / 2, JSON.stringify(size));
    assert.match(grove("normalize", root, "--size").stdout, /^sshd .*: \d+ bytes raw, \d+ in code/);
    assert.equal(grove("normalize", root, "--size", "--restore").code, 2);
  });
});

describe("grove test", () => {
  const block = (expectation: string) =>
    `test "guessing" {\n  given sshd """\n    ${failed(1)}\n    ${failed(2)}\n    ${accepted(3)}\n  """\n  ${expectation}\n}\n`;

  it("passes what holds", () => {
    const { code, stdout } = grove(
      "test",
      folderOf({ "a.grove": SSHD + GUESSED + block(`expect guessed once where user == "root"`) }),
    );
    assert.equal(code, 0);
    assert.match(stdout, /1 test: 1 passed, 0 failed/);
  });

  it("says at which expectation a test failed, and what was found", () => {
    const { code, stderr, stdout } = grove(
      "test",
      folderOf({ "a.grove": SSHD + GUESSED + block("expect no guessed") }),
    );
    assert.equal(code, 1);
    assert.match(stderr, /^a\.grove:\d+:3: error\[test-failed\]: expected no detection of guessed, found 1 detection/m);
    assert.match(stdout, /1 test: 0 passed, 1 failed/);
  });

  it("fails a test whose lines are no records", () => {
    const text = `${SSHD}${GUESSED}test "typo" {\n  given sshd """\n    Jum 14 nonsense\n  """\n  expect no guessed\n}\n`;
    const { code, stderr } = grove("test", folderOf({ "a.grove": text }));
    assert.equal(code, 1);
    assert.match(stderr, /line 1 of the sshd lines is no record/);
  });

  it("fails a test with a line that is late, whatever it expects", () => {
    const text = `${SSHD}${GUESSED}test "late" {\n  given sshd """\n    ${failed(100)}\n    ${failed(1)}\n  """\n  expect no guessed\n}\n`;
    const { code, stderr } = grove("test", folderOf({ "a.grove": text }));
    assert.equal(code, 1);
    assert.match(stderr, /line 2 of the sshd lines is late, so no rule sees it: 1m 39s behind, lateness is 30s/);
  });

  it("does not call it a success that there was no test", () => {
    assert.equal(grove("test", folderOf({ "a.grove": SSHD + GUESSED })).code, 2);
  });
});
