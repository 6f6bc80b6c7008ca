/** Slips of newcomers: one message each, at its place, and where the correction is certain the text that it makes. */
import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { tokenize } from "../../grammar/lexer.ts";
import { apply } from "../../grammar/print.ts";
import { marks } from "./marks.ts";
import { sample } from "./sample.ts";

/** What the only error of each text is mended to; what comes of it has no error. */
function mended(slips: Readonly<Record<string, string>>): void {
  for (const [text, wanted] of Object.entries(slips)) {
    const { errors } = parse(text);
    assert.equal(errors.length, 1, `${text}: ${errors.map(({ message }) => message).join(" | ")}`);
    const { mend } = errors[0]!;
    assert.equal(mend && apply(text, [mend]), wanted, text);
    assert.deepEqual(parse(wanted).errors, [], wanted);
  }
}

describe("slips in names", () => {
  marks(
    "are told with the reserved words, where a declaration is called like one of them",
    `
    rule in { severity high  when b }
         ^^ error[syntax] \`in\` is a word of the language, so no rule can be called that: take another name, such as \`in_rule\`. Reserved are \`all\`, \`and\`, \`any\`
    list not = ["c"]
         ^^^ error[syntax] such as \`not_list\`
    source any from application { files "d.log"  format json  time ts }
           ^^^ error[syntax] such as \`any_source\`
    field like: string
          ^^^^ error[syntax] stands in back quotes
    `,
  );
  it("leave a condition alone that goes on with such a word", () => {
    const { errors, declarations } = parse('event a = b where c and\nrule in [1, 2] and\nlist like "d"');
    assert.deepEqual([errors.length, declarations.length], [0, 1]);
  });
  it("are mended", () =>
    mended({
      "rule in { when a }": "rule in_rule { when a }",
      'table where from "a.csv" key b': 'table where_table from "a.csv" key b',
      "ranking all by a of b { hits }": "ranking all_ranking by a of b { hits }",
      "field in: string": "field `in`: string",
      'rule "Brute force" { when a }': "rule brute_force { when a }",
      "rule my-rule { when a }": "rule my_rule { when a }",
      "rule my rule { when a }": "rule my_rule { when a }",
      'list my.names = ["a"]': 'list my_names = ["a"]',
      "rule a() { when b }": "rule a { when b }",
      'rule a { by "user"  when b }': "rule a { by user  when b }",
      'rule a { status "disabled"  when b }': "rule a { status disabled  when b }",
      "rule a { when sequence within 1m { any: b  c } }": "rule a { when sequence within 1m { the_any: b  c } }",
    }));
});

describe("slips in conditions", () => {
  marks(
    "stand where the slip is",
    `
    rule a { when b where NOT c == 1 }
                          ^^^ error[syntax] words of the language are in lower case: write \`not\`
    rule d { when user == "root" }
                  ^^^^ error[syntax] \`user\` stands where an event is named
    rule e { when sshd.user contains "root" }
                  ^^^^^^^^^ error[syntax] A condition stands behind its event
    rule f { when g where all of them }
                          ^^^ error[syntax] Conditions have no names of their own
    event h where i == 1
            ^^^^^ error[syntax] The source or event that it narrows stands in front
    rule j { severity k > 5 ? high : low }
                            ^ error[unknown-character] \`if condition then value else other\`
    `,
  );
  it("are mended", () => {
    const conditions: Readonly<Record<string, string>> = {
      "user is null": "not user exists",
      "src.user is not null": "src.user exists",
      'user is "root"': 'user == "root"',
      'user is not "root"': 'user != "root"',
      "port between 1 and 1024": "port in 1..1024",
      "port not between 1 and 1024": "port not in 1..1024",
      'user.startsWith("ro")': 'user startswith "ro"',
      'user.toLowerCase() == "root"': 'lower(user) == "root"',
      'not contains(user, "ro")': 'not user contains "ro"',
      "exists(src.user)": "src.user exists",
      'user in ("root", "adm")': 'user in ["root", "adm"]',
      "port not in (22, 23)": "port not in [22, 23]",
      'user in { "root" }': 'user in ["root"]',
      'user !== "root"': 'user != "root"',
      "port => 5": "port >= 5",
      "port =< 5": "port <= 5",
      "NOT port == 5": "not port == 5",
      'user != "a" and != "b"': 'user != "a" and user != "b"',
      'user contains "a" or not contains "b"': 'user contains "a" or user not contains "b"',
      'user: "root"': 'user == "root"',
      '(user == "root" or port == 5': '(user == "root" or port == 5)',
      'user in ["root" "adm"]': 'user in ["root", "adm"]',
    };
    const inEvent = (condition: string): string => `event a = b where ${condition}`;
    mended(Object.fromEntries(Object.entries(conditions).map((each) => each.map(inEvent) as [string, string])));
    mended({
      'rule a { when b and user == "root" }': 'rule a { when b where user == "root" }',
      'event a = b, user == "root"': 'event a = b where user == "root"',
    });
  });
  it("are mended behind an event, and between two of them", () =>
    mended({
      'event a = b wher c == "d" and e > 1': 'event a = b where c == "d" and e > 1',
      'rule a { when b whre c == "d" }': 'rule a { when b where c == "d" }',
      "rule a { when sequence within 1m { b  c were d.e exists } }":
        "rule a { when sequence within 1m { b  c where d.e exists } }",
      'event a = b where c == "d" or or e == "f"': 'event a = b where c == "d" or e == "f"',
      'event a = b where c == "d" and and e == "f"': 'event a = b where c == "d" and e == "f"',
    }));
  it("leave an event alone that is called so", () => {
    assert.deepEqual(parse("rule a { when any { b  wher  were } }").errors, []);
    assert.ok(parse("rule a { when b wher }").errors.every(({ mend }) => mend?.text !== "where"));
  });
});

