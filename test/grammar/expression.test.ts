import assert from "node:assert/strict";
import { printedExpression } from "./print.ts";

/** Each text, and how it is to be read. */
function reads(cases: Readonly<Record<string, string>>): void {
  for (const [text, expected] of Object.entries(cases)) {
    it(text, () => assert.equal(printedExpression(text), expected));
  }
}

describe("expressions", () => {
  describe("precedence", () => {
    reads({
      "a or b and c": "(a or (b and c))",
      "a and b or c and d": "((a and b) or (c and d))",
      "not a == 1 and b": "((not (a == 1)) and b)",
      "not not a": "(not (not a))",
      "a - b - c": "((a - b) - c)",
      "a + b * c - d": "((a + (b * c)) - d)",
      "a / b / c": "((a / b) / c)",
      "-a * b": "((- a) * b)",
      "a + 1 == b - 1": "((a + 1) == (b - 1))",
      "a in 1..2 + 3": "(a in (1 .. (2 + 3)))",
      "(a or b) and c": "((a or b) and c)",
      "(a == b) == c": "((a == b) == c)",
      "arrived - time > 5m": "((arrived - time) > 300000000us)",
    });
  });

  describe("comparisons", () => {
    reads({
      "a != 1": "(a != 1)",
      "a not in [1, 2]": "(a not in [1, 2])",
      "a cased == 'x'": '(a cased == "x")',
      "a not cased contains 'x'": '(a not cased contains "x")',
      'a contains all ["x", "y",]': '(a contains all ["x", "y"])',
      "every a.b in c and d": "((every a.b in c) and d)",
      "not every a > 1": "(not (every a > 1))",
      "a exists": "(a exists)",
      "a not exists or b": "((a not exists) or b)",
      'a startswith "x" and b endswith "y"': '((a startswith "x") and (b endswith "y"))',
      "a like ['*IEX*'] or a matches /x/i": '((a like ["*IEX*"]) or (a matches /x/i))',
      "a in 10.0.0.0/8": "(a in cidr(10.0.0.0/8))",
    });
  });

  describe("choices", () => {
    reads({
      "if a > 1 then b else c + 1": "(if (a > 1) then b else (c + 1))",
      "if a then 1 else if b then 2 else 3": "(if a then 1 else (if b then 2 else 3))",
      "(if a then 1 else 2) + 3": "((if a then 1 else 2) + 3)",
    });
  });

  describe("names", () => {
    reads({
      "source.port == rule.where.in": "(source.port == rule.where.in)",
      "time > event": "(time > event)",
      "`cs-user-agent` == http.`x y`": "(cs-user-agent == http.x y)",
      "a[0].b[i]": "a[0].b[i]",
      "people[user].team": "people[user].team",
    });
  });

  describe("calls", () => {
    reads({
      "count()": "count()",
      "lower(user) == x": "(lower(user) == x)",
      "count(login where ip in scanners)": "count(login where (ip in scanners))",
      "distinct(a.b of e where c == 1)": "distinct(a.b of e where (c == 1))",
      "first(f, g of e)": "first(f, g of e)",
      "percentile(f of e, 95)": "percentile(f of e, 95)",
      "points(rows > 10, 30)": "points((rows > 10), 30)",
    });
  });

  describe("literals", () => {
    reads({
      "10m": "600000000us",
      "1.5h": "5400000000us",
      "200ms..2s": "(200000us .. 2000000us)",
      "1..5": "(1 .. 5)",
      "1.5..2.5": "(1.5 .. 2.5)",
      "1.5GB": "1500000000",
      "1KiB": "1024",
      "2kB": "2000",
      "3B": "3",
      "0.1%": "0.001(%)",
      "10.0.0.1": "ip(10.0.0.1)",
      "::1": "ip(::1)",
      "2001:db8::/32": "cidr(2001:db8::/32)",
      "::ffff:10.0.0.1": "ip(::ffff:10.0.0.1)",
      "1:2:3:4:5:6:7:8": "ip(1:2:3:4:5:6:7:8)",
      "true and not false": "(true and (not false))",
    });
  });

  describe("slashes", () => {
    reads({
      "a / b / c == 2": "(((a / b) / c) == 2)",
      "f(a) / 2": "(f(a) / 2)",
      "a[0] / 2 / b": "((a[0] / 2) / b)",
      "a matches /[/]\\/x/i": "(a matches /[/]\\/x/i)",
      "capture(a, /b c/) == 1": "(capture(a, /b c/) == 1)",
    });
  });
});

describe("strings", () => {
  reads({
    '"a\\tb\\u{e9}\\"\\\\"': JSON.stringify('a\tbé"\\'),
    "'C:\\dir\\new'": JSON.stringify("C:\\dir\\new"),
    '"""one line"""': '"one line"',
    '"""\n    first\n      second\n\n    third\n  """': '"first\\n  second\\n\\nthird"',
    '"""\r\n  a\r\n  b\r\n"""': '"a\\nb"',
    '"""a "quoted" \\n b"""': JSON.stringify('a "quoted" \\n b'),
  });
});
