import { expectDiagnostics } from "../kit/rules.ts";

describe("checks of what a rule remembers and looks at", () => {
  it("window-beyond-forget: any window of the pattern", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 2h { login_failed  login  no login_failed within 30m }  forget 1h }
           ^ information[arrival-dependent] it has a \`forget\`
                                                         ^^ warning[window-beyond-forget] This window is 2h, but the rule forgets after 1h
      rule b { severity low  by ip  when sequence within 2h { login_failed  login }  forget 2h }
           ^ information[arrival-dependent]
    `));

  it("after-deadline: across files, through events, and not where nothing follows", () =>
    expectDiagnostics(`
      //- a.grove
      rule waits { severity low  by ip  when sequence { login  no login_failed within 1h } }
      event waited = waits where severity == low
      //- b.grove
      rule a { severity low  by ip  when sequence within 1d { waits  login } }
                                                              ^^^^^ warning[after-deadline] \`waits\` is raised at the end of a wait
      rule b { severity low  by ip  when sequence within 1d { login  waited  count(login) > 1 } }
                                                                     ^^^^^^ warning[after-deadline]
      rule c { severity low  by ip  when sequence within 1d { login  waits } }
      rule d { severity low  by ip  when sequence within 1d { uses_both  login } }
    `));

  it("ignore-never-applies: where no event has all that it reads", () =>
    expectDiagnostics(`
      source vpn from network_device { files "v.log" format syslog time timestamp year 2026 template 1 "{account} {ip}" }
      rule a { severity low  by ip  when sequence within 1m { vpn  login }  ignore where account == "a" and method == "b" }
                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[ignore-never-applies] \`account\` and \`method\` together
      rule b { severity low  by ip  when sequence within 1m { vpn  login }  ignore where account == "a" ignore where method == "b" }
      rule c { severity low  by ip  when login  ignore where acount == "a" }
                                                             ^^^^^^ error[unknown-field]
    `));

  it("ignore-never-applies: at the rule of a top-level ignore; unknown rules are told", () =>
    expectDiagnostics(`
      source vpn from network_device { files "v.log" format syslog time timestamp year 2026 template 1 "{account} {ip}" }
      rule on_vpn { severity low  by ip  when vpn }
      ignore on_vpn, uses_both, uses_bot where account == "a"
                     ^^^^^^^^^ warning[ignore-never-applies] No event of \`uses_both\` has \`account\`
                                ^^^^^^^^ error[unknown-name] Did you mean \`uses_both\`?
    `));

  it("clauses of a rule are checked each by itself", () =>
    expectDiagnostics(`
      rule a { severity low  risk "high"  learn "h.log"  forget 5  limit 1.5  ties neither  by ip  when login }
           ^ information[arrival-dependent]
                                  ^^^^^^ error[type-mismatch] \`risk\` is of type string
                                                                ^ error[suspicious-unit]
                                                                         ^^^ error[invalid-value]
                                                                                   ^^^^^^^ error[invalid-value] Did you mean \`either\`?
    `));

  it("template-prefix: only where the last capture takes anything", () =>
    expectDiagnostics(`
      source mail from application {
        files "m.log"  format syslog  time timestamp year 2026
        template 1 "from {domain}"
                   ^^^^^^^^^^^^^^^ information[template-prefix] template 2
        template 2 "from {domain} as {user}"
        template 3 "to {domain:word}"
        template 4 "to {domain} as {user}"
        template 5 "gone"
        template 6 "gone away"
      }
    `));
});