describe("slips in counts and windows", () => {
  marks(
    "are told once",
    `
    rule a { when count(distinct user) > 5 within 5m }
                        ^^^^^^^^^^^^^ error[syntax] \`distinct(user of login)\`
    rule b { when count(*) > 5 within 5m }
                        ^ error[syntax] Name the event that is counted
    rule c { by d  when count(e) > 5 by f within 5m }
                                          ^^^^^^ error[syntax] \`by\` is a clause of its own
    rule g { when sequence within 5m { [h] [i] } }
                                       ^ error[syntax] Steps stand in braces
    `,
  );
  it("are mended", () =>
    mended({
      "rule a { when count(distinct b of c) > 5 within 5m }": "rule a { when distinct(b of c) > 5 within 5m }",
      "rule a { when count(b) > 5 over 5m }": "rule a { when count(b) > 5 within 5m }",
      "rule a { when count(b) > 5 maxspan=5m }": "rule a { when count(b) > 5 within 5m }",
      "rule a { when count(b) within 5m > 5 }": "rule a { when count(b) > 5 within 5m }",
      "rule a { when count(b) > 5 by c within 5m }": "rule a { when count(b) > 5 within 5m  by c }",
      "rule a { when count b > 5 within 5m }": "rule a { when count(b) > 5 within 5m }",
      "rule a { when b >= 5 within 5m }": "rule a { when count(b) >= 5 within 5m }",
      "rule a { when 5 b within 5m }": "rule a { when count(b) >= 5 within 5m }",
      "rule a { when sequence with maxspan=5m { b  c } }": "rule a { when sequence within 5m { b  c } }",
      "rule a { when all 5m { b  c } }": "rule a { when all within 5m { b  c } }",
      "rule a { when sequence within 5m { b -> c } }": "rule a { when sequence within 5m { b c } }",
      "rule a { when sequence within 5m { b then c } }": "rule a { when sequence within 5m { b c } }",
      "rule a { when sequence within 5m { b followed by c } }": "rule a { when sequence within 5m { b c } }",
      "rule a { when b  suppress for 5m }": "rule a { when b  suppress 5m }",
    }));
});

describe("slips in rows and between events", () => {
  marks(
    "are told once",
    `
    rule a { suppress by user 5m  when b }
                      ^^ error[syntax] Expected a value
    rule c { emit { user = d.user }  when d: e }
                  ^ error[syntax] side by side, without brackets
    test "f" { given g ["h", "i"]  expect j }
                       ^ error[syntax] It is written: given sshd
    rule k severity high { when l }
           ^^^^^^^^ error[syntax] Its clauses stand in braces
    `,
  );
  it("are mended", () =>
    mended({
      "rule a { by [b, c]  when d }": "rule a { by b, c  when d }",
      "rule a { by b and c  when d }": "rule a { by b, c  when d }",
      "rule a { by b c  when d }": "rule a { by b, c  when d }",
      "rule a { group by b  when c }": "rule a { by b  when c }",
      "rule a { groupby b  when c }": "rule a { by b  when c }",
      'rule a { tags ["b", "c"]  when d }': 'rule a { tags "b", "c"  when d }',
      "rule a { tags b, c  when d }": 'rule a { tags "b", "c"  when d }',
      "rule a { attack T1110 T1078  when b }": "rule a { attack T1110, T1078  when b }",
      "rule a { emit { b = c.b }  when c: d }": "rule a { emit b = c.b  when c: d }",
      "rule a { emit c.b  when c: d }": "rule a { emit b = c.b  when c: d }",
      "rule a { emit c.b as e  when c: d }": "rule a { emit e = c.b  when c: d }",
      "rule a { emit b = c.b; d = c.d  when c: e }": "rule a { emit b = c.b, d = c.d  when c: e }",
      'list a = ["b"; "c"]': 'list a = ["b", "c"]',
      'action a(ip b) { http POST "https://c.example" json { b } }':
        'action a(b: ip) { http POST "https://c.example" json { b } }',
      'action a(b: ip) { http POST "https://c.example" json { d: b } }':
        'action a(b: ip) { http POST "https://c.example" json { d = b } }',
      'test "a" { given b "c"  expect not d }': 'test "a" { given b "c"  expect no d }',
      'test "a" { given b "c"  expect d == 3 }': 'test "a" { given b "c"  expect d 3 times }',
      'test "a" { given b "c"  expect d 2 }': 'test "a" { given b "c"  expect d twice }',
      'test "a" { given b: "c"  expect d }': 'test "a" { given b "c"  expect d }',
      'test a { given b "c"  expect d }': 'test "a" { given b "c"  expect d }',
      "rule a { when b then c within 5m }": "rule a { when sequence within 5m { b  c } }",
      "rule a { when b -> c within 5m }": "rule a { when sequence within 5m { b  c } }",
      "rule a { when b or c }": "rule a { when any { b  c } }",
      "rule a { when b as c }": "rule a { when c: b }",
      "rule a { when sequence { b  c } within 5m }": "rule a { when sequence within 5m { b  c } }",
      "playbook a { on b  c = d(e) }": "playbook a { on b  c: d(e) }",
    }));
  it("are not mended where there is a choice", () => {
    for (const text of ["rule a { when b, c }", "rule a extends b { when c }", "rule k severity high { when l }"])
      assert.equal(parse(text).errors[0]?.mend, undefined, text);
  });
});

