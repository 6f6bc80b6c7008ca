import assert from "node:assert/strict";
import { parseTimePattern } from "../../../server/model/timePattern.ts";
import { complete } from "../../../server/features/completion.ts";
import { open } from "../ask.ts";
import { chosen, labels, offered, step } from "./offered.ts";

describe("completion in the middle of a path", () => {
  const where = (condition: string): string => `event e = sshd where ${condition}`;

  it("offers what stands between two dots", () => {
    assert.deepEqual(labels("field a.b.c: string\nevent e = sshd where a.$0.c == user"), ["a.b.c"]);
    assert.deepEqual(labels(where("source.$0.port > 1")), ["source.port"]);
  });

  it("replaces the path, not its first word", () => {
    assert.equal(chosen(where("so$0urce.port > 1"), "source.port"), where("source.port > 1"));
    assert.equal(chosen(where("source.$0port > 1"), "source.port"), where("source.port > 1"));
  });

  it("replaces the word alone where a label is chosen: its field stays", () => {
    assert.ok(chosen(step("login where port > en$0try.port"), "guesses").includes("port > guesses.port"));
  });

  it("writes no second pair of parentheses, and no second `=`", () => {
    assert.equal(chosen(where('lo$0(user) == "x"'), "lower"), where('lower(user) == "x"'));
    assert.ok(chosen("rule r { when cou$0(login) >= 5 }", "count").includes("when count(login) >= 5"));
    const map = 'source s from application { files "a"  format syslog  time timestamp  map { dev$0 = hostname } }';
    assert.ok(chosen(map, "device").includes("map { device = hostname }"));
  });

  it("offers a map behind a dot what goes on with it", () => {
    const map = 'source s from application { files "a"  format syslog  time timestamp  map { source.$0 = 1 } }';
    const names = labels(map);
    assert.ok(names.includes("source.port") && names.includes("source.address"));
    assert.ok(names.every((name) => name.startsWith("source.")));
  });
});

describe("completion of how a time is written", () => {
  const source = (time: string): string =>
    `source s from application {\n  files "a"\n  format json\n  time ${time}\n  lateness 30s\n}`;

  it("offers usual patterns, each with an example", () => {
    for (const time of ["at format $0", 'at format "$0"', 'at format "%Y$0', "a.b.at format $0"]) {
      const items = offered(source(time));
      assert.ok(
        items.some(({ label, detail }) => label === "%Y-%m-%d %H:%M:%S" && detail === "2026-06-14 15:16:01"),
        time,
      );
      for (const { label } of items) assert.ok(typeof parseTimePattern(label) !== "string", label);
    }
  });

  it("offers the formats of logs to the clause of the same word", () => {
    const first = 'source s from application {\n  files "a"\n  time at\n  format $0\n}';
    assert.ok(labels(first).includes("syslog") && !labels(first).includes("epoch"));
  });

  it("takes a field that is called like a zone for a field", () => {
    const zoned = "field zone: string\nevent e = sshd where zone $0";
    assert.ok(labels(zoned).includes("==") && !labels(zoned).includes("UTC"));
    assert.ok(labels("workspace { zone $0 }").includes("UTC"));
  });
});

describe("completion of files that belong together", () => {
  function patterns(...files: readonly string[]): (string | undefined)[][] {
    const { analysis, uri, offset } = open('source s from application { files "$0" }');
    return complete(analysis, uri, offset, files)
      .filter(({ label }) => label.includes("*"))
      .map(({ label, detail }) => [label, detail]);
  }

  it("offers a rotated log as one", () => {
    assert.deepEqual(patterns("logs/auth.log", "logs/auth.log.1", "logs/auth.log.2.gz"), [
      ["logs/auth.log*", "3 files, rotated"],
    ]);
    assert.deepEqual(patterns("logs/app.json-20260614.gz", "logs/app.json"), [["logs/app.json*", "2 files, rotated"]]);
  });

  it("offers the log of one name of several folders as one", () => {
    assert.deepEqual(patterns("logs/web1/auth.log", "logs/db1/auth.log"), [["logs/**/auth.log", "in 2 folders"]]);
    assert.deepEqual(patterns("a/auth.log", "b/auth.log", "b/auth.log.1"), [
      ["b/auth.log*", "2 files, rotated"],
      ["**/auth.log*", "in 2 folders"],
    ]);
  });

  it("offers no pattern for a log that stands alone", () => {
    assert.deepEqual(patterns("logs/auth.log", "logs/eve.json"), []);
  });
});

describe("completion of weights", () => {
  const ranking = (weights: string): string =>
    `ranking r by ip of login { rules user  failures port  weights { ${weights} } }`;
  const facts = {
    sshd: {
      records: 9,
      fields: {
        user: { present: 9, values: [["root", 9] as const] },
        port: { present: 9, values: [["403", 9] as const] },
      },
    },
  };

  it("offers the values of the level's field, in quotes and behind digits too", () => {
    assert.deepEqual(labels(ranking("rules 1 { $0 }"), { facts }), ["root"]);
    assert.ok(chosen(ranking('rules 1 { "r$0" 1 }'), "root", { facts }).includes('{ "root" 1 }'));
    assert.deepEqual(labels(ranking("failures 1 { 4$0 }"), { facts }), ["403"]);
  });
});
