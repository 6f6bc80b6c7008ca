import assert from "node:assert/strict";
import { hoverAt } from "../../server/features/hover.ts";
import { FACTS, open } from "./ask.ts";

/** The hover's Markdown at the cursor, and the text it is about. */
function hover(source: string, options: Parameters<typeof open>[1] = {}): { of: string; says: string } | null {
  const { analysis, uri, offset, text } = open(source, options);
  const found = hoverAt(analysis, uri, offset);
  return found && { of: text.slice(found.start, found.end), says: found.markdown };
}

const step = (text: string): string => `
  rule guessed {
    severity high
    by       ip
    when sequence within 10m {
      guesses: count(login_failed) >= 5
      entry:   ${text}
    }
  }
`;

describe("hover", () => {
  it("shows an event's declaration and its doc", () => {
    const found = hover("rule r { severity low  by ip  when login_$0failed }");
    assert.equal(found?.of, "login_failed");
    assert.match(found.says, /event login_failed = sshd where template == 1001/);
    assert.match(found.says, /A wrong password\./);
  });

  it("cuts a long declaration off and counts the records of a source", () => {
    const found = hover("event e = ss$0hd where ip == 10.0.0.1", { facts: FACTS });
    assert.match(found!.says, /source sshd from operating_system/);
    assert.match(found!.says, / {2}\.\.\.\n```/);
    assert.match(found!.says, /200 records of it were seen/);
  });

  it("shows a field's type, origin, top values and how often it is missing", () => {
    const found = hover('event e = sshd where us$0er == "root"', { facts: FACTS });
    assert.equal(found?.of, "user");
    assert.match(found.says, /user: string/);
    assert.match(found.says, /`root` 100, `o'neil` 30/);
    assert.match(found.says, /Missing from 25% of the records/);
  });

  it("counts the records of the event that a field is read of", () => {
    const known = FACTS["sshd"]!;
    const method = { present: 8, values: [["password", 8] as const] };
    const facts = { sshd: { ...known, fields: { ...known.fields, method } } };
    const at = (event: string): string => hover(`event e = ${event} where meth$0od == user`, { facts })!.says;
    assert.match(at("sshd"), /Missing from 96% of the records\./);
    assert.match(at("login"), /Missing from 20% of the records of `login`/);
    assert.match(hover(step("login where guesses.meth$0od == user"), { facts })!.says, /100% .* of `login_failed`/);
  });

  it("shows of an emitted field what the logs hold of the one that it passes on", () => {
    const rule = "rule r { severity low  by ip  when entry: login  emit who = entry.user }";
    const found = hover(`${rule}\ntest "t" { expect r where wh$0o == "root" }`, { facts: FACTS });
    assert.match(found!.says, /who: string[\s\S]*Emitted by the rule[\s\S]*`root` 100/);
  });

  it("says nothing of values that nobody has looked for", () => {
    assert.doesNotMatch(hover('event e = sshd where us$0er == "root"')!.says, /In the logs|Missing/);
  });

  it("shows where a captured and a mapped field come from", () => {
    assert.match(hover("event e = sshd where po$0rt > 1024")!.says, /port: int[\s\S]*Captured by templates of `sshd`/);
    assert.match(hover("event e = sshd where source.po$0rt > 1024")!.says, /source\.port: int[\s\S]*Computed in `map`/);
  });

  it("shows what a label stands for", () => {
    assert.match(
      hover(step("login where user in gue$0sses.user"))!.says,
      /count\(login_failed\) >= 5[\s\S]*each field is a list/,
    );
  });

  it("shows a label's field as a list where the label counts", () => {
    assert.match(hover(step("login where user in guesses.us$0er"))!.says, /user: list<string>/);
  });

  it("shows functions and aggregates with what they take", () => {
    assert.match(hover('event e = sshd where low$0er(user) == "root"')!.says, /lower\(text\): string/);
    assert.match(
      hover("rule r { severity low  by ip  when cou$0nt(login) >= 5 within 1m }")!.says,
      /count\(E where x\)/,
    );
  });

  it("shows the text of a template at its code, and only there", () => {
    const found = hover("event e = sshd where template in [1001, 10$003]");
    assert.equal(found?.of, "1003");
    assert.match(found.says, /Accepted \{method\} for \{user\} .* of `sshd`/);
    assert.equal(hover("event e = sshd where port == 10$003"), null);
    assert.equal(hover("event e = sshd where template == 99$099"), null);
  });

  it("shows what became of a withdrawn ATT&CK id, and what a tactic is", () => {
    assert.match(hover("rule r { attack T10$086 }")!.says, /PowerShell[^]*Withdrawn: `T1059\.001` \(PowerShell\)/);
    assert.match(hover("rule r { attack T10$034 }")!.says, /Path Interception[^]*Deprecated/);
    assert.match(hover("rule r { attack TA00$006 }")!.says, /tactics\/TA0006\/\): Credential Access/);
    assert.equal(hover("rule r { attack T99$099 }"), null);
  });

  it("shows what an ATT&CK id stands for", () => {
    const found = hover("rule r { attack T1110.0$001 }");
    assert.equal(found?.of, "T1110.001");
    assert.match(found.says, /Password Guessing[\s\S]*credential-access/);
  });

  it("explains clause words from the token table", () => {
    const found = hover("rule r { sup$0press 30m }");
    assert.equal(found?.of, "suppress");
    assert.match(found.says, /not raised/);
  });

  it("says what a word means that is a value", () => {
    const source = (clause: string): string => `source s from application { ${clause} }`;
    const said: Readonly<Record<string, RegExp>> = {
      "rule r { severity hi$0gh  by ip  when login }": /`high`: To be looked at now/,
      "rule r { severity if a.port > 1 then lo$0w else high  when a: login }": /`low`: /,
      "event e = detection where severity >= crit$0ical": /`critical`: /,
      'action a(b: ip) { http PO$0ST "https://e.example" }': /`POST`: hands something in/,
      "cluster c of login { features length, dig$0its }": /`digits`: the share of digits/,
      "source s from data$0base { }": /`database`: Logs of databases/,
      [source("format sys$0log")]: /`syslog`: /,
      [source("late si$0de")]: /listed beside/,
      "rule r { status building_$0block  by ip  when login }": /never raised/,
      "rule r { ties eith$0er }": /either order/,
      'list l: gl$0ob = ["a*"]': /`\*` and `\?`/,
      "field app.tenant: dura$0tion": /A length of time/,
      "event e = detec$0tion where risk > 1": /what any rule raises/,
    };
    for (const [at, says] of Object.entries(said)) assert.match(hover(at)?.says ?? "nothing", says, at);
  });

  it("counts how often the logs hold a value that is compared", () => {
    const says = (condition: string): string | undefined =>
      hover(`event e = sshd where ${condition}`, { facts: FACTS })?.says;
    assert.equal(says('user == "ro$0ot"'), '`"root"`: 100 in the logs, as `user`.');
    assert.equal(says('user in ["a", "RO$0OT"]'), '`"ROOT"`: 100 in the logs, as `user`.');
    assert.equal(says("ip == 203.0.$0113.9"), "`203.0.113.9`: 199 in the logs, as `ip`.");
    assert.equal(
      says('user == "no$0body"'),
      '`"nobody"`: not among the values of `user` that the logs hold most often.',
    );
    assert.equal(hover('event e = sshd where user == "ro$0ot"'), null);
  });

  it("explains operators", () => {
    assert.match(hover('event e = sshd where user li$0ke "r*"')!.says, /ignoring case/);
  });

  it("shows what a column of a table is read from", () => {
    const table = 'table people from "people.csv" key userid: string\n';
    const found = hover(`${table}event e = sshd where people[user].te$0am == "it"`);
    assert.equal(found?.of, "team");
    assert.match(found.says, /A column of the table `people`, read from `people\.csv`/);
    assert.match(hover(`${table}event e = sshd where peo$0ple[user].team == "it"`)!.says, /table people from/);
  });

  it("shows what a level of a ranking compares, at its clause what the clause does", () => {
    const ranking = "ranking r by ip of login { rules user  weights { rules 1 } }";
    assert.match(hover(ranking.replace("{ rules 1", "{ ru$0les 1"))!.says, /how many different rules/);
    assert.match(hover(ranking.replace("{ rules user", "{ ru$0les user"))!.says, /^`rules`:/);
  });

  it("shows an action, its parameters and what a step of a playbook does", () => {
    const source = `/// Looks somebody up.
action look(who: string) { exec ["look", who] }
playbook p { on login  a: look(user)  after a { look(user) } }`;
    assert.match(hover(source.replace("a: look", "a: lo$0ok"))!.says, /action look[\s\S]*Looks somebody up/);
    assert.match(hover(source.replace('"look", who', '"look", w$0ho'))!.says, /who: string/);
    assert.match(hover(source.replace("after a", "after a$0"))!.says, /look\(user\)/);
  });

  it("has nothing to say about blanks, comments and unknown names", () => {
    assert.equal(hover("  $0  \n// words"), null);
    assert.equal(hover("// when$0 it rains"), null);
    assert.equal(hover("rule r { when no_su$0ch }"), null);
  });

  it("works in a rule that is only half typed", () => {
    assert.match(
      hover("rule r { severity high by ip when sequence within 10m { login_fai$0led where ")!.says,
      /template == 1001/,
    );
  });

  it("keeps values of a log inside their code", () => {
    const facts = { sshd: { records: 1, fields: { user: { present: 1, values: [["`**x**`", 1]] as const } } } };
    assert.match(hover('event e = sshd where us$0er == "root"', { facts })!.says, /`` `\*\*x\*\*` `` 1/);
  });
});
