import assert from "node:assert/strict";
import type { Edit } from "../../server/checks/index.ts";
import { prepareRename, rename } from "../../server/features/rename.ts";
import { Model } from "../../server/model/workspace.ts";
import { open, SSH } from "./ask.ts";

/** The texts after a renaming, or why there is none. */
function renamed(source: string, name: string): { main: string; ssh: string } | string {
  const { analysis, uri, offset, text } = open(source);
  const result = rename(analysis, uri, offset, name);
  if ("refused" in result) return result.refused;
  const after = { main: applied(text, "main.grove", result.edits), ssh: applied(SSH, "ssh.grove", result.edits) };
  const model = new Model();
  model.set("main.grove", after.main);
  model.set("ssh.grove", after.ssh);
  const codes = (problems: typeof analysis.problems): string[] => problems.map(({ code }) => code);
  assert.deepEqual(codes(model.analysis().problems), codes(analysis.problems), "the texts mean the same");
  return after;
}

const main = (source: string, name: string): string => {
  const result = renamed(source, name);
  assert.ok(typeof result === "object", String(result));
  return result.main;
};
const refusal = (source: string, name: string): string => {
  const result = renamed(source, name);
  assert.ok(typeof result === "string", "it was not refused");
  return result;
};

function applied(text: string, document: string, edits: readonly Edit[]): string {
  const own = edits.filter((edit) => edit.document === document).sort((a, b) => b.start - a.start);
  return own.reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text);
}

const ACTION = 'action look(user: string) { exec ["look", user]  simulate returns { full_name = "Ada" } }';
const rule = (body: string): string => `rule r { severity low  by ip  when sequence within 1m { ${body} } }`;

