/** What the query box offers. */
import assert from "node:assert/strict";
import { Clock } from "../../../client/webview/clock.ts";
import { offer } from "../../../client/webview/complete.ts";
import { Columns } from "../../../client/webview/columns.ts";
import { hitsOf, parseQuery, total } from "../../../client/webview/filter.ts";
import { row } from "./rows.ts";

const around = { clock: new Clock("UTC"), day: 0, marks: null };
const ROWS = [
  row({ rule: "guessed_password", severity: "high", emit: [["region", "Guangdong"]] }),
  row({ rule: "guessed_vpn", severity: "medium", key: [["user", "m chen"]] }),
  row({ rule: "scan", severity: "low" }),
  row({ rule: "scan", severity: "low" }),
];
const columns = new Columns();
columns.update(ROWS);
const offered = (query: string, caret = query.length): [string, number][] =>
  offer(query, caret, columns, around).suggestions.map(({ term, count }) => [term, count]);

describe("the completions of the query", () => {
  it("are names of fields first, those that detections emit too", () => {
    assert.deepEqual(
      offered("r").map(([term]) => term),
      ["rule:", "region:"],
    );
    assert.deepEqual(offered("reg"), [["region:", 1]]);
  });

  it("are values that occur, with their number under the other terms; then other fields' values", () => {
    assert.deepEqual(offered("severity>=medium rule:gu"), [
      ["rule:guessed_password", 1],
      ["rule:guessed_vpn", 1],
      ["region:Guangdong", 1],
    ]);
    assert.deepEqual(offered("severity:high rule:sc"), [["rule:scan", 0]]);
    assert.deepEqual(offered("rule:"), [
      ["rule:scan", 2],
      ["rule:guessed_password", 1],
      ["rule:guessed_vpn", 1],
    ]);
  });

  it("count those that are at least as severe", () => {
    assert.deepEqual(offered("severity>=m"), [["severity>=medium", 2]]);
  });

  it("keep a minus, quote what has blanks, and take the place of the word at the caret alone", () => {
    assert.deepEqual(offered("-user:m"), [['-user:"m chen"', 1]]);
    const { start, end, suggestions } = offer("rule:gue scan", 8, columns, around);
    assert.deepEqual([start, end], [0, 8]);
    // No row is both.
    assert.deepEqual(
      suggestions.map(({ count }) => count),
      [0, 0],
    );
  });

  it("find what they promise", () => {
    for (const query of ["rule:", "severity>=", "user:", "gu", "region:"]) {
      for (const { term, count, field } of offer(query, query.length, columns, around).suggestions) {
        if (field === "") continue;
        assert.equal(total(hitsOf(parseQuery(term, around), columns)), count, term);
      }
    }
  });
});
