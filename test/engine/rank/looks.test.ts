/** A ranking that is looked at while items come: each look is that of a ranking that has seen the same items and no look. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { compileRankings, type Ranking } from "../../../server/engine/rank/ranking.ts";
import type { RankingDefinition } from "../../../server/model/program.ts";
import { item, program, source } from "../../kit/records.ts";

const nowhere = { document: "test.grove", start: 0, end: 0 };
const level = { where: null, compared: true, weight: 0.5, kinds: null };
const definition: RankingDefinition = {
  name: "worst",
  doc: null,
  by: [{ field: "ip", cased: false }],
  of: { kind: "source", name: "test", with: [], where: null, location: nowhere },
  levels: [
    { ...level, name: "rules", field: "rule" },
    { ...level, name: "hits", field: null, compared: false },
  ],
  location: nowhere,
};
const sample = item({ ip: null, rule: null });

function ranking(): Ranking {
  const [only] = compileRankings(program([source("test")], { rankings: [definition] }), [sample.schema]);
  return only!;
}

describe("looking at a ranking", () => {
  it("changes nothing, and shows what has come so far", () => {
    const value = fc.constantFrom("a", "b", "c", "d", null);
    const seen = fc.record({ ip: value, rule: value, look: fc.boolean() });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 30 }), (items) => {
        const looked = ranking();
        items.forEach(({ ip, rule, look }, last) => {
          looked.take({ ...sample, values: [ip, rule] });
          if (!look) return;
          const fresh = ranking();
          for (const each of items.slice(0, last + 1)) fresh.take({ ...sample, values: [each.ip, each.rule] });
          assert.deepEqual(looked.top(3), fresh.top(3));
        });
      }),
    );
  });
});
