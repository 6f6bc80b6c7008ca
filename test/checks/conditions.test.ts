import { expectDiagnostics } from "../kit/rules.ts";

describe("checks of conditions", () => {
  it("constant-condition: two values that cannot both be", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user == "root" and ip exists and user == "Admin" }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition] can never hold
      rule b { severity low  when login where user == "root" and user == "ROOT" }
      rule c { severity low  when login where user cased == "root" and user cased == "ROOT" }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition]
      rule d { severity low  when login where port > 5 and port < 5 }
                                              ^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition]
      rule e { severity low  when login where port >= 5 and port <= 5 }
      rule f { severity low  when login where 1024 < port and port == 22 }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition]
    `));

  it("constant-condition: values one of which always is", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user == "root" or user != "root" }
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition] always holds
      rule b { severity low  when login where port < 10 or port >= 10 }
                                              ^^^^^^^^^^^^^^^^^^^^^^^ warning[constant-condition] always holds
      rule c { severity low  when login where port < 10 or port > 10 }
    `));

  it("constant-condition: what a function can yield, a thing and itself", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when count(login) >= 0 within 1h }
                                         ^^^^^^^^^^^^^^^^^ warning[constant-condition] always holds
      rule b { severity low  when login where hour(time) == 24 }
                                              ^^^^^^^^^^^^^^^^ warning[constant-condition] can never hold
      rule c { severity low  when login where user == user }
                                              ^^^^^^^^^^^^ warning[constant-condition] always holds
      rule d { severity low  when login where 1 == 2 }
                                              ^^^^^^ warning[constant-condition] can never hold
      rule e { severity low  when login where weekday(time) >= 6 and hour(time) < 6 }
    `));

  it("constant-condition: says nothing where two ways of writing may mean one value", () =>
    expectDiagnostics(`
      rule a { severity low  when login where ip == ::1 and ip == "0:0:0:0:0:0:0:1" }
      rule b { severity low  when login where user == "root" and user cased == "Root" }
      rule c { severity low  when login where not (port > 5) and port > 5 }
    `));

  it("constant-condition: leaves lists alone, of which two elements may differ", () =>
    expectDiagnostics(`
      event noted = detection where "a" in tags
      rule c { severity low  by ip  when sequence within 1h { t: count(login) > 1  login where t.user == "a" and t.user == "b" } }
      rule d { severity low  by ip  when noted }
    `));

  it("list-comparison: on the right side only", () =>
    expectDiagnostics(`
      rule a {
        severity low
        by       ip
        when sequence within 1m {
          tries: count(login_failed) > 1
          login where user == tries.user and port != tries.port and user in tries.user and tries.user == "root"
                           ^^ warning[list-comparison] Write \`in\`
                                                  ^^ warning[list-comparison] Write \`not in\`
        }
      }
      rule b { severity low  when login where user == ["root", "admin"] }
                                                   ^^ warning[list-comparison]
    `));

  it("matches-nearly-all: only with enough records", () => {
    const source = (records: number) => ({
      sshd: {
        records,
        fields: { user: { present: records, values: [["Root", records - 1] as const, ["x", 1] as const] } },
      },
    });
    const rules = `
      rule a { severity low  when login where user == "root" }
                                              ^^^^^^^^^^^^^^ information[matches-nearly-all] 99% of the records
      rule b { severity low  when login where user startswith "ro" }
                                              ^^^^^^^^^^^^^^^^^^^^ information[matches-nearly-all]
      rule c { severity low  when login where user == "x" or user contains "y" }
    `;
    expectDiagnostics(rules, source(100));
    expectDiagnostics(rules.replaceAll(/\n *\^.*/g, ""), source(10));
  });

  it("matches-nearly-all: elements of lists are not added up, for one record may have several", () => {
    const values = [["role-a", 60] as const, ["role-b", 60] as const];
    const cloud = { records: 100, fields: { roles: { present: 60, values, type: { list: "string" } as const } } };
    expectDiagnostics(
      `
      source cloud from application { files "c.json"  format json  time ts }
      rule a { severity low  when cloud where roles startswith "role" }
    `,
      { cloud },
    );
  });

  it("shadowed-field: a label that begins a field of the rule's events", () =>
    expectDiagnostics(`
      source proxy from application {
        files "p.log"  format syslog  time timestamp year 2026
        template 1 "from {peer:ip}"
        map { client.ip = peer  ip = peer }
      }
      rule a { severity low  when sequence within 1m { client: proxy  proxy where ip == client.ip } }
                                                       ^^^^^^ warning[shadowed-field] hides the field \`client.ip\`
    `));

  it("unused-label: where no explanation shows it", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 1m { one: login_failed  any { two: login  three: login_failed } } emit t = three.time }
                                                                                       ^^^ information[unused-label] Nothing reads the label \`two\`
    `));

  it("deprecated-rule: in patterns and playbooks, not in tests", () =>
    expectDiagnostics(`
      rule old { severity low  status deprecated  by ip  when login }
      rule new { severity low  by ip  when old }
                                           ^^^ warning[deprecated-rule] Use what replaces it
      test "old" { given sshd "x"  expect old }
    `));
});
