import assert from "node:assert/strict";
import type { Declaration } from "../../grammar/ast.ts";
import { chunks } from "../../grammar/chunks.ts";
import { lex, spanOf } from "../../grammar/lexer.ts";
import { parse } from "../../grammar/parse.ts";
import { declaration } from "./print.ts";
import { sample } from "./sample.ts";

function printed(text: string): string {
  return parse(text).declarations.flatMap(declaration).join("\n");
}

/** A declaration without its place in the file: all its offsets count from its start. */
function shape(node: Declaration): string {
  return JSON.stringify(node, (key, value: unknown) =>
    (key === "start" || key === "end") && typeof value === "number" ? value - node.start : value,
  );
}

describe("recovery", () => {
  it("keeps what a half-typed rule says, and the next one whole", () => {
    assert.equal(
      printed(
        "rule a {\n  severity high\n  by\n  when sequence within 5m {\n    x: login where user ==\n\nrule b { severity low }",
      ),
      [
        "rule (broken) a",
        "  severity: high",
        "  when: sequence within 300000000us { x: login where (user == ?) }",
        "rule b",
        "  severity: low",
      ].join("\n"),
    );
  });

  it("takes no label for a value", () => {
    const text = "rule a { when sequence {\n  x: login where user ==\n  y: logout with\n  severity: other\n} }";
    const steps = "x: login where (user == ?); y: logout; severity: other";
    assert.equal(printed(text), `rule (broken) a\n  when: sequence { ${steps} }`);
  });

  it("keeps the body of a declaration that has no name yet", () => {
    const body = "by: user\n  when: login";
    assert.equal(printed("rule {\n  by user\n  when login\n}"), `rule (broken)\n  ${body}`);
    assert.equal(parse("rule { by user when login }").errors.length, 1);
    assert.equal(printed("event = login where a == 1"), "event (broken)\n  body: login where (a == 1)");
    assert.equal(printed("ranking by ip of login { hits }"), "ranking (broken)\n  by: ip\n  of: login\n  hits: yes");
  });

  it("tells declarations without names apart that share a line", () => {
    assert.equal(
      printed('workspace { zone "UTC" } workspace { zone "Asia/Tokyo" } rule { severity low }'),
      "workspace\n  zone: UTC\nworkspace\n  zone: Asia/Tokyo\nrule (broken)\n  severity: low",
    );
  });

  it("begins a declaration without a name behind one without a body, in the same line", () => {
    assert.deepEqual(parse('event e = failed workspace { zone "UTC" }').errors, []);
    assert.equal(
      printed('list a = ["b"] workspace { zone "UTC" } field c.d: int workspace { zone "UTC" }'),
      'list a\n  items: ["b"]\nworkspace\n  zone: UTC\nfield\n  path: c.d\n  type: int\nworkspace\n  zone: UTC',
    );
    assert.equal(printed("event e = workspace where a == 1"), "event e\n  body: workspace where (a == 1)");
  });

  it("takes a declaration's word for a field behind a dot, and where the next line begins a declaration", () => {
    for (const field of ["event.action", "host.rule", "action", "source"]) {
      const events = `event a = b where ${field}\nevent c = d where e == 1`;
      assert.equal(printed(events), `event a\n  body: b where ${field}\nevent c\n  body: d where (e == 1)`);
    }
    assert.equal(printed("event a = b rule c { severity low }"), "event a\n  body: b\nrule c\n  severity: low");
    assert.equal(printed("event a = b rule\nc { severity low }"), "event a\n  body: b\nrule c\n  severity: low");
  });

  it("lets no dot at the end of a line swallow the next one", () => {
    const text = "source s from database {\n  map {\n    a = user.\n    b = c\n  }\n}";
    assert.equal(printed(text), "source (broken) s\n  class: database\n  map: a = user\n  map: b = c");
  });

  it("ends a string without closing quote at its line", () => {
    assert.equal(printed('list a = ["x]\nlist b = ["y"]'), 'list (broken) a\n  items: ["x]"]\nlist b\n  items: ["y"]');
  });

  it("ends a text block without closing quotes at the next declaration", () => {
    const text = 'test "a" {\n  given s """\n    line\n\nrule b { severity low }\n\ntest "c" { given s """x""" }';
    assert.equal(
      printed(text),
      "test (broken) a\n  title: a\n  given s: line\nrule b\n  severity: low\ntest\n  title: c\n  given s: x".replace(
        "test (broken) a",
        "test (broken)",
      ),
    );
  });

  it("loses nothing but the declaration whose token is deleted", function () {
    this.timeout(30_000);
    const { tokens, comments } = lex(sample);
    const pieces = chunks(sample, tokens, comments);
    const whole = parse(sample).declarations.map((node) => shape(node));
    assert.equal(whole.length, pieces.length);
    for (const [damaged, piece] of pieces.entries()) {
      const others = whole.filter((_, index) => index !== damaged);
      for (const token of piece.tokens) {
        const { start, end } = spanOf(token);
        const text = sample.slice(0, start) + sample.slice(end);
        const left = parse(text).declarations.map((node) => shape(node));
        const missing = others.filter((one) => !left.includes(one));
        assert.deepEqual(missing, [], `without \`${token.image}\` at ${start}`);
      }
    }
  });
});
