/** What people write who come from another language, and what they are told. */
import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { marks } from "./marks.ts";

describe("messages about habits", () => {
  marks(
    "help those who come from another language",
    `
    event a = b where c == 1 && d == 2
                             ^^ error[unknown-character] Write \`and\`.
    # event
    ^^^^^^^ error[unknown-character] Comments begin with
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
                                              ^^^^^^^ error[syntax] A range is written \`in 1..2\`
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
    rule t { tags u, v  when w }
                  ^ error[syntax] Texts stand in quotes
    `,
  );
  marks(
    "know labels that are words of the language, and techniques as others write them",
    `
    rule a { when sequence within 1h { count(b) >= 5  in: c } }
                                                        ^ error[syntax] no label can be called that
    rule d { when sequence within 1h { e  in: f } }
                                          ^^ error[syntax] so take another one
    rule g { attack T1110.001.002  when h }
                             ^ error[syntax] A technique is \`T\` and four digits
    rule i { attack attack.t1110  when j }
                          ^ error[syntax] Techniques are written \`attack T1110.001\`
    rule k { attack 1110  when l }
                    ^^^^ error[syntax] Techniques are written \`attack T1110.001\`
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
      ^^^^^^^^^ error[syntax] A colon stands behind labels only
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
    event q = r and s == 1
                ^^^ error[syntax] behind \`where\`
    event t = u where v == 1 w == 2
                             ^ error[syntax] join it with \`and\`
    event x = "y"
              ^^^ error[syntax] Names stand without quotes
    action aa(b: ip) { exec "./c $b" }
                            ^^^^^^^^ error[syntax] There is no shell
    action cc(d: ip) { POST "https://e/" }
                       ^^^^ error[syntax] A request is written
    playbook ff { on g  h(address: i) }
                                 ^ error[syntax] in the order of the action's parameters
    playbook jj { on k  if l == m { n() } elif o { p() } }
                                          ^^^^ error[syntax] \`else if\`
    rule qq { attack "T1110"  by (r, s)  when t  suppress for 5m }
                     ^^^^^^^ error[syntax] without quotes
                                 ^ error[syntax] \`by ip, user\`
                                                              ^^ error[syntax] \`suppress 5m\`
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
    "know addresses, negations and repetitions of other languages",
    `
    event a = b where c == 10.0.0.*
                               ^ error[syntax] \`ip in 10.0.0.0/24\`
    rule d { when e where f == 10.0.0.* }
                                   ^ error[syntax] \`ip in 10.0.0.0/24\`
    rule g { when h where not exists i }
                              ^^^^^^ error[syntax] stands behind the field
    rule j { when k where l not null }
                            ^^^ error[syntax] \`not user exists\`
    rule m { when sequence within 1m { n+ not o -> p } }
                                        ^ error[syntax] How often something must happen is counted
                                                ^ error[syntax] Steps simply follow each other
    rule q { when sequence within 1m { not r  s } }
                                       ^^^ error[syntax] \`no login_failed\`
    rule t { when count(u) within 5m > 5 }
                                     ^ error[syntax] behind the whole condition
    `,
  );
});
