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

  it("has no empty lines", () => assert.equal(textFormat.open().read(" \t"), "empty line"));

  it("loses nothing", () => losesNothing(textFormat, samples, ["timestamp"]));
});
