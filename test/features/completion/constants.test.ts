import assert from "node:assert/strict";
import { complete } from "../../../server/features/completion.ts";
import { FORMAT_NAMES } from "../../../server/model/program.ts";
import { open } from "../ask.ts";
import { chosen, labels, offered } from "./offered.ts";

describe("completion of the language's own words", () => {
  const constants = (source: string): string[] => labels(source, { kind: "constant" });

  it("offers severities from mild to bad", () => {
    const all = ["informational", "low", "medium", "high", "critical"];
    assert.deepEqual(constants("rule r { severity $0 }"), all);
    assert.deepEqual(constants("rule r { severity hi$0 }"), all);
    assert.deepEqual(constants("rule r { severity if threat > 3 then $0 }"), all);
    assert.deepEqual(
      constants('rule r { severity low by ip when login }\ntest "t" { expect r where severity >= $0 }'),
      all,
    );
  });

  it("offers classes, formats, and what to do with late records", () => {
    assert.ok(constants("source s from $0").includes("operating_system"));
    const formats = offered("source s from application { format $0 }");
    assert.deepEqual(formats.map(({ label }) => label).sort(), [...FORMAT_NAMES].sort());
    for (const { label, doc } of formats) assert.ok(doc, label);
    assert.deepEqual(constants("source s from application { late $0 }"), ["side", "drop"]);
  });

  it("offers types of lists and fields", () => {
    assert.deepEqual(constants("list l: $0"), ["string", "glob", "regex", "ip", "cidr"]);
    assert.ok(constants("field app.tenant: $0").includes("duration"));
    assert.ok(constants("field app.tenant: $0").includes("list<string>"));
    assert.ok(constants("action a(x: li$0) { }").includes("list<ip>"));
    assert.deepEqual(constants("field app.tenant: list<$0").at(-1), "cidr");
    assert.ok(!constants('table t from "a.csv" key k: $0').includes("list<string>"));
  });

  it("offers lengths of time where one is asked for, and units behind digits", () => {
    const units = (source: string): string[] => labels(source, { kind: "unit" });
    assert.ok(units("rule r { suppress $0 }").includes("10m"));
    assert.ok(units("source s from application { lateness $0 }").includes("5s"));
    assert.ok(units("action a(x: ip) { simulate takes $0 }").includes("500ms"));
    assert.ok(units("action a(x: ip) { simulate takes 500ms..$0 }").includes("2s"));
    assert.ok(units("rule r { when count(login) > 3 within $0 }").includes("7d"));
    assert.deepEqual(units("rule r { when sequence within 15$0 { } }").slice(0, 4), ["15s", "15m", "15h", "15d"]);
    assert.deepEqual(units("event e = sshd where port > 15$0"), []);
  });

  it("offers time zones inside the quotes", () => {
    assert.equal(chosen('workspace { zone "Eur$0" }', "Europe/Berlin"), 'workspace { zone "Europe/Berlin" }');
  });

  it("offers the files of the folder that can be logs, one pattern for several", () => {
    const files = ["README.md", "logs/auth.log", "logs/auth2.log", "logs/mail", "rules/a.grove", ".git/config"];
    const { analysis, uri, offset, text } = open('source s from application { files "lo$0" }');
    const items = complete(analysis, uri, offset, files).sort((a, b) => (a.sort < b.sort ? -1 : 1));
    assert.deepEqual(
      items.map(({ label, detail }) => [label, detail]),
      [
        ["logs/*.log", "2 files"],
        ["logs/auth.log", "file"],
        ["logs/auth2.log", "file"],
        ["logs/mail", "file"],
      ],
    );
    assert.deepEqual(items.map(({ replace }) => text.slice(replace.start, replace.end))[0], '"lo"');
    assert.deepEqual(
      complete(analysis, uri, offset - 'files "lo'.length, files).filter(({ kind }) => kind === "value"),
      [],
    );
  });

  it("offers ATT&CK techniques with their names", () => {
    const items = offered("rule r { attack T1110$0 }");
    const item = items.find(({ label }) => label === "T1110.001");
    assert.match(item?.detail ?? "", /Password Guessing/);
    assert.equal(chosen("rule r { attack T1110$0 }", "T1110.001"), "rule r { attack T1110.001 }");
    assert.ok(offered("rule r { attack T1110.001, $0 }").some(({ label }) => label === "T1059"));
  });

  it("goes on with a technique behind its dot", () => {
    for (const half of ["T1110.", "T1110.0", "T1059, T1110.00"]) {
      const before = half.replace(/T1110.*/, "");
      const source = `rule r { attack ${half}$0\n  by ip  when login }`;
      assert.equal(chosen(source, "T1110.003"), `rule r { attack ${before}T1110.003\n  by ip  when login }`);
    }
  });
});
