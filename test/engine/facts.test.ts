import assert from "node:assert/strict";
import { SourceFacts } from "../../server/engine/facts.ts";
import { Schema } from "../../server/engine/item.ts";

const schema = new Schema(0, "s", "source", ["template", "user", "note"]);
const WHOLE = 5000;

describe("what a source's fields hold", () => {
  it("is counted in each of the first records, most frequent first", () => {
    const facts = new SourceFacts(schema);
    for (const user of ["bob", "ann", "bob", null]) facts.take({ values: [null, user, null] });
    const { user, note } = facts.result();
    assert.deepEqual(user, {
      present: 3,
      values: [
        ["bob", 2],
        ["ann", 1],
      ],
      type: "string",
    });
    assert.deepEqual(note, { present: 0, values: [] });
  });

  it("is told of a long log by every sixteenth record; presence and templates by all", () => {
    const facts = new SourceFacts(schema);
    const later = 16 * 1000;
    for (let i = 0; i < WHOLE; i++) facts.take({ values: [1, "bob", null] });
    for (let i = 0; i < later; i++) facts.take({ values: [i % 2, "ann", i === 1 ? "once" : null] });
    const { template, user, note } = facts.result();
    assert.deepEqual(template!.values, [
      ["1", WHOLE + later / 2],
      ["0", later / 2],
    ]);
    assert.deepEqual(user, {
      present: WHOLE + later,
      values: [
        ["ann", later],
        ["bob", WHOLE],
      ],
      type: "string",
    });
    assert.equal(note!.present, 1);
  });

  it("is told of lists by their elements, each once for a record", () => {
    const facts = new SourceFacts(schema);
    facts.take({ values: [null, ["dev", "ops", "dev"], null] });
    facts.take({ values: [null, ["ops"], [1, 2]] });
    const { user, note } = facts.result();
    assert.deepEqual(user, {
      present: 2,
      values: [
        ["ops", 2],
        ["dev", 1],
      ],
      type: { list: "string" },
    });
    assert.deepEqual(note!.values, [
      ["1", 1],
      ["2", 1],
    ]);
  });

  it("is looked for only where a record says that there may be something", () => {
    const facts = new SourceFacts(schema);
    facts.take({ values: [null, "bob", "x"], filled: [1] });
    assert.equal(facts.result()["user"]!.present, 1);
    assert.equal(facts.result()["note"]!.present, 0);
  });
});
