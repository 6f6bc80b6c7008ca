import assert from "node:assert/strict";
import { complete } from "../../../server/features/completion.ts";
import { CONSTANT_DOCS } from "../../../server/features/constantDocs.ts";
import { LEVELS } from "../../../server/features/levels.ts";
import { check } from "../../../server/checks/index.ts";
import { Model } from "../../../server/model/workspace.ts";
import { open, FACTS } from "../ask.ts";
import { chosen, labels, offered } from "./offered.ts";

const ACTIONS = `action block(address: ip, minutes: int) { exec ["block", address, minutes] }
action tell(text: string) { exec ["tell", text]  simulate returns { sent = true } }
`;

describe("completion in rankings", () => {
  const ranking = (body: string): string => `ranking r by ip of login { rules user  hits  ${body} }`;

  it("offers levels to an order, each once, the ranking's own first", () => {
    assert.deepEqual(labels(ranking("order $0")), ["rules", "hits", "regions", "failures"]);
    assert.deepEqual(labels(ranking("order hits, $0")), ["rules", "regions", "failures"]);
  });

  it("offers levels to weights, those that have none first", () => {
    assert.deepEqual(labels(ranking("weights { $0 }")), ["rules", "hits", "regions", "failures"]);
    assert.equal(labels(ranking("weights { rules 0.5  $0 }"))[0], "hits");
  });

  it("offers the values of the level's field inside of its weight", () => {
    assert.deepEqual(labels(ranking("weights { rules 0.5 { $0 } }"), { facts: FACTS }), ["root", "o'neil", 'say "hi"']);
    assert.equal(
      chosen(ranking("weights { rules 0.5 { root 1, $0 } }"), "o'neil", { facts: FACTS }).includes('"o\'neil"'),
      true,
    );
    assert.deepEqual(labels(ranking("weights { hits 0.5 { $0 } }"), { facts: FACTS }), []);
  });

  it("knows the levels that the language has", () => {
    for (const level of Object.keys(LEVELS)) {
      const source = `ranking r by ip of login { rules user  regions user  hits  failures port  order ${level} }`;
      assert.ok(!check(open(source).analysis).some(({ code }) => code === "invalid-value"), level);
    }
  });
});

describe("completion in playbooks and actions", () => {
  it("offers actions as calls, with what they take", () => {
    const item = offered(`${ACTIONS}playbook p { on login  $0 }`).find(({ label }) => label === "block");
    assert.equal(item?.insert, "block(${1:address}, ${2:minutes})");
    assert.equal(item.detail, "(address: ip, minutes: int)");
    assert.deepEqual(labels(`${ACTIONS}playbook p { on login  a: $0 }`, { kind: "function" }), ["block", "tell"]);
  });

  it("offers first what starts it, then what it does", () => {
    assert.equal(labels(`${ACTIONS}playbook p { $0 }`)[0], "on");
    assert.equal(labels(`${ACTIONS}playbook p { on login\n  $0 }`)[0], "block");
  });

  it("offers the other steps to one that waits, each once", () => {
    const playbook = (after: string): string =>
      `${ACTIONS}playbook p { on login  a: block(ip, 1)  b: tell("x")  ${after}  c: tell("y") }`;
    assert.deepEqual(labels(playbook('after $0 { tell("z") }')), ["a", "b", "c"]);
    assert.deepEqual(labels(playbook('after a, $0 { tell("z") }'))[0], "b");
    assert.deepEqual(labels(playbook('d: after $0 { e: tell("z") }')), ["a", "b", "c"]);
  });

  it("offers what a step has returned", () => {
    const source = `${ACTIONS}playbook p { on login  b: tell("x")  if b.$0 { block(ip, 1) } }`;
    assert.deepEqual(labels(source), ["sent"]);
  });

  it("offers methods of requests, parameters and lengths of time to an action", () => {
    assert.deepEqual(labels("action a(x: ip) { http $0 }"), Object.keys(CONSTANT_DOCS.method));
    assert.deepEqual(labels('action a(x: ip) { http POST "https://example.org/" json { $0 } }'), ["x"]);
    for (const clause of ["timeout", "simulate takes", "simulate takes 100ms.."]) {
      assert.ok(labels(`action a(x: ip) { ${clause} $0 }`, { kind: "unit" }).includes("5s"), clause);
    }
    for (const clause of ["retry", "simulate fails"]) assert.deepEqual(labels(`action a(x: ip) { ${clause} $0 }`), []);
    assert.deepEqual(labels("action a(x: ip) { once per $0 }"), ["x"]);
  });
});

