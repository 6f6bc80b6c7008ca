/** What the map of a source reads whose records name their fields themselves. */
import assert from "node:assert/strict";
import type { SourceFacts } from "../../server/model/facts.ts";
import { analyzed, diagnosed } from "../kit/rules.ts";

const SOURCE = `source app from application {
  files "logs/*.json"  format json  time at
  map { device = gaet  host.name = lower(nothing.here)  process = host.name  user = gate }
}`;
/** As a look into the logs leaves them: also of names that the source alone reads. */
const facts = (records: number, more?: true): Record<string, SourceFacts> => ({
  app: {
    records,
    fields: {
      gate: { present: records, values: [] },
      gaet: { present: 0, values: [] },
      "nothing.here": { present: 0, values: [] },
    },
    ...(more && { more }),
  },
});
/** The names that are said to be of no field. */
const said = (known?: Record<string, SourceFacts>): readonly string[] =>
  analyzed(SOURCE, known).problems.flatMap((problem) => (problem.code === "unknown-field" ? problem.name : []));

describe("the map of records that name their fields", () => {
  it("is told what none of them has, and runs all the same", () => {
    assert.deepEqual(said(facts(5)), ["gaet", "nothing.here"]);
    assert.match(
      diagnosed(SOURCE, facts(5))
        .map(({ message }) => message)
        .join("\n"),
      /Did you mean `gate`/,
    );
    assert.deepEqual(
      analyzed(SOURCE, facts(5)).program.sources.map(({ name }) => name),
      ["app", "sshd"],
    );
  });

  it("may read anything while no record was met, or not all of their fields", () => {
    for (const known of [undefined, facts(0), facts(5, true)]) assert.deepEqual(said(known), []);
  });

  it("may read what is declared", () => {
    const text = `${SOURCE}\nfield gaet: string\nfield nothing.here: string`;
    assert.deepEqual(
      diagnosed(text, facts(5)).filter(({ code }) => code === "unknown-field"),
      [],
    );
  });
});
