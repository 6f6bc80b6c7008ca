import assert from "node:assert/strict";
import { definitionAt } from "../../server/features/definition.ts";
import { open, textOf } from "./ask.ts";

/** `document: the line of the definition`, for each place. */
function targets(source: string): string[] {
  const { analysis, uri, offset } = open(source);
  const found = definitionAt(analysis, uri, offset);
  return (found?.locations ?? []).map((location) => {
    const text = analysis.document(location.document)!.text;
    const start = text.lastIndexOf("\n", location.start - 1) + 1;
    const line = text.slice(start, (text.indexOf("\n", location.start) + 1 || text.length + 1) - 1).trim();
    return `${location.document}: ${line} <${textOf(analysis, location.document, location)}>`;
  });
}

describe("go to definition", () => {
  it("leads from an event's use to its declaration in another file", () => {
    assert.deepEqual(targets("rule r { severity low  by ip  when login_$0failed }"), [
      "ssh.grove: event login_failed = sshd where template == 1001 <login_failed>",
    ]);
  });

  it("leads from a source's use to the source", () => {
    assert.deepEqual(targets("event e = ss$0hd"), ["ssh.grove: source sshd from operating_system { <sshd>"]);
  });

  it("leads from a list's use to the list", () => {
    assert.deepEqual(targets("event e = sshd where ip in scan$0ners"), [
      'ssh.grove: list scanners: cidr = ["203.0.113.0/24"] <scanners>',
    ]);
  });

  it("leads from a rule as a step to the rule", () => {
    const source = `
      rule below { severity low  by ip  when login }
      rule above { severity low  by ip  when sequence within 1m { bel$0ow  login } }
    `;
    assert.deepEqual(targets(source), ["main.grove: rule below { severity low  by ip  when login } <below>"]);
  });

  it("leads from a label to its step", () => {
    const source = `
      rule r {
        severity low
        by ip
        when sequence within 1m {
          entry: login
          login_failed where port == ent$0ry.port
        }
      }
    `;
    assert.deepEqual(targets(source), ["main.grove: entry: login <entry>"]);
  });

  it("leads from a field to every template that captures it", () => {
    const found = targets("event e = sshd where po$0rt > 1024");
    assert.deepEqual(
      found.map((target) => target.replace(/ <.*/, "")),
      [
        'ssh.grove: template 1001 "Failed password for {user} from {ip} port {port:int} ssh2"',
        'ssh.grove: template 1003 "Accepted {method} for {user} from {ip} port {port:int} ssh2"',
      ],
    );
  });

  it("leads from a template's code to the template", () => {
    assert.deepEqual(targets("event e = sshd where template in [1001, 1003$0]"), [
      'ssh.grove: template 1003 "Accepted {method} for {user} from {ip} port {port:int} ssh2" <1003>',
    ]);
  });

  it("leads from the name in a declaration to itself", () => {
    assert.deepEqual(targets("event mi$0ne = sshd"), ["main.grove: event mine = sshd <mine>"]);
  });

  it("leads from a table's row to the table, from a column to its file", () => {
    const table = 'table people from "people.csv" key userid: string';
    assert.deepEqual(targets(`${table}\nevent e = sshd where peo$0ple[user].team == "it"`), [
      `main.grove: ${table} <people>`,
    ]);
    assert.deepEqual(targets(`${table}\nevent e = sshd where people[user].te$0am == "it"`), [
      `main.grove: ${table} <"people.csv">`,
    ]);
  });

  it("leads from a weight to the clause of its level", () => {
    assert.deepEqual(targets("ranking a by ip of login {\n  rules method\n  weights { ru$0les 1 }\n}"), [
      "main.grove: rules method <rules>",
    ]);
  });

  it("leads from a step's action to the action, from what waits to the step it waits for", () => {
    const action = 'action look(user: string) { exec ["look", user] }';
    const playbook = (steps: string): string => `${action}\nplaybook p {\n  on login\n  ${steps}\n}`;
    assert.deepEqual(targets(playbook("lo$0ok(user)")), [`main.grove: ${action} <look>`]);
    assert.deepEqual(targets(playbook("who: look(user)\n  after wh$0o { look(user) }")), [
      "main.grove: who: look(user) <who>",
    ]);
  });

  it("leads across files of a fixture", () => {
    const source = `
//- rules/a.grove
rule below { severity low  by ip  when login }
//- rules/b.grove
rule above { severity low  by ip  when bel$0ow }
`;
    assert.deepEqual(targets(source), ["rules/a.grove: rule below { severity low  by ip  when login } <below>"]);
  });

  it("leads nowhere from a keyword, a function or an unknown name", () => {
    assert.deepEqual(targets("ev$0ent e = sshd"), []);
    assert.deepEqual(targets('event e = sshd where low$0er(user) == "a"'), []);
    assert.deepEqual(targets("event e = noth$0ing"), []);
  });
});
