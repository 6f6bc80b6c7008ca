import assert from "node:assert/strict";
import fc from "fast-check";
import { splitRow } from "../../../../server/engine/normalize/formats/csv.ts";
import { readLines } from "./lines.ts";

describe("csv", () => {
  it("calls cells as the first row does, and numbers numbers", () => {
    const lines = [
      "time,user,src_ip,bytes,note",
      "2026-06-14T15:16:01Z,bob,203.0.113.9,1532,ok",
      '2026-06-14T15:16:02Z,"Doe, Jane",2001:db8::1,007,"said ""no"""',
      "2026-06-14T15:16:03Z,,203.0.113.9,-1.5,",
      "2026-06-14T15:16:04Z,1e3,203.0.113.9,12345678901234567890,x",
    ];
    assert.deepEqual(readLines("csv", lines, ["user", "src_ip", "bytes", "note"]), [
      null,
      { user: "bob", src_ip: "203.0.113.9", bytes: 1532, note: "ok" },
      { user: "Doe, Jane", src_ip: "2001:db8::1", bytes: "007", note: 'said "no"' },
      { src_ip: "203.0.113.9", bytes: -1.5 },
      { user: "1e3", src_ip: "203.0.113.9", bytes: "12345678901234567890", note: "x" },
    ]);
  });

  it("takes another separator, and names for a file that has none", () => {
    assert.deepEqual(readLines("csv", ["a;1", "b;2"], ["user", "n"], [";", ["user", "n"]]), [
      { user: "a", n: 1 },
      { user: "b", n: 2 },
    ]);
  });

  it("reads over a row of names that comes again", () => {
    assert.deepEqual(readLines("csv", ["\uFEFFa,b", "1,2", "a,b", "3,4"], ["a"]), [null, { a: 1 }, null, { a: 3 }]);
  });

  it("says that of two columns with one name only the first is read", () => {
    const [fault, row] = readLines("csv", ["at,user,ip,user", "1,bob,x,jane"], ["user"]);
    assert.match(String(fault), /^columns 2 and 4 are both called "user", and only the first of them is read: give /);
    assert.deepEqual(row, { user: "bob" });
    assert.deepEqual(readLines("csv", ["a,,", "1,2,3"], ["column2"]), [null, { column2: 2 }]);
  });

  it("says when the number of columns changes", () => {
    const fault = "a row of 3 columns in a table of 2 columns: which is which cannot be told";
    assert.deepEqual(readLines("csv", ["a,b", "1,2,3", "1,2"], ["a"]), [null, fault, { a: 1 }]);
  });

  it("says where a quote goes wrong, and loses no line for it", () => {
    assert.deepEqual(readLines("csv", ["a,b", '1,"2', '"1"2,3', "", "4,5"], ["b"]), [
      null,
      "the quote at column 3 is not closed in this line",
      'no separator "," behind the quote at column 3',
      "empty line",
      { b: 5 },
    ]);
  });

  it("joins date and time, where a table has them apart", () => {
    assert.deepEqual(readLines("csv", ["date,time", "2026-06-14,15:16:01"], ["timestamp"]), [
      null,
      { timestamp: "2026-06-14 15:16:01" },
    ]);
  });

  it("splits what a writer of CSV writes", () => {
    const cell = fc.stringMatching(/^[a",; ]{0,6}$/);
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const written = cells.map((text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",");
        assert.deepEqual(splitRow(written, ","), cells);
      }),
    );
  });
});

describe("tsv", () => {
  it("knows no quotes", () => {
    assert.deepEqual(readLines("tsv", ["a\tb", '"x\t1'], ["a", "b"]), [null, { a: '"x', b: 1 }]);
  });

  it("reads Zeek's logs", () => {
    const lines = [
      "#separator \\x09",
      "#fields\tts\tuid\tid.orig_h\tid.resp_p\tservice",
      "#types\ttime\tstring\taddr\tport\tstring",
      "1781450161.250000\tCx1\t203.0.113.9\t22\tssh",
      "#close\t2026-06-14-16-00-00",
    ];
    assert.deepEqual(readLines("tsv", lines, ["id.orig_h", "id.resp_p", "service"]), [
      null,
      null,
      null,
      { "id.orig_h": "203.0.113.9", "id.resp_p": 22, service: "ssh" },
      null,
    ]);
  });
});
