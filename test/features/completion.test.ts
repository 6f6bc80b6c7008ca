import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { complete } from "../../server/features/completion.ts";
import { DECLARATIONS } from "../../server/features/completion/snippets.ts";
import type { Completion, CompletionKind } from "../../server/features/item.ts";
import { FACTS, open } from "./ask.ts";

type Options = Parameters<typeof open>[1];

/** In the order in which an editor shows them. */
function complete$(source: string, options: Options = {}): Completion[] {
  const { analysis, uri, offset } = open(source, options);
  return complete(analysis, uri, offset).sort((a, b) =>
    a.sort === b.sort ? (a.label < b.label ? -1 : 1) : a.sort < b.sort ? -1 : 1,
  );
}

function labels(source: string, options: Options & { kind?: CompletionKind } = {}): string[] {
  return complete$(source, options)
    .filter(({ kind }) => options.kind === undefined || kind === options.kind)
    .map(({ label }) => label);
}

/** The text after the completion with this label was chosen. */
function chosen(source: string, label: string, options: Options = {}): string {
  const { text } = open(source, options);
  const item = complete$(source, options).find((each) => each.label === label);
  assert.ok(item, `${label} is not offered; offered are ${labels(source, options).join(", ")}`);
  return text.slice(0, item.replace.start) + item.insert + text.slice(item.replace.end);
}

/** A rule with a sequence whose last step is the given text. */
const step = (text: string): string => `
  rule guessed {
    severity high
    by ip
    when sequence within 10m {
      guesses: count(login_failed) >= 5
      entry: login
      ${text}
    }
  }
`;

describe("completion of declarations and clauses", () => {
  it("offers every declaration in an empty text, as snippet and as word", () => {
    const offered = complete$("$0");
    for (const word of ["rule", "source", "event", "list", "test", "workspace"]) {
      assert.ok(
        offered.some(({ label, kind }) => label === word && kind === "snippet"),
        word,
      );
    }
    assert.ok(offered.every(({ kind }) => kind === "snippet" || kind === "keyword"));
  });

  it("offers declarations behind a whole one and while one is typed", () => {
    assert.ok(labels("event e = sshd\n\n$0").includes("rule"));
    assert.equal(chosen("event e = sshd\n\nlis$0", "list", { bare: false }).includes("list ${1:name}"), true);
  });

  it("offers a rule's clauses, those that it lacks first", () => {
    const offered = labels("rule r {\n  severity low\n  $0\n}", { kind: "keyword" });
    assert.deepEqual(offered.slice(0, 2), ["by", "when"]);
    assert.ok(offered.indexOf("severity") > offered.indexOf("status"));
    assert.ok(!offered.includes("files"));
  });

  it("offers a source's clauses, those that it needs first", () => {
    const offered = labels('source s from application { files "a"  $0 }', { kind: "keyword" });
    assert.deepEqual(offered.slice(0, 2), ["format", "time"]);
    assert.equal(offered.at(-1), "files");
    assert.ok(!offered.includes("when"));
  });

  it("offers the parts of a test", () => {
    assert.deepEqual(labels('test "t" { $0 }', { kind: "keyword" }), ["expect", "given"]);
  });

  it("offers nothing where a new name is to be invented, nor in comments", () => {
    assert.deepEqual(labels("rule $0"), []);
    assert.deepEqual(labels("event $0 = sshd"), []);
    assert.deepEqual(labels("// when $0"), []);
    assert.deepEqual(labels("/// about it$0\nrule r { }"), []);
  });
});

