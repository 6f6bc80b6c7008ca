import assert from "node:assert/strict";
import { changesWithTyping, complete } from "../../../server/features/completion.ts";
import { docOf } from "../../../server/features/item.ts";
import { FACTS, open } from "../ask.ts";
import { chosen, labels, offered } from "./offered.ts";

const FILES = ["logs/auth.log", "logs/auth2.log", "lists/bad.txt", "people.csv", "README.md", "history/old.log"];

function paths(source: string): string[] {
  const { analysis, uri, offset } = open(source);
  return complete(analysis, uri, offset, FILES)
    .sort((a, b) => (a.sort === b.sort ? (a.label < b.label ? -1 : 1) : a.sort < b.sort ? -1 : 1))
    .map(({ label }) => label);
}

describe("completion of paths", () => {
  it("offers to a list the files that can be one, those that look like it first", () => {
    assert.deepEqual(paths("list l from $0").slice(0, 2), ["lists/bad.txt", "people.csv"]);
    assert.ok(!paths("list l from $0").includes("README.md"));
    assert.ok(!paths("list l from $0").some((path) => path.includes("*")));
  });

  it("offers to a table its CSV files alone", () => assert.deepEqual(paths('table t from "$0"'), ["people.csv"]));

  it("offers logs to what learns, in rules and baselines", () => {
    assert.ok(paths('rule r { by ip  when login  learn "$0" }').includes("history/old.log"));
    assert.ok(paths("baseline b by ip of login { learn $0 }").includes("history/old.log"));
  });
});

describe("completion inside of templates", () => {
  const source = (text: string): string =>
    `source s from application { format syslog  template 1 "{who} from {ip}"  template 2 "${text}" }`;

  it("offers behind a brace what other templates capture, then the unified fields", () => {
    const all = labels(source("for {$0"));
    assert.deepEqual(all.slice(0, 2), ["ip", "who"]);
    assert.ok(all.indexOf("user") < all.indexOf("url.path"));
  });

  it("replaces what is typed of the name, and nothing else of the text", () => {
    assert.equal(chosen(source("for {us$0"), "user"), source("for {user"));
    assert.equal(chosen(source("for {source.po$0} x"), "source.port"), source("for {source.port} x"));
  });

  it("offers types behind the colon", () => {
    assert.deepEqual(labels(source("for {port:$0}")), ["int", "float", "ip", "word", "string"]);
    assert.equal(chosen(source("for {port:i$0}"), "int"), source("for {port:int}"));
  });

  it("offers nothing in the rest of the text", () => assert.deepEqual(labels(source("for {user} fr$0om")), []));
});

describe("completion in sources of open formats", () => {
  const JSON_FACTS = {
    web: {
      records: 10,
      fields: { ts: { present: 10, values: [["2026", 1] as const] }, verb: { present: 5, values: [] } },
    },
  };
  const web = 'source web from application { files "*.json"  format json  time at }\n';

  it("offers the names of the common schema with their docs, behind those that the logs have", () => {
    const items = offered(`${web}event e = web where $0`, { facts: JSON_FACTS });
    const at = (label: string): number => items.findIndex((item) => item.label === label);
    assert.ok(at("verb") >= 0 && at("verb") < at("process.args"));
    assert.ok(at("user") < at("process.args"));
    const args = items[at("process.args")]!;
    assert.match(docOf(args) ?? "", /\w/);
    assert.equal(args.insert, "process.args");
  });

  it("offers of them what continues the path that is typed, through labels too", () => {
    const continued = labels(`${web}event e = web where http.response.$0`);
    assert.ok(continued.includes("http.response.status_code"));
    assert.ok(continued.every((name) => name.startsWith("http.response.")));
    const rule = "rule r { by ip  when sequence within 1m { a: web  web where url.path == a.url.$0";
    assert.equal(chosen(`${web}${rule}`, "url.path"), `${web}${rule.replace("a.url.$0", "a.url.path")}`);
  });

  it("offers the short ones of very many, and with each letter those that it means", () => {
    const source = (typed: string): string => `${web}event e = web where ${typed}$0`;
    assert.ok(!labels(source("")).includes("http.response.status_code"));
    assert.ok(labels(source("htt")).includes("http.response.status_code"));
    assert.equal(changesWithTyping(offered(source(""))), true);
    assert.equal(changesWithTyping(offered(source("http.response."))), false);
  });

  it("offers none of them where records have a known set of fields", () =>
    assert.ok(!labels("event e = sshd where $0").includes("process.args")));

  it("offers as time what looks like one", () => {
    const source = 'source web from application { files "*.json"  format json  time $0 }';
    assert.equal(labels(source, { facts: JSON_FACTS })[0], "@timestamp");
    assert.ok(labels(source, { facts: JSON_FACTS }).includes("ts"));
  });

  it("offers behind an index what the list's elements have", () => {
    const source = `${web}field app.roles: string\nfield app.roles.name: string\nevent e = web where app.roles[0].$0`;
    assert.deepEqual(labels(source), ["name"]);
    assert.ok(chosen(source, "name").endsWith("app.roles[0].name"));
  });
});

