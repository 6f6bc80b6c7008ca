import assert from "node:assert/strict";
import { textFormat } from "../../../server/engine/normalize/formats/text.ts";
import { fieldsOf, losesNothing, readLine } from "../../kit/formats.ts";

const samples = [
  "[Sun Dec 04 04:47:44 2005] [error] mod_jk child workerEnv in error state 6",
  "2016-09-28 04:30:30, Info                  CBS    Loaded Servicing Stack",
  "2026/06/14 15:16:01 [error] 12#0: *5 open() failed",
  "[14/Jun/2026:15:16:01 +0200] up",
  "Jun 14 15:16:01.5: up",
  "\tat com.example.Main.run(Main.java:7)",
];

describe("free text", () => {
  it("is its own message, with the time that it begins with", () => {
    assert.deepEqual(
      samples.map((line) => fieldsOf(textFormat, line, "timestamp")[0]),
      [
        "Sun Dec 04 04:47:44 2005",
        "2016-09-28 04:30:30",
        "2026/06/14 15:16:01",
        "14/Jun/2026:15:16:01 +0200",
        "Jun 14 15:16:01.5",
        null,
      ],
    );
    assert.deepEqual(
      samples.map((line) => readLine(textFormat, line).message),
      samples,
    );
  });

  it("has the time at once where it begins with one", () => {
    const { timestamp } = readLine(textFormat, samples[3]!);
    assert.deepEqual([timestamp?.year, timestamp?.month, timestamp?.day, timestamp?.offset], [2026, 6, 14, 120]);
    assert.equal(readLine(textFormat, samples[5]!).timestamp, null);
  });

  it("has a date that reads two ways as it is written, and does not say what it means", () => {
    const lines = ["03/04/2026 10:00:00 up", "[3.4.2026, 10:00:00,5] up", "03/04/2026 up", "1/2/3 10:00 up"];
    assert.deepEqual(
      lines.map((line) => fieldsOf(textFormat, line, "timestamp")[0]),
      ["03/04/2026 10:00:00", "3.4.2026, 10:00:00,5", null, null],
    );
    for (const line of lines) assert.equal(readLine(textFormat, line).timestamp, null);
  });

  it("has no empty lines", () => assert.equal(textFormat.open().read(" \t"), "empty line"));

  it("loses nothing", () => losesNothing(textFormat, samples, ["timestamp"]));
});
