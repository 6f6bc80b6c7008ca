/** What the parser proposes to write instead, where a slip leaves no choice. */
import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { apply } from "../../grammar/print.ts";

describe("mends", () => {
  it("are of what leaves no choice", () => {
    const slips: Readonly<Record<string, string>> = {
      "event a = b where c = 1": "event a = b where c == 1",
      "rule a { severity = high  when b }": "rule a { severity high  when b }",
      "rule a = { when b }": "rule a { when b }",
      "rule a { severity high, when b }": "rule a { severity high when b }",
      "rule a { when b where (c IN [1]) }": "rule a { when b where (c in [1]) }",
      "rule a { when b where c <> 1 }": "rule a { when b where c != 1 }",
      "rule a { when b where c > = 1 }": "rule a { when b where c >= 1 }",
      "rule a { when b where c === 1 }": "rule a { when b where c == 1 }",
      "rule a { when b where c gte 1 }": "rule a { when b where c >= 1 }",
      "rule a { when count(b) > 5 within 5 minutes }": "rule a { when count(b) > 5 within 5m }",
      "rule a { emit b: c  when d }": "rule a { emit b = c  when d }",
      "rule a { emit b == c  when d }": "rule a { emit b = c  when d }",
      "event a = b where c == 1 && d": "event a = b where c == 1 and d",
      "event a = b where c == 1||d": "event a = b where c == 1 or d",
      "event a = b where $c == 1;": "event a = b where c == 1;",
      'event a = b where c == “d"e”': String.raw`event a = b where c == "d\"e"`,
      "Event a = b": "event a = b",
      'event a = b where c starts with "d"': 'event a = b where c startswith "d"',
      'rule a { when b where c Ends With "d"  by e }': 'rule a { when b where c endswith "d"  by e }',
      'rule a { when b where c does not contain "d" }': 'rule a { when b where c not contains "d" }',
      'event a = b where c does not start with "d"': 'event a = b where c not startswith "d"',
      "rule a { when sequence within 1m { b = c  d } }": "rule a { when sequence within 1m { b: c  d } }",
      "rule a { when all within 1m { b where c == 1  d = e } }":
        "rule a { when all within 1m { b where c == 1  d: e } }",
      "rule a { when sequence { b where c = d } }": "rule a { when sequence { b where c == d } }",
      "rule a { when b = c }": "rule a { when b: c }",
      "rule a { when count(b) > 5 within 5min }": "rule a { when count(b) > 5 within 5m }",
      "rule a { when count(b) > 5 within 2Hours }": "rule a { when count(b) > 5 within 2h }",
      "playbook a { on b  if c { d() } elif e { f() } }": "playbook a { on b  if c { d() } else if e { f() } }",
    };
    for (const [text, wanted] of Object.entries(slips)) {
      const mend = parse(text).errors.find((error) => error.mend)?.mend;
      assert.equal(mend && apply(text, [mend]), wanted);
    }
  });

  it("are none where there is a choice", () => {
    for (const text of [
      "event a = b where c is d",
      "event = b where c == 1",
      'rule a { when b where c == "d", e > 1 }',
      "rule a { when count(b) > 5 within 5x }",
      "rule a { when b where c in 1, 2 }",
    ]) {
      assert.deepEqual(
        parse(text).errors.map(({ mend }) => mend),
        [undefined],
        text,
      );
    }
  });

  it("make comments of other languages what is a comment here", () => {
    const mended = (text: string) => parse(text).errors.map(({ mend }) => mend && apply(text, [mend]));
    assert.deepEqual(mended("event a = b # c"), ["event a = b // c"]);
    assert.deepEqual(mended("event a = b --c"), [undefined]);
    assert.deepEqual(mended("/* a\n * b\n */\nevent c = d"), ["// a\n// b\nevent c = d"]);
  });

  it("leave what stands behind a comment of another language out of it", () => {
    const mended = (text: string) => parse(text).errors.map(({ mend }) => mend && apply(text, [mend]));
    assert.deepEqual(mended("rule a { when b /* c */ }"), ["rule a { when b // c\n }"]);
    assert.deepEqual(mended("event a = b /* c */ // d"), ["event a = b // c // d"]);
    assert.deepEqual(mended("event a = b /* c */  \nevent d = e"), ["event a = b // c  \nevent d = e"]);
  });
});
