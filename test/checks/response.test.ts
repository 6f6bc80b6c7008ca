import { expectDiagnostics } from "../kit/rules.ts";

/** Actions that most playbooks here call. They stand in a file of their own. */
const ACTIONS = `
//- actions.grove
action block(address: ip, reason: string) {
  http POST "https://fw.example/block" json { address, reason }
  simulate takes 1s returns { ticket = "T", count = 1 }
}
action page(text: string) { exec ["page", text] simulate takes 1s }
`;

describe("checks of actions", () => {
  it("parameters are what can be read, and have types", () =>
    expectDiagnostics(`
      action a(address: ip, tags: list<string>, age: strin) {
                                                     ^^^^^ error[invalid-value] Did you mean \`string\`?
        http POST "https://x/" + addres json { address, why = tags } headers { who = user }
                                 ^^^^^^ error[unknown-field] Did you mean \`address\`?
                                                                                     ^^^^ error[unknown-field]
        timeout 5
                ^ error[suspicious-unit]
        once per addres
                 ^^^^^^ error[unknown-field] Did you mean \`address\`?
        simulate takes 1s..2 fails 200%
                           ^ error[suspicious-unit]
                                   ^^^^ error[invalid-value]
      }
    `));

  it("who is called is written out: no text of a log chooses a server or a program", () =>
    expectDiagnostics(`
      action a(host: string) { http GET host  simulate takes 1s }
                                        ^^^^ error[invalid-value] whose server is written out
      action b(host: string) { http GET "https://fw.example" + host  simulate takes 1s }
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[invalid-value]
      action c(host: string) { http GET "https://" + host  simulate takes 1s }
                                        ^^^^^^^^^^^^^^^^^ error[invalid-value]
      action d(host: string) { http GET "ftp://fw.example/"  simulate takes 1s }
                                        ^^^^^^^^^^^^^^^^^^^ error[invalid-value]
      action e(host: string) { http GET "https://fw.example/" + host + "/x"  simulate takes 1s }
      action f(host: string) { http GET "https://user@fw.example/"  simulate takes 1s }
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[invalid-value]
      action g(host: string) { exec [host, "x"]  simulate takes 1s }
                                     ^^^^ error[invalid-value] program that is written out
      action h(host: string) { exec ["./" + host]  simulate takes 1s }
                                     ^^^^^^^^^^^ error[invalid-value]
    `));

  it("an action makes one call", () =>
    expectDiagnostics(`
      action a() { http GET "https://fw.example/" exec ["./x"]  simulate takes 1s }
                                                       ^^^^^^^ error[invalid-value]
    `));

  it("missing-clause, never-simulated, methods and addresses", () =>
    expectDiagnostics(`
      action a(x: int) { timeout 5s }
             ^ error[missing-clause] no \`http\`
             ^ information[never-simulated] stay untried
      action b(x: int) { http PSOT x  simulate takes 1s }
                              ^^^^ error[invalid-value] Did you mean \`POST\`?
                                   ^ error[type-mismatch] The address of \`http\` is of type int
    `));
});

describe("checks of playbooks", () => {
  it("steps read the detection, each other's results and, on failure, the error", () =>
    expectDiagnostics(`${ACTIONS}
//- main.grove
playbook contain {
  on uses_both where severity >= high
  first:  block(ip, "seen by " + rule)
  second: page("ticket " + first.ticket)
  third:  page("ticket " + first.tickt)
                                 ^^^^^ error[unknown-field] Did you mean \`ticket\`?
  after first, secnd { page(user) }
               ^^^^^ error[unknown-label] Did you mean \`second\`?
                            ^^^^ error[unknown-field]
  if first.count > 1 { page("many") } else { page(error) }
                                                  ^^^^^ error[unknown-field]
  on failure { page(error) }
}
    `));

  it("unknown actions, missing and superfluous parameters, wrong types", () =>
    expectDiagnostics(`${ACTIONS}
//- main.grove
playbook contain {
  on uses_both
  pge("x")
  ^^^ error[unknown-name] Did you mean \`page\`?
  block(ip)
  ^^^^^^^^^ error[missing-parameter] \`block\` also needs \`reason\`
  page("x", "y")
  ^^^^^^^^^^^^^^ error[wrong-arguments] it takes 1 argument, not 2
  block(rule, "x")
        ^^^^ error[type-mismatch] \`address\` of \`block\`
  block("192.0.2.1", "x")
}
    `));

  it("playbook-cycle: through arguments, groups and branches", () =>
    expectDiagnostics(`${ACTIONS}
//- main.grove
playbook contain {
  on uses_both
  a: block(ip, b.ticket)
  ^ error[playbook-cycle] \`a\` waits for \`b\` waits for \`a\`
  b: block(ip, a.ticket)
  ^ error[playbook-cycle] \`b\` waits for \`a\` waits for \`b\`
  c: block(ip, c.ticket)
  ^ error[playbook-cycle] \`c\` waits for \`c\`
  d: after e { page("d") }
  ^ error[playbook-cycle]
  if true { after d { e: block(ip, "e") } }
                      ^ error[playbook-cycle]
  f: block(ip, "f")
  after f { page(f.ticket) }
}
    `));

  it("what an action returns that does not say it may be read, and a playbook needs whole actions", () =>
    expectDiagnostics(`${ACTIONS}
//- main.grove
action free(x: string) { exec ["./free", x] }
       ^^^^ information[never-simulated]
action wrong(x: strin) { exec ["./wrong", "x"]  simulate takes 1s }
                ^^^^^ error[invalid-value]
playbook reads { on uses_both  a: free("x")  page(a.anything) }
playbook needs { on uses_both  wrong("x") }
                               ^^^^^ information[broken-dependency]
    `));

  it("loops go through lists, approvals say whether", () =>
    expectDiagnostics(`${ACTIONS}
//- main.grove
rule many { severity low  by ip  when sequence within 1h { t: count(login_failed) > 2  login }  emit users = values(t.user) }
playbook contain {
  on many
  for each name in users { page(name) }
  for each name in rule { page(name) }
                   ^^^^ error[type-mismatch] What \`for each\` goes through
  sure: approve "Block " + ip within 10 { block(ip, "yes") }
                                     ^^ error[suspicious-unit]
  if sure.approved { page(sure.by) }
}
    `));
});
