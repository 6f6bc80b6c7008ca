import { expectDiagnostics } from "../kit/rules.ts";

describe("checks of types and values", () => {
  it("type-mismatch: comparisons that could never hold", () =>
    expectDiagnostics(`
      rule a { severity low  when login where port == "22" }
                                                      ^^^^ error[type-mismatch] Write the number without quotes
      rule b { severity low  when login where user == 5 }
                                                      ^ error[type-mismatch] Put the value in quotes
      rule c { severity low  when login where user > "a" }
                                              ^^^^ error[type-mismatch] The left side of \`>\`
      rule d { severity low  when login where ip == 10.0.0.0/8 }
                                                    ^^^^^^^^^^ error[type-mismatch] An address lies \`in\` a network
      rule e { severity low  when login where lag > 5 }
           ^ information[arrival-dependent] it reads \`lag\`
                                                    ^ error[type-mismatch] Give the number a unit
      rule f { severity low  when login where port in 22 }
                                                      ^^ error[type-mismatch] For one value write \`==\`
      rule g { severity low  when login where user and port > 1 }
                                              ^^^^ error[type-mismatch] The condition is of type string
      rule h { severity low  when login where port matches /a/ }
                                              ^^^^ error[type-mismatch] The left side of \`matches\`
    `));

  it("type-mismatch: where nothing is compared, what has to be given", () =>
    expectDiagnostics(`
      action b(x: ip) { http POST "https://firewall.example/block" json { x }  simulate takes 1s }
      rule a { severity low  risk "high"  when login where hour(user) == 3 and time - 5 > time }
                                  ^^^^^^ error[type-mismatch] this cannot be worked out. Give it a number.
                                                                ^^^^ error[type-mismatch] Give it a value of type time.
                                                                                      ^ error[type-mismatch] Give it what goes with time.
      rule c { severity low  when login where capture(user, "x(.)") == "a" }
                                                            ^^^^^^ error[type-mismatch] Give it a value of type regex.
      rule d { severity low  by ip  when sum(user of login) > 3 within 5m }
                                             ^^^^ error[type-mismatch] Give it a number or duration.
      playbook p { on a  b("x") }
                           ^^^ error[type-mismatch] Give it a value of type ip.
    `));

  it("type-mismatch: nothing to say of comparisons that can hold", () =>
    expectDiagnostics(`
      list roots = ["root", "toor"]
      list nets: cidr = ["10.0.0.0/8", 192.168.0.1]
      rule a { severity low  when login where user in roots and ip in nets and ip in 10.0.0.0/8 and ip == "10.0.0.1" }
      rule b { severity low  when login where port in 1..1024 or port in [22, 2222] or port / 2 > 0.5 }
      rule c { severity low  when login where lag > 10m and arrived - time > 1h and hour(time) < 6 }
           ^ information[arrival-dependent]
      rule d { severity low  when login where user like ["*a", "b?"] and not (user matches /^x/i) and user not in ["c"] }
      rule e { severity low  by ip  when uses_both where severity in [low, high] and rule == "uses_both" }
    `));

  it("unknown-function and wrong-arguments", () =>
    expectDiagnostics(`
      rule a { severity low  when login where lowr(user) == "x" }
                                              ^^^^ error[unknown-function] Did you mean \`lower\`?
      rule b { severity low  when login where lower(user, "x") == "x" }
                                              ^^^^^^^^^^^^^^^^ error[wrong-arguments] it takes 1 argument, not 2
      rule c { severity low  when login where lower(port) == "x" }
                                                    ^^^^ error[type-mismatch] \`text\` of \`lower(text)\`
      rule d { severity low  by ip  when percentile(port of login, 101) > 5 within 1h }
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[wrong-arguments] a rank from 0 to 100
    `));

  it("misplaced-aggregate: in where and in emit", () =>
    expectDiagnostics(`
      rule a { severity low  when login where count(login) > 5 }
                                              ^^^^^^^^^^^^ error[misplaced-aggregate] the whole \`when\`
      rule b { severity low  by ip  when sequence { l: login }  emit n = distinct(user of login) }
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^ error[misplaced-aggregate] Give the step a label
    `));

  it("misplaced-aggregate: in the `where` of another aggregate", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when count(login where count(login) > 0) >= 1 within 5m }
                                                           ^^^^^^^^^^^^ error[misplaced-aggregate] about a single one
      rule b { severity low  by ip  when distinct(user of login where seen(user of login)) >= 2 within 5m }
                                                                      ^^^^^^^^^^^^^^^^^^^ error[misplaced-aggregate] about a single one
      rule c { severity low  by ip  when first(user of login where count(login) > 1) within 5m }
                                                                   ^^^^^^^^^^^^ error[misplaced-aggregate] about a single one
      rule d { severity low  by ip  when sequence within 5m { login  count(login where distinct(user of login) > 1) >= 1 } }
                                                                                       ^^^^^^^^^^^^^^^^^^^^^^^ error[misplaced-aggregate] about a single one
    `));

  it("type-mismatch: a field can be a list where the common schema says so, other texts are none", () =>
    expectDiagnostics(`
      source js from application { files "a.json"  format json  time at }
      event a = js where "start" in event.type and "-x" not in process.args and 10.0.0.1 in host.ip
            ^ information[unused-event]
      event b = js where "start" in event.action or 5 in event.type
            ^ information[unused-event]
                                    ^^^^^^^^^^^^ error[type-mismatch] but a list, a range or a network is needed
                                                         ^^^^^^^^^^ error[type-mismatch]
    `));

  it("type-mismatch: what a list can never hold", () =>
    expectDiagnostics(`
      list nets = [10.0.0.0/8, 192.0.2.7]
      list hosts: ip from "hosts.txt"
           ^^^^^ information[unused-list]
                          ^^^^^^^^^^^ warning[not-supported]
      list names = ["root", "22"]
      rule a { severity low  when login where port in nets }
                                              ^^^^ error[type-mismatch] The list \`nets\` holds addresses
      rule b { severity low  when login where time in names }
                                              ^^^^ error[type-mismatch] The list \`names\` holds texts
      rule c { severity low  when login where time - time not in nets }
                                              ^^^^^^^^^^^ error[type-mismatch] is of type duration, but an address or string is needed
      rule d { severity low  when login where port in names and ip in nets and user in nets and ip not in names }
    `));

  it("invalid-value", () =>
    expectDiagnostics(
      `
      workspace { zone "Europe/Berlinn" }
                       ^^^^^^^^^^^^^^^^ error[invalid-value] Did you mean \`Europe/Berlin\`?
      list l: strin = ["a"]
           ^ information[unused-list]
              ^^^^^ error[invalid-value] Did you mean \`string\`?
      field app.tenant: str
                        ^^^ error[invalid-value] Write one of \`string\`, \`int\`
      rule a { severity hihg  status of  when login }
                        ^^^^ error[invalid-value] Did you mean \`high\`?
    `.replace("status of  ", ""),
    ));

  it("suspicious-unit", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  suppress 30  when sequence within 10 { login  login } }
                                             ^^ error[suspicious-unit] has no unit
                                                                      ^^ error[suspicious-unit] has no unit
    `));

  it("invalid-regex and unsafe-regex", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user matches /(a/ }
                                                           ^^^^ error[invalid-regex] a ( is not closed
      rule b { severity low  when login where user matches /(a+)+$/ }
                                                           ^^^^^^^^ error[unsafe-regex] repeats \`a\`
      rule c { severity low  when login where user matches /^a+(b+a+)*$/ }
      list l: regex = ["^ok$", /(b*)*c/]
           ^ information[unused-list]
                               ^^^^^^^^ error[unsafe-regex]
      list m: regex = ["^(ok$"]
           ^ information[unused-list]
                       ^^^^^^^ error[invalid-regex]
    `));

  it("unknown-field: beside aggregates there is no record whose field could be read", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when count(login) > 3 and user == "root" within 5m }
                                                              ^^^^ error[unknown-field] \`user\` is no field of the condition, so it would always be missing. Beside aggregates
    `));

  it("invalid-value: zones and hours that nobody's clock shows", () =>
    expectDiagnostics(`
      rule a { severity low  when login where hour(time, "Mars/Olympus") < 6 }
                                                         ^^^^^^^^^^^^^^ error[invalid-value] \`Mars/Olympus\` is not a zone
      rule b { severity low  when login where hour(time, "Europe/Berlin") < 6 }
      rule c { severity low  when login where during(time, "Mon-Fry 8-18") }
                                                           ^^^^^^^^^^^^^^ error[invalid-value] is not a set of hours of the week
    `));

  it("type-mismatch: says how a text becomes an address, and that ranges stand alone", () =>
    expectDiagnostics(`
      source cron from application { files "c"  format syslog  time timestamp year 2026  template 1 "{rhost} {user}" }
      rule a { severity low  by user  when sequence within 1h { f: login  cron where rhost == f.ip } }
                                                                                              ^^^^ error[type-mismatch] \`ip(rhost) == ip\`
      rule b { severity low  when login where ip == user or ip == "rot" }
                                                    ^^^^ error[type-mismatch] makes an address
                                                                  ^^^^^ error[type-mismatch] The text is no address
      rule c { severity low  when login where port in [22, 1..5] or port in [1..5] }
                                                           ^^^^ error[type-mismatch] A range stands alone
                                                                             ^^^^ error[type-mismatch] A range stands alone
      rule d { severity low  when login where port in [] }
                                              ^^^^^^^^^^ warning[constant-condition] The list is empty
      list nets: cidr = ["a"]
           ^^^^ information[unused-list]
                         ^^^ error[type-mismatch] no network or address
    `));

  it("unknown-field: what a unified field is called elsewhere", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user.name == "x" and src_ip == 10.0.0.1 }
                                              ^^^^^^^^^ error[unknown-field] Every record has \`user\`
                                                                   ^^^^^^ error[unknown-field] \`ip\`
    `));

  it("type-mismatch: what was meant by values of other types", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user == /adm/ or "root" in user or port in 1-1024 }
                                                      ^^^^^ error[type-mismatch] Write \`matches\`
                                                                         ^^^^ error[type-mismatch] \`user contains "root"\`
                                                                                         ^^^^^^ error[type-mismatch] \`1..1024\`
      rule b { severity low  when login where ip in 10.0.0.1..10.0.0.9 or weekday(time) == "Sat" }
                                                    ^^^^^^^^^^^^^^^^^^ error[type-mismatch] \`10.0.0.0/24\`
                                                                                           ^^^^^ error[type-mismatch] The left side is a number
      rule c { severity low  when login where user == "root" or "admin" }
                                                                ^^^^^^^ error[type-mismatch] \`user in ["root", "admin"]\`
      rule d { severity low  when login where user == root }
                                                      ^^^^ error[unknown-field] put it in quotes: \`"root"\`
      rule e { severity low  when login where hour(time) in 22..6 }
                                              ^^^^^^^^^^^^^^^^^^^ warning[constant-condition] \`during(time, "22:00-06:00")\`
      rule f { severity low  by ip  when sequence within 1m { login_failed as login } }
                                                                           ^^ error[unknown-name] A label stands in front
    `));
});
