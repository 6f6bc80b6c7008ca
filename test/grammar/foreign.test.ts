/** Signs, comments, calls and whole texts of other languages, and what is told of them. */
import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { marks } from "./marks.ts";

describe("messages about texts of other languages", () => {
  marks(
    "know comments, separators and wildcards of other languages",
    `
    rule a { when b where c !~ "d" }
                            ^^ error[unknown-character] \`not matches /^ro/\`
    rule e { when f where g : "h" }
                            ^ error[syntax] To compare, write \`==\`
    rule i { when count(j) > 1,000 within 1h }
                              ^ error[syntax] A number has no separators
    rule w { when x where y in 22, 23 }
                                 ^ error[syntax] \`port in [22, 2222]\`
    rule k { when sum(l of m) > 1 GB within 1h }
                                  ^^ error[syntax] \`1GB\`
    rule n { when count(o) > 1 every 1h }
                               ^^^^^ error[syntax] \`within 1h\`
    rule p { when * where q == 1 }
                  ^ error[syntax] Name the source or event
    rule r { when any where true }
                      ^^^^^ error[syntax] takes events in braces
    rule s { when t where u == 1 /* v */
                                 ^^^^^^^ error[unknown-character] Comments begin with
    }
    `,
  );
  marks(
    "take what other languages call a comment for one, and say so once",
    `
    -- rule a { when b }
    ^^^^^^^^^^^^^^^^^^^^ error[unknown-character] \`--\` begins no comment here
    rule c { severity low -- how bad
                          ^^^^^^^^^^ error[unknown-character]
      --not now
      ^^^^^^^^^ error[unknown-character]
      when d where e - 1 > --2
    }
    /* rule f { when g }
    ^^^^^^^^^^^^^^^^^^^^ error[unknown-character] \`/*\` begins no comment here
       rule h { when i } */
    <!-- rule j { when k } -->
    ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-character] \`<!--\` begins no comment here
    event l = m /* never closed
                ^^^^^^^^^^^^^^^ error[unknown-character]
    event n = o
    `,
  );
  marks(
    "know what looks like a rule, a query or a program of another language, and say so once",
    `
    SELECT user FROM sshd WHERE template = 1001 | head
    ^^^^^^ error[syntax] This looks like a query
    event a = b
    `,
  );
  marks(
    "know a rule as others write it",
    `
    title: Brute force
    ^^^^^ error[syntax] This looks like a Sigma rule
    condition: selection | count() by ip > 5
    `,
  );
  marks(
    "know what is called, counted and listed elsewhere, and tell it once",
    `
    rule a:
          ^ error[syntax] stands in braces
      when: b
    rule c { when d where user.startswith("ro") }
                                         ^ error[syntax] \`user startswith "root"\`
    rule e { when f where user.lower() == "g" }
                                    ^ error[syntax] in front of what it takes: \`lower(user)\`
    rule h { when i > 5 within 5m }
                    ^ error[syntax] as in \`count(login_failed) > 5 within 5m\`
    rule j { when count(k) by ip > 5 within 5m }
                                 ^ error[syntax] for whom stands in \`by\`
    rule l { when count(m) > 5 in 5m }
                               ^^ error[syntax] A window is written \`within\`
    rule n { when count(distinct user) > 5 within 5m }
                        ^^^^^^^^^^^^^ error[syntax] \`distinct(user of login)\`
    rule o { when p where q in { "r" } }
                               ^ error[syntax] A list stands in brackets
    rule s { when sequence with maxspan=5m t }
                           ^^^^ error[syntax] A window is written \`within 5m\`
    rule u { when v followed by w within 5m }
                    ^^^^^^^^ error[syntax] write \`sequence within 5m
    event = ll
          ^ error[syntax] Its name is missing
    rule aa { when sequence within 5m { bb by user  cc } }
                                           ^^ error[syntax] The key is a clause of the rule
    rule dd { when ee where ff contains "g" or contains "h" }
                                               ^^^^^^^^ error[syntax] Each comparison names its field
    rule ii { when jj where kk == 'it's' }
                                      ^ error[syntax] stands in double quotes
    rule x { when y where if z { true } else { false } }
                               ^ error[syntax] Expected \`then\`
    `,
  );
  marks(
    "say where something is set, for whom it is counted, and what is",
    `
    event a: b
           ^ error[syntax] stands behind \`=\`
    action c(address: ip) { http POST "https://d.example" json { address: address } }
                                                                        ^ error[syntax] A name is set with \`=\`
    rule e { severity high  when count(f) per user > 3 within 5m }
                                          ^^^ error[syntax] the clause \`by user\`
    source h from database { files "h.json"  format "json"  time i }
                                                    ^^^^^^ error[syntax] without quotes, as in \`format json\`
    rule g { severity high  when count failed > 5 within 5m }
                                       ^^^^^^ error[syntax] \`count(failed)\`
    `,
  );
  marks(
    "take a string in round quotes for one, and say so once",
    `
    event a = b where c == “d e” and f == ‘g’
                           ^^^^^ error[unknown-character] straight quotes
                                          ^^^ error[unknown-character] straight quotes
    event h = i where j == “k
                           ^ error[unknown-character] straight quotes
    `,
  );

  it("compare a long row with a list where it is one of `or`", () => {
    const told = (operator: string): readonly string[] =>
      parse(`event a = b where c == 1${` ${operator} c == 1`.repeat(1200)}`).errors.map(({ message }) => message);
    assert.match(told("or")[0]!, /in a row.*list/);
    assert.match(told("and")[0]!, /in a row/);
    assert.doesNotMatch(told("and")[0]!, /list/);
  });
});
