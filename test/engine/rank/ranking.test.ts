/** Rankings over whole replays, with numbers that were worked out by hand. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { RankedKey, RankingTree, ReplayEvent } from "../../../server/engine/events.ts";
import { Replay } from "../../../server/engine/replay.ts";
import { Model } from "../../../server/model/workspace.ts";

/** Two web application firewalls, one in each region. */
const WAF = `
source beijing from security_device {
  files "beijing.log"  format json  time at
  map { observer.geo.region_name = "Beijing" }
}
source guangdong from security_device {
  files "guangdong.log"  format json  time at
  map { observer.geo.region_name = "Guangdong" }
}
event web_attack = any { beijing guangdong }
`;

interface Attack {
  readonly ip?: string;
  readonly rule?: string;
  readonly status?: number;
}

const line = ({ ip, rule, status }: Attack, second: number): string =>
  JSON.stringify({
    at: new Date(Date.UTC(2026, 5, 14, 9, 0, second)).toISOString(),
    source: { ip },
    rule: { name: rule },
    http: { response: { status_code: status } },
  });

interface Logs {
  readonly beijing?: readonly Attack[];
  readonly guangdong?: readonly Attack[];
}

function rankings(rules: string, { beijing = [], guangdong = [] }: Logs, ranked?: number): readonly RankingTree[] {
  const model = new Model();
  model.set("a.grove", WAF + rules);
  const { program } = model.analysis();
  const logs = { beijing, guangdong };
  const files = (["beijing", "guangdong"] as const).map((name) => ({ path: `${name}.log`, sources: [name], size: 0 }));
  const found: RankingTree[] = [];
  const emit = (event: ReplayEvent): void => {
    if (event.kind === "ranking") found.push(event.ranking);
  };
  const replay = new Replay({ program, files, emit, ...(ranked !== undefined && { ranked }) });
  const pushed = new Set<number>();
  for (;;) {
    const wanted = replay.wants();
    if (wanted === null) {
      if (!replay.step(1000)) return found;
    } else if (pushed.has(wanted)) replay.end(wanted);
    else {
      pushed.add(wanted);
      const name = files[wanted]!.sources[0] as keyof Logs;
      replay.push(wanted, new TextEncoder().encode(logs[name].map((each, at) => `${line(each, at)}\n`).join("")));
    }
  }
}

const times = (count: number, attack: Attack): readonly Attack[] => Array.from({ length: count }, () => attack);
const keyOf = ({ key }: RankedKey): string => key.map(([, value]) => String(value)).join(" ");
/** Each node as its rank, its counts, and its keys with their second values. */
const shape = ({ nodes }: RankingTree): readonly string[] =>
  nodes.map(
    ({ rank, counts, leaves }) =>
      `${rank}: ${counts.join(" ")}: ${leaves.map((leaf) => `${keyOf(leaf)} ${leaf.value}`).join(", ")}`,
  );

const ATTACKERS = `
/// Who attacks the web servers.
ranking attackers by ip of web_attack {
  rules    rule.name
  regions  observer.geo.region_name
  hits
  failures http.response.status_code where http.response.status_code >= 400
  weights { rules 0.4 { sqli 0.7, scan 0.3 }  regions 0.2 { "Beijing" 0.5, "Guangdong" 0.5 }
            hits 0.3  failures 0.1 { 403 0.7, 404 0.3 } }
}
`;

const A = "203.0.113.1";
const B = "203.0.113.2";
const C = "203.0.113.3";

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

const RULE = `rule seen { severity low  tags "web", "red"  by ip  when web_attack }`;

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
