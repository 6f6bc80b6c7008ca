import assert from "node:assert/strict";
import { finished } from "../../grammar/steps.ts";
import { semanticTokens } from "../../server/features/semanticTokens.ts";
import { open } from "./ask.ts";

/** `word type`, in order; of the given types only, if any are given. */
function tokens(source: string, ...types: string[]): string[] {
  const { analysis, uri, text } = open(source);
  return finished(semanticTokens(analysis, uri))
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map(({ start, end, type }) => `${text.slice(start, end)} ${type}`);
}

describe("semantic tokens", () => {
  it("says what each word of an event is", () => {
    assert.deepEqual(tokens('event e = sshd where user == "root" // ok'), [
      "event keyword",
      "e event",
      "= operator",
      "sshd namespace",
      "where keyword",
      "user property",
      "== operator",
      '"root" string',
      "// ok comment",
    ]);
  });

  it("takes a clause word that is read as a field for a field", () => {
    assert.deepEqual(tokens("event e = sshd where hour(time) < 6 and template == 1001", "property", "function"), [
      "hour function",
      "time property",
      "template property",
    ]);
    assert.deepEqual(tokens("rule r { severity low }", "keyword"), ["rule keyword", "severity keyword"]);
  });

  it("tells labels from fields in a path", () => {
    const source = "rule r { by ip  when sequence within 1m { a: login  login_failed where port == a.port } }";
    assert.deepEqual(tokens(source, "parameter", "property"), [
      "ip property",
      "a parameter",
      "port property",
      "a parameter",
      "port property",
    ]);
  });

  it("cuts a template at its captures, which are fields", () => {
    const source = 'source s from application { template 1 "for {user} from {port:int}" }';
    assert.deepEqual(tokens(source, "string", "property"), [
      '"for  string',
      "{user} property",
      " from  string",
      "{port:int} property",
      '" string',
    ]);
  });

  it("leaves escapes to the TextMate grammar, which has a colour for them", () => {
    const source = String.raw`event e = s where message in ["a\n\u{1F333}b", 'raw\n', "\t"]`;
    assert.deepEqual(tokens(source, "string"), [
      '"a string',
      'b" string',
      String.raw`'raw\n' string`,
      '" string',
      '" string',
    ]);
    const template = String.raw`source s from application { template 1 "\"{user}\" x" }`;
    assert.deepEqual(tokens(template, "string", "property"), ['" string', "{user} property", ' x" string']);
  });

  it("shows words that stand for a value as constants", () => {
    const source = "source s from application { format syslog late side } list l: cidr = []";
    assert.deepEqual(tokens(source, "enumMember", "type"), [
      "application enumMember",
      "syslog enumMember",
      "side enumMember",
      "cidr type",
    ]);
    assert.deepEqual(tokens("rule r { severity high  status disabled  attack T1110, T1110.001 }", "enumMember"), [
      "high enumMember",
      "disabled enumMember",
      "T1110 enumMember",
      "T1110.001 enumMember",
    ]);
    assert.deepEqual(tokens("field a.b: list<string>", "type"), ["list type", "string type"]);
  });

  it("says what the words of a ranking, a playbook, a table and a score are", () => {
    assert.deepEqual(tokens('table people from "p.csv" key k: string', "type"), ["string type"]);
    assert.deepEqual(tokens("score s by ip of login { measure m = distinct(user) }", "function", "property"), [
      "ip property",
      "m property",
      "distinct function",
      "user property",
    ]);
    assert.deepEqual(tokens("playbook p { on login  a: look(ip)  after a { look(ip) } }", "parameter"), [
      "a parameter",
      "a parameter",
    ]);
    assert.deepEqual(tokens("ranking r by ip of login { hits }", "keyword").at(-1), "hits keyword");
  });

  it("shows what a declaration calls its own parts as properties", () => {
    const of = (source: string): string[] => tokens(source, "property", "variable");
    assert.deepEqual(of('rule r { meta { author = "SOC" } }'), ["author property"]);
    assert.deepEqual(of("score s { measure sent = count() }"), ["sent property"]);
    assert.deepEqual(of("baseline b { feature rhythm { 1 } }"), ["rhythm property"]);
    assert.deepEqual(of("cluster c of login over 1h { features length, digits  family odd where true }"), [
      "length property",
      "digits property",
      "odd property",
    ]);
    assert.deepEqual(of('table people from "p.csv" key userid: string'), ["userid property"]);
    assert.deepEqual(of('event e = sshd where people[user].team == "soc"'), [
      "people variable",
      "user property",
      "team property",
    ]);
  });

  it("shows an action's types, its method and what it sends and returns", () => {
    const source = `action a(x: ip) {
      http POST "https://a.example" json { x, to = x } headers { accept = "text" }  simulate returns { id = 1 }
    }`;
    assert.deepEqual(tokens(source, "type", "enumMember", "property", "variable"), [
      "x property",
      "ip type",
      "POST enumMember",
      "x property",
      "to property",
      "x property",
      "accept property",
      "id property",
    ]);
  });

  it("shows what all rules raise as an event, and a path that nobody knows in one colour", () => {
    assert.deepEqual(tokens("event e = detection where risk > 1", "event"), ["e event", "detection event"]);
    assert.deepEqual(tokens("event e = sshd where win.data.Id == 1 and nothing == 2", "property", "variable"), [
      "win property",
      "data property",
      "Id property",
      "nothing variable",
    ]);
  });

  it("never overlaps and always ascends, whatever the text is", () => {
    const { analysis, uri } = open(
      'source s { template 1 "{a} {b\n }\nrule r { when sequence { a: "unclosed\n b: count( } } ```\n event = = where where T1110.001',
    );
    let end = 0;
    for (const token of finished(semanticTokens(analysis, uri))) {
      assert.ok(token.start >= end && token.end > token.start);
      end = token.end;
    }
    assert.ok(end > 0);
  });
});
