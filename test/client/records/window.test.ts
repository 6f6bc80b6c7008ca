import assert from "node:assert/strict";
import { windowAround, type Lines } from "../../../client/records/window.ts";

const log = (texts: readonly string[]): Lines => ({
  lineCount: texts.length,
  lineAt: (line) => ({ text: texts[line]! }),
});
const numbered = (count: number): Lines => log(Array.from({ length: count }, (_, n) => `line ${n}`));

describe("what the server is given of an open log", () => {
  it("are the lines around the one that is asked for, and some from all over what stands in front", () => {
    const { begin, lines, earlier } = windowAround(numbered(100_000), 50_000, 0);
    assert.equal(lines[50_000 - begin], "line 50000");
    assert.ok(begin < 50_000 && begin + lines.length > 50_001);
    assert.ok(lines.length + earlier.length < 100);
    assert.equal(earlier[0], "line 0");
    const numbers = earlier.map((text) => Number(text.slice(5)));
    const gaps = numbers.slice(1).map((number, at) => number - numbers[at]!);
    assert.ok(Math.max(...gaps) < 3_000 && numbers.at(-1)! > 47_000, numbers.join());
  });

  it("are no lines that the document has and the log has not", () => {
    const { begin, lines, earlier } = windowAround(numbered(5), 2, 1);
    assert.deepEqual([begin, lines.join()], [1, "line 1,line 2,line 3,line 4"]);
    assert.deepEqual(earlier, []);
  });

  it("is not much text, however long the lines are", () => {
    const long = "x".repeat(90_000);
    const { lines, earlier } = windowAround(log(Array.from({ length: 200 }, () => long)), 100, 0);
    assert.equal(lines.length, 2);
    assert.deepEqual(earlier, []);
  });
});
