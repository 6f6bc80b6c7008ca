/** What a replay showed of the lines of a log, said on the source. */
import assert from "node:assert/strict";
import { RETURNS_ALONE, type IntakeFacts } from "../../server/model/facts.ts";
import { diagnosed } from "../kit/rules.ts";

const SOURCE = `source gate from network_device {
  files "gate.log", "old/*.log"  format syslog  time timestamp year 2026
  template 1 "badge of {user} refused"
}
rule uses_it { severity low  by user  when gate where user exists }`;
const WELL: IntakeFacts = { files: 1, lines: 900, unparsed: 0, common: null, records: 900, untemplated: 0 };

function said(code: string, intake: Partial<IntakeFacts>) {
  const facts = { gate: { records: 900, fields: {}, intake: { ...WELL, ...intake } } };
  const found = diagnosed(SOURCE, facts).filter((each) => each.code === code);
  return found.map(({ start, end, ...rest }) => ({ ...rest, on: SOURCE.slice(start, end) }));
}

describe("the lines of the last replay", () => {
  it("are not spoken of where all of them were read and fitted", () => {
    for (const code of ["no-files", "unparsed-lines", "untemplated-records"]) assert.deepEqual(said(code, {}), []);
  });

  it("are missing where no file was found", () => {
    const [problem] = said("no-files", { files: 0, lines: 0, records: 0 });
    assert.equal(problem?.on, '"gate.log"');
    assert.equal(problem.severity, "warning");
    assert.match(problem.message, /no file matched `gate\.log` or `old\/\*\.log`, so gate had no records/);
  });

  it("are counted where they could not be read, with the commonest reason and one of them", () => {
    const common = { reason: "no time: it is empty", file: "gate.log", line: 7, text: "a\tb\u202e c" };
    const [problem] = said("unparsed-lines", { unparsed: 9, common });
    assert.equal(problem?.on, "syslog");
    assert.equal(problem.severity, "information");
    assert.match(
      problem.message,
      /^9 of 900 lines \(1\.0%\) could not be read in the last replay, and no rule saw them\./,
    );
    assert.match(problem.message, / Mostly: no time: it is empty\. Such a line is gate\.log:7: a b c\. If they matter/);
  });

  it("are those of the logs' beginnings where nothing was replayed", () => {
    const seen = { beginnings: true, unparsed: 9, untemplated: 450 } as const;
    assert.match(
      said("unparsed-lines", seen)[0]!.message,
      /could not be read in the beginnings of the logs, and no rule/,
    );
    assert.match(
      said("untemplated-records", seen)[0]!.message,
      /did not fit the template in the beginnings of the logs:/,
    );
    const none = { ...seen, files: 0, lines: 0, unparsed: 0, records: 0, untemplated: 0 };
    assert.match(said("no-files", none)[0]!.message, /^No file matched `gate\.log`/);
  });

  it("are not to be read by a better source where the file's lines end with CR alone", () => {
    const common = { reason: RETURNS_ALONE, file: "gate.log", line: 1, text: "a" };
    const [problem] = said("unparsed-lines", { lines: 1, unparsed: 1, common });
    assert.match(problem!.message, /Such a line is gate\.log:1: a\.$/);
  });

  it("are a warning where they are many, and are cut where they are long", () => {
    const common = { reason: "no time", file: "gate.log", line: 1, text: "x".repeat(500) };
    const [problem] = said("unparsed-lines", { unparsed: 90, common });
    assert.equal(problem?.severity, "warning");
    assert.match(problem.message, /: x{120}…\. Mend `format` or `time`/);
    const [few] = said("unparsed-lines", { lines: 9_000_000, unparsed: 1 });
    assert.match(few!.message, /^1 of 9,000,000 lines \(less than 0\.1%\)/);
  });

  it("are records without a template where most fit none, but not for a handful", () => {
    const [problem] = said("untemplated-records", { untemplated: 450 });
    assert.match(problem!.message, /^450 of 900 records \(50%\) of gate did not fit the template in the last replay/);
    assert.deepEqual(said("untemplated-records", { untemplated: 449 }), []);
    assert.deepEqual(said("untemplated-records", { records: 19, untemplated: 19 }), []);
  });
});