describe("slips with signs and braces", () => {
  marks(
    "stand where the slip is",
    `
    source a from application { files "b.log"  format "json"  time c }
                                                      ^^^^^^ error[syntax] without quotes, as in \`format json\`
    ranking d { by e of f
              ^ error[syntax] stands in front of the brace: \`ranking name by user of event_name {\`
      hits
    }
    source g { files "h.log" }
             ^ error[syntax] In front of the brace stands the class of system
    rule i { by j, when k }
                 ^ error[syntax] the comma makes \`when\` one more value
    rule l {
      severity: high
      ^^^^^^^^^ error[syntax] A colon stands behind labels only
      when m
    }
    `,
  );
  it("are mended", () =>
    mended({
      'source a from application { format "json" }': "source a from application { format json }",
      "rule a { severity: high }": "rule a { severity high }",
      "rule a {\n  severity: high\n}": "rule a {\n  severity high\n}",
      "rule a { by: b }": "rule a { by b }",
      "rule a { by b, when c }": "rule a { by b when c }",
      'rule a { tags "b", when c }': 'rule a { tags "b" when c }',
      "rule a severity high }": "rule a { severity high }",
      "rule a { when b": "rule a { when b }",
      "rule a {\n  when sequence {\n    b  c": "rule a {\n  when sequence {\n    b  c\n}\n}",
      'event a = b where c in ["d"': 'event a = b where c in ["d"]',
      'rule a { when b where c in ["d" }': 'rule a { when b where c in ["d"] }',
      'list a = ("b", "c")': 'list a = ["b", "c"]',
      'list a ["b"]': 'list a = ["b"]',
      'list a = "b", "c"': 'list a = ["b", "c"]',
      "event a: b": "event a = b",
      "event a := b": "event a = b",
      'source a from application { template 1: "b" }': 'source a from application { template 1 "b" }',
    }));
  it("are mended where one closes too much, or too little", () =>
    mended({
      'event a = b where (c == "d"))': 'event a = b where (c == "d")',
      'rule a { when b where c in ["d"]] }': 'rule a { when b where c in ["d"] }',
      "rule a { when count(b)) >= 3 within 5m }": "rule a { when count(b) >= 3 within 5m }",
      "rule a { when count(b >= 3 within 5m }": "rule a { when count(b) >= 3 within 5m }",
      'event a = b where c == "d': 'event a = b where c == "d"',
      "event a = b where c in ['d]": "event a = b where c in ['d']",
    }));
  it("leave a text open of which nobody can say where it ends", () => {
    const mends = (text: string) => parse(text).errors.map(({ mend }) => mend);
    assert.deepEqual(mends('event a = b where c == "d and e > 1'), [undefined]);
    assert.deepEqual(mends('event a = b where c == "'), [undefined]);
  });
});

describe("one cause", () => {
  it("is told once, and several once each: signs behind the words of clauses", () => {
    const told = (text: string): readonly number[] => parse(text).errors.map(({ start }) => start);
    const rule = "rule a { severity = high  when = b }";
    assert.deepEqual(told(rule), [rule.indexOf("="), rule.lastIndexOf("=")]);
    const source = 'source a from application { files: "b"  format: json  time: c }';
    assert.deepEqual(
      told(source),
      [...source.matchAll(/:/g)].map(({ index }) => index),
    );
  });

  it("is told once: a missing word, sign or value of a declaration, nearly always", () => {
    const whole = parse(sample);
    const damaged = whole.declarations.flatMap(({ start, end }) => {
      const text = sample.slice(start, end);
      const words = tokenize(text).filter(({ name }) => !name.endsWith("Comment"));
      return words.slice(1).map((word) => text.slice(0, word.start) + text.slice(word.end));
    });
    const often = damaged.filter((text) => parse(text).errors.length > 1);
    assert.ok(damaged.length > 300 && often.length * 30 <= damaged.length, `${often.length} of ${damaged.length}`);
  });
});