describe("completion of names", () => {
  it("offers events, sources and rules behind `when`", () => {
    const offered = labels("rule below { severity low by ip when login }\nrule r { severity low  by ip  when $0 }");
    for (const name of ["login", "login_failed", "sshd", "below", "sequence", "count", "any", "all"]) {
      assert.ok(offered.includes(name), name);
    }
    assert.ok(!offered.includes("scanners"));
    assert.ok(!offered.includes("r"));
  });

  it("offers events as steps, beside `no`, `until` and aggregates", () => {
    const offered = labels(step("$0"));
    for (const name of ["login", "no", "until", "count", "any"]) assert.ok(offered.includes(name), name);
  });

  it("offers events inside of count() and behind `of`", () => {
    assert.deepEqual(labels(step("count($0) >= 2")), ["login", "login_failed", "sshd"]);
    assert.deepEqual(labels(step("distinct(user of $0"), { kind: "event" }), ["login", "login_failed"]);
  });

  it("offers sources and events for an event, but not itself", () => {
    const offered = labels("event mine = $0");
    assert.ok(offered.includes("sshd") && offered.includes("login") && !offered.includes("mine"));
    assert.ok(offered.includes("any"));
  });

  it("offers the rules to a test and the sources to its lines", () => {
    const source = 'rule r { severity low  by ip  when login }\ntest "t" { ';
    assert.deepEqual(labels(`${source} expect $0 }`, { kind: "rule" }), ["r"]);
    assert.deepEqual(labels(`${source} given $0 }`, { kind: "source" }), ["sshd"]);
    assert.deepEqual(labels(`${source} expect r $0 }`, { kind: "keyword" }).slice(0, 2), ["once", "twice"]);
  });

  it("offers lists behind `in`", () => {
    assert.deepEqual(labels("event e = sshd where ip in $0", { kind: "list" }), ["scanners"]);
  });

  it("says of an event what it stands for", () => {
    const item = complete$("rule r { severity low  by ip  when $0 }").find(({ label }) => label === "login_failed");
    assert.equal(item?.detail, "sshd where template == 1001");
    assert.equal(item.doc, "A wrong password.");
  });
});

describe("completion of fields", () => {
  it("offers the fields of the event in scope with their types, its captures first", () => {
    const items = complete$("event e = sshd where $0").filter(({ kind }) => kind === "field");
    const names = items.map(({ label }) => label);
    assert.ok(
      names.includes("user") && names.includes("method") && names.includes("pid") && names.includes("source.port"),
    );
    assert.ok(names.indexOf("method") < names.indexOf("pid"));
    assert.equal(items.find(({ label }) => label === "port")?.detail, "int");
  });

  it("says which value is most frequent and puts empty fields last", () => {
    const items = complete$("event e = sshd where $0", { facts: FACTS }).filter(({ kind }) => kind === "field");
    assert.equal(items.find(({ label }) => label === "user")?.detail, "string, often root");
    const names = items.map(({ label }) => label);
    assert.ok(names.indexOf("domain") > names.indexOf("id"), names.join(" "));
  });

  it("offers key fields", () => {
    assert.ok(labels("rule r { severity low  by $0  when login }", { kind: "field" }).includes("ip"));
  });

  it("offers fields to an aggregate and to its condition", () => {
    assert.ok(labels(step("count(login where $0) >= 1"), { kind: "field" }).includes("user"));
  });

  it("offers labels written before, and their fields behind the dot", () => {
    assert.deepEqual(labels(step("login where user == $0"), { kind: "label" }), ["entry", "guesses"]);
    const fields = labels(step("login where port > entry.$0"), { kind: "field" });
    assert.ok(fields.includes("port") && fields.includes("user"));
    assert.equal(chosen(step("login where user == entry.us$0"), "user").includes("user == entry.user"), true);
  });

  it("shows that a counting label has lists", () => {
    const items = complete$(step("login where user in guesses.$0"));
    assert.equal(items.find(({ label }) => label === "user")?.detail, "list<string>");
  });

  it("completes a path with dots as a whole", () => {
    assert.equal(chosen("event e = sshd where source.po$0", "source.port"), "event e = sshd where source.port");
  });

  it("offers what has been emitted and the key in an expectation", () => {
    const source = `
      rule r { severity low  by ip  when l: login  emit who = l.user }
      test "t" { expect r where $0 }
    `;
    const offered = labels(source, { kind: "field" });
    assert.ok(offered.includes("who") && offered.includes("ip") && offered.includes("severity"));
    assert.ok(!offered.includes("pid"));
  });

  it("offers labels and summaries in `emit`", () => {
    const offered = labels(`
      rule r { severity low  by ip  when sequence within 1m { a: login  b: login }  emit first_user = $0 }
    `);
    assert.ok(offered.includes("a") && offered.includes("b") && offered.includes("values"));
  });

  it("offers functions with what they take", () => {
    const item = complete$("event e = sshd where $0").find(({ label }) => label === "hour");
    assert.match(item?.detail ?? "", /^hour\(time, zone\?\): int$/);
    assert.equal(item?.insert, "hour($1)");
  });

  it("offers names of the common schema to a map and a declared field", () => {
    const source = 'source s from application { files "a"  format syslog  time timestamp year 2026  map { ';
    assert.equal(chosen(`${source}source.add$0`, "source.address").slice(source.length), "source.address = ");
    assert.ok(labels(`${source}$0`, { kind: "field" }).includes("user"));
    assert.equal(chosen("field dns.que$0", "dns.question.name"), "field dns.question.name");
  });

  it("offers the fields of the format as the one that holds the time", () => {
    assert.equal(labels("source s from application { format syslog  time $0 }")[0], "timestamp");
  });

  it("offers operators behind a field", () => {
    const offered = labels("event e = sshd where user $0", { kind: "keyword" });
    for (const word of ["in", "like", "contains", "matches", "not", "exists"]) assert.ok(offered.includes(word), word);
    assert.ok(!offered.includes("severity"));
  });
});

