/** What fields lack a value: never, because of their templates, or often, as the samples say. */
import assert from "node:assert/strict";
import { formatOf } from "../../server/engine/normalize/formats.ts";
import { possible } from "../../server/model/possible.ts";
import { isOpenFormat } from "../../server/model/formats.ts";
import { FORMAT_NAMES, UNIFIED_FIELDS } from "../../server/model/program.ts";
import { analysisOf, expectDiagnostics } from "../kit/rules.ts";

const VPN = `
      source vpn from network_device {
        files "v.log"  format syslog  time timestamp year 2026
        template 1 "{account:word} from {peer:ip}"
        template 2 "{account:word} left {_why}"
        template 3 "restarted"
        map { user = account  source.ip = peer  event.action = if template == 1 then "in" else lower(msgid + domain)  event.kind = "vpn" }
      }`;

describe("fields that records never have", () => {
  it("always-missing: a capture that none of the event's templates has", () =>
    expectDiagnostics(`${VPN}
      event left = vpn where template == 2
      rule a { severity low  by account  when left where peer in 10.0.0.0/8 }
                                                         ^^^^ warning[always-missing] Template \`2\` of \`vpn\` gives \`peer\` no value
      rule b { severity low  by account  when vpn where template in [2, 3] and peer exists }
                                                                               ^^^^ warning[always-missing] Templates \`2\` and \`3\`
      rule c { severity low  by account  when vpn where (template == 2 or template == 3) and not (peer == 10.0.0.1) }
                                                                                                  ^^^^ warning[always-missing] (\`1\`)
      rule d { severity low  by account  when vpn where template in [1, 2] and peer exists }
      rule e { severity low  by account  when vpn where peer exists }
      rule f { severity low  by account  when vpn where (template == 2 or user == "x") and peer exists }
    `));

  it("always-missing: what \`map\` makes of it, template by template", () =>
    expectDiagnostics(`${VPN}
      rule a { severity low  when vpn where template == 2 and source.ip == 10.0.0.1 }
                                                              ^^^^^^^^^ warning[always-missing] neither by a capture nor through \`map\`
      rule b { severity low  when vpn where template == 3 and user == "x" }
                                                              ^^^^ warning[always-missing] (\`1\` and \`2\`)
      rule c { severity low  when vpn where template == 2 and event.action == "in" }
                                                              ^^^^^^^^^^^^ warning[always-missing]
      rule d { severity low  when vpn where template == 1 and event.action == "in" and event.kind == "vpn" }
    `));

  it("always-missing: a unified field that the whole source never sets", () =>
    expectDiagnostics(`${VPN}
      rule a { severity low  when vpn where domain == "x" }
                                            ^^^^^^ warning[always-missing] No template of \`vpn\` captures \`domain\`
      rule b { severity low  when vpn where device == "x" and process == "y" and origin == "vpn" and message like "z*" }
    `));

  it("always-missing: through events, unions, labels and aggregates", () =>
    expectDiagnostics(`${VPN}
      event left   = vpn where template == 2
      event quiet  = any { left  vpn where template == 3 }
      event either = any { left  login }
      rule a { severity low  by account  when sequence within 1h { l: left  vpn where peer == l.peer  n: count(left) > 1 }  emit p = values(n.peer), u = n.user }
                                                                                              ^^^^^^ warning[always-missing]
                                                                                                                                            ^^^^^^ warning[always-missing]
      rule b { severity low  when quiet where peer exists }
                                              ^^^^ warning[always-missing] Templates \`2\` and \`3\`
      rule c { severity low  when either where method exists }
      rule d { severity low  by account  when distinct(peer of left) > 3 within 1h }
                                                       ^^^^ warning[always-missing]
      ranking r by account of left { hits  regions peer }
                                                   ^^^^ warning[always-missing]
    `));

  it("always-missing: keys, at the steps whose records lack them", () =>
    expectDiagnostics(`${VPN}
      event left = vpn where template == 2
      rule a { severity low  by peer  when sequence within 1h { no left within 1h  vpn } }
                                                                   ^^^^ warning[always-missing] so this absence always holds
      rule b { severity low  by user  when count(vpn where template == 3) > 1 within 1h }
                                                 ^^^ warning[always-missing] so its records are never counted
      rule c { severity low  by peer  when sequence within 1h { vpn  left with peer = ip("10.0.0.1") } }
    `));

  it("always-missing: what \`with\` sets has nothing to do with templates", () =>
    expectDiagnostics(`${VPN}
      event left = vpn where peer exists and template == 2 with peer = ip(account)
      rule a { severity low  when left where peer == 10.0.0.1 }
      rule b { severity low  when vpn where template == 2 and user == 3 with user = pid }
    `));

  it("always-missing: not of formats whose records name their fields, nor of declared fields", () =>
    expectDiagnostics(`
      field app.tenant: string
      source api from application { files "a.json"  format json  time at  template 1 "{user} in" }
      rule a { severity low  when api where template == 1 and domain == "x" and user.name == "y" }
      rule b { severity low  when login where app.tenant == "x" }
    `));

  it("always-missing: not where lines of syslog have named fields themselves", () => {
    const rules = 'rule a { severity low  when login where domain == "x" }';
    expectDiagnostics(rules, { sshd: { records: 9, fields: { structured_data: { present: 1, values: [] } } } });
  });

  it("counts as possible all that a format fills of the unified fields", () => {
    // What lines of syslog name themselves is seen in the logs alone.
    for (const format of FORMAT_NAMES.filter((name) => !isOpenFormat(name) && name !== "syslog")) {
      const text = `source s from application { files "a"  format ${format}  time timestamp year 2026 }`;
      const [source] = analysisOf([{ path: "a.grove", text }]).program.sources;
      assert.ok(source !== undefined, format);
      const has = possible(source, null);
      const filled = Object.keys(UNIFIED_FIELDS).filter((field) => formatOf(source).field(field) !== null);
      assert.deepEqual(
        filled.filter((field) => !has.has(field)),
        [],
        format,
      );
    }
  });
});

