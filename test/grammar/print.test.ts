import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { parse } from "../../grammar/parse.ts";
import { MOST_CHARACTERS, MOST_WORDS } from "../../grammar/limits.ts";
import { format, formatEdits } from "../../grammar/print.ts";

const root = path.join(import.meta.dirname, "..", "..");

/** The text has no error, is printed as expected, and what is printed stays. */
function prints(text: string, expected: string): void {
  assert.deepEqual(parse(text).errors, []);
  assert.equal(format(text), expected);
  assert.equal(format(expected), expected);
}

describe("format", () => {
  it("indents by two and aligns the values of clauses", () => {
    prints(
      'source   s from database{\nfiles "a.log"\n    format syslog\n\tlateness 30s\n}',
      'source s from database {\n  files    "a.log"\n  format   syslog\n  lateness 30s\n}\n',
    );
  });

  it("sets a sign to its value", () => {
    prints(
      "source s from database {\n  skew + 90s\n}\nsource t from database { skew - 5s }",
      "source s from database {\n  skew +90s\n}\nsource t from database { skew -5s }\n",
    );
  });

  it("leaves a clause with a block of its own out of the alignment", () => {
    prints(
      "rule r {\n severity high\n when sequence within 5m {\n a\n b\n }\n by ip\n}",
      "rule r {\n  severity high\n  when sequence within 5m {\n    a\n    b\n  }\n  by       ip\n}\n",
    );
  });

  it("aligns labels, assignments and templates", () => {
    prints(
      'source s from database {\n template 1 "a"\n template 1001 "b {x}"\n map {\n device = host\n source.port = x\n }\n}\n' +
        "rule r {\n when sequence {\n a: count(e) >= 5\n no f\n longer: e\n }\n}",
      'source s from database {\n  template 1    "a"\n  template 1001 "b {x}"\n  map {\n    device      = host\n    source.port = x\n  }\n}\n' +
        "rule r {\n  when sequence {\n    a:      count(e) >= 5\n    no f\n    longer: e\n  }\n}\n",
    );
  });

  it("aligns anew behind a blank line", () => {
    prints(
      "source s from database {\n map {\n a = b\n ccc = d\n\n\n eeeee = f\n }\n}",
      "source s from database {\n  map {\n    a   = b\n    ccc = d\n\n    eeeee = f\n  }\n}\n",
    );
  });

  it("aligns declarations of one line that follow each other", () => {
    prints(
      'list a: ip from "x"\ntable b from "y" key k\nevent c = s\nevent longer = s\n\nevent d = s',
      'list  a: ip from "x"\ntable b from "y" key k\nevent c      = s\nevent longer = s\n\nevent d = s\n',
    );
    prints("field a.b: ip\nfield c: list<int>\n", "field a.b: ip\nfield c:   list<int>\n");
  });

  it("keeps one blank line where there were more, and none at the ends of blocks", () => {
    prints(
      "\n\nevent a = b\n\n\n\nrule r {\n\n\n  severity low\n\n\n  by ip\n\n}\n\n\n",
      "event a = b\n\nrule r {\n  severity low\n\n  by       ip\n}\n",
    );
  });

  it("keeps a declaration on one line, with two blanks between clauses", () => {
    prints(
      "rule r{severity low by ip when sequence{a b}emit x=y}",
      "rule r { severity low  by ip  when sequence { a  b }  emit x = y }\n",
    );
  });

  it("keeps clauses together that share a line of a longer body", () => {
    prints(
      "source s from database {\n  lateness 30s idle 2m   ahead 1d\n  late side\n}",
      "source s from database {\n  lateness 30s  idle 2m  ahead 1d\n  late     side\n}\n",
    );
  });

  it("gives each clause a line where one line is too long, and each step where that is not enough", () => {
    const steps = Array.from({ length: 3 }, (_, index) => `${"step".repeat(10)}${index}`);
    prints(
      `rule r { severity low  when sequence { ${steps.join("  ")} } }`,
      `rule r {\n  severity low\n  when sequence {\n${steps.map((step) => `    ${step}\n`).join("")}  }\n}\n`,
    );
    prints(
      `rule r { severity low  by ${"k".repeat(80)}  when sequence { a  b } }`,
      `rule r {\n  severity low\n  by       ${"k".repeat(80)}\n  when     sequence { a  b }\n}\n`,
    );
  });

  it("gives each element of a list that is too long its line", () => {
    const items = Array.from({ length: 12 }, (_, index) => `"element ${String(index).padStart(3)}"`);
    prints(`list a = [${items.join(", ")}]`, `list a = [\n  ${items.join(",\n  ")}\n]\n`);
  });

  it("opens a block that its author broke anywhere", () => {
    prints("rule r { severity low\n  when any { a b } }", "rule r {\n  severity low\n  when     any { a  b }\n}\n");
  });

  it("gives what commas part a line each, once it is not on one line", () => {
    prints(
      "rule r {\n  meta { a = 1, bb = 2,\n  c = 3 }\n}",
      "rule r {\n  meta {\n    a  = 1,\n    bb = 2,\n    c  = 3\n  }\n}\n",
    );
  });

  it('takes no "=" for that of an assignment which stands behind other words', () => {
    const steps = "    a with k = x\n    longer with k = y\n    longest where z with k = y\n";
    const text = `rule r {\n  when sequence {\n${steps}  }\n}\n`;
    prints(text, text);
  });

  it("hangs what goes on in the next line behind the keyword, or two blanks in", () => {
    prints(
      "rule r {\n  severity low\n  emit a = b,\n  c = d\n  when sequence {\n  one: e\n where f == 1\n  }\n}\nevent e = s\nwhere a == 1\nor b == 2",
      "rule r {\n  severity low\n  emit     a = b,\n           c = d\n  when sequence {\n    one: e\n         where f == 1\n  }\n}\nevent e = s\n  where a == 1\n  or b == 2\n",
    );
  });

  it("knows signs from operators, calls from groups, indices from lists, types from comparisons", () => {
    prints(
      "event e = s where not ( - a - 1 < - b ) and lower ( a [ 0 ] .b ) in [ 1 .. 5 , 7 ] and a<b or c in[1]\nfield f : list < string >",
      "event e = s where not (-a - 1 < -b) and lower(a[0].b) in [1..5, 7] and a < b or c in [1]\nfield f: list<string>\n",
    );
  });

  it("copies strings and regular expressions as they are", () => {
    const text =
      'test "a  b" {\n  given s """\n      x\n    y   z\n  """\n  expect r where a matches /x  y/ and b == \'  \'\n}\n';
    prints(text.replace("  given s", "given   s").replace("  expect", "\texpect"), text);
  });

  it("takes an empty block together", () => {
    prints("rule r {\n\n}", "rule r {}\n");
  });

  it("ends every text with one line end, and leaves an empty one empty", () => {
    prints("event a = b", "event a = b\n");
    prints("// only this\n\n\n", "// only this\n");
    prints("", "");
    prints(" \n\n", "");
  });
});

