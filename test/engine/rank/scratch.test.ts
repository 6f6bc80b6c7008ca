/** What a ranking looks at, how much of it is listed, and that it is what sorting from scratch gives. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { RankingTree } from "../../../server/engine/events.ts";
import { A, ATTACKERS, B, C, RULE, keyOf, rankings, shape, times, type Attack } from "./kit.ts";

describe("a ranking", () => {
  it("ranks detections as it ranks records: rules by their names, raised ones only", () => {
    const [tree] = rankings(
      `ranking suspects by ip of detection { rules rule  hits  weights { rules 0.5 { seen 0.9, again 0.1 }  hits 0.5 } }
       ${RULE}
       rule again { severity low  by ip  when web_attack  suppress 1h }
       rule hidden { severity low  status building_block  by ip  when web_attack }`,
      // A raises both rules once. B raises `seen` three times and `again` once, which is suppressed twice.
      { beijing: [{ ip: A, rule: "sqli" }, ...times(3, { ip: B, rule: "scan" })] },
    );
    assert.deepEqual(shape(tree!), [
      // 0.5 (0.9 3 + 0.1 1) + 0.5 4
      `1: 2 4: ${B} 3.4`,
      // 0.5 (0.9 1 + 0.1 1) + 0.5 2
      `2: 2 2: ${A} 1.5`,
    ]);
  });

  it("goes by what `where` and `with` of its events say", () => {
    const [tree] = rankings(
      `ranking r by who of web_attack where http.response.status_code >= 500 with who = rule.name { hits }`,
      {
        beijing: [
          { rule: "a", status: 500 },
          { rule: "b", status: 200 },
          { rule: "A", status: 503 },
        ],
      },
    );
    assert.deepEqual(shape(tree!), ["1: 2: a 2"]);
  });

  it("lists as many keys as are asked for, the same as the whole list begins with, and counts the others", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            ip: fc.constantFrom(A, B, C, "203.0.113.4", "203.0.113.5", "203.0.113.6"),
            rule: fc.constantFrom("sqli", "scan", "xss"),
          }),
          { maxLength: 25 },
        ),
        fc.nat(7),
        (beijing, most) => {
          const [whole] = rankings(ATTACKERS, { beijing });
          const [some] = rankings(ATTACKERS, { beijing }, most);
          const flat = ({ nodes }: RankingTree) =>
            nodes.flatMap(({ rank, counts, decides, size, leaves }) =>
              leaves.map((leaf) => ({ rank, counts, decides, size, leaf })),
            );
          assert.deepEqual(flat(some!), flat(whole!).slice(0, most));
          assert.equal(some!.keys, whole!.keys);
          assert.equal(some!.groups, whole!.groups);
          assert.ok(some!.nodes.every(({ leaves }) => leaves.length > 0));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is what counting and sorting all records from scratch gives", () => {
    const attack = fc.record({
      ip: fc.constantFrom(A, B, C, undefined),
      rule: fc.constantFrom("sqli", "SQLI", "scan", "xss", undefined),
      status: fc.constantFrom(200, 403, 404, 500, undefined),
    });
    const attacks = fc.array(attack, { maxLength: 15 });
    fc.assert(
      fc.property(attacks, attacks, (beijing, guangdong) => {
        const [tree] = rankings(ATTACKERS, { beijing, guangdong });
        const all = [
          ...beijing.map((each) => ({ ...each, region: "Beijing" })),
          ...guangdong.map((each) => ({ ...each, region: "Guangdong" })),
        ];
        assert.deepEqual(
          tree!.nodes.flatMap(({ counts, leaves }) => leaves.map((leaf) => [keyOf(leaf), ...counts, leaf.value])),
          fromScratch(all),
        );
        assert.equal(tree!.keyless, all.filter(({ ip }) => ip === undefined).length);
      }),
      { numRuns: 100 },
    );
  });

  it("stands in front of the summary, rankings by their names", () => {
    const two = rankings(`ranking b by ip of web_attack { hits }\nranking a by ip of web_attack { hits }`, {});
    assert.deepEqual(
      two.map(({ name, keys, nodes }) => [name, keys, nodes]),
      [
        ["a", 0, []],
        ["b", 0, []],
      ],
    );
  });
});

/** What docs/ranking.md says, in the plainest way: for each key all its records, counted; then one sort. */
function fromScratch(all: readonly (Attack & { readonly region: string })[]): readonly (readonly unknown[])[] {
  const sum = (values: readonly string[], weights: Readonly<Record<string, number>>): number =>
    values.reduce((total, value) => total + (weights[value] ?? 0), 0);
  const rows = [A, B, C].flatMap((ip) => {
    const own = all.filter((each) => each.ip === ip);
    if (own.length === 0) return [];
    const rules = own.flatMap(({ rule }) => rule?.toLowerCase() ?? []);
    const codes = own.flatMap(({ status = 0 }) => (status >= 400 ? String(status) : []));
    const regions = own.map(({ region }) => region);
    // In thousandths, so that nothing is lost on the way.
    const value =
      (4 * sum(rules, { sqli: 70, scan: 30 }) +
        2 * sum(regions, { Beijing: 50, Guangdong: 50 }) +
        3 * 100 * own.length +
        sum(codes, { 403: 70, 404: 30 })) /
      1000;
    return [{ ip, counts: [new Set(rules).size, new Set(regions).size, own.length, new Set(codes).size], value }];
  });
  rows.sort((a, b) => {
    const level = a.counts.findIndex((count, at) => count !== b.counts[at]);
    return level >= 0 ? b.counts[level]! - a.counts[level]! : b.value - a.value || (a.ip < b.ip ? -1 : 1);
  });
  return rows.map(({ ip, counts, value }) => [ip, ...counts, value]);
}
