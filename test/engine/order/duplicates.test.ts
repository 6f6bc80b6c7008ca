import assert from "node:assert/strict";
import fc from "fast-check";
import { comparePlaces, type LogRecord } from "../../../server/engine/item.ts";
import { Duplicates, logOf } from "../../../server/engine/order/duplicates.ts";
import { record } from "../../kit/records.ts";

const line = (file: string, position: number, text = "x"): LogRecord => ({
  ...record(100, { file, position }),
  features: [text],
});

/** Lines of one instant: which stay, and which are copies of which. */
function split(paths: readonly string[], lines: readonly LogRecord[]) {
  const copies: string[] = [];
  const place = ({ file, position }: LogRecord): string => `${file}:${position}`;
  const kept = new Duplicates(paths).without([...lines].sort(comparePlaces), ({ record: copy, of }) =>
    copies.push(`${place(copy)} of ${place(of)}`),
  );
  return { kept: kept.map(place), copies };
}

describe("copies", () => {
  it("are equal lines of two files of one log", () => {
    const { kept, copies } = split(["a.log", "a.log.1"], [line("a.log.1", 70), line("a.log", 0)]);
    // The one in the older file stays.
    assert.deepEqual(kept, ["a.log.1:70"]);
    assert.deepEqual(copies, ["a.log:0 of a.log.1:70"]);
  });

  it("are counted one for one: the largest number of equal lines in one file stays", () => {
    const { kept, copies } = split(
      ["a.log", "a.log.1", "a.log.2"],
      [line("a.log", 0), line("a.log.1", 0), line("a.log.1", 9), line("a.log.1", 18), line("a.log.2", 3)],
    );
    assert.deepEqual(kept, ["a.log.2:3", "a.log.1:9", "a.log.1:18"]);
    assert.deepEqual(copies, ["a.log.1:0 of a.log.2:3", "a.log:0 of a.log.2:3"]);
  });

  it("are no lines of one file, of other text, or of the logs of two hosts", () => {
    assert.deepEqual(split(["a.log", "a.log.1"], [line("a.log", 0), line("a.log", 9)]).copies, []);
    assert.deepEqual(split(["a.log", "a.log.1"], [line("a.log", 0), line("a.log.1", 0, "y")]).copies, []);
    assert.deepEqual(split(["w1/a.log", "w2/a.log"], [line("w1/a.log", 0), line("w2/a.log", 0)]).copies, []);
  });

  it("are what is delivered again", () => {
    const { kept, copies } = split(["a.log"], [line("a.log", 0), line("a.log", 0), line("a.log", 9)]);
    assert.deepEqual(kept, ["a.log:0", "a.log:9"]);
    assert.deepEqual(copies, ["a.log:0 of a.log:0"]);
  });

  it("leave of each line as many as the file with most of them has", () => {
    const files = ["a.log", "a.log.1", "a.log-20260614"];
    const lines = fc.uniqueArray(fc.tuple(fc.constantFrom(...files), fc.nat(9), fc.constantFrom("x", "y")), {
      selector: ([file, position]) => `${file}:${position}`,
      maxLength: 20,
    });
    fc.assert(
      fc.property(lines, (all) => {
        const { kept, copies } = split(
          files,
          all.map(([file, position, text]) => line(file, position, text)),
        );
        const most = (text: string): number =>
          Math.max(...files.map((file) => all.filter(([at, , its]) => at === file && its === text).length));
        assert.equal(kept.length, most("x") + most("y"));
        assert.equal(kept.length + copies.length, all.length);
      }),
    );
  });
});

describe("the log of a file", () => {
  for (const [path, log] of [
    ["logs/auth.log", "logs/auth.log"],
    ["logs/auth.log.1", "logs/auth.log"],
    ["logs/auth.log.12.gz", "logs/auth.log"],
    ["logs/auth.log-20260614", "logs/auth.log"],
    ["logs/auth.log-20260614.gz", "logs/auth.log"],
    ["logs/app-2026-06-14.log", "logs/app.log"],
    ["logs/app.log.old", "logs/app.log"],
    ["logs/web1.log", "logs/web1.log"],
    ["logs/2026-06-14/app.log", "logs/2026-06-14/app.log"],
    ["10.0.0.1.log", "10.0.0.1.log"],
  ] as const)
    it(`${path}: ${log}`, () => assert.equal(logOf(path), log));
});
