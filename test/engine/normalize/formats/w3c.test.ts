import assert from "node:assert/strict";
import { readLines } from "./lines.ts";

const IIS = [
  "#Software: Microsoft Internet Information Services 10.0",
  "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken",
  "2026-06-14 15:16:01 10.0.0.5 GET /login.aspx - 443 - 203.0.113.9 Mozilla/5.0+(Windows) 200 31",
  "2026-06-14 15:16:02 10.0.0.5 POST /login.aspx id=1 443 CORP\\bob 203.0.113.9 - 401 8",
  "#Fields: date time c-ip",
  "2026-06-14 15:16:03 203.0.113.10",
];

describe("w3c", () => {
  it("calls columns as the last `#Fields:` line does; a dash is no value, times are UTC", () => {
    const fields = ["timestamp", "user.name", "source.ip", "sc-status", "url.query", "cs(User-Agent)"];
    assert.deepEqual(readLines("w3c", IIS, fields), [
      null,
      null,
      {
        timestamp: "2026-06-14 15:16:01Z",
        "source.ip": "203.0.113.9",
        "sc-status": 200,
        "cs(User-Agent)": "Mozilla/5.0+(Windows)",
      },
      {
        timestamp: "2026-06-14 15:16:02Z",
        "user.name": "CORP\\bob",
        "source.ip": "203.0.113.9",
        "sc-status": 401,
        "url.query": "id=1",
      },
      null,
      { timestamp: "2026-06-14 15:16:03Z", "source.ip": "203.0.113.10" },
    ]);
  });

  it("reads quoted cells and takes names from the source", () => {
    assert.deepEqual(readLines("w3c", ['203.0.113.9\t"a ""b"" c"'], ["c-ip", "x"], [["c-ip", "x"]]), [
      { "c-ip": "203.0.113.9", x: 'a "b" c' },
    ]);
  });

  it("says what is wrong", () => {
    assert.deepEqual(readLines("w3c", ["1 2", "#Fields: a b", "1 2 3", " "], ["a"]), [
      "no `#Fields:` line above this one says what its columns are",
      null,
      "a row of 3 columns in a table of 2 columns: which is which cannot be told",
      "empty line",
    ]);
  });
});
