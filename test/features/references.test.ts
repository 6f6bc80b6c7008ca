import assert from "node:assert/strict";
import { highlightsAt, referencesAt } from "../../server/features/references.ts";
import { open, textOf } from "./ask.ts";

/** `document:line text`, with a star where it defines. Lines count from 1. */
function references(source: string, options: Parameters<typeof open>[1] = {}): string[] {
  const { analysis, uri, offset } = open(source, options);
  return referencesAt(analysis, uri, offset).map((place) => {
    const line = analysis.document(place.document)!.text.slice(0, place.start).split("\n").length;
    return `${place.document}:${line} ${textOf(analysis, place.document, place)}${place.defines ? "*" : ""}`;
  });
}

const TWO = `
rule below { severity low  by ip  when login }
rule above {
  severity low
  by       ip
  when sequence within 1m {
    tries: count(login_failed where port > 1024) >= 2
    entry: login where user in tries.user and port == 22
    below
  }
  emit user = entry.user, tries = count(tries)
}
test "it works" {
  given sshd """
    a line
  """
  expect above where user == "root"
  expect no below
}
`;
/** The text with a cursor in the first occurrence of `word` behind `before`. */
function at(before: string, word: string): string {
  const index = TWO.indexOf(word, TWO.indexOf(before)) + 1;
  return TWO.slice(0, index) + "$0" + TWO.slice(index);
}

