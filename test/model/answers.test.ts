/** What an analysis answers about places in a text: the ground of completion, hover, definition and references. */
import assert from "node:assert/strict";
import { analyzed } from "../kit/rules.ts";

/** Analyzes a text with `$0` in it, and returns what there is to ask at that offset. */
function at(source: string, facts = {}) {
  const offset = source.indexOf("$0");
  const text = source.replace("$0", "");
  const analysis = analyzed(text, facts);
  return {
    analysis,
    text,
    mention: analysis.mentionAt("main.grove", offset)?.meaning,
    scope: analysis.scopeAt("main.grove", offset),
  };
}

describe("answers", () => {
  it("name the definition behind a use", () => {
    const { mention } = at("rule r { when log$0in }");
    assert.ok(mention?.kind === "definition");
    assert.equal(mention.definition.name, "login");
    assert.equal(mention.definition.location.document, "sshd.grove");
  });

  it("name field, label and type in a path", () => {
    const rule = "rule r { by ip when sequence within 1m { one: login_failed  login where user == ONE } }";
    const label = at(rule.replace("ONE", "o$0ne.user")).mention;
    assert.equal(label?.kind === "label" && label.label.name, "one");
    const field = at(rule.replace("ONE", "one.us$0er")).mention;
    assert.ok(field?.kind === "field");
    assert.deepEqual([field.field.name, field.label?.name, field.type], ["user", "one", "string"]);
  });

  it("find every place where a label or an event is named", () => {
    const { analysis, text, mention } = at(
      "rule r { by ip when sequence within 1m { one: login_failed  login where user == o$0ne.user } emit a = one.port }",
    );
    assert.ok(mention?.kind === "label");
    const places = analysis.references(mention.label.definition);
    assert.deepEqual(
      places.map(({ start, end }) => text.slice(start, end)),
      ["one", "one", "one"],
    );
    const login = analysis.references(analysis.lookup("login")!);
    assert.deepEqual(
      login.map(({ document }) => document),
      ["sshd.grove", "main.grove", "sshd.grove"],
    );
  });

  for (const [where, source] of [
    ["a whole where", 'rule r { when login where us$0er == "x" }'],
    ["an empty where", "rule r { when login where $0 }"],
    ["an empty where at the end of the file", "rule r { when login where $0"],
    ["the right side", "rule r { when login where user == $0 }"],
    ["a half-typed and", 'rule r { when login where user == "x" and $0 }'],
    ["an event", "event e = login where $0"],
    ["by", "rule r {\n  by $0\n  when login\n}"],
  ] as const) {
    it(`know what can be read in ${where}`, () => {
      const { scope } = at(source);
      assert.ok(scope?.item.fields.has("port"), "fields of login are visible");
    });
  }

  it("know the labels that a step can read, and those it cannot", () => {
    const { scope } = at(
      'rule r { by ip when sequence within 1m {\n one: login\n login where us$0er == "x"\n three: login\n} }',
    );
    assert.deepEqual([...(scope?.labels.keys() ?? [])], ["one"]);
    assert.deepEqual([...(scope?.hidden.keys() ?? [])], ["three"]);
  });

  it("offer keys and labels in emit, not the fields of records", () => {
    const { scope } = at("rule r { by ip when sequence { one: login } emit x = $0 }");
    assert.deepEqual([...(scope?.item.fields.keys() ?? [])], ["ip"]);
    assert.deepEqual([...(scope?.labels.keys() ?? [])], ["one"]);
  });

  it("say where the values of samples come from", () => {
    const facts = {
      sshd: {
        records: 10,
        fields: {
          user: {
            present: 5,
            values: [
              ["root", 4],
              ["pi", 1],
            ] as [string, number][],
          },
        },
      },
    };
    const { analysis, mention } = at('rule r { when login where us$0er == "x" }', facts);
    assert.ok(mention?.kind === "field");
    assert.deepEqual(analysis.values(mention.field), [
      ["root", 4],
      ["pi", 1],
    ]);
    assert.equal(analysis.missingShare(mention.field), 0.5);
  });

  it("know the fields of a union, and which member lacks one", () => {
    const { analysis } = at(`
      source other from application { files "b" format syslog time timestamp year 2026 template 1 "{user} {extra}" }
      event both = any { other  login }$0`);
    const fields = analysis.fieldsOf("both")?.fields;
    assert.deepEqual(fields?.get("extra")?.lackedBy, ["login"]);
    assert.deepEqual(fields?.get("user")?.lackedBy, []);
    assert.deepEqual(fields?.get("user")?.sources, ["other", "sshd"]);
  });
});
