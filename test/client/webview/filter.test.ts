/** The query box: what a text finds. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "../../../client/panel/messages.ts";
import { Clock } from "../../../client/webview/clock.ts";
import { Columns } from "../../../client/webview/columns.ts";
import type { Around } from "../../../client/webview/filter.ts";
import { hitsOf, parseQuery, withoutField, withTerm, writeTerm, wrongOf } from "../../../client/webview/filter.ts";
import { like } from "../../../client/webview/like.ts";

const row = (rule: string, severity: Row["severity"], ip: string, user: string): Row => ({
  id: `${rule} ${ip}`,
  rule,
  severity,
  risk: null,
  riskParts: [],
  attack: ["T1110.001"],
  key: [["ip", ip]],
  emit: [
    ["user", user],
    ["hosts", ["web1", "web2"]],
  ],
  types: ["string", { list: "string" }],
  time: 0,
  first: 0,
  last: 0,
  recordCount: 6,
  took: [],
  sources: ["sshd", "vpn"],
  tactic: "Credential Access",
});
const AROUND: Around = { clock: new Clock("UTC"), day: 0, marks: null };
const ROWS = [
  row("guessed_password", "high", "203.0.113.9", "root"),
  row("brute_force", "medium", "203.0.113.9", "-"),
  row("knock_then_login", "low", "198.51.100.7", "m chen"),
];
const columnsOf = (rows: readonly Row[]): Columns => {
  const columns = new Columns();
  columns.update(rows);
  return columns;
};
const hits = (query: string, rows: readonly Row[] = ROWS): number[] => [
  ...hitsOf(parseQuery(query, AROUND), columnsOf(rows)),
];
const found = (query: string): string[] => {
  const of = hits(query);
  return ROWS.filter((_, i) => of[i] === 1).map(({ rule }) => rule);
};

describe("the query", () => {
  it("finds everything when it is empty or blank", () => {
    assert.equal(found("").length, 3);
    assert.equal(found("   ").length, 3);
  });

  it("looks for plain words everywhere, ignoring case", () => {
    assert.deepEqual(found("KNOCK"), ["knock_then_login"]);
    assert.deepEqual(found("root"), ["guessed_password"]);
    assert.deepEqual(found("web2 203.0"), ["guessed_password", "brute_force"]);
    assert.deepEqual(found("knock*login"), ["knock_then_login"]);
    assert.deepEqual(found("login*knock"), []);
    assert.equal(found("*").length, 3);
  });

  it("compares fields as a whole, with * for anything", () => {
    assert.deepEqual(found("rule:brute"), []);
    assert.deepEqual(found("rule:*_*_*"), ["knock_then_login"]);
    assert.deepEqual(found("ip:203.*"), ["guessed_password", "brute_force"]);
    assert.deepEqual(found("key:198.51.100.7"), ["knock_then_login"]);
    assert.equal(found("hosts:web1").length, 3);
    assert.equal(found("attack:T1110*").length, 3);
  });

  it("orders severities", () => {
    assert.deepEqual(found("severity>=medium"), ["guessed_password", "brute_force"]);
    assert.deepEqual(found("severity:low"), ["knock_then_login"]);
    assert.deepEqual(found("severity>=awful"), []);
  });

  it("knows sources, tactics and risk", () => {
    assert.equal(found("source:vpn").length, 3);
    assert.equal(found("source:v").length, 0);
    assert.equal(found('tactic:"credential access"').length, 3);
    const risky = { ...ROWS[0]!, risk: 60 };
    const holds = (query: string): number => hits(query, [risky])[0]!;
    assert.deepEqual(["risk>=60", "risk>=61", "risk>="].map(holds), [1, 0, 1]);
    assert.equal(found("risk>=1").length, 0);
  });

  it("writes a term once, and in the place of others of its field where there can be one only", () => {
    assert.equal(withTerm("ip:1 root", "ip:1"), "root ip:1");
    assert.equal(withTerm("time:1..2 root", "time:3..4", true), "root time:3..4");
    assert.equal(withoutField('time:"1..2" root -time:9', "time"), "root -time:9");
  });

  it("joins terms with and, and excludes with a minus", () => {
    assert.deepEqual(found("ip:203.* -severity:high"), ["brute_force"]);
    assert.equal(found("-rule:*").length, 0);
  });

  it("keeps blanks inside quotes in one term", () => {
    assert.deepEqual(found('user:"m chen"'), ["knock_then_login"]);
    assert.deepEqual(found(writeTerm("user", "m chen")), ["knock_then_login"]);
    assert.equal(parseQuery('user:"m chen" root', AROUND).length, 2);
  });

  it("lets a half-written term find what it says so far", () => {
    assert.equal(found("rule:").length, 3);
    assert.equal(found('user:"m ch').length, 0);
    assert.equal(found("-").length, 1);
  });

  it("lets nothing through and says why where a term means nothing", () => {
    const columns = columnsOf(ROWS);
    const wrong = (query: string): string | null => wrongOf(parseQuery(query, AROUND)[0]!, columns);
    const reasons: [query: string, why: RegExp][] = [
      ["bogus:1", /^no detection has a field `bogus`$/],
      ["severity>=hgh", /^severity is one of informational, low, medium, high, critical$/],
      ["severity:hgh", /^severity is one of/],
      ["-severity:hgh", /^severity is one of/],
      ["severity>high", /write `severity>=high`$/],
      ["severity<=low", /write `severity>=high`$/],
      ["risk>60", /write `risk>=60`$/],
      ["risk:60", /write `risk>=60`$/],
      ["risk>=many", /write `risk>=60`$/],
      ["time:xx", /^a time is written/],
      ["time:99:99", /^a time is written/],
    ];
    for (const [query, why] of reasons) {
      assert.match(wrong(query) ?? "", why, query);
      assert.deepEqual(found(query), [], query);
    }
    for (const query of ["ip:1", "rule:x", "diff:new", "root", "severity:*", "severity>=h", "risk>=60", "time:13:52"])
      assert.equal(wrong(query), null, query);
    // What nothing has can be left out: nothing changes.
    assert.equal(found("-bogus:1").length, 3);
  });

  it("waits for the end of a time that is being written", () => {
    const moment = "2026-06-14T13:52:07";
    const times = [moment, "13:52:07", "9:30", `${moment}..${moment}`, "13:52..15:50", "..15:50"];
    const begun = times.flatMap((time) => Array.from(time, (_, i) => time.slice(0, i + 1)));
    for (const text of begun) assert.equal(parseQuery(`time:${text}`, AROUND)[0]!.wrong, undefined, text);
  });

  it("takes any text, and text that was excluded is the rest", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const hit of hits(text)) assert.ok(hit === 0 || hit === 1);
      }),
    );
  });
});

describe("rows by their values", () => {
  it("are the same whether they were looked through at once, in parts, or before", () => {
    const many = Array.from({ length: 5_000 }, (_, i) => row(`rule${i % 7}`, "low", `203.0.113.${i % 250}`, "root"));
    const columns = new Columns();
    columns.update(many.slice(0, 3_000));
    columns.distinct("rule");
    columns.update(many);
    while (!columns.warmed) columns.warm();
    for (const query of ["rule:rule3", "root", "ip:203.0.113.1*", "hosts:web2", "source:vpn"])
      assert.deepEqual([...hitsOf(parseQuery(query, AROUND), columns)], hits(query, many), query);
  });

  it("are forgotten when others take their place", () => {
    const columns = columnsOf(ROWS);
    columns.distinct("rule");
    columns.update([row("another", "low", "1", "x")]);
    assert.deepEqual(
      columns.distinct("rule").map((id) => columns.values[id]),
      ["another"],
    );
  });
});

describe("a pattern with *", () => {
  it("agrees with a regular expression", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*") });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom("a", "b") }), (pattern, text) => {
        assert.equal(like(text, pattern), new RegExp(`^${pattern.replace(/\*+/g, ".*")}$`).test(text));
      }),
    );
  });
});