describe("references", () => {
  it("of an event: its declaration and its uses in every file, from either of them", () => {
    const places = ["main.grove:1 login", "main.grove:7 login", "ssh.grove:13 login*"];
    assert.deepEqual(references(at("rule below", "login")), places);
    assert.deepEqual(references(at("entry:", "login")), places);
  });

  it("of an event inside of an aggregate", () => {
    assert.deepEqual(references(at("tries:", "login_failed")), [
      "main.grove:6 login_failed",
      "ssh.grove:12 login_failed*",
    ]);
  });

  it("of a rule: as a step and in tests too", () => {
    const places = ["main.grove:1 below*", "main.grove:8 below", "main.grove:17 below"];
    assert.deepEqual(references(at("rule below", "below")), places);
    assert.deepEqual(references(at("expect no", "below")), places);
  });

  it("of a source: in events and tests", () => {
    const places = ["main.grove:13 sshd", "ssh.grove:2 sshd*", "ssh.grove:12 sshd", "ssh.grove:13 sshd"];
    assert.deepEqual(references(at("given", "sshd")), places);
  });

  it("of a label: its step, `where`, `emit`", () => {
    const places = ["main.grove:6 tries*", "main.grove:7 tries", "main.grove:10 tries"];
    assert.deepEqual(references(at("    tries", "tries")), places);
    assert.deepEqual(references(at("user in", "tries")), places);
    assert.deepEqual(references(at("count(tries", "tries")), places);
  });

  it("of a label do not hold those of another rule, nor a field of that name", () => {
    const source = `
      rule a { severity low  by ip  when sequence within 1m { x: login  login_failed where port == $0x.port } }
      rule b { severity low  by ip  when sequence within 1m { x: login  login_failed where port == x.port } }
    `;
    assert.deepEqual(references(source), ["main.grove:1 x*", "main.grove:1 x"]);
  });

  it("of a list", () => {
    assert.deepEqual(references("event e = sshd where ip in sca$0nners"), [
      "main.grove:1 scanners",
      "ssh.grove:14 scanners*",
    ]);
  });

  it("of a field: the captures and everything that reads them, through labels too", () => {
    const source = `
      event high = sshd where port > 1024
      rule r { severity low  by ip  when sequence within 1m { a: login  high where po$0rt == a.port } }
    `;
    assert.deepEqual(references(source), [
      "main.grove:1 port",
      "main.grove:2 port",
      "main.grove:2 port",
      "ssh.grove:7 {port:int}*",
      "ssh.grove:8 {port:int}*",
      "ssh.grove:9 port",
    ]);
  });

  it("of an emitted field: where it is set and where the detection's is read", () => {
    assert.deepEqual(references(at("expect above where", "user")), ["main.grove:10 user*", "main.grove:16 user"]);
  });

  it("of a field of one source do not hold the same name in another", () => {
    const source = `
      source web from application {
        files "*.web"  format syslog  time timestamp year 2026
        template 1 "port {port:int}"
      }
      event of_web = web where po$0rt > 1
      event of_ssh = sshd where port > 1
    `;
    assert.deepEqual(references(source), ["main.grove:3 {port:int}*", "main.grove:5 port"]);
  });

  it("of a table: its declaration and the rows that are looked up in it", () => {
    const source = `
      table people from "people.csv" key userid: string
      rule r { severity if peo$0ple[user].team == "it" then low else high  by user  when login }
      event e = sshd where people[user].name exists
    `;
    const places = ["main.grove:1 people*", "main.grove:2 people", "main.grove:3 people"];
    assert.deepEqual(references(source), places);
    assert.deepEqual(references(source.replace("$0", "").replace("table people", "table peop$0le")), places);
  });

  it("of a column: where it is read, and the key that names it; not in another table", () => {
    const source = `
      table people from "people.csv" key userid: string
      table others from "others.csv" key userid: string
      event a = sshd where people[user].tea$0m == "it" and people[user].team exists
      event b = sshd where others[user].team == "it" and people[user].userid == user
    `;
    assert.deepEqual(references(source), ["main.grove:3 team", "main.grove:3 team"]);
    assert.deepEqual(references(source.replace("$0", "").replace("key userid", "key user$0id")), [
      "main.grove:1 userid",
      "main.grove:4 userid",
    ]);
  });

  it("of a ranking's level: its clause, its place in the order, its weight; not in another ranking", () => {
    const source = `
      ranking a by ip of login { rules method  hits
        order rules, hits
        weights { rul$0es 0.7 { x 1 }  hits 0.3 }
      }
      ranking b by ip of login { rules method  weights { rules 1 } }
    `;
    const places = ["main.grove:1 rules*", "main.grove:2 rules", "main.grove:3 rules"];
    assert.deepEqual(references(source), places);
    assert.deepEqual(references(source.replace("$0", "").replace("order rules", "order ru$0les")), places);
    assert.deepEqual(references(source.replace("$0", "").replace("{ rules method", "{ r$0ules method")), places);
  });

  it("of a playbook's step: its label, what waits for it, what reads its result", () => {
    const source = `
      action look(user: string) { exec ["look", user]  simulate returns { full_name = "Ada" } }
      rule r { severity low  by user  when login }
      playbook p {
        on r
        w$0ho: look(user)
        after who { look(who.full_name) }
      }
    `;
    const places = ["main.grove:5 who*", "main.grove:6 who", "main.grove:6 who"];
    assert.deepEqual(references(source), places);
    assert.deepEqual(references(source.replace("$0", "").replace("after who", "after wh$0o")), places);
  });

  it("of what an action returns: where it is said and where steps read it", () => {
    const source = `
      action look(user: string) { exec ["look", user]  simulate returns { full_name = "Ada" } }
      rule r { severity low  by user  when login }
      playbook p { on r  who: look(user)  look(who.full$0_name) }
    `;
    const places = ["main.grove:1 full_name*", "main.grove:3 full_name"];
    assert.deepEqual(references(source), places);
    assert.deepEqual(references(source.replace("$0", "").replace("{ full_name", "{ full$0_name")), places);
  });

  it("of an action's parameter stay in the action", () => {
    const source = `
      action a(address: ip) { http POST "https://example.org/" json { addr$0ess }  once per address }
      action b(address: ip) { http POST "https://example.org/" json { address } }
    `;
    assert.deepEqual(references(source), ["main.grove:1 address*", "main.grove:1 address", "main.grove:1 address"]);
  });

  it("of a measure: where the score says it and where rules read it", () => {
    const source = `
      score spam by ip of login over 1h { measure wid$0th = distinct(user) from 1 to 9  weight 1  alert at 0.7 }
      rule r { severity low  by ip  when spam where width > 0.5 }
    `;
    assert.deepEqual(references(source), ["main.grove:1 width*", "main.grove:2 width"]);
  });

  it("of nothing: keywords, functions, unknown names, comments", () => {
    assert.deepEqual(references("ev$0ent e = sshd"), []);
    assert.deepEqual(references('event e = sshd where low$0er(user) == "a"'), []);
    assert.deepEqual(references("event e = noth$0ing"), []);
    assert.deepEqual(references("// lo$0gin"), []);
  });

  it("in one document only are what an editor marks", () => {
    const { analysis, uri, offset } = open(at("entry:", "login"));
    const marked = highlightsAt(analysis, uri, offset);
    assert.deepEqual(
      marked.map(({ document, defines }) => [document, defines]),
      [
        ["main.grove", false],
        ["main.grove", false],
      ],
    );
  });
});
