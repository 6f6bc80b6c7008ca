/** Fields of one object in a list: `roles[0].name`. */
import assert from "node:assert/strict";
import { jsonFormat, type JsonReading } from "../../../server/engine/normalize/formats/json.ts";
import { Normalizer } from "../../../server/engine/normalize/normalize.ts";
import { restoreText, templatesOf } from "../../../server/engine/normalize/restore.ts";
import { runTest } from "../../../server/engine/test.ts";
import type { Value } from "../../../server/model/program.ts";
import { program, source } from "../../kit/records.ts";
import { analysisOf, diagnosed } from "../../kit/rules.ts";

const SOURCE = `
source audit from application { files "logs/a*.json"  format json  time at }
field roles.name: list<string>
field roles.score: list<int>
field deep.a.b: list<int>
`;

/** Runs rules over one line and says what they do not raise as expected. */
function failures(rules: string, line: object, ...expectations: readonly string[]): readonly unknown[] {
  const given = JSON.stringify({ at: "2026-06-14T08:00:00Z", user: "ann", ...line });
  const text = `${SOURCE}${rules}\ntest "t" { given audit """\n  ${given}\n"""\n${expectations.join("\n")} }`;
  const { program: checked } = analysisOf([{ path: "main.grove", text }]);
  assert.equal(checked.tests.length, 1, "the test was left out: something of it was refused");
  return runTest(checked, checked.tests[0]!);
}

const when = (where: string): string => `rule r { when audit where ${where} }`;
const raises = (where: string, line: object): void =>
  assert.deepEqual(failures(when(where), line, "expect r once"), []);
const raisesNot = (where: string, line: object): void =>
  assert.deepEqual(failures(when(where), line, "expect no r"), []);

/** In front of the object that has the name: none, and what is no name. */
const BEFORE: readonly unknown[] = [
  { id: 1 },
  { name: null },
  { name: "" },
  {},
  { c: 2 },
  null,
  7,
  "x",
  [],
  { name: { first: "x" } },
];

describe("a field of one object in a list", () => {
  it("is that object's, whatever the objects in front of it lack", () => {
    for (const first of BEFORE) {
      const line = { roles: [first, { name: "admin" }] };
      raisesNot('roles[0].name == "admin"', line);
      raisesNot("roles[0].name exists", line);
      raises('roles[1].name == "admin" and not roles[2].name exists', line);
    }
  });

  it("may be a list, of which some element must hold", () => {
    const line = { deep: { a: [{ b: 1 }, { b: [2, 3] }] } };
    raises("deep.a[1].b == 3 and deep.a[1].b == 2 and deep.a[0].b == 1", line);
    raisesNot("deep.a[0].b == 3 or deep.a[1].b == 1 or deep.a[2].b == 3", line);
  });

  it("is that of the object itself where no list is around it", () => {
    raises('roles[0].name == "admin" and not roles[1].name exists', { roles: { name: "admin" } });
  });

  it("leaves the list of all of them what it was, and its elements too", () => {
    const line = { roles: [{ id: 1 }, { name: "ops" }, { name: "admin" }] };
    raises('roles.name == "admin" and "ops" in roles.name and every roles.name != "root"', line);
    raises('roles.name[0] == "ops" and roles.name[1] == "admin"', line);
  });

  it("is of the type that the list was declared with", () => {
    raises("roles[1].score > 6", { roles: [{ score: "5" }, { score: "7" }] });
  });

  it("is read of a label, of a source by its name, and of each of those counted", () => {
    const line = { roles: [{ id: 1 }, { name: "admin" }] };
    const emits = (pattern: string, emit: string, where: string): void =>
      assert.deepEqual(failures(`rule r { when ${pattern} emit ${emit} }`, line, `expect r once where ${where}`), []);
    emits("e: audit", "a = e.roles[0].name, b = e.roles[1].name", 'not a exists and b == "admin"');
    emits(
      "g: count(audit) >= 1 within 1m",
      "a = g.roles[0].name, b = g.roles[1].name",
      'not a exists and "admin" in b',
    );
    raises('audit.roles[1].name == "admin"', line);
    raisesNot('audit.roles[0].name == "admin"', line);
  });

  it("that the source maps is an element of what it maps", () => {
    const text = `
      source kv_log from application { files "a.log"  format kv  time at  map { roles.name = split(groups, ",") } }
      rule r { when kv_log where roles[1].name == "admin" }
      test "t" { given kv_log """
        at=2026-06-14T08:00:00Z groups=ops,admin
      """
      expect r once }`;
    const { program: checked } = analysisOf([{ path: "main.grove", text }]);
    assert.deepEqual(runTest(checked, checked.tests[0]!), []);
  });

  it("is refused where the index is reckoned", () => {
    const found = diagnosed(`${SOURCE}rule r { severity low  when audit where roles[1 + 1].name == "x" }`);
    assert.deepEqual(
      found.filter(({ code }) => code === "not-supported").map(({ severity }) => severity),
      ["warning"],
    );
  });

  it("is under a key that is written so, too, and that goes first", () => {
    const field = jsonFormat().field("a[1].b")!;
    const of = (line: object): Value => field.of(jsonFormat().open().read(JSON.stringify(line)) as JsonReading);
    assert.equal(of({ "a[1].b": 1, a: [{}, { b: 2 }] }), 1);
    assert.equal(of({ "a[1]": { b: 1 }, a: [{}, { b: 2 }] }), 1);
    assert.equal(of({ "a[1]": { c: 1 }, a: [{}, { b: 2 }] }), 2);
  });

  it("adds nothing to what restores the line", () => {
    const fields = ["a[0].b", "a.b"].map((name) => ({ name, type: "unknown", origin: "format" }) as const);
    const js = source("s", { format: "json", time: { field: "at", year: 2026, zone: "UTC" }, fields });
    const file = new Normalizer(program([js])).file("a.log", ["s"]);
    const line = '{"at":1781450161, "a":[ {"c":1},{"b":2 } ]}';
    const splitter = file.splitter();
    const [raw] = [...splitter.push(new TextEncoder().encode(line)), ...splitter.end()];
    const found = file.normalize(raw!);
    assert.ok(found.kind === "record");
    const { record } = found;
    assert.deepEqual(
      ["a[0].b", "a.b"].map((name) => record.values[record.schema.slot(name)]),
      [null, [2]],
    );
    assert.equal(restoreText(record, templatesOf([js])), line);
  });
});
