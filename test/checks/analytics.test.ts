import { expectDiagnostics } from "../kit/rules.ts";

describe("checks of rankings", () => {
  it("weights-sum: of the levels and within each", () =>
    expectDiagnostics(`
      ranking worst by ip of login {
        rules method  regions device  hits
        weights { rules 0.5 { sqli 0.7, scan 0.2 }  regions 50% { "Beijing" 1 }  hits 0.3 }
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[weights-sum] The weights of this ranking sum to 1.3
                                   ^^^^^^^^^^^^^ warning[weights-sum] The weights of \`rules\` sum to 0.9
      }
    `));

  it("weights-sum: thirds are one", () =>
    expectDiagnostics(`
      ranking worst by ip of login { rules method  regions device  hits  weights { rules 0.33  regions 0.33  hits 0.33 } }
    `));

  it("weight-without-effect: of what the ranking lacks, of hits' kinds, of no rule", () =>
    expectDiagnostics(`
      ranking worst by ip of uses_both {
        rules   rule
        hits
        weights { rules 0.5 { uses_both 0.5, uses_bot 0.5 }  hits 0.5 { x 1 }  regions 0 }
                                             ^^^^^^^^ warning[weight-without-effect] Did you mean \`uses_both\`?
                                                                        ^ warning[weight-without-effect] no kinds
                                                                               ^^^^^^^ warning[weight-without-effect] has no \`regions\`
      }
    `));

  it("fields, levels and order", () =>
    expectDiagnostics(
      `
      ranking worst by ipp of login {
                       ^^^ error[unknown-field] Did you mean \`ip\`?
        rules    metod
                 ^^^^^ error[unknown-field] Did you mean \`method\`?
        failures port where prt >= 400
                            ^^^ error[unknown-field] Did you mean \`port\`?
        order    rules, hits
                        ^^^^ error[invalid-value] is not a level of this ranking
        weights  { ruls 1 }
                   ^^^^ error[invalid-value] Did you mean \`rules\`?
      }
    `,
    ));
});

describe("checks of baselines, scores and clusters", () => {
  it("measures are about their items and have types", () =>
    expectDiagnostics(
      `
      score guessing by ip of login_failed over 1h {
      ^^^^^ warning[not-supported]
        measure many  = count() from 1 to 100          weight 0.4
        measure names = distinct(usr)                  weight 0.3
                                 ^^^ error[unknown-field] Did you mean \`user\`?
        measure low   = ratio(port < 1024)             weight 0.3
        measure wrong = sum(user)
                ^^^^^ warning[weight-without-effect] no weight
                            ^^^^ error[type-mismatch] What \`sum\` takes
        measure event = count(login)
                ^^^^^ warning[weight-without-effect]
                        ^^^^^^^^^^^^ error[wrong-arguments] leave its arguments out
        measure word  = user
                ^^^^ warning[weight-without-effect]
                        ^^^^ error[type-mismatch] A measure is of type string
        alert at 7
                 ^ error[invalid-value]
      }
    `,
    ));

  it("results are events with fields of their own", () =>
    expectDiagnostics(
      `
      baseline habits by user of login { feature rhythm { hour(time) cyclic 24, count() per 1h }  rare below 0.1% }
      ^^^^^^^^ warning[not-supported]
      score guessing by ip of login_failed over 1h { measure many = count() from 1 to 100 weight 1  alert at 0.7 }
      ^^^^^ warning[not-supported]
      cluster groups of login over 1h {
      ^^^^^^^ warning[not-supported]
        items    user by ip
        link     when jaccard >= 0.5 and shred >= 3
                                         ^^^^^ error[unknown-field] Did you mean \`shared\`?
        features length, entropi
                         ^^^^^^^ error[invalid-value] Did you mean \`entropy\`?
        family   odd where entropy > 3.5 and suffix == "x"
        alert    when size >= 5
      }
      rule a { severity low  by user  when habits where density < 0.1 and feature == "rhythm" and port > 1 }
                                           ^^^^^^ information[broken-dependency] waits for a later version
      rule b { severity low  by ip  when guessing where many > 5 and score > 0.9 and usr == "x" }
                                                                                     ^^^ error[unknown-field]
      rule c { severity low  by ip  when groups where size > 5 and "root" in user }
                                         ^^^^^^ information[broken-dependency] has an error
    `,
    ));

  it("unknown names and clauses that cannot be left out", () =>
    expectDiagnostics(`
      baseline a by user of logn { }
      ^^^^^^^^ warning[not-supported]
               ^ error[missing-clause] no \`feature\`
                            ^^^^ error[unknown-name] Did you mean \`login\`?
      score b by ip of login over 1h { }
      ^^^^^ warning[not-supported]
            ^ error[missing-clause] no \`measure\`
      cluster c of login over 1h { items user by ip }
      ^^^^^^^ warning[not-supported]
              ^ error[missing-clause] no \`link\`
    `));
});
