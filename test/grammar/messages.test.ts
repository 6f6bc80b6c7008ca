import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { marks } from "./marks.ts";

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
                           ^^^ error[syntax] Expected \`{\` in a sequence, but found \`10m\`. A window is written \`within 10m\`
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
                ^ error[syntax] Expected the end of the event here, but found \`)\`. Nothing before it is open
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