describe("fields that records often lack", () => {
  it("missing-in-sample: only where samples lack the field and nothing asks for it", () => {
    const facts = {
      sshd: { records: 100, fields: { user: { present: 80, values: [] }, ip: { present: 100, values: [] } } },
    };
    expectDiagnostics(
      `
      rule a { severity low  when sshd where user != "root" }
                                             ^^^^^^^^^^^^^^ warning[missing-in-sample] \`user\` is missing from 20% of the records
      rule b { severity low  when sshd where user exists and user != "root" }
      rule c { severity low  when sshd where ip != 10.0.0.1 }
    `,
      facts,
    );
  });

  it("missing-in-sample: not of what every template of the event captures, nor below another not", () => {
    const lacking = (...names: string[]) =>
      Object.fromEntries(names.map((name) => [name, { present: 80, values: [] }] as const));
    const facts = {
      sshd: { records: 100, fields: lacking("user", "ip", "method", "event.action") },
      proxy: { records: 100, fields: lacking("user") },
    };
    expectDiagnostics(
      `
      rule a { severity low  by ip  when login where user != "root" }
      rule b { severity low  by ip  when any { login where user != "root"  login_failed where user != "root" } }
      rule c { severity low  by ip  when count(login where user not in ["root"]) > 3 within 1h }
      rule d { severity low  by ip  when sshd where template in [1001, 1003] and user != "root" }
      rule e { severity low  by ip  when sshd where template in [1001, 1003] and method != "none" }
                                                                                 ^^^^^^^^^^^^^^^^ warning[missing-in-sample]
      rule f { severity low  by ip  when sshd where template == 1003 or user != "root" }
                                                                        ^^^^^^^^^^^^^^ warning[missing-in-sample]
      rule g { severity low  by ip  when login where ip != 10.0.0.1 }
                                                     ^^^^^^^^^^^^^^ warning[missing-in-sample]
      rule h { severity low  by ip  when login where event.action != "none" }
                                                     ^^^^^^^^^^^^^^^^^^^^^^ warning[missing-in-sample]
      rule i { severity low  by ip  when sshd where not (user != "root") }
      source proxy from application {
        files "p"  format syslog  time timestamp year 2026  missing "-"
        template 1 "get {user}"
      }
      rule j { severity low  by user  when proxy where template == 1 and user != "root" }
                                                                         ^^^^^^^^^^^^^^ warning[missing-in-sample]
    `,
      facts,
    );
  });

  it("missing-in-sample: of the event's own templates, however rare they are in the source", () => {
    // Of 300 records 100 name a user; of those that fail or succeed at a login half do.
    const values = (...counts: readonly (readonly [string, number])[]) => ({ present: 200, values: counts });
    const facts = {
      sshd: {
        records: 300,
        fields: { user: { present: 100, values: [] }, template: values(["1001", 150], ["1003", 50]) },
      },
    };
    expectDiagnostics(
      `
      source cron from application { files "c"  format syslog  time timestamp year 2026  missing "-"
        template 1 "run {user}"  template 2 "stop {user}"  template 3 "idle" }
      rule a { severity low  by user  when cron where template in [1, 3] and user != "root" }
                                                                             ^^^^^^^^^^^^^^ warning[missing-in-sample] \`user\` is missing from 75% of such records
      rule b { severity low  by user  when cron where user != "root" }
                                                      ^^^^^^^^^^^^^^ warning[missing-in-sample] \`user\` is missing from 67% of the records
      rule c { severity low  by user  when sequence within 1h { a: cron where template == 2  cron where template == 2 and a.user != user } }
                                                                                                                          ^^^^^^^^^^^^^^ warning[missing-in-sample] \`a.user\` is missing from 50%
    `,
      {
        cron: { ...facts.sshd, fields: { ...facts.sshd.fields, template: values(["1", 100], ["2", 100], ["3", 100]) } },
      },
    );
  });

  it("missing-in-sample: a \`not\` in front, which a second one takes back", () => {
    const facts = { sshd: { records: 100, fields: { user: { present: 80, values: [] } } } };
    expectDiagnostics(
      `
      rule a { severity low  when sshd where port > 1 and not (user == "root" or port == 5) }
                                                               ^^^^^^^^^^^^^^ warning[missing-in-sample] before the \`not\`
      rule b { severity low  when sshd where not not (user == "root") and not (user != "root") }
      rule c { severity low  when sshd where user exists and not (user == "root") }
    `,
      { sshd: { ...facts.sshd, fields: { ...facts.sshd.fields, port: { present: 100, values: [] } } } },
    );
  });

  it("missing-in-sample: a field that none of many records had, which another source has", () => {
    const of = (records: number, port: number, type?: "int") => ({
      records,
      fields: { port: { present: port, values: [], ...(type && { type }) }, user: { present: records, values: [] } },
    });
    const rules = (marks: boolean): string =>
      [
        `source cloud from application { files "c.json"  format json  time ts }`,
        `event api = cloud`,
        `rule a { severity low  when api where port > 3 and port < 9 }`,
        `                                      ^^^^ warning[missing-in-sample] none of the 400 records of \`cloud\``,
        `rule b { severity low  by user  when e: api  emit p = e.port }`,
        `                                                      ^^^^^^ warning[missing-in-sample] It is a field of \`sshd\``,
        `rule c { severity low  by user  when api where not port exists }`,
        `rule d { severity low  by port  when api }`,
        `                          ^^^^ warning[missing-in-sample] declare it with \`field\``,
        `event either = any { api  login }`,
        `rule e { severity low  when either where port > 3 }`,
      ]
        .filter((line) => marks || !/^ *\^/.test(line))
        .join("\n");
    expectDiagnostics(rules(true), { cloud: of(400, 0), sshd: of(100, 100, "int") });
    expectDiagnostics(rules(false), { cloud: of(99, 0), sshd: of(100, 100, "int") });
    expectDiagnostics(rules(false), { cloud: of(400, 1), sshd: of(100, 100, "int") });
    expectDiagnostics(`field port: int\n${rules(false)}`, { cloud: of(400, 0), sshd: of(100, 100, "int") });
  });

  it("missing-in-sample: not where the field is compared with what is no value, which is told by itself", () =>
    expectDiagnostics(
      `
      rule a { severity low  by ip  when sshd where user != null }
                                                            ^^^^ error[unknown-field] asked with \`exists\`
      `,
      { sshd: { records: 4, fields: { user: { present: 1, values: [] } } } },
    ));
});
