import assert from "node:assert/strict";
import type { FolderFiles, SampleFacts } from "../../server/model/facts.ts";
import { diagnosed, expectDiagnostics } from "../kit/rules.ts";

/** A source around what a test is about. */
const source = (clauses: string): string => `
  source cron from operating_system {
    files "logs/cron.log"
    format syslog
    time timestamp year 2026
${clauses}
  }`;

describe("checks of sources", () => {
  it("missing-clause and no-year", () =>
    expectDiagnostics(`
      source cron from operating_system { files "a.log"  time timestamp }
             ^^^^ error[missing-clause] no \`format\`
      source at from operating_system { files "a.log"  format syslog  time timestamp }
                                                                      ^^^^^^^^^^^^^^ warning[no-year] Add the year of the first line
    `));

  it("missing-clause: what an open source that cannot run would have is nobody's error, and its time is what the logs hold", () => {
    const rules = `
      source app from application { files "a.json"  format json }
      event odd = app where actor.kind == "bot" and user exists
      rule r { severity low  by actor.name  when odd where size > 3 }`;
    const seen = { present: 9, values: [["2026-06-14T15:16:01Z", 9]] as const };
    const number = { present: 9, values: [["17", 9]] as const };
    const about = (facts: SampleFacts) =>
      diagnosed(rules, facts).map(({ code, fixes = [] }) => [code, ...fixes.map(({ title }) => title)]);
    const unknown = about({}).filter(([code]) => code !== "broken-dependency");
    assert.deepEqual(unknown, [["missing-clause"]]);
    const fixOf = (fields: SampleFacts[string]["fields"]): readonly string[] =>
      about({ app: { records: 9, fields } }).find(([code]) => code === "missing-clause") ?? [];
    assert.deepEqual(fixOf({ written: seen, response_time: number, time: seen }).slice(1), ["Add `time written`"]);
    assert.deepEqual(fixOf({ response_time: number, time: seen }).slice(1), ["Add `time time`"]);
  });

  it("unmatched-glob: empty, outside, absolute, parted by backslashes", () =>
    expectDiagnostics(`
      source cron from operating_system {
        files "", "logs/../*.log", "./a.log", "logs/../../a.log", '\\\\host\\share\\a.log'
              ^^ warning[unmatched-glob] This pattern is empty
                                              ^^^^^^^^^^^^^^^^^^ warning[unmatched-glob] leads out of the workspace folder
                                                                  ^^^^^^^^^^^^^^^^^^^^^^ warning[unmatched-glob] Folders are parted by
        format syslog
        time timestamp year 2026
      }
      source at from operating_system {
        files "/var/log/*", "~/logs/*", "C:/logs/*", "logs/[[]*"
              ^^^^^^^^^^^^ warning[unmatched-glob]
                            ^^^^^^^^^^ warning[unmatched-glob]
                                        ^^^^^^^^^^^ warning[unmatched-glob]
        format syslog
        time timestamp year 2026
      }
    `));

  it("unmatched-glob: of older logs too", () =>
    expectDiagnostics(`
      baseline habits by user of login { learn "../old/*.log"  feature f { hour(time) } }
      ^^^^^^^^ warning[not-supported]
                                               ^^^^^^^^^^^^^^ warning[unmatched-glob]
    `));

  it("implausible-year: far from all logs", () =>
    expectDiagnostics(`
      source a from operating_system { files "a.log"  format syslog  time timestamp year 26 }
                                                                                         ^^ warning[implausible-year] four digits
      source b from operating_system { files "a.log"  format syslog  time timestamp year 20026 }
                                                                                         ^^^^^ warning[implausible-year]
      source c from operating_system { files "a.log"  format syslog  time timestamp year 1970 }
      source d from operating_system { files "a.log"  format syslog  time timestamp year 2100 }
    `));

  it("invalid-value: formats, their options and time formats", () =>
    expectDiagnostics(`
      source a from application { files "a.log"  format cvs  time timestamp year 2026 }
                                                        ^^^ error[invalid-value] Did you mean \`csv\`?
      source b from application { files "a.log"  format csv ";;"  time at }
                                                            ^^^^ error[invalid-value] separator of one character
      source c from application { files "a.log"  format json ";"  time at }
                                                             ^^^ error[invalid-value] not an option that the format \`json\` takes
      source d from application { files "a.log"  format csv ";" ["a", 1]  time at }
                                                                ^^^^^^^^ error[invalid-value] list of the columns' names
      source e from application { files "a.log"  format csv ";" ["at", "user"]  time at format "%d/%m/%Y" }
                                                                                               ^^^^^^^^^^ error[invalid-value] does not say the hour
      source f from application { files "a.log"  format csv ["at", "user"]  time at format "%d/%m/%Y %H:%M" }
    `));

  it("no-year: timestamps of the samples have their year", () =>
    expectDiagnostics(`source cron from operating_system { files "a.log"  format syslog  time timestamp }`, {
      cron: { records: 1, fields: { timestamp: { present: 1, values: [["2026-06-14T15:16:01+02:00", 1]] } } },
    }));

  it("invalid-value: a duration that microseconds cannot count", () => {
    const nines = "9".repeat(400);
    const found = diagnosed(
      `source s from database { files "a.log"  format syslog  time timestamp year 2026  lateness ${nines}d }
       rule r { severity low  when sequence within 300000d { sshd  sshd } }`,
    ).filter(({ code }) => code === "invalid-value");
    assert.deepEqual(
      found.map(({ message }) => message),
      ["99999999999999999999…d", "300000d"].map(
        (value) =>
          `\`${value}\` is not a duration of at most 285 years, so this declaration cannot run. Write for example \`30d\`.`,
      ),
    );
  });

  it("invalid-value: class, format, late", () =>
    expectDiagnostics(`
      source cron from operating_sytem { files "a.log"  format sylog  time timestamp year 2026  late aside }
                       ^^^^^^^^^^^^^^^ error[invalid-value] Did you mean \`operating_system\`?
                                                               ^^^^^ error[invalid-value] Did you mean \`syslog\`?
                                                                                                     ^^^^^ error[invalid-value]
    `));

  it("invalid-template: at the capture", () =>
    expectDiagnostics(
      source(`
    template 1 "a {user:txt} b"
                  ^^^^^^^^^^ error[invalid-template] \`txt\` is no type of captures
    template 2 "a {us er} b"
                  ^^^^^^^ error[invalid-template] is no field name
    template 3 "a {lag} b {ip} {ip}"
                  ^^^^^ error[invalid-template] set by the engine
                               ^^^^ error[invalid-template] captured twice
    template 4 "a \\t{user"
                    ^^^^^ error[invalid-template] never closed
    template 5 "a {{user} b"`),
    ));

  it("duplicate-template, shadowed-template, adjacent-captures", () =>
    expectDiagnostics(
      source(`
    template 1 "job {_name} done"
    template 1 "job {_name} failed"
             ^ error[duplicate-template]
    template 2 "job {_number:int} done"
             ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[shadowed-template] Template 1 stands before
    template 3 "{_a}{_b} left"
                ^^^^^^^^ warning[adjacent-captures]
    template 4 "{_a:int}{_b} went"`),
    ));

  it("unused-capture: unless it is unified, read, or says by its name that it is not", () =>
    expectDiagnostics(
      source(`
    template 1 "{user} {command} {_rest} {code:int}"
                       ^^^^^^^^^ information[unused-capture] \`_command\`
    map { event.code = code }`),
    ));

  it("unused-capture: once for each source, with all that nothing reads", () =>
    expectDiagnostics(
      source(`
    template 1 "{user} {command} {_rest} {code:int}"
                       ^^^^^^^^^ information[unused-capture] Nothing reads 3 captures of this source: no event, rule or map names \`command\`, \`code\` and \`tty\`
    template 2 "{user} {command} on {tty}"`),
    ));

  it("unused-capture: read through an event, a label, a key or a summary", () =>
    expectDiagnostics(`
      source cron from operating_system {
        files "logs/cron.log"
        format syslog
        time timestamp year 2026
        template 1 "{a} {b} {c} {d} {e}"
                                    ^^^ information[unused-capture]
      }
      event job = cron where a == "x"
      rule r { severity low  by b  when sequence within 1m { j: job  until cron where d == j.c }  emit c = values(j.c) }
      `));

  it("unknown-template", () =>
    expectDiagnostics(`
      event odd = sshd where template in [1001, 9] or template == 8
                                                ^ warning[unknown-template] \`sshd\` has no template 9
                                                                  ^ warning[unknown-template] The codes are \`1001\` and \`1003\`
      rule r { severity low  when odd }
    `));

  it("invalid-target and types in map", () =>
    expectDiagnostics(
      source(`
    template 1 "{peer}"
    map {
      time   = timestamp
      ^^^^ error[invalid-target] the clause \`time\` sets it
      ip     = peer
               ^^^^ error[type-mismatch] \`ip(...)\` makes an address
      threat = "high"
               ^^^^^^ error[type-mismatch] The value of \`threat\`
      device = pear
               ^^^^ error[unknown-field] Did you mean \`peer\`?
    }`),
    ));

  it("list-file: what is not there, no file, not of the folder, or no value of the type", () => {
    const lists: FolderFiles["lists"] = {
      "gone.txt": { kind: "missing" },
      dir: { kind: "directory" },
      "../out.txt": { kind: "outside" },
      "ips.txt": { kind: "read", entries: [{ line: 3, text: "10.0.0" }] },
    };
    expectDiagnostics(
      `
      list a from "gone.txt"
                  ^^^^^^^^^^ error[list-file] There is no file
      list b from "dir"
                  ^^^^^ error[list-file] is a folder
      list c from "../out.txt"
                  ^^^^^^^^^^^^ error[list-file] outside of the workspace folder
      list d: ip from "ips.txt"
                      ^^^^^^^^^ error[list-file] Line 3 of \`ips.txt\` is \`10.0.0\`, which is no value of type ip
      rule r { severity low  by ip  when login where user in a or user in b or user in c or ip in d }
                                                             ^ information[broken-dependency]
    `,
      {},
      { lists, tables: {} },
    );
  });

  it("duplicate-clause", () =>
    expectDiagnostics(
      source(`
    lateness 1s
    lateness 2s
    ^^^^^^^^ warning[duplicate-clause]`),
    ));

  it("says nothing of fields of a source that is broken itself", () =>
    expectDiagnostics(`
      source cron from operating_system { files "a" format syslog time timestamp year 2026  template 1 "{user" }
                                                                                                        ^^^^^ error[invalid-template]
      rule r { severity low  when cron where whoever == "x" }
                                  ^^^^ information[broken-dependency]
    `));
});
