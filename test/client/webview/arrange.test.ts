/** The order and the groups of the list. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Group, Row, Sort } from "../../../client/panel/messages.ts";
import { Arranger, isGroup, SURFACED, type Entries, type Entry } from "../../../client/webview/arrange.ts";
import { Clock } from "../../../client/webview/clock.ts";
import { parseQuery } from "../../../client/webview/filter.ts";
import { row } from "./rows.ts";

const ROWS = [
  row({ id: "a", rule: "scan", severity: "low", risk: 30, tactic: "Discovery", key: [["ip", "1"]] }),
  row({ id: "b", rule: "theft", severity: "critical", risk: 90, tactic: "Exfiltration", key: [["user", "root"]] }),
  row({ id: "c", rule: "scan", severity: "low", risk: 10, tactic: "Discovery", key: [["ip", "2"]] }),
  row({ id: "d", rule: "login", severity: "medium", risk: null, tactic: "Initial Access", key: [["user", "root"]] }),
];
const around = { clock: new Clock("UTC"), day: 0, marks: null };
interface Wanted {
  readonly query?: string;
  readonly sort?: Sort;
  readonly group?: Group;
  readonly folded?: readonly string[];
}
const arrange = (rows: readonly Row[], { query = "", sort = SURFACED, group = "none", folded = [] }: Wanted) =>
  new Arranger().arrange({ rows, terms: parseQuery(query, around), sort, group, folded });
const all = (entries: Entries): Entry[] => Array.from({ length: entries.length }, (_, i) => entries.at(i)!);
/** Rows by their ids, groups by name and number. */
const written = (entries: Entries): string[] =>
  all(entries).map((entry) => (isGroup(entry) ? `${entry.name}: ${entry.rows.length}` : entry.row.id));

describe("the list's order", () => {
  it("is that in which the rows surfaced, narrowed", () => {
    assert.deepEqual(written(arrange(ROWS, {}).entries), ["a", "b", "c", "d"]);
    const { shown, hits } = arrange(ROWS, { query: "rule:scan" });
    assert.deepEqual(
      [shown.map(({ id }) => id), [...hits]],
      [
        ["a", "c"],
        [1, 0, 1, 0],
      ],
    );
  });

  it("is by a column, equal ones as they surfaced, those without a risk below all others", () => {
    const by = (sort: Sort): string[] => arrange(ROWS, { sort }).shown.map(({ id }) => id);
    assert.deepEqual(by({ by: "risk", descending: true }), ["b", "a", "c", "d"]);
    assert.deepEqual(by({ by: "rule", descending: false }), ["d", "a", "c", "b"]);
    assert.deepEqual(by({ by: "severity", descending: true }), ["b", "d", "a", "c"]);
  });
});

describe("the list's groups", () => {
  it("follow the rows, each with its number, and are folded alone", () => {
    const { entries } = arrange(ROWS, { group: "rule", folded: ["scan"] });
    assert.deepEqual(written(entries), ["scan: 2", "theft: 1", "b", "login: 1", "d"]);
    const scan = entries.at(0)!;
    assert.ok(isGroup(scan));
    assert.deepEqual([scan.worst, scan.risk], ["low", 30]);
    const places = [entries.find("login", "group"), entries.find("b", "row"), entries.find("a", "row")];
    assert.deepEqual(places, [3, 2, -1]);
  });

  it("of tactics and severities have an order of their own", () => {
    const names = (group: Group): string[] =>
      written(arrange(ROWS, { group }).entries).filter((name) => name.includes(":"));
    assert.deepEqual(names("tactic"), ["Initial Access: 1", "Discovery: 2", "Exfiltration: 1"]);
    assert.deepEqual(names("severity"), ["critical: 1", "medium: 1", "low: 2"]);
    assert.deepEqual(names("key"), ["ip 1: 1", "user root: 2", "ip 2: 1"]);
  });

  it("hold every row that matches once", () => {
    const rows = fc.array(
      fc.record({
        rule: fc.constantFrom("a", "b", "c"),
        tactic: fc.constantFrom("Impact", null),
        severity: fc.constantFrom("low" as const, "high" as const),
      }),
    );
    const groups = fc.constantFrom<Group>("none", "rule", "key", "severity", "tactic");
    fc.assert(
      fc.property(rows, groups, (parts, group) => {
        const rows = parts.map((part, i) => row({ ...part, id: `${i}` }));
        const { entries } = arrange(rows, { group, query: "rule:a" });
        const ids = all(entries).flatMap((entry) => (isGroup(entry) ? [] : [entry.row.id]));
        const wanted = rows.filter(({ rule }) => rule === "a").map(({ id }) => id);
        assert.deepEqual(ids.toSorted(), wanted.toSorted());
      }),
    );
  });
});
