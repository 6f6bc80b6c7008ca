import assert from "node:assert/strict";
import type { SampleFacts } from "../../../server/model/facts.ts";
import { FACTS } from "../ask.ts";
import { chosen, labels, offered, step } from "./offered.ts";

describe("completion of fields", () => {
  it("offers the fields of the event in scope with their types, its captures first", () => {
    const items = offered("event e = sshd where $0").filter(({ kind }) => kind === "field");
    const names = items.map(({ label }) => label);
    assert.ok(
      names.includes("user") && names.includes("method") && names.includes("pid") && names.includes("source.port"),
    );
    assert.ok(names.indexOf("method") < names.indexOf("pid"));
    assert.equal(items.find(({ label }) => label === "port")?.detail, "int");
  });

  it("offers fields of all sources as the key of a header, before and while it is typed", () => {
    for (const header of ["ranking r by $0", "ranking r by i$0", "baseline b by u$0", "score s by ip, u$0"]) {
      const fields = labels(header, { kind: "field" });
      assert.ok(fields.includes("ip") && fields.includes("user") && fields.includes("source.port"), header);
    }
  });

  it("says which value is most frequent, from how many records a field is missing, and puts empty fields last", () => {
    const items = offered("event e = sshd where $0", { facts: FACTS }).filter(({ kind }) => kind === "field");
    assert.equal(items.find(({ label }) => label === "user")?.detail, "string, often root, missing in 25%");
    assert.equal(items.find(({ label }) => label === "port")?.detail, "int, often 4001");
    assert.equal(items.find(({ label }) => label === "domain")?.detail, "string, never in the logs");
    const names = items.map(({ label }) => label);
    assert.ok(names.indexOf("domain") > names.indexOf("id"), names.join(" "));
  });

  it("tells of the records of the event that is asked, not of all of its source", () => {
    const known = FACTS["sshd"]!;
    const method = { present: 8, values: [["password", 8] as const] };
    const facts = { sshd: { ...known, fields: { ...known.fields, method } } };
    const detail = (event: string): string | undefined =>
      offered(`event e = ${event} where $0`, { facts }).find(({ label }) => label === "method")?.detail;
    // Of 200 records 10 have the template that captures it.
    assert.equal(detail("sshd"), "string, often password, missing in 96%");
    assert.equal(detail("login"), "string, often password, missing in 20%");
    assert.equal(detail("login_failed"), "string, often password, never in the logs");
    const entry = offered(step("login where entry.$0"), { facts }).find(({ label }) => label === "method");
    assert.equal(entry?.detail, "string, often password, missing in 20%");
  });

  it("tells of a field that is passed on under another name what the logs hold of it", () => {
    const event = "event e = sshd with who = user where who == $0";
    assert.deepEqual(labels(event, { facts: FACTS, kind: "value" }), ["root", "o'neil", 'say "hi"']);
    const rule = "rule r { severity low  by ip  when entry: login  emit who = entry.user }";
    assert.deepEqual(
      labels(`${rule}\ntest "t" { expect r where who == $0 }`, { facts: FACTS, kind: "value" })[0],
      "root",
    );
    const computed = "event e = sshd with who = lower(user) where who == $0";
    assert.deepEqual(labels(computed, { facts: FACTS, kind: "value" }), []);
    const item = offered("event e = sshd with who = lower(user) where $0", { facts: FACTS });
    assert.equal(item.find(({ label }) => label === "who")?.detail, "string");
  });

  it("calls no value frequent that was seen once", () => {
    const id = offered("event e = sshd where $0", { facts: FACTS }).find(({ label }) => label === "id");
    assert.equal(id?.detail, "string");
  });

  it("offers key fields", () => {
    assert.ok(labels("rule r { severity low  by $0  when login }", { kind: "field" }).includes("ip"));
  });

  it("offers fields to an aggregate and to its condition", () => {
    assert.ok(labels(step("count(login where $0) >= 1"), { kind: "field" }).includes("user"));
  });

  it("offers labels written before, and their fields behind the dot", () => {
    assert.deepEqual(labels(step("login where user == $0"), { kind: "label" }), ["entry", "guesses"]);
    const fields = labels(step("login where entry.$0"), { kind: "field" });
    assert.ok(fields.includes("port") && fields.includes("user"));
    assert.equal(chosen(step("login where user == entry.us$0"), "user").includes("user == entry.user"), true);
  });

  it("shows that a counting label has lists", () => {
    const items = offered(step("login where user in guesses.$0"));
    assert.equal(items.find(({ label }) => label === "user")?.detail, "list<string>");
  });

  it("completes a path with dots as a whole", () => {
    assert.equal(chosen("event e = sshd where source.po$0", "source.port"), "event e = sshd where source.port");
  });

  it("offers what has been emitted and the key in an expectation", () => {
    const source = `
      rule r { severity low  by ip  when l: login  emit who = l.user }
      test "t" { expect r where $0 }
    `;
    const all = labels(source, { kind: "field" });
    assert.ok(all.includes("who") && all.includes("ip") && all.includes("severity"));
    assert.ok(!all.includes("pid"));
  });

  it("offers labels and summaries in `emit`", () => {
    const all = labels(`
      rule r { severity low  by ip  when sequence within 1m { a: login  b: login }  emit first_user = $0 }
    `);
    assert.ok(all.includes("a") && all.includes("b") && all.includes("values"));
  });

  it("offers functions with what they take", () => {
    const item = offered("event e = sshd where $0").find(({ label }) => label === "hour");
    assert.match(item?.detail ?? "", /^hour\(time, zone\?\): int$/);
    assert.equal(item?.insert, "hour($1)");
  });

  it("offers names of the common schema to a map and a declared field", () => {
    const source = 'source s from application { files "a"  format syslog  time timestamp year 2026  map { ';
    assert.equal(chosen(`${source}source.add$0`, "source.address").slice(source.length), "source.address = ");
    assert.ok(labels(`${source}$0`, { kind: "field" }).includes("user"));
    assert.equal(chosen("field dns.que$0", "dns.question.name"), "field dns.question.name");
  });

  it("offers the fields of the format as the one that holds the time", () => {
    assert.equal(labels("source s from application { format syslog  time $0 }")[0], "timestamp");
  });

  it("offers operators behind a field", () => {
    const all = labels("event e = sshd where user $0", { kind: "keyword" });
    for (const word of ["in", "like", "contains", "matches", "not", "exists"]) assert.ok(all.includes(word), word);
    assert.ok(!all.includes("severity"));
  });
});