describe("rename", () => {
  it("of an event changes its declaration in another file", () => {
    const result = renamed("event e = sshd\nrule r { severity low  by ip  when log$0in }", "entered");
    assert.ok(typeof result === "object");
    assert.equal(result.main, "event e = sshd\nrule r { severity low  by ip  when entered }");
    assert.equal(result.ssh, SSH.replace("event login =", "event entered ="));
  });

  it("of a rule reaches steps and tests", () => {
    assert.equal(
      main(`rule a$0b { severity low  by ip  when login }\n${rule("ab login")}\ntest "t" { expect ab }`, "cd"),
      `rule cd { severity low  by ip  when login }\n${rule("cd login")}\ntest "t" { expect cd }`,
    );
  });

  it("of a source reaches events and the lines that tests give it", () => {
    const result = renamed('event e = ss$0hd\ntest "t" { given sshd """\n  x\n  """  expect no r }', "ssh");
    assert.ok(typeof result === "object");
    assert.equal(result.main, 'event e = ssh\ntest "t" { given ssh """\n  x\n  """  expect no r }');
    assert.ok(result.ssh.includes("event login = ssh where"));
  });

  it("of a list", () => {
    assert.equal(
      main("list l = [10.0.0.1]\nevent e = sshd where ip in l$0", "m"),
      "list m = [10.0.0.1]\nevent e = sshd where ip in m",
    );
  });

  it("of a label stays in its rule", () => {
    const other = rule("a: login  login_failed where port == a.port").replace("rule r", "rule s");
    assert.equal(
      main(`${rule("a: login  login_failed where port == a$0.port")}\n${other}`, "b"),
      `${rule("b: login  login_failed where port == b.port")}\n${other}`,
    );
  });

  it("of the label of a whole `when` reaches what is emitted", () =>
    assert.equal(
      main("rule r { by ip  when ent$0ry: login  emit user = entry.user }", "found"),
      "rule r { by ip  when found: login  emit user = found.user }",
    ));

  it("of a captured field leaves the type of its captures", () => {
    const result = renamed("event e = sshd where po$0rt > 1", "number_of_port");
    assert.ok(typeof result === "object");
    assert.equal(result.main, "event e = sshd where number_of_port > 1");
    assert.equal(
      result.ssh,
      SSH.replaceAll("{port:int}", "{number_of_port:int}").replace("= port", "= number_of_port"),
    );
  });

  it("of a field through a label, and to a name that needs back quotes", () => {
    const source = rule("a: login  login_failed where source.port == a.sour$0ce.port");
    const result = renamed(source, "source.the-port");
    assert.ok(typeof result === "object");
    assert.equal(result.main, rule("a: login  login_failed where source.`the-port` == a.source.`the-port`"));
    assert.ok(result.ssh.includes("source.`the-port` = port"));
  });

  it("of an emitted field reaches the tests of its rule", () => {
    const source =
      'rule r { severity low  by ip  when a: login  emit name$0 = a.user }\ntest "t" { expect r where name == "x" }';
    assert.equal(main(source, "who"), source.replace("name$0", "who").replace("where name", "where who"));
  });

  it("of an emitted field reaches events of detections", () => {
    const source = `rule zed { severity low  by ip  when e: login  emit n$0 = e.port }
      event q = detection where rule == "zed"
      rule w { severity low  by ip  when q where n > 3 }`;
    assert.equal(main(source, "tries"), source.replace("n$0 =", "tries =").replace("where n", "where tries"));
  });

  it("of an emitted field that is called like a unified one: it is the rule's own", () => {
    const source = `rule zed { severity low  by ip  when e: login  emit user$0 = e.user }
      rule w { severity low  by ip  when zed where user == "root" }
      rule v { severity low  by ip  when login where user == "root" }`;
    const expected = source.replace("user$0", "who").replace("zed where user", "zed where who");
    assert.equal(main(source, "who"), expected);
    assert.equal(main(expected.replace("who =", "who$0 ="), "user"), source.replace("$0", ""));
  });

  it("of a rule reaches the texts that detections are compared with, and no others", () => {
    const source = (name: string, at = ""): string => `rule ${name}${at} { severity low  by ip  when login }
      event q = detection where rule == "${name}"
      event p = q where "${name}" != rule or rule not in ["${name}", "x"]
      event o = login where user == "zed" or user in ["zed"]
      rule w { severity low  by ip  when distinct(rule of detection where rule == '${name}') > 1 within 1h }`;
    assert.equal(main(source("zed", "$0"), "alpha"), source("alpha").replace("'alpha'", '"alpha"'));
  });

  it("takes a name in back quotes for what is in them", () => {
    assert.equal(main("event a$0b = sshd", "`cd`"), "event cd = sshd");
  });

  it("of an action reaches the playbooks that call it", () => {
    const source = 'action a$0b(x: ip) { exec ["b", x] }\nplaybook p { on r  ab(ip) }\nrule r { by ip  when login }';
    assert.equal(main(source, "cd"), source.replace("a$0b", "cd").replace("  ab(", "  cd("));
  });

  it("of an action's parameter keeps what is sent", () => {
    assert.equal(
      main(
        'action a(addr$0ess: ip) { http POST "https://example.org/" json { address, who = address } once per address }',
        "x",
      ),
      'action a(x: ip) { http POST "https://example.org/" json { address = x, who = x } once per x }',
    );
  });

  it("of a playbook's step reaches what waits for it", () => {
    const source = (label: string): string =>
      `${ACTION}\nrule r { by user  when login }\nplaybook p { on r  ${label}: look(user)  after ${label.replace("$0", "")} { look(${label.replace("$0", "")}.full_name) } }`;
    assert.equal(main(source("wh$0o"), "person"), source("person"));
  });

  it("of what an action returns, from either end", () => {
    const source = `${ACTION}\nrule r { by user  when login }\nplaybook p { on r  who: look(user)  look(who.full_$0name) }`;
    const renamedTo = source.replace("$0", "").replaceAll("full_name", "name");
    assert.equal(main(source, "name"), renamedTo);
    assert.equal(main(source.replace("$0", "").replace("{ full_name", "{ full$0_name"), "name"), renamedTo);
  });

  it("of a measure reaches the rules that read it", () => {
    const source = "score s by ip of login { measure ab$0 = distinct(user) }\nrule r { by ip  when s where ab > 0.5 }";
    assert.equal(main(source, "cd"), source.replace("ab$0", "cd").replace("where ab", "where cd"));
  });

  it("of a table reaches the rows that are looked up in it", () => {
    const source = 'table a$0b from "x.csv" key k: string\nevent e = sshd where ab[user].c == "d"';
    assert.equal(main(source, "cd"), source.replace("a$0b", "cd").replace("ab[", "cd["));
  });

  it("to the same name changes nothing", () => {
    const { analysis, uri, offset } = open("event a$0b = sshd");
    assert.deepEqual(rename(analysis, uri, offset, "ab"), { edits: [] });
  });

  it("refuses words of the language", () => {
    for (const word of ["when", "rule", "detection"]) {
      assert.match(refusal("event a$0b = sshd", word), /is a word of the language/);
    }
    assert.match(refusal(rule("a$0: login"), "severity"), /is a word of the language/);
  });

  it("refuses a name that something else has", () => {
    assert.match(refusal("event a$0b = sshd", "login"), /The event `login` has this name already/);
    assert.match(refusal(rule("a$0: login  b: login_failed"), "b"), /This rule has a step labelled `b`/);
    assert.match(refusal("event e = sshd where po$0rt > 1", "method"), /The source `sshd` has a field `method`/);
    assert.match(refusal("event e = sshd where po$0rt > 1", "user"), /every record has already/);
  });

  it("refuses names that a playbook, an action or a score has already", () => {
    const playbook = `${ACTION}\nrule r { by user  when login }\nplaybook p { on r  a$0: look(user)  b: look(user) }`;
    assert.match(refusal(playbook, "b"), /This playbook has a step labelled `b`/);
    assert.match(refusal('action a(x$0: ip, y: ip) { exec ["b", x, y] }', "y"), /The action `a` has a parameter `y`/);
    assert.match(
      refusal("score s by ip of login { measure a$0 = count()  measure b = count() }", "b"),
      /The score `s` has a measure `b`/,
    );
  });

  it("refuses what a file, the records or the language names", () => {
    const table = 'table t from "x.csv" key k: string\n';
    assert.match(refusal(`${table}event e = sshd where t[user].c$0ol == "d"`, "x"), /a column of the file/);
    assert.match(refusal("ranking a by ip of login { hits  weights { hi$0ts 1 } }", "x"), /every ranking has it/);
    const web = 'source web from application { files "*.json"  format json  time at }\n';
    assert.match(refusal(`${web}event e = web where process.ar$0gs exists`, "x"), /what the records call it/);
    const score = "score s by ip of login { measure a = count() }\n";
    assert.match(refusal(`${score}rule r { by ip  when s where sco$0re > 0.5 }`, "x"), /The language calls it `score`/);
  });

  it("refuses an emitted field that is read as one with a unified one", () => {
    const source = `rule zed { severity low  by ip  when e: login  emit user$0 = e.user }
      rule w { severity low  by user  when sequence within 1h { zed  login } }`;
    assert.match(refusal(source, "who"), /read as one with the unified field `user`/);
  });

  it("refuses an emitted field that is read through `detection`, where another rule emits one of that name", () => {
    const rules = `rule one { severity low  by ip  when e: login  emit n = e.port }
      rule two { severity low  by ip  when e: login  emit n = e.user }
      event f = detection where n exists
      rule three { severity low  by ip  when f where n exists }`;
    const reason = /`one` and `two`, and `f` reads it of any of them through `detection`/;
    assert.match(refusal(rules.replace("emit n = e.port", "emit n$0 = e.port"), "m"), reason);
    assert.match(refusal(rules.replace("where n exists }", "where n$0 exists }"), "m"), reason);
  });

  it("renames an emitted field in all rules that something names and reads as one", () =>
    assert.equal(
      main(
        `rule one { severity low  by ip  when e: login  emit n$0 = e.port }
rule two { severity low  by ip  when e: login  emit n = e.port }
rule three { severity low  by ip  when x: any { one  two }  emit z = x.n }`,
        "m",
      ),
      `rule one { severity low  by ip  when e: login  emit m = e.port }
rule two { severity low  by ip  when e: login  emit m = e.port }
rule three { severity low  by ip  when x: any { one  two }  emit z = x.m }`,
    ));

  it("refuses an emitted field that something in a circle of rules reads: nobody can say whose it is", () => {
    const source = `event b = detection where severity >= low
      rule v { severity low  by ip  when b }
      rule zed { severity low  by ip  when e: login  emit n$0 = e.port }
      event a = detection where rule == "zed"
      rule w { severity low  by ip  when a where n > 3 }`;
    assert.match(refusal(source, "tries"), /`w` reads `n` too .* mend that circle first/);
  });

  it("refuses what is no name", () => {
    assert.match(refusal("event a$0b = sshd", " "), /at least one character/);
    assert.match(refusal("event a$0b = sshd", "a`b"), /no back quotes/);
    assert.match(refusal("event e = sshd where po$0rt > 1", "a..b"), /each part between dots/);
  });

  it("refuses what nobody named here, and says so before anything is typed", () => {
    const refused = (source: string): string => {
      const { analysis, uri, offset } = open(source);
      const result = prepareRename(analysis, uri, offset);
      assert.ok("refused" in result);
      return result.refused;
    };
    assert.match(refused('event e = sshd where us$0er == "x"'), /one of the ten unified fields/);
    assert.match(refused("event e = sshd where templ$0ate == 1001"), /set by the engine/);
    assert.match(refused("event e = sshd where low$0er(user) == user"), /There is no name here/);
    assert.match(refused("ev$0ent e = sshd"), /There is no name here/);
  });

  it("says which span it will change: of a capture the name alone", () => {
    const { analysis, uri, offset, text } = open(
      'source s from application { files "a"  format syslog  time timestamp year 2026  template 7 "x {si$0ze:int}" }',
    );
    const result = prepareRename(analysis, uri, offset);
    assert.ok("name" in result);
    assert.deepEqual([text.slice(result.start, result.end), result.name], ["size", "size"]);
  });
});