describe("format: comments", () => {
  it("stay in their lines, aligned at the ends of those that follow each other", () => {
    prints(
      "rule r {// one\nseverity low // two\n  // three\nby ip// four\n}",
      "rule r {        // one\n  severity low  // two\n  // three\n  by       ip  // four\n}\n",
    );
  });

  it("stay above what they are about", () => {
    prints(
      "// file\n\n  /// doc\n  rule r {\n// of low\nseverity low\n\n// last\n}\n// end",
      "// file\n\n/// doc\nrule r {\n  // of low\n  severity low\n\n  // last\n}\n// end\n",
    );
  });

  it("do not become a declaration's doc, nor stop being it", () => {
    prints("/// no doc\n\nevent a = b\n/// doc\nevent c = d", "/// no doc\n\nevent a = b\n/// doc\nevent c = d\n");
  });

  it("may stand inside of clauses", () => {
    prints(
      "list l = [\n1, // one\n// two\n2\n]\nrule r {\n by // key\nip\n}",
      "list l = [\n  1,  // one\n  // two\n  2\n]\nrule r {\n  by  // key\n    ip\n}\n",
    );
  });
});

describe("format: long conditions", () => {
  const long = (letter: string): string => letter.repeat(40);

  it("have a line for each link, the loosest first", () => {
    prints(
      `event e = f where ${long("a")} == 1 or ${long("b")} == 2 and ${long("c")} == 3 and d == 4`,
      `event e = f where ${long("a")} == 1\n  or ${long("b")} == 2 and ${long("c")} == 3 and d == 4\n`,
    );
    prints(
      `rule r { by ip when e where ${long("a")} == 1 and ${long("b")} == 2 and c in ["d"] }`,
      `rule r {\n  by   ip\n  when e where ${long("a")} == 1\n       and ${long("b")} == 2\n       and c in ["d"]\n}\n`,
    );
  });

  it("are parted outside of parentheses before they are inside", () => {
    prints(
      `event e = f where (${long("a")} == 1 or ${long("b")} == 2) and not (c == 3 or d == 4)`,
      `event e = f where (${long("a")} == 1 or ${long("b")} == 2)\n  and not (c == 3 or d == 4)\n`,
    );
    prints(
      `rule r { when count(f where ${long("a")} == 1 and ${long("b")} == 2 and c == 3) > 4 within 5m }`,
      `rule r {\n  when count(f where ${long("a")} == 1\n         and ${long("b")} == 2\n         and c == 3) > 4 within 5m\n}\n`,
    );
  });

  it("of 120 columns stay on their line", () => {
    const fits = `event e = f where ${"a".repeat(86)} == 1 and b == 2`;
    assert.equal(fits.length, 120);
    prints(fits, `${fits}\n`);
    prints(fits.replace("b == 2", "bb == 2"), `${fits.replace(" and b", "\n  and bb")}\n`);
  });
});

