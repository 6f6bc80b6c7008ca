import { expectDiagnostics } from "../kit/rules.ts";

describe("checks of names", () => {
  it("unknown-name: suggests the nearest name that can stand there", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 1m { login_faild  logn } }
                                                              ^^^^^^^^^^^ error[unknown-name] Did you mean \`login_failed\`?
                                                                           ^^^^ error[unknown-name] Did you mean \`login\`?
    `));

  it("unknown-name: lists what there is where nothing is near", () =>
    expectDiagnostics(
      `
      rule a { severity low  when zebra }
                                  ^^^^^ error[unknown-name] There are \`login_failed\`, \`login\`, \`sshd\`
    `.replace("There are `login_failed`, `login`, `sshd`", "Nothing in this folder is named `zebra`"),
    ));

  it("unknown-name: says what the name is instead", () =>
    expectDiagnostics(`
      list roots = ["root"]
      rule a { severity low  when roots }
                                  ^^^^^ error[unknown-name] \`roots\` is a list, but
    `));

  it("unknown-name: in tests, of sources and rules", () =>
    expectDiagnostics(`
      test "t" { given ssh "x"  expect uses_bot }
                       ^^^ error[unknown-name] Did you mean \`sshd\`?
                                       ^^^^^^^^ error[unknown-name] Did you mean \`uses_both\`?
    `));

  it("unknown-field: in where, by, emit, aggregates and behind labels", () =>
    expectDiagnostics(`
      rule a {
        severity low
        by       ip, usr
                     ^^^ error[unknown-field] Did you mean \`user\`?
        when sequence within 1m {
          tries: count(login_failed where prt > 1) >= 2 and distinct(usr of login_failed) > 1
                                          ^^^ error[unknown-field] Did you mean \`port\`?
                                                                     ^^^ error[unknown-field] Did you mean \`user\`?
          entry: login where user in tries.usr
                                           ^^^ error[unknown-field] Did you mean \`user\`?
        }
        emit who = entry.usr
                         ^^^ error[unknown-field] Did you mean \`user\`?
      }
    `));

  it("unknown-field: tells how to read a field of a step in emit", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence { entry: login }  emit who = user }
                                                                               ^^^^ error[unknown-field] \`entry.user\`
    `));

  it("unknown-field: what other languages call no value", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user != null }
                                                      ^^^^ error[unknown-field] asked with \`exists\`
    `));

  it("unknown-field: likens the words of a path that differ, not those that are equal", () =>
    expectDiagnostics(`
      field request.parameters.username: string
      rule a { severity low  when login where request.parameters.usernmae == "x" or request.parameters.service == "x" }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-field] Did you mean \`request.parameters.username\`?
                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-field] Capture it in a template
    `));

  it("unknown-field: tells what a name elsewhere is called here, whatever the items are of", () =>
    expectDiagnostics(`
      rule a { severity low  by src_ip  when sequence within 1m { login_failed  login } }
                                ^^^^^^ error[unknown-field] \`src_ip\` is no field of any of its events
    `));

  it("unknown-field: says who gives detections their fields", () =>
    expectDiagnostics(`
      event found = detection where module == "x"
                                    ^^^^^^ error[unknown-field] write \`emit\`
      rule a { severity low  when found where score > 1 }
                                              ^^^^^ error[unknown-field] write \`emit\`
    `));

  it("unknown-field: the name of a function", () =>
    expectDiagnostics(`
      rule a { severity low  when login where hour < 6 or length > 3 }
                                              ^^^^ error[unknown-field] Write \`hour(time)\`
                                                          ^^^^^^ error[unknown-field] Write \`length(text)\`
    `));

  it("wrong-arguments: no aggregate is made of another", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when count(login) > avg(count(login_failed)) within 1m }
                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ error[wrong-arguments] detections of a rule that counts
    `));

  it("unknown-field: of detections", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when uses_both where user == "root" }
                                                         ^^^^ error[unknown-field] \`uses_both\` has no field \`user\`
    `));

  it("unknown-field: says nothing of an event that is broken itself", () =>
    expectDiagnostics(`
      event odd = logn where user == "x"
                  ^^^^ error[unknown-name]
      rule a { severity low  when odd where whatever == 1 }
                                  ^^^ information[broken-dependency] Correct \`odd\`
    `));

  it("unknown-label, later-label, duplicate-label", () =>
    expectDiagnostics(`
      rule a {
        severity low
        by       ip
        when sequence within 1m {
          one: login_failed where user == two.user
                                          ^^^^^^^^ error[later-label] \`two\` is the label of a later step
          two: login where user == on.user
                                   ^^ error[unknown-label] Did you mean \`one\`?
          two: login
          ^^^ error[duplicate-label] Give one of them another label
        }
      }
    `));

  it("later-label: until must not read what is counted", () =>
    expectDiagnostics(`
      rule a {
        severity low
        by       ip
        when sequence within 1m {
          tries: count(login_failed) >= 2
          entry: login
          until  login_failed where user == entry.user and user in tries.user
                                                                   ^^^^^^^^^^ error[later-label] must not read
        }
      }
    `));

  it("later-label: a nested pattern is matched by itself", () =>
    expectDiagnostics(`
      rule a {
        severity low
        by       ip
        when sequence within 1m {
          one: login_failed
          two: sequence { login_failed where user == one.user  own: login  login where user == own.user }
                                                     ^^^^^^^^ error[later-label] the pattern around this one
        }
      }
    `));

  it("no reads the label of a later step", () =>
    expectDiagnostics(`
      rule a {
        severity low
        by       ip
        when sequence within 1m {
          login_failed
          no login_failed where user == entry.user
          entry: login
        }
      }
    `));

  it("duplicate-name: in both places, also across files", () =>
    expectDiagnostics(`
      //- a.grove
      list names = ["a"]
           ^^^^^ error[duplicate-name] Rename all but one
      //- b.grove
      list names = ["b"]
           ^^^^^ error[duplicate-name] Rename all but one
    `));

  it("reserved-name", () =>
    expectDiagnostics(`
      event emit = login
            ^^^^ error[reserved-name] Choose another name
      rule b { severity low  when emit }
                                  ^^^^ information[broken-dependency]
    `));

  it("rule-cycle: at every member, along the way around", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when b }
           ^ error[rule-cycle] \`a\` needs \`b\` needs \`a\`
      rule b { severity low  by ip  when a }
           ^ error[rule-cycle] \`b\` needs \`a\` needs \`b\`
    `));

  it("rule-cycle: a long way around is cut short", () =>
    expectDiagnostics(
      Array.from(
        { length: 8 },
        (_, i) => `
      rule r${i} { severity low  by ip  when r${(i + 1) % 8} }
           ^^ error[rule-cycle] needs ... needs \`r${i}\``,
      ).join(""),
    ));

  it("rule-cycle: detection is no cycle for the rule that reads it", () =>
    expectDiagnostics(`
      event bad = detection where severity >= medium
      rule many { severity high  by ip  when count(bad) >= 2 within 1h }
    `));

  it("unused-event", () =>
    expectDiagnostics(`
      event lonely = login
            ^^^^^^ information[unused-event] Use it in a rule, or remove it
    `));

  it("unknown-field and unknown-function: what methods, other steps and other languages are here", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user.contains == "adm" }
                                              ^^^^^^^^^^^^^ error[unknown-field] Fields have no methods
      rule b { severity low  by ip  when sequence within 1m { login_failed  login where login_failed.port == port } }
                                                                                        ^^^^^^^^^^^^^^^^^ error[unknown-field] read \`first.port\`
      rule c { severity low  by ip  when not login within 5m }
                                             ^^^^^ error[unknown-field] \`count(login) >= 5 within 5m\`
      rule d { severity low  when login where cidrmatch("10.0.0.0/8", ip) or tolower(user) == "x" }
                                              ^^^^^^^^^ error[unknown-function] \`ip in 10.0.0.0/8\`
                                                                             ^^^^^^^ error[unknown-function] \`lower(user)\`
      rule e { severity low  when login where ip startswith "10." or time > "2026-06-14" }
                                              ^^ error[type-mismatch] \`ip in 10.0.0.0/8\`
                                                                            ^^^^^^^^^^^^ error[type-mismatch] \`date(time) == "2026-06-14"\`
      rule f { severity low  by ip  when count(login, 5) > 1 within 5m }
                                         ^^^^^^^^^^^^^^^ error[wrong-arguments] it takes one event
      test "t" { given login "x"  expect a }
                       ^^^^^ error[unknown-name] There are \`sshd\`
    `));

  it("literal-wildcard and invalid-template: regular expressions and grok in templates", () =>
    expectDiagnostics(`
      source cron from application {
        files "c"  format syslog  time timestamp year 2026
        template 1 'user (?<user>\\w+)'
                   ^^^^^^^^^^^^^^^^^^^ warning[literal-wildcard] letter by letter
        template 2 "user %{USER:user}"
                          ^^^^^^^^^^^ error[invalid-template] \`{user}\` and \`{port:int}\`
        template 3 "ran (root) CMD (a.sh -x .*) {user}"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[literal-wildcard]
        template 4 '{user} wants 5+ (all) of C:\\dir'
      }
    `));

  it("unknown-rule: a name that detections are asked for, in whatever case", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when detection where rule == "uses_bth" or rule in ["Uses_Both", "x"] or rule like "u*" }
                                                                 ^^^^^^^^^^ warning[unknown-rule] Did you mean \`uses_both\`?
                                                                                                     ^^^ warning[unknown-rule] No rule of this folder
      event b = detection where rule cased == "Uses_Both"
                                              ^^^^^^^^^^^ warning[unknown-rule]
      ranking d by ip of b { hits }
      field rule: string
      rule c { severity low  when login where rule == "x" }
    `));

  it("duplicate-name: two tests of one title, in one file", () =>
    expectDiagnostics(`
      //- a.grove
      test "one" { given sshd "x"  expect no uses_both }
      test "two" { given sshd "x"  expect no uses_both }
      test "one" { given sshd "x"  expect no uses_both }
           ^^^^^ warning[duplicate-name] which of the two has failed
      //- b.grove
      test "two" { given sshd "x"  expect no uses_both }
    `));

  it("contradictory-test: expectations that exclude each other", () =>
    expectDiagnostics(`
      test "a" { given sshd "x"  expect no uses_both  expect uses_both where ip exists }
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[contradictory-test] both cannot hold
      test "b" { given sshd "x"  expect uses_both once  expect uses_both twice }
                                                        ^^^^^^^^^^^^^^^^^^^^^^ warning[contradictory-test]
      test "c" { given sshd "x"  expect uses_both  expect no uses_both where ip exists  expect uses_both twice }
    `));
});
