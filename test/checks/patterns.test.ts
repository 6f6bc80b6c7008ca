import { expectDiagnostics } from "../kit/rules.ts";

describe("checks of patterns and rules", () => {
  it("missing-clause: a rule without when", () =>
    expectDiagnostics(`
      rule a { severity low }
           ^ error[missing-clause] no \`when\`
    `));

  it("missing-window: sequence, all and condition; one step needs none", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence { login_failed  login } }
                                         ^^^^^^^^ error[missing-window] A sequence of several steps
      rule b { severity low  by ip  when count(login) > 5 }
                                         ^^^^^^^^^^^^^^^^ error[missing-window] A condition on aggregates
      rule c { severity low  by ip  when sequence { login } }
      rule d { severity low  by ip  when sequence { count(login_failed) > 5  login } }
                                         ^^^^^^^^ error[missing-window]
    `));

  it("absence-window: leading and trailing need one, those between must not have one", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 1m { no login  login_failed  no login  login_failed  no login } }
                                                              ^^^^^^^^ error[absence-window] how far back
                                                                                                              ^^^^^^^^ error[absence-window] how long to wait
      rule b { severity low  by ip  when sequence within 1m { login_failed  no login within 1m  login_failed } }
                                                                                            ^^ error[absence-window] Leave it out
    `));

  it("no-positive-step, adjacent-aggregates, misplaced-step, upper-bound-count", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 1m { count(login) > 1 } }
                                         ^^^^^^^^^^^^^^^^^^ error[no-positive-step]
      rule b { severity low  by ip  when sequence within 1m { count(login) > 1  count(login_failed) > 1  login } }
                                                                                ^^^^^^^^^^^^^^^^^^^^^^^ error[adjacent-aggregates]
      rule c { severity low  by ip  when sequence within 1m { login  until login_failed  login } }
                                                                     ^^^^^^^^^^^^^^^^^^ error[misplaced-step] \`until\` stands before other steps
      rule d { severity low  by ip  when sequence within 1m { login  count(login_failed) <= 3 } }
                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ error[upper-bound-count] The last step counts with \`<=\`
      rule e { severity low  by ip  when count(login) < 3 within 1m }
                                         ^^^^^^^^^^^^^^^^ warning[upper-bound-count] never notices that none comes
      rule f { severity low  by ip  when sequence within 1m { count(login_failed) < 3  login } }
      rule g { severity low  by ip  when sequence within 1d { login  first(user of login) } }
                                                                     ^^^^^^^^^^^^^^^^^^^^ error[misplaced-step] \`first\` stands as a step
    `));

  it("upper-bound-count: turned round, refused and joined bounds, but none beside a lower one", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when 3 > count(login) within 1m }
                                         ^^^^^^^^^^^^^^^^ warning[upper-bound-count]
      rule b { severity low  by ip  when not (count(login) >= 3) within 1m }
                                         ^^^^^^^^^^^^^^^^^^^^^^^ warning[upper-bound-count]
      rule c { severity low  by ip  when count(login) < 3 and count(login_failed) <= 5 within 1m }
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[upper-bound-count]
      rule d { severity low  by ip  when count(login) < 3 and count(login_failed) >= 5 within 1m }
      rule e { severity low  by ip  when not (3 > count(login)) within 1m }
      rule f { severity low  by ip  when count(login) < count(login_failed) within 1m }
    `));

  it("no-positive-step: a pattern of nothing is said, wherever it stands", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 1m { } }
                                         ^^^^^^^^^^^^^^^^^^ error[no-positive-step] \`sequence\` is empty
      rule b { severity low  by ip  when all within 1m { } }
                                         ^^^^^^^^^^^^^ error[no-positive-step] \`all\` is empty
      rule c { severity low  by ip  when any { } }
                                         ^^^^^^^ error[no-positive-step] \`any\` is empty
      rule d { severity low  by ip  when sequence within 1m { login  no any { }  login_failed } }
                                                                        ^^^^^^^ error[no-positive-step] \`any\` is empty
      event e = any { }
            ^ information[unused-event]
                ^^^^^^^ error[no-positive-step] \`any\` is empty
    `));

  it("missing-key: steps, aggregates and absences that lack a key", () =>
    expectDiagnostics(`
      source cron from operating_system { files "a" format syslog time timestamp year 2026  template 1 "{job}" }
      rule a { severity low  by job  when sequence within 1m { cron  login } }
                                                                     ^^^^^ warning[missing-key] the rule cannot fire
      rule b { severity low  by job  when sequence within 1m { count(login) > 1  cron } }
                                                                     ^^^^^ warning[missing-key] never counted
      rule c { severity low  by job  when sequence { cron  no login within 1m } }
                                                              ^^^^^ warning[missing-key] this absence always holds
      rule d { severity low  by job  when sequence within 1m { cron  login with job = method } }
    `));

  it("reserved-emit: keys, what detections have, and one name twice", () =>
    expectDiagnostics(`
      rule a {
        severity low
        by       ip
        when     sequence { l: login }
        emit     ip = l.ip, rule = "x", who = l.user, who = l.method
                 ^^ error[reserved-emit] is a key
                            ^^^^ error[reserved-emit] set on every detection
                                                      ^^^ error[reserved-emit] twice
      }
    `));

  it("duplicate-clause: in a rule", () =>
    expectDiagnostics(`
      rule a { severity low  severity high  when login }
                             ^^^^^^^^ warning[duplicate-clause]
    `));

  it("misplaced-step: a label on a whole sequence stands for no item", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when story: sequence { l: login } }
                                         ^^^^^ error[misplaced-step] Label its steps
    `));

  it("test-expects-nothing", () =>
    expectDiagnostics(`
      test "nothing" { given sshd "x" }
           ^^^^^^^^^ warning[test-expects-nothing]
      test "something" { given sshd "x"  expect no uses_both }
    `));

  it("not-supported: whole declarations warn, forms too, each once", () =>
    expectDiagnostics(`
      table people from "people.csv" key user: string
            ^^^^^^ information[unused-list]
                        ^^^^^^^^^^^^ warning[not-supported]
      list l from "l.txt"
           ^ information[unused-list]
                  ^^^^^^^ warning[not-supported]
      baseline habits by user of login { feature f { port } }
      ^^^^^^^^ warning[not-supported]
      rule b { severity low  by user  when habits }
                                           ^^^^^^ information[broken-dependency] waits for a later version
      rule c { severity low  when login where geo_km(ip, 10.0.0.1) > 500 }
                                              ^^^^^^ warning[not-supported] The function \`geo_km\`
    `));

  it("condition-as-step: a rule that fires when something begins, itself or through an event", () =>
    expectDiagnostics(`
      rule loud { severity low  by ip  when count(login_failed) >= 3 within 1m }
      rule paced { severity low  by ip  when count(login_failed) >= 3 within 1m  suppress 1m }
      rule news { severity low  by ip  when first(user of login) within 7d }
      event noise = loud where severity == low
      rule a { severity low  by ip  when sequence within 1h { loud  login } }
                                                              ^^^^ information[condition-as-step] Give it a \`suppress\`
      rule b { severity low  by ip  when all within 1h { any { noise  login }  login_failed } }
                                                               ^^^^^ information[condition-as-step] Give its rule
      rule c { severity low  by ip  when sequence within 1h { paced  news  login } }
      rule d { severity low  by ip  when loud }
    `));

  it("arrival-dependent: what reads arrival, forgets, or uses what does", () =>
    expectDiagnostics(`
      event delayed = login where lag > 5m
      rule a { severity low  by ip  when delayed }
           ^ information[arrival-dependent] it uses \`delayed\`
      rule b { severity low  by ip  when sequence within 1m { x: login  login where x.arrived > time } }
           ^ information[arrival-dependent] it reads \`arrived\`
      rule c { severity low  by ip  when a }
           ^ information[arrival-dependent] it uses \`a\`
      rule d { severity low  by ip  when login where hour(time) < 6 }
    `));

  it("syntax: loses only the declaration it stands in", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user == }
                                                      ^ error[syntax]
      rule b { severity low  by ip  when login where usr == "x" }
                                                     ^^^ error[unknown-field]
    `));

  it("never-raised: of building blocks and disabled rules, across files", () =>
    expectDiagnostics(`
      //- a.grove
      rule part { severity low  status building_block  by ip  when login }
      rule off { severity low  status disabled  by ip  when login }
      rule old { severity low  status deprecated  by ip  when login }
      //- b.grove
      test "t" { given sshd "x"  expect part  expect no off  expect old }
                                        ^^^^ warning[never-raised] a building block: it feeds the rules above it and is never raised itself, so this can never hold
                                                        ^^^ warning[never-raised] holds whatever it does
    `));
});
