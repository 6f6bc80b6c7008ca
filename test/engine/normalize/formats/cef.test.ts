import assert from "node:assert/strict";
import { CEF_ALIASES, LEEF_ALIASES } from "../../../../server/engine/normalize/formats/cefNames.ts";
import { EVENT_ALIASES } from "../../../../server/engine/normalize/formats/evtxNames.ts";
import { W3C_ALIASES } from "../../../../server/engine/normalize/formats/w3c.ts";
import { ecsField } from "../../../../server/model/ecs.ts";
import { namesOf, readLines } from "./lines.ts";

const WORM =
  "CEF:0|Security|threat\\|manager|1.0|100|worm stopped|10|src=10.0.0.1 dst=2.1.2.2 spt=1232 msg=a value with blanks\\=done";

describe("cef", () => {
  it("reads header, extension and what is escaped in them", () => {
    const fields = ["deviceProduct", "name", "severity", "src", "source.port", "message"];
    assert.deepEqual(readLines("cef", [WORM], fields), [
      {
        deviceProduct: "threat|manager",
        name: "worm stopped",
        severity: 10,
        src: "10.0.0.1",
        "source.port": 1232,
        message: "a value with blanks=done",
      },
    ]);
  });

  it("takes a severity in words for the largest of its numbers", () => {
    const line = (severity: string): string => `CEF:0|V|P|1|2|n|${severity}|src=10.0.0.1`;
    assert.deepEqual(readLines("cef", ["Very-High", "low", "Unknown", "7"].map(line), ["severity", "event.severity"]), [
      { severity: "Very-High", "event.severity": 10 },
      { severity: "low", "event.severity": 3 },
      { severity: "Unknown", "event.severity": "Unknown" },
      { severity: 7, "event.severity": 7 },
    ]);
  });

  it("keeps the text of a severity that is not on the scale, and gives no level for it", () => {
    const texts = ["0", "10", "11", "-1", "9.5", "10.0", "1e1", ""];
    const lines = texts.map((severity) => `CEF:0|V|P|1|2|n|${severity}|src=10.0.0.1`);
    assert.deepEqual(readLines("cef", lines, ["severity", "event.severity"]), [
      { severity: 0, "event.severity": 0 },
      { severity: 10, "event.severity": 10 },
      ...[11, -1, 9.5, "10.0", "1e1"].map((severity) => ({ severity })),
      {},
    ]);
  });

  it("reads a syslog header of either kind in front", () => {
    for (const [header, timestamp, hostname] of [
      ["<134>Jun 14 15:16:01 ids1 ", "Jun 14 15:16:01", "ids1"],
      ["<134>1 2026-06-14T15:16:01Z ids1 manager - - - ", "2026-06-14T15:16:01Z", "ids1"],
      ["Jun 14 15:16:01 ", "Jun 14 15:16:01", undefined],
      ["<134>", undefined, undefined],
    ] as const) {
      const expected = { ...(timestamp && { timestamp }), ...(hostname && { hostname }), "event.code": 100 };
      assert.deepEqual(readLines("cef", [header + WORM], ["timestamp", "hostname", "event.code"]), [expected]);
    }
  });

  it("tells its fields under its own names and those of the common schema", () => {
    const names = namesOf("cef", ["CEF:0|V|P|1|2|n|Low|src=10.0.0.1 cs1=x"]);
    for (const name of ["src", "source.ip", "cs1", "deviceVendor", "observer.vendor"]) assert.ok(names.includes(name));
    assert.ok(!names.includes("destination.ip"));
  });

  it("says what a line lacks", () => {
    assert.deepEqual(readLines("cef", ["CEF:0|V|P|1", "hello", ""], []), [
      "no CEF: CEF:version|vendor|product|version|id|name|severity|key=value ... has more parts with a `|` between them",
      "no CEF: the line has no `CEF:` with a version and a `|` behind it",
      "empty line",
    ]);
  });

  it("is linear in a line of nothing but keys, bars or blanks", () => {
    for (const piece of ["a=", " a", " a=", "|", "\\", "CEF:0"])
      assert.equal(readLines("cef", [`CEF:0|a|b|c|d|e|f|${piece.repeat(100_000)}`], []).length, 1);
  });
});

describe("leef", () => {
  it("reads 1.0 with tabs, and what 2.0 says stands between", () => {
    const fields = ["vendor", "event.code", "source.ip", "user.name", "sev"];
    const expected = { vendor: "V", "event.code": "E1", "source.ip": "10.0.0.1", "user.name": "bob", sev: 5 };
    for (const line of [
      "LEEF:1.0|V|P|1|E1|src=10.0.0.1\tusrName=bob\tsev=5",
      "LEEF:2.0|V|P|1|E1|^|src=10.0.0.1^usrName=bob^sev=5",
      "LEEF:2.0|V|P|1|E1|x7C|src=10.0.0.1|usrName=bob|sev=5",
      "LEEF:2.0|V|P|1|E1||src=10.0.0.1\tusrName=bob\tsev=5",
      "<13>Jun 14 15:16:01 fw1 LEEF:2.0|V|P|1|E1|0x5E|src=10.0.0.1^usrName=bob^sev=5",
    ])
      assert.deepEqual(readLines("leef", [line], fields), [expected], line);
  });

  it("says what a line lacks", () => {
    assert.match(String(readLines("leef", ["LEEF:1.0|V"], [])[0]), /^no LEEF: LEEF:version\|vendor/);
  });
});

describe("the names that formats' own fields also have", () => {
  it("are of the common schema", () => {
    for (const aliases of [CEF_ALIASES, LEEF_ALIASES, W3C_ALIASES, EVENT_ALIASES])
      for (const name of Object.keys(aliases)) assert.ok(ecsField(name), name);
  });
});