describe("completion of what a rule emits", () => {
  it("offers no key: every detection has it", () => {
    const names = labels("rule r { severity low  by ip, user  when entry: login  emit $0 }");
    assert.ok(names.includes("device"));
    assert.ok(!names.includes("ip") && !names.includes("user"));
  });

  const expecting = (rule: string): string => `${rule}\ntest "t" { expect r once where $0 }`;
  const who = (rule: string) => offered(expecting(rule)).find(({ label }) => label === "who");

  it("knows its type through the label of the whole `when`", () => {
    assert.equal(who("rule r { by ip  when entry: login  emit who = entry.user }")?.detail, "string");
    assert.equal(
      who("rule r { by ip  when tries: count(login) > 2 within 1m  emit who = values(tries.user) }")?.detail,
      "list<string>",
    );
  });

  it("says no type where the rule has a mistake", () => {
    const item = who("rule r { by ip  when login  emit who = user }");
    assert.ok(item);
    assert.equal(item.detail, undefined);
  });

  it("offers that label in `emit`, with its fields", () => {
    assert.deepEqual(labels("rule r { by ip  when entry: login  emit who = $0 }", { kind: "label" }), ["entry"]);
    assert.ok(labels("rule r { by ip  when entry: login  emit who = entry.$0 }", { kind: "field" }).includes("user"));
  });
});

describe("completion of keys", () => {
  it("offers what all steps have before what some lack", () => {
    const source = `
      source web from application {
        files "*.web"  format syslog  time timestamp year 2026
        template 1 "{method} of {size:int} from {ip}"
      }
      rule r { severity low  by $0  when sequence within 1m { login  web } }
    `;
    const fields = labels(source, { kind: "field" });
    assert.ok(fields.indexOf("method") < fields.indexOf("size"), "both have `method`, only `web` has `size`");
    assert.ok(fields.indexOf("method") < fields.indexOf("port"), "only `login` has `port`");
    assert.ok(fields.indexOf("ip") < fields.indexOf("port"));
  });

  const cloud = `
    source cloud from application { files "*.json"  format json  time at  map { ip = src  user = actor.name } }
    event api = cloud
  `;
  const present = (count: number) => ({ present: count, values: [] });
  const facts: SampleFacts = {
    sshd: { ...FACTS["sshd"]!, fields: { ...FACTS["sshd"]!.fields, method: present(10), time: present(200) } },
    cloud: {
      records: 100,
      fields: {
        ...{ user: present(95), ip: present(100), id: present(100), bytes: present(100) },
        ...{ at: present(100), src: present(100), "actor.name": present(95) },
      },
    },
  };
  const keys = (rule: string) => offered(`${cloud}\n${rule}`, { facts }).filter(({ kind }) => kind === "field");

  it("offers first what the records of every step have, by the step that has it least, and last what tells nothing", () => {
    for (const rule of [
      "rule r {\n  severity low\n  by $0\n  when sequence within 10m { login  api }\n}",
      "rule r { severity low  by $0 when sequence within 10m { login  api } }",
    ]) {
      const items = keys(rule);
      const names = items.map(({ label }) => label);
      // A quarter of sshd's records lack a user: `ip` is there as good as always.
      assert.deepEqual(names.slice(0, 2), ["ip", "user"]);
      assert.ok(names.indexOf("id") > names.indexOf("port") && names.indexOf("time") > names.indexOf("bytes"));
      const detail = (name: string) => items.find(({ label }) => label === name)?.detail;
      assert.match(detail("user") ?? "", /missing in 25% of login$/);
      assert.match(detail("port") ?? "", /never in api$/);
      assert.match(detail("bytes") ?? "", /never in login$/);
    }
  });

  it("says of a field how many records of the one event lack it, not of its source", () => {
    const items = keys("rule r {\n  severity low\n  by $0\n  when login\n}");
    const method = items.find(({ label }) => label === "method");
    // All ten records of the template that has it.
    assert.equal(method?.detail, "string");
  });
});
