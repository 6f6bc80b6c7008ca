/** What a replay showed of arrival, said on the source. */
import assert from "node:assert/strict";
import type { ArrivalFacts } from "../../server/model/facts.ts";
import { diagnosed } from "../kit/rules.ts";

const source = (clauses: string): string =>
  `source gate from network_device { files "g.log"  format syslog  time timestamp year 2026 ${clauses} }`;
const arrival: ArrivalFacts = { late: 12, needed: 45_000_000, keepsAll: "45s", keepsMost: "45s" };
const late = (text: string, facts: ArrivalFacts = arrival) =>
  diagnosed(text, { gate: { records: 900, fields: {}, arrival: facts } }).filter(({ code }) => code === "late-records");

describe("late records of the last replay", () => {
  it("are said on the clause, with the lateness that would have kept all and a fix that sets it", () => {
    const text = source("lateness 30s");
    const [problem, ...more] = late(text);
    assert.deepEqual(more, []);
    assert.equal(text.slice(problem!.start, problem!.end), "30s");
    assert.equal(problem!.severity, "information");
    assert.match(problem!.message, /^12 records were late in the last replay.*`lateness 45s` would have kept all;/);
    const [edit] = problem!.fixes![0]!.edits;
    assert.equal(text.slice(0, edit!.start) + edit!.text + text.slice(edit!.end), source("lateness 45s"));
  });

  it("are said on the time where there is no clause", () => {
    const text = source("");
    const [problem] = late(text, { ...arrival, late: 1, keepsMost: "2s" });
    assert.match(problem!.message, /^1 record was late .* would have kept all \(`2s` 99.9% of all records\)/);
    const [edit] = problem!.fixes![0]!.edits;
    const fixed = text.slice(0, edit!.start) + edit!.text + text.slice(edit!.end);
    assert.match(fixed, /year 2026\n {2}lateness 45s/);
    assert.deepEqual(late(fixed), []);
  });

  it("are not spoken of any more once the lateness is enough, nor where there were none", () => {
    assert.deepEqual(late(source("lateness 45s")), []);
    assert.deepEqual(late(source("lateness 30s"), { ...arrival, late: 0 }), []);
  });
});
