import assert from "node:assert/strict";
import fc from "fast-check";
import { selectionsAt } from "../../server/features/selection.ts";
import { open } from "./ask.ts";

function selections(source: string): string[] {
  const { analysis, uri, offset, text } = open(source);
  return selectionsAt(analysis, uri, offset).map(({ start, end }) => text.slice(start, end));
}

const EVENT = "event e = sshd where lower(user) == user and port > 1";
const RULE = `rule r {
  severity low
  by       ip
  when sequence within 1m {
    a: login
    login_failed where port == a.port
  }
}`;
const at = (text: string, word: string): string => text.replace(word, `${word}$0`);

describe("selection ranges", () => {
  it("grow from an argument to its call, the comparison, the condition, the declaration", () => {
    assert.deepEqual(selections(at(EVENT, "lower(us")), [
      "user",
      "lower(user)",
      "lower(user) == user",
      "lower(user) == user and port > 1",
      "sshd where lower(user) == user and port > 1",
      EVENT,
    ]);
  });

  it("grow from a number", () => {
    assert.deepEqual(selections(at(EVENT, "> 1")).slice(0, 2), ["1", "port > 1"]);
  });

  it("hold an operator and what it joins", () => {
    assert.deepEqual(selections(at(EVENT, "=").replace("=$0", "=").replace(" ==", " =$0=")).slice(0, 2), [
      "==",
      "lower(user) == user",
    ]);
  });

  it("grow from a part of a path to the path", () => {
    assert.deepEqual(selections(at(RULE, "a.po")).slice(0, 3), ["port", "a.port", "port == a.port"]);
  });

  it("grow from a step to its clause and its rule", () => {
    const [word, ...wider] = selections(at(RULE, "a: log"));
    assert.equal(word, "login");
    assert.ok(wider.some((text) => text.startsWith("when sequence")));
    assert.equal(wider.at(-1), RULE);
  });

  it("take a clause whose value has no node of its own", () => {
    assert.deepEqual(selections(at(RULE, "sever")).slice(0, 2), ["severity", "severity low"]);
  });

  it("take the name of a declaration, then the whole", () => {
    assert.deepEqual(selections("event log$0in2 = sshd\nlist l = []"), [
      "login2",
      "event login2 = sshd",
      "event login2 = sshd\nlist l = []",
    ]);
  });

  it("take what stands between the quotes, the string, its list", () => {
    assert.deepEqual(selections('list l = ["a", "b c$0"]').slice(0, 3), ["b c", '"b c"', '["a", "b c"]']);
    assert.deepEqual(selections('list l = ["a", $0"b"]').slice(0, 2), ['"b"', '["a", "b"]']);
    assert.deepEqual(selections("list l = ['$0']").slice(0, 2), ["''", "['']"]);
  });

  it("take a capture of a template, its text, the string, the template", () => {
    const template = 'template 1 "for {user} from {ip}"';
    const source = `source s from application { ${template.replace("us", "us$0")} }`;
    assert.deepEqual(selections(source).slice(0, 5), [
      "{user}",
      "for {user} from {ip}",
      '"for {user} from {ip}"',
      '1 "for {user} from {ip}"',
      template,
    ]);
  });

  it("take a line of a long string, all of its lines, the string", () => {
    const source = 'test "t" {\r\n  given s """\r\n    one$0 two\r\n    three\r\n  """\r\n}';
    assert.deepEqual(selections(source).slice(0, 3), [
      "one two",
      "one two\r\n    three",
      '"""\r\n    one two\r\n    three\r\n  """',
    ]);
  });

  it("take a comment, those around it, what they are about", () => {
    const source = "event a = b\n\n/// One.\n/// Two$0.\nevent e = sshd";
    assert.deepEqual(selections(source).slice(0, 3), [
      "/// Two.",
      "/// One.\n/// Two.",
      "/// One.\n/// Two.\nevent e = sshd",
    ]);
    assert.deepEqual(selections("// al$0one\n\nevent e = sshd").slice(0, 2), [
      "// alone",
      "// alone\n\nevent e = sshd",
    ]);
    assert.deepEqual(selections("event e = sshd // be$0hind\n// below").slice(0, 2), [
      "// behind",
      "event e = sshd // behind\n// below",
    ]);
  });

  it("take the word in front of a sign", () => {
    assert.deepEqual(selections(at(RULE.replace("ip", "ip, user"), "by       ip")).slice(0, 2), [
      "ip",
      "by       ip, user",
    ]);
    assert.deepEqual(selections("event e = sshd where (port == 1$0) and port == 2").slice(0, 2), ["1", "(port == 1)"]);
  });

  it("take the file where there is nothing else", () => {
    assert.deepEqual(selections("event e = sshd\n\n$0\n\nevent f = sshd"), ["event e = sshd\n\n\n\nevent f = sshd"]);
  });

  it("work in a text that is only half typed", () => {
    assert.deepEqual(selections("rule r {\n  when login where po$0").slice(0, 1), ["po"]);
  });

  it("always hold one another, from any offset", () => {
    fc.assert(
      fc.property(fc.nat(RULE.length), (offset) => {
        const { analysis, uri } = open(RULE);
        let last = { start: offset, end: offset };
        for (const span of selectionsAt(analysis, uri, offset)) {
          assert.ok(span.start <= last.start && last.end <= span.end);
          last = span;
        }
        assert.deepEqual(last, { start: 0, end: RULE.length });
      }),
      { numRuns: 60 },
    );
  });
});
