import assert from "node:assert/strict";
import type { SampleFacts } from "../../../server/model/facts.ts";
import { FACTS } from "../ask.ts";
import { chosen, labels, offered, step } from "./offered.ts";

const where = (condition: string): string => `event e = sshd where ${condition}`;
const fields = (source: string): string[] => labels(source, { kind: "field" });

describe("completion of what a place is best", () => {
  it("offers an argument first the fields of its type, and the others behind them", () => {
    const before = (names: string[], one: string, other: string): void =>
      assert.ok(
        names.indexOf(one) >= 0 && names.indexOf(one) < names.indexOf(other),
        `${one} ${other}: ${names.join()}`,
      );
    before(fields(where("hour($0)")), "time", "method");
    before(fields(where("hour($0)")), "arrived", "user");
    before(fields(where("lower($0)")), "user", "port");
    before(fields(where("during(time, $0)")), "user", "port");
    before(fields(where("private($0)")), "ip", "user");
    before(fields(where("private($0)")), "ip", "port");
  });

  it("offers a pattern behind `matches`, and no texts", () => {
    assert.equal(labels(where("user matches $0"))[0], "/pattern/");
    assert.deepEqual(fields(where("user matches $0")), []);
    assert.equal(chosen(where("user matches $0"), "/pattern/"), where("user matches /${1:^adm}/"));
    assert.equal(labels(where('capture(message, $0) == "x"'))[0], "/pattern/");
  });

  it("offers hours of the week to what asks for them", () => {
    assert.equal(labels(where("during(time, $0)"))[0], '"Mon-Fri 08:00-18:00"');
    for (const open of ['"$0', '"$0"'])
      assert.equal(
        chosen(where(`during(time, ${open})`), '"Mon-Fri 08:00-18:00"'),
        where('during(time, "${1:Mon-Fri 08:00-18:00}")'),
      );
  });

  it("offers rows of tables to conditions on items, and none where items are counted", () => {
    const table = 'table people from "p.csv" key id\n';
    const rule = (rest: string): string => `${table}rule r { severity low  by ip  ${rest} }`;
    assert.ok(labels(table + where("user == $0")).includes("people"));
    assert.ok(labels(rule('when count(login where user == "a" and $0) > 1 within 5m')).includes("people"));
    for (const source of [
      rule("when count(login) >= $0"),
      rule("when sequence within 5m { count(login) >= $0  login }"),
      rule("when distinct($0 of login) > 1 within 5m"),
      rule("when sequence within 5m { l: login  login }  emit x = values($0)"),
    ])
      assert.ok(!labels(source).includes("people"), source);
  });

  it("offers first the same field of another item", () => {
    assert.equal(fields(step("login where user == entry.$0"))[0], "user");
    assert.equal(fields(step("login where source.port == entry.$0"))[0], "source.port");
    assert.equal(fields(step("login where user in guesses.$0"))[0], "user");
  });

  it("offers in front of `in` the elements of the list behind it", () => {
    const web = 'source web from application { files "*.json"  format json  time at }\n';
    const facts: SampleFacts = {
      web: {
        records: 9,
        fields: {
          roles: {
            present: 9,
            values: [
              ["admin", 6],
              ["dev", 3],
            ],
            type: { list: "string" },
          },
        },
      },
    };
    for (const text of ['"$0" in roles', '"$0" not in roles', "$0 in roles"])
      assert.deepEqual(labels(`${web}event e = web where ${text}`, { facts, kind: "value" }), ["admin", "dev"], text);
    assert.deepEqual(labels(where('"$0" in user'), { facts: FACTS, kind: "value" }), []);
  });

  it("offers behind `in` fields that the common schema wants as lists", () => {
    const known =
      'source web from application { files "*.json"  format json  time at  map { event.type = message  event.id = message } }\n';
    const names = fields(`${known}event e = web where "start" in $0`);
    assert.ok(names.includes("event.type") && !names.includes("event.id"), names.join());
  });

  it("offers of the numbers that came once a few, of the others all", () => {
    const once = Array.from({ length: 40 }, (_, index) => [String(5000 + index), 1] as const);
    const often = Array.from({ length: 30 }, (_, index) => [String(4000 + index), 9] as const);
    const sshd = FACTS["sshd"]!;
    const port = { present: 200, values: [...often, ...once] };
    const values = offered(where("port == $0"), { facts: { sshd: { ...sshd, fields: { ...sshd.fields, port } } } });
    assert.equal(values.filter(({ kind }) => kind === "value").length, 30 + 20);
  });
});