describe("completion of what the rule files say themselves", () => {
  const rules = `rule one { severity low  tags "net", "old"  by ip  when login }
rule two { severity low  tags "net"  by ip  when login }
`;

  it("offers tags that other rules have", () => {
    const items = offered(`${rules}rule three { tags $0`);
    assert.deepEqual(
      items.map(({ label, detail, insert }) => [label, detail, insert]),
      [
        ["net", "of 2 rules", '"net"'],
        ["old", "of one rule", '"old"'],
      ],
    );
  });

  it("offers names of rules, tags and sources as values", () => {
    assert.deepEqual(labels(`${rules}event e = detection where rule == $0`, { kind: "value" }), ["one", "two"]);
    assert.deepEqual(labels(`${rules}event e = detection where tags contains $0`, { kind: "value" }), ["net", "old"]);
    assert.deepEqual(labels("event e = sshd where source == $0", { kind: "value" }), ["sshd"]);
  });

  it("offers the rule's keys first to a `with`", () => {
    const source = "rule r { severity low  by who  when sequence within 1m { login with $0 } }";
    assert.equal(labels(source)[0], "who");
    assert.equal(chosen(source, "who"), source.replace("$0", "who = "));
  });

  it("offers last what a map has filled already", () => {
    const source = "source s from application { format syslog  map { device = hostname  $0 } }";
    assert.equal(labels(source, { kind: "field" }).at(-1), "device");
  });
});

describe("completion where the clause alone decides", () => {
  it("offers nothing where a number, a literal or a new name stands", () => {
    for (const source of [
      "source s from application { time timestamp year $0 }",
      "rule r { limit $0 }",
      "list l = [$0]",
      'list l = ["a", $0]',
      "rule r { meta { author = $0 } }",
      "rule r { meta { $0 } }",
      "action a($0)",
    ])
      assert.deepEqual(labels(source), [], source);
  });

  it("offers severities where one stands, not in its condition", () => {
    assert.ok(!labels("rule r { by ip  when login  severity if threat > $0 }").includes("high"));
    assert.ok(labels("rule r { by ip  when login  severity if threat > 3 then low else $0 }").includes("high"));
  });

  it("offers zones to a function that takes one", () => {
    assert.ok(labels("event e = sshd where hour(time, $0) < 6").includes("Europe/Berlin"));
    assert.equal(
      chosen('event e = sshd where hour(time, "Eur$0") < 6', "Europe/Berlin"),
      'event e = sshd where hour(time, "Europe/Berlin") < 6',
    );
    assert.ok(!labels("event e = sshd where hour($0) < 6").includes("Europe/Berlin"));
  });

  it("says what cannot be run yet, and offers it behind what can", () => {
    const all = offered("$0");
    for (const { label, detail, sort } of all) {
      if (!(detail ?? "").includes("not run yet")) continue;
      assert.ok(
        all.every(
          (other) => (other.detail ?? "").includes("not run yet") || other.kind !== "snippet" || other.sort < sort,
        ),
        label,
      );
    }
  });

  it("offers a field's share of missing values in its row", () => {
    const port = offered("event e = sshd where $0", { facts: { sshd: { ...FACTS["sshd"]!, records: 225 } } });
    assert.equal(port.find(({ label }) => label === "port")?.detail, "int, often 4001, missing in 11%");
  });
});