describe("format: broken declarations", () => {
  it("stay as they are, and their neighbours do not", () => {
    const broken = "  rule  r {\n severity   =\n   by  ip }";
    assert.equal(format(`event a=b\n${broken}\nevent c=d`), `event a = b\n${broken}\nevent c = d\n`);
  });

  it("stay with everything that no token fits, also at the end of the file", () => {
    for (const broken of ["event  a = b ; # ?", 'test  "t" {\n  given s """\n  x\n\n\n', "event e =   'open  "]) {
      assert.equal(format(`event c=d\n${broken}`), `event c = d\n${broken}`);
    }
  });

  it("keep their neighbour where its layout decides what belongs to whom", () => {
    // In column 0 the event would take `rule` for a word of its own line.
    const text = "  event a =  b\n  rule\n";
    assert.equal(format(text), text);
  });
});

describe("format: files", () => {
  it("keep CRLF, a byte order mark, and the width of what lies outside of the basic plane", () => {
    assert.equal(format("\uFEFFrule r {\r\nby ip // 😀\r\n\r\n\r\n}\r\n"), "\uFEFFrule r {\r\n  by ip  // 😀\r\n}\r\n");
    assert.equal(format("\uFEFF"), "\uFEFF");
    prints('list a = ["😀"] // one\nlist b = ["xyz"] // two', 'list a = ["😀"]    // one\nlist b = ["xyz"]  // two\n');
  });

  it("of the project are in the house style", () => {
    const samples = fs
      .globSync("samples/**/*.grove", { cwd: root })
      .map((file) => fs.readFileSync(path.join(root, file), "utf8"));
    const page = fs.readFileSync(path.join(root, "docs", "language.md"), "utf8");
    const shown = [...page.matchAll(/^```grove\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);
    assert.ok(samples.length > 0 && shown.length > 0);
    for (const text of [...samples, ...shown]) assert.equal(format(text), text);
  });
});

describe("format: a declaration that no person wrote", () => {
  it("stays as it is, and its neighbours do not", () => {
    const list = (elements: number): string => `list a=[${'"b",'.repeat(elements)}"b"]`;
    const long = list(MOST_WORDS / 2);
    assert.equal(format(`event c=d\n${long}\nevent e=f\n`), `event c = d\n${long}\nevent e = f\n`);
    assert.notEqual(format(list(1000)), list(1000));
  });

  it("stays as it is with all others, where the text is as long as none should be", () => {
    const text = (length: number): string => `event a=b\n//${"x".repeat(length - 12)}`;
    assert.deepEqual(formatEdits(text(MOST_CHARACTERS + 1)), []);
    assert.equal(format(text(MOST_CHARACTERS)).slice(0, 12), "event a = b\n");
  });
});

describe("format: a range", () => {
  const text = "event a=b\nrule r {\nby ip\n}\nevent c=d";
  const formatted = (start: number, end = start): string => {
    const edits = formatEdits(text, { start, end });
    return edits.reduceRight((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), text);
  };

  it("changes only the declarations that it touches", () => {
    assert.equal(formatted(text.indexOf("ip")), "event a=b\nrule r {\n  by ip\n}\nevent c=d");
    assert.equal(formatted(0, text.indexOf("by")), "event a = b\nrule r {\n  by ip\n}\nevent c=d");
    assert.equal(formatted(text.length), "event a=b\nrule r {\nby ip\n}\nevent c = d\n");
  });
});
