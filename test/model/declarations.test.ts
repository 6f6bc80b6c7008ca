/** Names, fields and types of declarations that a later version runs: what can be read where. */
import assert from "node:assert/strict";
import { check } from "../../server/checks/index.ts";
import type { Analysis } from "../../server/model/analysis.ts";
import type { FolderFiles } from "../../server/model/facts.ts";
import { analysisOf, SSHD } from "../kit/rules.ts";

const FILES: FolderFiles = {
  lists: {
    "nets.txt": { kind: "read", entries: [{ line: 2, text: "10.1.2.3/8" }] },
    "bad.txt": { kind: "read", entries: [{ line: 7, text: "(" }] },
    "gone.txt": { kind: "missing" },
  },
  tables: { "people.csv": { kind: "read", columns: ["userid", "team"] } },
};

function read(text: string): Analysis {
  const texts = [
    { path: "main.grove", text },
    { path: "sshd.grove", text: SSHD },
  ];
  return analysisOf(texts, {}, FILES);
}

/** Codes of the errors of the text. */
const errorsOf = (text: string): readonly string[] =>
  check(read(text)).flatMap(({ severity, document, code }) =>
    severity === "error" && document === "main.grove" ? [code] : [],
  );

function typesOf(text: string, name: string, ...fields: readonly string[]): readonly (string | null)[] {
  const analysis = read(text);
  const set = analysis.fieldsOf(name);
  assert.ok(set, `${name} has fields`);
  return fields.map((field) => {
    const found = set.fields.get(field);
    return found === undefined ? null : analysis.typeName(found.type);
  });
}

/** `where` of a rule over logins. */
const where = (condition: string): string => `rule r { severity low  when login where ${condition} }`;

describe("results of analytics", () => {
  it("of a baseline: the record and how rare it is", () => {
    const text = "baseline b by user of login { feature f { port } }";
    assert.deepEqual(typesOf(text, "b", "user", "ip", "density", "feature"), ["string", "ip", "float", "string"]);
  });

  it("of a score: keys, measures and their sum", () => {
    const text = "score s by ip of login over 1h { measure many = count() from 1 to 9 weight 1 }";
    assert.deepEqual(typesOf(text, "s", "ip", "many", "score", "user"), ["ip", "float", "float", null]);
  });

  it("of a cluster: its items and whose they are, as lists", () => {
    const text = "cluster c of login over 1h { items user by ip  link when jaccard > 0.5 }";
    assert.deepEqual(typesOf(text, "c", "user", "ip", "size", "family"), ["list<string>", "list<ip>", "int", "string"]);
  });

  it("can be used before they are written, by events and by each other", () => {
    const text = `
      rule r { severity low  by user  when odd where density < 0.1 }
      event odd = b where feature == "f"
      baseline b by user of login { feature f { port } }`;
    assert.deepEqual(errorsOf(text), []);
    assert.deepEqual(
      read(text).program.rules.map(({ name }) => name),
      ["uses_both"],
    );
  });

  it("that need themselves are a circle", () => {
    const text = `
      rule r { severity low  by user  when b }
      baseline b by user of r { feature f { hour(last) } }`;
    assert.deepEqual(errorsOf(text), ["rule-cycle", "rule-cycle"]);
  });
});

describe("tables", () => {
  const table = 'table people from "people.csv" key userid: string\n';

  it("are looked up by a key of their type, and have the columns of their file", () => {
    assert.deepEqual(errorsOf(table + where('people[user].team == "soc" and people[lower(user)].userid exists')), []);
    assert.deepEqual(errorsOf(table + where('people[user].taem == "soc"')), ["unknown-field"]);
    assert.deepEqual(errorsOf(table + where('people[port].team == "soc"')), ["type-mismatch"]);
    assert.deepEqual(errorsOf(table + where("people[user].team > 5")), ["type-mismatch"]);
    assert.deepEqual(errorsOf(table + where('people[user] == "soc"')), ["type-mismatch"]);
  });

  it("of networks take addresses", () => {
    const zones = 'table zones from "zones.csv" key net: cidr\n';
    assert.deepEqual(errorsOf(zones + where('zones[ip].name == "dmz"')), []);
    assert.deepEqual(errorsOf(zones + where('zones[user].name == "dmz"')), ["type-mismatch"]);
  });

  it("lack their key, or are no fields by themselves", () => {
    assert.deepEqual(errorsOf('table people from "people.csv" key uid: string'), ["unknown-field"]);
    assert.deepEqual(errorsOf(table + where('people == "x"')), ["unknown-field"]);
  });
});

