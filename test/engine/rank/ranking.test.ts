/** Rankings over whole replays, with numbers that were worked out by hand. */
import assert from "node:assert/strict";
import { A, ATTACKERS, B, C, RULE, keyOf, rankings, shape, times } from "./kit.ts";

describe("ranking", () => {
  it("compares rules, then regions, then hits, then kinds of failures", () => {
    const [tree] = rankings(ATTACKERS, {
      // A: 2 rules, 1 region, 2 hits. B: 1 rule, 2 regions. C: 1 rule, 1 region, 5 hits, but fewer rules than A.
      beijing: [
        { ip: A, rule: "sqli" },
        { ip: A, rule: "scan" },
        { ip: B, rule: "sqli" },
        ...times(5, { ip: C, rule: "sqli" }),
      ],
      guangdong: [{ ip: B, rule: "sqli" }],
    });
    assert.deepEqual(
      tree!.nodes.map(({ rank, counts, decides, leaves }) => [rank, counts, decides, leaves.map(keyOf)]),
      [
        [1, [2, 1, 2, 0], "rules", [A]],
        [2, [1, 2, 2, 0], "regions", [B]],
        [3, [1, 1, 5, 0], null, [C]],
      ],
    );
  });

  it("splits equal first ranks by the second value, and says of what it is the sum", () => {
    const [tree] = rankings(ATTACKERS, {
      beijing: [
        ...times(3, { ip: A, rule: "scan", status: 404 }),
        { ip: A, rule: "sqli", status: 200 },
        ...times(3, { ip: B, rule: "SQLI", status: 403 }),
        { ip: B, rule: "scan", status: 200 },
      ],
    });
    // A: 0.4 (0.7 1 + 0.3 3) + 0.2 (0.5 4) + 0.3 4 + 0.1 (0.3 3) = 0.64 + 0.4 + 1.2 + 0.09
    // B: 0.4 (0.7 3 + 0.3 1) + 0.2 (0.5 4) + 0.3 4 + 0.1 (0.7 3) = 0.96 + 0.4 + 1.2 + 0.21
    assert.deepEqual(shape(tree!), [`1: 2 1 4 1: ${B} 2.77, ${A} 2.33`]);
    const [first, second] = tree!.nodes[0]!.leaves;
    assert.deepEqual(first!.next, { key: [A], by: "value", own: 2.77, other: 2.33 });
    assert.equal(second!.next, null);
    assert.deepEqual(second!.parts, [
      {
        count: 2,
        sum: 1.6,
        value: 0.64,
        kinds: [
          { kind: "scan", items: 3, weight: 0.3 },
          { kind: "sqli", items: 1, weight: 0.7 },
        ],
      },
      { count: 1, sum: 2, value: 0.4, kinds: [{ kind: "Beijing", items: 4, weight: 0.5 }] },
      { count: 4, sum: 4, value: 1.2, kinds: [] },
      { count: 1, sum: 0.9, value: 0.09, kinds: [{ kind: "404", items: 3, weight: 0.3 }] },
    ]);
  });

  it("says which level sets a key above the next, and with which numbers", () => {
    const [tree] = rankings(ATTACKERS, {
      beijing: [...times(2, { ip: A, rule: "sqli" }), ...times(7, { ip: B, rule: "sqli" })],
    });
    assert.deepEqual(tree!.nodes[0]!.leaves[0]!.next, { key: [A], by: "hits", own: 7, other: 2 });
    assert.equal(tree!.doc, "Who attacks the web servers.");
    assert.deepEqual(tree!.levels, [
      { name: "rules", field: "rule.name", compared: true, weight: 0.4 },
      { name: "regions", field: "observer.geo.region_name", compared: true, weight: 0.2 },
      { name: "hits", field: null, compared: true, weight: 0.3 },
      { name: "failures", field: "http.response.status_code", compared: true, weight: 0.1 },
    ]);
  });

  it("leaves what is equal in everything in the order of the keys, and says so", () => {
    const [tree] = rankings(ATTACKERS, {
      beijing: [
        { ip: B, rule: "sqli" },
        { ip: A, rule: "sqli" },
      ],
    });
    assert.deepEqual(tree!.nodes[0]!.leaves.map(keyOf), [A, B]);
    assert.equal(tree!.nodes[0]!.leaves[0]!.next!.by, "key");
  });

  it("compares the levels that `order` names; the others only weigh", () => {
    const [tree] = rankings(
      `ranking loud by ip of web_attack { rules rule.name  hits  order hits  weights { rules 1 { sqli 1 }  hits 0 } }`,
      {
        beijing: [{ ip: A, rule: "sqli" }, ...times(2, { ip: B, rule: "scan" }), ...times(2, { ip: C, rule: "sqli" })],
      },
    );
    // What weighs is the items of `sqli`.
    assert.deepEqual(shape(tree!), [`1: 2: ${C} 2, ${B} 0`, `3: 1: ${A} 1`]);
    assert.deepEqual(
      tree!.levels.map(({ name, compared }) => [name, compared]),
      [
        ["hits", true],
        ["rules", false],
      ],
    );
  });

  it("gives the levels equal shares where no weights are written, and each kind the weight 1", () => {
    const [tree] = rankings(`ranking plain by ip of web_attack { rules rule.name  hits }`, {
      beijing: [{ ip: A, rule: "sqli" }, { ip: A, rule: "sqli" }, { ip: A }],
    });
    // 0.5 of the two items that have a rule, 0.5 of three hits.
    assert.deepEqual(shape(tree!), [`1: 1 3: ${A} 2.5`]);
  });

  it("counts a key that is missing nowhere, and counts that", () => {
    const [tree] = rankings(ATTACKERS, { beijing: [{ ip: A, rule: "sqli" }, ...times(3, { rule: "scan" })] });
    assert.deepEqual([tree!.keys, tree!.groups, tree!.items, tree!.keyless], [1, 1, 1, 3]);
  });

  it("counts an item for each key of a list", () => {
    const [tree] = rankings(`ranking r by tags of detection { hits }\n${RULE}`, {
      beijing: [{ ip: A, rule: "sqli" }],
    });
    assert.deepEqual(shape(tree!), ["1: 1: red 1, web 1"]);
    assert.equal(tree!.items, 1);
  });
});
