import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { expectMarks, fixtureFile } from "../kit/fixture.ts";

function marks(title: string, source: string): void {
  it(title, () => {
    const file = fixtureFile(source);
    expectMarks(
      file,
      parse(file.text).errors.map((error) => ({ ...error, severity: "error" })),
    );
  });
}

describe("messages", () => {
  marks(
    "say what is missing at the end of a line, at its last word",
    `
    rule a {
      severity
      ^^^^^^^^ error[syntax] Expected a value
      by ip
    }`,
  );
  marks(
    "say what stands in the wrong place, and how the construct is written",
    `
    rule a { when sequence 10m { b } }
                           ^^^ error[syntax] Expected \`{\` in a sequence, but found \`10m\`. It is written: sequence within 10m
    `,
  );
  marks(
    "name the clauses where a clause is expected",
    `
    rule a {
      sevrity high
      ^^^^^^^ error[syntax] Expected a clause of the rule, or \`}\` in a rule, but found \`sevrity\`
      by ip
    }`,
  );
  marks(
    "say why a reserved word is no name",
    `
    event any = b
          ^^^ error[syntax] a word of the language
    `,
  );
  marks(
    "say that nothing more comes",
    `
    event a =
            ^ error[syntax] the declaration ends here
    `,
  );
  marks(
    "are one for what belongs to no declaration",
    `
    hello world
    ^^^^^ error[syntax] Expected a declaration
    event a = b
    event c = d ) e
                ^ error[syntax] Expected a declaration
    `,
  );
  marks(
    "know strings that do not end",
    `
    list a = ["b]
              ^^^ error[unterminated-string] closing "
    event c = d where e matches /f
                                ^^ error[unterminated-string] closing slash
    event g = h where \`i j
                      ^^^^ error[unterminated-string] back quote
    test "t" { given s """
                       ^^^ error[unterminated-string] closing """
      line`,
  );
  marks(
    "know escapes, at their place",
    `
    list a = ["b\\qc", "\\u{110000}", 'd\\q', "\\n"]
                ^^ error[syntax] is no escape
                       ^^^^^^^^^^ error[syntax] is no escape
    `,
  );
  marks(
    "know units",
    `
    rule a { suppress 1h30m }
                      ^^^^^ error[syntax] Durations have one unit
    rule b { suppress 5min }
                      ^^^^ error[syntax] \`min\` is no unit
    `,
  );
  marks(
    "help those who come from another language",
    `
    event a = b where c == 1 && d == 2
                             ^^ error[unknown-character] Write \`and\`.
    # event
    ^ error[unknown-character] Comments begin with
    `,
  );
  marks(
    "know the habits of other languages",
    `
    event a = b where c = 1
                        ^ error[syntax] To compare, write \`==\`
    event d = b where c IN ["x"]
                        ^^ error[syntax] lower case: write \`in\`
    rule e { severity: high  when b }
                     ^ error[syntax] A colon stands behind labels only
    rule f { severity high, when b }
                          ^ error[syntax] Nothing separates clauses and steps
    rule g { severity high  when b where c is d }
                                           ^^ error[syntax] To compare, write \`==\`
    rule my-rule { severity high  when b }
           ^ error[syntax] Names are made of letters, digits and
    event h = b where c | d
                        ^ error[unknown-character] There are no pipes
    `,
  );
  marks(
    "know what joins and follows elsewhere",
    `
    rule a { severity high  when b and c }
                                   ^^^ error[syntax] Of events write \`all within 5m
    rule d { severity high  when e then f }
                                   ^^^^ error[syntax] write \`sequence within 5m
    rule g { severity high  when h within 5m }
                                   ^^^^^^ error[syntax] One event needs none
    rule i { severity high  when j where port between 1 and 2 }
                                              ^^^^^^^ error[syntax] Write a range
    `,
  );
  marks(
    "say what a sign of another language is here, once",
    `
    event a = b where c ~ "d" and e == 1
                        ^ error[unknown-character] matches /^ro/
    event f = g where !(h == 1) and i =~ /j/
                      ^ error[unknown-character] Write \`not\`
                                       ^ error[unknown-character] matches
    event k = l where m <> 1
                         ^ error[syntax] Not equal is written \`!=\`
    event n = o where p in (22, 23)
                              ^ error[syntax] A list stands in brackets
    rule q { attack T1110 T1078  when r }
                          ^^^^^ error[syntax] with commas between them
    rule s { when count(*) > 5 within 1h }
                        ^ error[syntax] Name the event that is counted
                         ^ error[syntax]
    rule t { tags u, v  when w }
                  ^ error[syntax] Texts stand in quotes
    `,
  );
  it("leave a declaration out in which something was skipped: the rest may say the opposite", () => {
    const { declarations } = parse("#\nevent a = b where !(c == 1)\nevent d = e ;\nevent f = g");
    assert.deepEqual(
      declarations.map(({ broken }) => broken),
      [true, false, false],
    );
  });
  marks(
    "know how clauses, texts and counts are written elsewhere",
    `
    rule a {
      severity: high
      ^^^^^^^^ error[syntax] A clause has none
      by user
    }
    rule b { when count(c) > 5 within 5 minutes }
                                        ^^^^^^^ error[syntax] \`5m\`
    rule d { when sequence by user [e] [f] }
                           ^^ error[syntax] The key is a clause of the rule
    rule g { when sequence within 1m { h 5 times } }
                                         ^ error[syntax] How often something must happen is counted
    rule i { when no j within 5m }
                  ^^ error[syntax] What must not happen
    rule k { severity high
                      ^^^^ error[syntax] Close it with \`}\`
    rule l "title" { when m }
           ^^^^^^^ error[syntax] Describe it in a comment above
    source n from application { files logs/x.log  format syslog  time t }
                                      ^^^^ error[syntax] Texts stand in quotes
    source o from application { files ["a"]  map { user: p } }
                                      ^ error[syntax] without brackets
                                                       ^ error[syntax] \`user = account\`
                                                           ^ error[syntax]
    event q = r and s == 1
                ^^^ error[syntax] behind \`where\`
    event t = u where v == 1 w == 2
                             ^ error[syntax] join it with \`and\`
    event x = "y"
              ^^^ error[syntax] Names stand without quotes
    test "z" { given a "b"  expect c 5 }
                                       ^ error[syntax] \`3 times\`
    `,
  );
  marks(
    "name the clauses there are",
    `
    source b from application { header "x" }
                                ^^^^^^ error[syntax] The clauses are \`files\`, \`format\`
    rule c { timeframe 5m }
             ^^^^^^^^^ error[syntax] A window is written \`within 5m\`
    rule d { wen e }
             ^^^ error[syntax] \`by\`, \`ignore\`.
    `,
  );
  marks(
    "do not let comparisons chain",
    `
    event a = b where c == d == e
                             ^^ error[syntax] cannot be compared again
    event f = g where (c == d) == e and c < d and not c > e
    `,
  );
  marks(
    "keep signs where they belong",
    `
    event a = b where c == not d
                           ^^^ error[syntax] belongs before a whole comparison
    event e = f where every g
                      ^^^^^ error[syntax] needs a comparison
    `,
  );
  marks(
    "miss the name behind a dot",
    `
    event a = b where c.
                       ^ error[syntax] A name is missing
    event d = e`,
  );
  marks(
    "refuse a second where, and a fraction of a detection",
    `
    event a = b where c where d
                        ^^^^^^^ error[syntax] A second \`where\`
    test "t" { expect r 1.5 times }
                        ^^^ error[syntax] whole number
    `,
  );

  marks(
    "know the clauses and forms of the larger declarations",
    `
    ranking a by b of c {
      ordr
      ^^^^ error[syntax] Expected a clause of the ranking, or \`}\` in a ranking, but found \`ordr\`
      hits
    }
    ranking d by e of f { weights { rules } }
                                          ^ error[syntax] Expected a number in a weight, but found \`}\`
    score g by h of i over {
                           ^ error[syntax] Expected a value
    }
    baseline j by k of l { rare 1% }
                                ^^ error[syntax] Expected \`below\` in a baseline
    action m(n) { }
              ^ error[syntax] Expected \`:\` in a parameter, but found \`)\`. It is written: address: ip
    action o() { http "u" }
                      ^^^ error[syntax] Expected a name in a request
    `,
  );
  marks(
    "know the steps of a playbook",
    `
    playbook a {
      on b
      after { c() }
      ^^^^^ error[syntax] lacks the labels of the steps
      approve within 5m
      ^^^^^^^ error[syntax] lacks the question
      for each d { e() }
                 ^ error[syntax] Expected \`in\` in \`for each\`, but found \`{\`
    }
    event g = h`,
  );

  it("are at most five for a declaration, and leave room for the next one's", () => {
    const bad = "rule a {\n" + "  severity )\n".repeat(50) + "}\n";
    const { errors } = parse(bad + "event a =\n" + bad);
    assert.equal(errors.filter((error) => error.start < bad.length).length, 5);
    assert.equal(errors.length, 11);
  });
});
