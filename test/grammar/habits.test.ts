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
  marks(
    "know labels that are words of the language, and techniques as others write them",
    `
    rule a { when sequence within 1h { count(b) >= 5  in: c } }
                                                      ^^ error[syntax] cannot be compared again
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
                                   ^ error[syntax]
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
                                     ^ error[syntax]
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
  marks(
    "know comments, separators and wildcards of other languages",
    `
    rule a { when b where c !~ "d" }
                            ^^ error[unknown-character] \`not matches /^ro/\`
    rule e { when f where g : "h" }
                            ^ error[syntax] to compare, write \`==\`
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
                                    ^ error[syntax] as in \`lower(user)\`
    rule h { when i > 5 within 5m }
                    ^ error[syntax] as in \`count(login_failed) > 5 within 5m\`
    rule j { when count(k) by ip > 5 within 5m }
                                 ^ error[syntax] for whom stands in \`by\`
    rule l { when count(m) > 5 in 5m }
                               ^^ error[syntax] A window is written \`within\`
    rule n { when count(distinct user) > 5 within 5m }
                                 ^^^^ error[syntax] \`distinct(user of login)\`
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
