import assert from "node:assert/strict";
import { semanticTokens } from "../../server/features/semanticTokens.ts";
import { open } from "./ask.ts";

/** `word type`, in order; of the given types only, if any are given. */
function tokens(source: string, ...types: string[]): string[] {
  const { analysis, uri, text } = open(source);
  return semanticTokens(analysis, uri)
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
      "distinct function",
      "user property",
    ]);
    assert.deepEqual(tokens("playbook p { on login  a: look(ip)  after a { look(ip) } }", "parameter"), [
      "a parameter",
      "a parameter",
    ]);
    assert.deepEqual(tokens("ranking r by ip of login { hits }", "keyword").at(-1), "hits keyword");
  });

  it("never overlaps and always ascends, whatever the text is", () => {
    const { analysis, uri } = open(
      'source s { template 1 "{a} {b\n }\nrule r { when sequence { a: "unclosed\n b: count( } } ```\n event = = where where T1110.001',
    );
    let end = 0;
    for (const token of semanticTokens(analysis, uri)) {
      assert.ok(token.start >= end && token.end > token.start);
      end = token.end;
    }
    assert.ok(end > 0);
  });
});