describe("lists from files", () => {
  it("have canonical items and run", () => {
    const { program } = read(`list nets: cidr from "nets.txt"\n${where("ip in nets")}`);
    assert.deepEqual(program.lists[0]?.items, ["10.0.0.0/8"]);
    assert.ok(program.rules.some(({ name }) => name === "r"));
  });

  it("are told where they are not there, or hold what cannot be", () => {
    assert.deepEqual(errorsOf('list l from "gone.txt"'), ["list-file"]);
    assert.deepEqual(errorsOf('list l: regex from "bad.txt"'), ["list-file"]);
    const [problem] = check(read('list l: ip from "bad.txt"')).filter(({ code }) => code === "list-file");
    assert.match(problem?.message ?? "", /^Line 7 of `bad.txt` is `\(`/);
  });
});

describe("formats whose records name their own fields", () => {
  const api = "source api from application { files \"a.json\"  format json  time '@timestamp' }\n".replace(
    "'@timestamp'",
    "time",
  );

  it("have those of the common schema, those declared and those found in samples, and no others", () => {
    const rule = (condition: string): string =>
      `${api}field order.id: int\nrule r { severity low  when api where ${condition} }`;
    assert.deepEqual(errorsOf(rule('source.ip in 10.0.0.0/8 and event.action == "x" and order.id > 5')), []);
    assert.deepEqual(errorsOf(rule('order.nr == "x"')), ["unknown-field"]);
    assert.deepEqual(errorsOf(rule("source.port contains 5")), ["type-mismatch"]);
    const facts = { api: { records: 1, fields: { "order.nr": { present: 1, values: [] } } } };
    const seen = check(analysisOf([{ path: "a.grove", text: rule('order.nr == "x"') }], facts));
    assert.deepEqual(
      seen.filter(({ severity }) => severity === "error"),
      [],
    );
  });

  it("index lists: the element's type counts", () => {
    const rule = (condition: string): string =>
      `${api}field tags_: list<int>\nrule r { severity low  when api where ${condition} }`;
    assert.deepEqual(errorsOf(rule("tags_[0] > 5")), []);
    assert.deepEqual(errorsOf(rule('tags_[0] == "x"')), ["type-mismatch"]);
    assert.deepEqual(errorsOf(rule('tags_["a"] > 5')), ["type-mismatch"]);
  });
});

describe("playbooks", () => {
  it("read what every detection has, also where there is no rule yet", () => {
    const text = `playbook p { on detection where severity >= high  page(rule) }
      action page(text: string) { exec ["page", text]  simulate takes 1s }`;
    const found = check(analysisOf([{ path: "a.grove", text }]));
    assert.deepEqual(found, []);
  });
});

describe("words of an expression", () => {
  it("may name the event that a field is of", () => {
    const text = `source vpn from network_device { files "v" format syslog time timestamp year 2026 template 1 "{account}" }
      event any_login = any { login  vpn where vpn.account == "x" with user = vpn.account }
      rule r { severity low  by user  when any_login }`;
    assert.deepEqual(errorsOf(text), []);
    const event = read(text).program.events.find(({ name }) => name === "any_login");
    assert.deepEqual(event?.members[1]?.with, [
      { field: "user", value: { kind: "field", field: "account", type: "string" } },
    ]);
    assert.deepEqual(errorsOf(text.replace("= vpn.account", "= vpn.acount")), ["unknown-field"]);
  });

  it("name lists behind `in`", () => {
    const found = check(read(`list admins = ["root"]\n${where("user in admin")}`));
    const problem = found.find(({ severity }) => severity === "error");
    assert.equal(problem?.code, "unknown-name");
    assert.match(problem?.message ?? "", /a list must stand here\. Did you mean `admins`\?/);
  });
});

describe("rules of one event", () => {
  it("have its label in emit", () => {
    const text = 'rule r { severity low  by ip  when entry: login where user == "x"  emit who = entry.user }';
    assert.deepEqual(errorsOf(text), []);
    const emit = read(text).program.rules.find(({ name }) => name === "r")?.emit;
    assert.deepEqual(emit?.[0]?.value, { kind: "label", label: "entry", field: "user", many: false, type: "string" });
  });
});

describe("functions of a later version", () => {
  it("have types", () => {
    assert.deepEqual(
      errorsOf(where('message contains windash(" -enc ") and entropy(user) > 3.5 and during(time, "Mon-Fri")')),
      [],
    );
    assert.deepEqual(errorsOf(where('entropy(user) == "x"')), ["type-mismatch"]);
    assert.deepEqual(errorsOf(where("geo_km(ip, user) > 5")), ["type-mismatch"]);
    assert.deepEqual(errorsOf(where("windash() == user")), ["wrong-arguments"]);
  });

  it("make a risk, which detections carry", () => {
    const rule = "rule a { severity low  risk 50 + points(port > 5, 30)  by port  when login }\n";
    assert.deepEqual(errorsOf(`${rule}rule b { severity low  when a where risk > 20 }`), []);
    assert.deepEqual(errorsOf(`${rule}rule b { severity low  when a where risk == "high" }`), ["type-mismatch"]);
  });
});
