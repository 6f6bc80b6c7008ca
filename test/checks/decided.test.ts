/** Conditions and clauses that decide themselves, and signs that mean something else than their author thinks. */
import { expectDiagnostics } from "../kit/rules.ts";

describe("checks of conditions that decide themselves", () => {
  it("constant-condition: by what stands on the right", () =>
    expectDiagnostics(`
      rule a { severity low  when login where port in 1024..1 or port in -1..-2 or port in 5..5 }
                                              ^^^^^^^^^^^^^^^ warning[constant-condition] The range ends before it begins
                                                                 ^^^^^^^^^^^^^^ warning[constant-condition] never
      rule b { severity low  when login where user contains "" or user startswith ["x", ""] or user not endswith "" }
                                              ^^^^^^^^^^^^^^^^ warning[constant-condition] always holds
                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition]
                                                                                               ^^^^^^^^^^^^^^^^^^^^ warning[constant-condition] only where what it reads has no value
      rule c { severity low  when login where user like "*" or user like "*a*" or user contains all ["", "a"] }
                                              ^^^^^^^^^^^^^ warning[constant-condition] write \`user exists\`
      rule d { severity low  when login where user matches /^.*$/ or user matches /^.+x$/ }
                                              ^^^^^^^^^^^^^^^^^^^ warning[constant-condition] matches every text
      rule e { severity low  when login where user in all ["a", "b"] or user in all ["a", "A"] }
                                              ^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition] One value cannot be equal to all
    `));

  it("constant-condition: an empty text in a log is none, one that a rule makes is", () =>
    expectDiagnostics(`
      source proxy from application {
        files "p.log"  format syslog  time timestamp year 2026
        template 1 "{user} {method}"
        map { domain = replace(method, "GET", "") }
      }
      rule a { severity low  when proxy where user == "" or method != "" }
                                              ^^^^^^^^^^ warning[constant-condition] write \`not user exists\`
                                                            ^^^^^^^^^^^^ warning[constant-condition] write \`method exists\`
      rule b { severity low  when proxy where domain == "" }
    `));

  it("constant-condition: there and not there", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user exists and ip exists and not user exists }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition] never
      rule b { severity low  when login where user not exists and user == "a" }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition] never
      rule c { severity low  when login where user not exists or user exists }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition] always
      rule d { severity low  when login where user not exists or user == "a" }
      rule e { severity low  when login where user not exists and user != "a" }
      rule f { severity low  when login where user exists and not (ip exists) and not (user == "a") }
    `));

  it("constant-condition: a thing and itself, and counts that are no whole numbers", () =>
    expectDiagnostics(`
      rule a { severity low  when login where port < port or port >= port or not (user == "x") and user != user }
                                              ^^^^^^^^^^^ warning[constant-condition] never
                                                             ^^^^^^^^^^^^ warning[constant-condition] always
                                                                                                   ^^^^^^^^^^^^ warning[constant-condition] only where
      rule b { severity low  by ip  when count(login) == 2.5 within 1h }
                                         ^^^^^^^^^^^^^^^^^^^ warning[constant-condition]
      rule c { severity low  by ip  when count(login) >= 2.5 within 1h }
    `));
});

describe("checks of signs, keys and numbers", () => {
  it("literal-wildcard: stars where texts are compared whole", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user == "ro*" or user != "*x" or user in ["a", "b*"] }
                                                      ^^^^^ warning[literal-wildcard] write \`like\`
                                                                       ^^^^ warning[literal-wildcard] write \`not like\`
                                                                                             ^^^^ warning[literal-wildcard]
      rule b { severity low  when login where user contains "*root*" or user contains "rm -rf /*" or user == "*" or user == "a*b" }
                                                            ^^^^^^^^ warning[literal-wildcard] leave the star out
      rule d { severity low  when login where user startswith "ad*" or user endswith "*n" or user startswith "rm -rf /*" }
                                                              ^^^^^ warning[literal-wildcard] leave the star out
                                                                                     ^^^^ warning[literal-wildcard]
      list names = ["root", "adm*"]
                            ^^^^^^ warning[literal-wildcard] \`list names: glob\`
      list globs: glob = ["adm*"]
      rule c { severity low  when login where user in names or user in globs }
    `));

  it("literal-wildcard: what the samples hold is meant", () =>
    expectDiagnostics('rule a { severity low  when login where user == "ro*" }', {
      sshd: { records: 9, fields: { user: { present: 9, values: [["Ro*", 9]] } } },
    }));

  it("literal-wildcard: percent signs where stars are wanted", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user like "a%" or user like ["%b%", "x"] }
                                                        ^^^^ warning[literal-wildcard] written \`*\`
                                                                           ^^^^^ warning[literal-wildcard]
      rule b { severity low  when login where user like "%20x" or user like "*%" or user like "a%b" or user like "100?" }
    `));

  it("useless-key: twice, or another one in every record", () =>
    expectDiagnostics(`
      rule a { severity low  by ip, user, ip  when count(login) > 3 within 1h }
                                          ^^ warning[useless-key] a key already
      rule b { severity low  by time  when sequence within 1h { login_failed  login } }
                                ^^^^ warning[useless-key] nothing ever comes together
      rule c { severity low  by id  when login }
      ranking r by ip, id of login { hits }
                       ^^ warning[useless-key]
    `));

  it("no-value: division by zero, elements in front of the first", () =>
    expectDiagnostics(`
      field groups: string
      rule a { severity low  when login where port / 0 > 1 or port / -0.0 > 1 or port / 2 > 1 }
                                                     ^ warning[no-value] divided by zero
                                                                     ^^^^ warning[no-value]
      rule b { severity low  when login where groups[-1] == "x" or groups[0] == "x" }
                                                     ^^ warning[no-value] \`[0]\` for the first
    `));

  it("imprecise-number: whole numbers behind 2^53", () =>
    expectDiagnostics(`
      rule a { severity low  when login where port == 9007199254740993 or port == 9007199254740991 or port > 100000000GB }
                                                      ^^^^^^^^^^^^^^^^ warning[imprecise-number] \`"9007199254740993"\`
    `));

  it("imprecise-number: where no record is asked for it, it has to be smaller", () =>
    expectDiagnostics(`
      rule a { severity low  when login  limit 99999999999999999999 }
                                               ^^^^^^^^^^^^^^^^^^^^ warning[imprecise-number] so another one is taken in its place. Write a smaller number.
    `));

  it("zero-clause: of a rule", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 1h { login_failed  login }  suppress 0s  limit 0 }
                                                                                              ^^ warning[zero-clause] changes nothing
                                                                                                        ^ warning[zero-clause] never completes
      rule b { severity low  by ip  when sequence within 1h { login_failed  login }  suppress 1s  limit 1 }
    `));

  it("constant-condition: what is written as its own answer, and no value that is true or false", () =>
    expectDiagnostics(`
      rule a { severity low  when login where true }
                                              ^^^^ warning[constant-condition] always holds
      rule b { severity low  when login where user == "root" or true }
                                              ^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition] \`or true\` decides
      rule c { severity low  when login where user == "root" and true }
                                                                 ^^^^ warning[constant-condition] changes nothing
      rule d { severity low  by ip  when count(login where not true) > 2 within 1h }
                                                           ^^^^^^^^ warning[constant-condition] can never hold
      field mfa: bool
      rule e { severity if true then low else high  when login where mfa == true and mfa }
                           ^^^^ warning[constant-condition] always holds
      test "f" { given sshd "x"  expect no a where false }
                                                   ^^^^^ warning[constant-condition] can never hold
    `));

  it("constant-condition: a whole number and a fraction", () =>
    expectDiagnostics(`
      rule a { severity low  when login where port == 3.5 or port != 2.5 or port > 3.5 or port == 3.0 }
                                              ^^^^^^^^^^^ warning[constant-condition] \`port\` is a whole number
                                                             ^^^^^^^^^^^ warning[constant-condition] always holds
    `));

  it("upper-bound-count: none of what is counted, which a record comes to", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when count(login) == 0 within 10m }
                                         ^^^^^^^^^^^^^^^^^ warning[upper-bound-count] never holds
      rule b { severity low  by ip  when 1 > count(login where port > 3) within 10m }
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[upper-bound-count] never holds
      rule c { severity low  by ip  when count(login) == 0 and count(login_failed) > 3 within 10m }
      rule d { severity low  by ip  when count(login) == 1 within 10m }
    `));

  it("duplicate-clause: a technique that stands twice", () =>
    expectDiagnostics(`
      rule a { severity low  attack T1110, T1110.001, T1110  when login }
                                                      ^^^^^ warning[duplicate-clause] counts once
    `));
});