describe("completion of values", () => {
  const values = (source: string): string[] => labels(source, { facts: FACTS, kind: "value" });

  it("offers what the logs hold, most frequent first, with counts", () => {
    assert.deepEqual(values("event e = sshd where user == $0"), ["root", "o'neil", 'say "hi"']);
    const root = complete$("event e = sshd where user == $0", { facts: FACTS }).find(({ label }) => label === "root");
    assert.equal(root?.detail, "100 in the logs");
  });

  it("writes them as literals of the field's type", () => {
    const options = { facts: FACTS };
    assert.equal(chosen("event e = sshd where user == $0", "root", options), 'event e = sshd where user == "root"');
    assert.equal(
      chosen("event e = sshd where user == $0", 'say "hi"', options),
      'event e = sshd where user == "say \\"hi\\""',
    );
    assert.equal(
      chosen("event e = sshd where ip == $0", "203.0.113.9", options),
      "event e = sshd where ip == 203.0.113.9",
    );
    assert.equal(chosen("event e = sshd where port != $0", "4001", options), "event e = sshd where port != 4001");
  });

  it("replaces the string at the cursor, closed or not", () => {
    const options = { facts: FACTS };
    assert.equal(chosen('event e = sshd where user == "ro$0"', "root", options), 'event e = sshd where user == "root"');
    assert.equal(chosen('event e = sshd where user == "$0"', "root", options), 'event e = sshd where user == "root"');
    assert.equal(chosen('event e = sshd where user == "ro$0', "root", options), 'event e = sshd where user == "root"');
  });

  it("offers them in lists, behind `not`, `cased` and in labels' fields", () => {
    assert.deepEqual(values('event e = sshd where user in ["root", $0]')[0], "root");
    assert.deepEqual(values("event e = sshd where user not in [$0]")[0], "root");
    assert.deepEqual(values("event e = sshd where user not cased like $0")[0], "root");
    assert.deepEqual(values(step("login where entry.user == $0"))[0], "root");
  });

  it("offers none where an order or a pattern is asked for, or nothing is known", () => {
    assert.deepEqual(values("event e = sshd where port > $0"), []);
    assert.deepEqual(values("event e = sshd where domain == $0"), []);
    assert.deepEqual(labels("event e = sshd where user == $0", { kind: "value" }), []);
  });

  it("offers template codes with their text", () => {
    const items = complete$("event e = sshd where template == $0").filter(({ kind }) => kind === "constant");
    assert.deepEqual(
      items.map(({ label, detail }) => [label, detail]),
      [
        ["1001", "Failed password for {user} from {ip} port {port:int} ssh2"],
        ["1003", "Accepted {method} for {user} from {ip} port {port:int} ssh2"],
      ],
    );
    assert.deepEqual(labels("event e = sshd where template in [1001, $0]", { kind: "constant" }), ["1001", "1003"]);
  });
});

