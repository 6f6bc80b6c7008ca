/** What those write who come from another language and what the parser alone cannot know: one message, and the correction. */
import assert from "node:assert/strict";
import { diagnosed, expectDiagnostics } from "../kit/rules.ts";

/** What the only finding's first fix makes of a text; what comes of it has no finding. */
function corrected(text: string): string {
  const found = diagnosed(text);
  assert.equal(found.length, 1, `${text}: ${found.map(({ code, message }) => `${code} ${message}`).join(" | ")}`);
  const edit = found[0]!.fixes?.[0]?.edits[0];
  assert.ok(edit, `${text}: ${found[0]!.message}`);
  const after = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  assert.deepEqual(
    diagnosed(after).map(({ message }) => message),
    [],
    after,
  );
  return after;
}

const where = (condition: string): string => `rule a { severity low  when login where ${condition} }`;

describe("newcomers", () => {
  it("one message for one cause: what is read as something else is not looked up as well", () =>
    expectDiagnostics(`
      rule a { severity low  when user == "root" }
                                  ^^^^ error[syntax] A condition stands behind its event
      rule b { severity low  when login where NOT user == "root" }
                                              ^^^ error[syntax] write \`not\`
      rule c { severity low  by ip  when count(distinct user) > 5 within 5m }
                                               ^^^^^^^^^^^^^ error[syntax] \`distinct(user of login)\`
      rule d { severity low  status "disabled"  when login }
                                    ^^^^^^^^^^ error[syntax] Names stand without quotes
      rule e { severity port > 5 ? high : low  when login }
                                 ^ error[syntax] \`if condition then value else other\`
      rule f { severity low  when login where user?.name == "root" }
                                                  ^ error[syntax]
    `));

  it("what stands elsewhere is told beside a syntax error", () =>
    expectDiagnostics(`
      rule a { severity hihg  when login where usr == "root" and user = "adm" }
                        ^^^^ error[invalid-value] Did you mean \`high\`?
                                               ^^^ error[unknown-field]
                                                                      ^ error[syntax] To compare
    `));

  it("a source's format in quotes, in front of \`time\` and behind it", () =>
    expectDiagnostics(`
      source a from application { files "a.log"  format "json"  time ts }
                                                        ^^^^^^ error[syntax] without quotes, as in \`format json\`
      source b from application { files "a.log"  time ts
        format 'json' }
               ^^^^^^ error[invalid-value] Write \`format json\`
    `));

  it("zero-clause: times that have to be some", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 0s { login_failed  login } }
                                                         ^^ warning[zero-clause] only records of the very same instant
      rule b { severity low  by ip  when sequence within 5m { login_failed  no login within 0s } }
                                                                                            ^^ warning[zero-clause] Say how long to wait
      rule c { severity low  by ip  when count(login) >= 2 within 0m }
                                                                  ^^ warning[zero-clause] Give it a length
      action d(x: ip) { http POST "https://e.example" json { x }  timeout 0s  simulate takes 1s }
                                                                          ^^ warning[zero-clause] such as \`5s\`
      playbook f { on a  approve "Go on?" within 0s { d(ip) } }
                                                 ^^ warning[zero-clause] answered by nobody
    `));

  it("corrections that leave no choice", () => {
    const conditions: Readonly<Record<string, string>> = {
      'user matches "ro.*"': "user matches /ro.*/",
      "user matches '^/ro'": String.raw`user matches /^\/ro/`,
      '"ro" in user': 'user contains "ro"',
      '"ro" not in user': 'user not contains "ro"',
      "port in 1-1024": "port in 1..1024",
      'user in ("root")': 'user in ["root"]',
      "port == 1_000": "port == 1000",
      '!(user == "root")': 'not (user == "root")',
      'user !contains "ro"': 'user not contains "ro"',
    };
    for (const [slip, meant] of Object.entries(conditions)) assert.equal(corrected(where(slip)), where(meant));
    const counted = (window: string): string =>
      `rule a { severity low  by ip  when count(login) > 5 within ${window} }`;
    for (const slip of ["-5m", '"5m"', "5 minutes", "5min"]) assert.equal(corrected(counted(slip)), counted("5m"));
    assert.equal(corrected(counted("2H")), counted("2h"));
    assert.equal(corrected(counted("1h30m")), counted("90m"));
  });

  it("no correction where there is a choice", () => {
    for (const condition of ['user matches "ro("', "user in (root", "!user", "1 in user"]) {
      assert.ok(
        diagnosed(where(condition)).every(({ fixes }) =>
          (fixes ?? []).every(({ title }) => !/matches|not /.test(title)),
        ),
        condition,
      );
    }
  });

  it("reserved-name: another name, of its kind and free", () =>
    expectDiagnostics(`
      rule when { severity low  when login }
           ^^^^ error[reserved-name] for example \`when_rule\`
      event emit = login where user == "root"
            ^^^^ error[reserved-name] for example \`emit_event_2\`
      event emit_event = login
      rule b { severity low  when emit_event }
    `));
});