describe("completion in baselines, scores and clusters", () => {
  it("offers aggregates about their own items to measures and features", () => {
    for (const place of [
      "score s by ip of login { measure m = $0 }",
      "baseline b by ip of login { feature f { $0 } }",
    ]) {
      const items = offered(place);
      assert.deepEqual([items[0]?.label, items[0]?.insert, items[0]?.detail], ["count", "count()", "count()"]);
      assert.equal(items.find(({ label }) => label === "distinct")?.insert, "distinct(${1:field})");
      assert.ok(items.some(({ label }) => label === "ratio") && items.some(({ label }) => label === "port"));
    }
    assert.ok(!labels("score s by ip of login { measure m = ratio($0) }").includes("count"));
  });

  it("offers lengths of time, and nothing where a number is the author's own", () => {
    assert.ok(labels("score s by ip of login over $0 { }", { kind: "unit" }).includes("1h"));
    assert.ok(labels("baseline b by ip of login { feature f { count() per $0 } }", { kind: "unit" }).includes("1h"));
    for (const place of [
      "alert at",
      "measure m = count() from",
      "measure m = count() from 1 to",
      "measure m = count() weight",
    ])
      assert.deepEqual(labels(`score s by ip of login { ${place} $0 }`), [], place);
    assert.deepEqual(labels("baseline b by ip of login { rare below $0 }"), []);
  });

  it("offers to each condition of a cluster what it is about", () => {
    const fields = (clause: string): string[] =>
      labels(`cluster c of login { items user by ip  ${clause} }`, { kind: "field" });
    assert.deepEqual(fields("link when $0"), ["jaccard", "shared"]);
    assert.deepEqual(fields("link when jaccard > 0.5 and $0"), ["jaccard", "shared"]);
    assert.deepEqual(fields("alert when $0"), ["family", "size"]);
    assert.deepEqual(fields("family odd where $0"), Object.keys(CONSTANT_DOCS.feature).sort());
    assert.ok(labels("cluster c of login { items $0 by ip }", { kind: "field" }).includes("user"));
  });

  it("offers features of items, each once, and they are those that the model knows", () => {
    assert.deepEqual(labels("cluster c of login { features length, $0 }"), [
      "entropy",
      "digits",
      "vowels",
      "depth",
      "suffix",
    ]);
    const all = Object.keys(CONSTANT_DOCS.feature).join(", ");
    const { analysis } = open(`cluster c of login { items user by ip  link when shared > 1  features ${all} }`);
    assert.ok(!check(analysis).some(({ code }) => code === "invalid-value"));
  });

  it("offers them as events, beside all that the forest raises", () => {
    const source = "score s by ip of login { measure m = count() }\nrule r { severity low  by ip  when $0 }";
    const events = labels(source, { kind: "event" });
    assert.ok(events.includes("s") && events.at(-1) === "detection");
  });
});

describe("completion of tables", () => {
  const TABLE = 'table people from "people.csv" key userid: string\n';
  const withColumns = (source: string): string[] => {
    const { analysis, uri, offset } = open(source);
    const model = new Model();
    for (const { uri: each, text } of analysis.documents) model.set(each, text);
    model.files = { lists: {}, tables: { "people.csv": { kind: "read", columns: ["userid", "team", "full-name"] } } };
    return complete(model.analysis(), uri, offset).map(({ label, insert }) => (label === insert ? label : insert));
  };

  it("offers their columns behind a row, and to the key", () => {
    assert.deepEqual(withColumns(`${TABLE}event e = sshd where people[user].$0`), ["userid", "team", "`full-name`"]);
    assert.deepEqual(withColumns('table people from "people.csv" key $0: string'), ["userid", "team", "full-name"]);
  });

  it("offers a row where a value is read", () => {
    const item = offered(`${TABLE}event e = sshd where $0`).find(({ label }) => label === "people");
    assert.equal(item?.insert, "people[${1:userid}].${2:column}");
    assert.equal(item.detail, "row by userid");
  });
});