describe("completion of the language's own words", () => {
  const constants = (source: string): string[] => labels(source, { kind: "constant" });

  it("offers severities from mild to bad", () => {
    const all = ["informational", "low", "medium", "high", "critical"];
    assert.deepEqual(constants("rule r { severity $0 }"), all);
    assert.deepEqual(constants("rule r { severity hi$0 }"), all);
    assert.deepEqual(constants("rule r { severity if threat > 3 then $0 }"), all);
    assert.deepEqual(
      constants('rule r { severity low by ip when login }\ntest "t" { expect r where severity >= $0 }'),
      all,
    );
  });

  it("offers classes, formats, and what to do with late records", () => {
    assert.ok(constants("source s from $0").includes("operating_system"));
    assert.deepEqual(constants("source s from application { format $0 }"), ["syslog"]);
    assert.deepEqual(constants("source s from application { late $0 }"), ["side", "drop"]);
  });

  it("offers types of lists and fields", () => {
    assert.deepEqual(constants("list l: $0"), ["string", "glob", "regex", "ip", "cidr"]);
    assert.ok(constants("field app.tenant: $0").includes("duration"));
  });

  it("offers lengths of time where one is asked for, and units behind digits", () => {
    const units = (source: string): string[] => labels(source, { kind: "unit" });
    assert.ok(units("rule r { suppress $0 }").includes("10m"));
    assert.deepEqual(units("rule r { when sequence within 15$0 { } }").slice(0, 4), ["15s", "15m", "15h", "15d"]);
    assert.deepEqual(units("event e = sshd where port > 15$0"), []);
  });

  it("offers time zones inside the quotes", () => {
    assert.equal(chosen('workspace { zone "Eur$0" }', "Europe/Berlin"), 'workspace { zone "Europe/Berlin" }');
  });

  it("offers ATT&CK techniques with their names", () => {
    const items = complete$("rule r { attack T1110$0 }");
    const item = items.find(({ label }) => label === "T1110.001");
    assert.match(item?.detail ?? "", /Password Guessing/);
    assert.equal(chosen("rule r { attack T1110$0 }", "T1110.001"), "rule r { attack T1110.001 }");
    assert.ok(complete$("rule r { attack T1110.001, $0 }").some(({ label }) => label === "T1059"));
  });
});

describe("completion in half-typed rules", () => {
  it("goes by what stands before the cursor, whatever lacks behind it", () => {
    assert.ok(
      labels("rule r { severity low by ip when sequence within 10m { login where $0", { kind: "field" }).includes(
        "user",
      ),
    );
    assert.ok(
      labels("rule r { severity low by ip when sequence within 10m { a: login b: login where user == a.$0").includes(
        "user",
      ),
    );
    assert.ok(
      labels("rule r { by ip when $0\nrule s { severity low by ip when login }", { kind: "event" }).includes("login"),
    );
  });

  it("ignores errors before the cursor in the same rule", () => {
    assert.ok(
      labels("rule r { severity == by by ip when count(login) >= 5 $0 }", { kind: "keyword" }).includes("within"),
    );
  });

  it("never fails, wherever the cursor is, and replaces only what is at the cursor", () => {
    const text = 'rule r { severity high when sequence within { a: count( where user == "x } emit = [ a.b "c" 10m // d';
    const { analysis, uri } = open(text);
    for (let at = 0; at <= text.length; at++) {
      for (const { label, replace } of complete(analysis, uri, at)) {
        assert.ok(replace.start <= at && at <= replace.end, `${label} at ${at}`);
      }
    }
  });
});

describe("snippets", () => {
  for (const { label, detail, body } of DECLARATIONS) {
    it(`begins ${label} (${detail}) without an error of form`, () => {
      const filled = body
        .join("\n")
        .replace(/\$\{\d+\|(\w+)[^}]*\|\}/g, "$1")
        .replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, (_, text: string) => text.replaceAll("\\}", "}"));
      assert.ok(!filled.includes("$"), filled);
      assert.deepEqual(parse(filled).errors, []);
    });
  }
});
