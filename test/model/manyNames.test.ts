/** Thousands of names in one declaration. A copy of all names for each place that reads them would not fit into the memory. */
import assert from "node:assert/strict";
import { makeField, noFields, withFields, type FieldSet } from "../../server/model/fields.ts";
import { analyzed, diagnosed } from "../kit/rules.ts";

const MANY = 4000;
const many = (item: (index: number) => string): string => Array.from({ length: MANY }, (_, at) => item(at)).join("\n");

describe("thousands of names", function () {
  this.timeout(20_000);

  it("steps, each of which reads the one before: only a later label is refused", () => {
    const steps = many((at) => `s${at}: login where user == ${at === 0 ? "s1" : `s${at - 1}`}.user`);
    const found = diagnosed(`rule r { severity low  by ip  when sequence within 1h { ${steps} } }`);
    assert.deepEqual(
      found.filter(({ severity }) => severity === "error").map(({ code, message }) => [code, /`s1`/.test(message)]),
      [["later-label", true]],
    );
  });

  it("targets of a map, each of which reads the one above", () => {
    const map = many((at) => `app.n${at} = ${at === 0 ? "app.n1" : `app.n${at - 1}`}`);
    const { problems } = analyzed(
      `source s from application { files "logs/*.log"  format syslog  time timestamp year 2026  map { ${map} } }`,
    );
    assert.deepEqual(
      problems.map((problem) => [problem.code, "name" in problem ? problem.name : ""]),
      [["unknown-field", "app.n1"]],
    );
  });

  it("a set from which two others grow: each has its own fields, and the first one has neither", () => {
    const names = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, at) => makeField(`${prefix}${at}`, "string", "emit"));
    const grown = (set: FieldSet, name: string, type: "int" | "bool"): FieldSet =>
      withFields(set, [makeField(name, type, "emit")]);
    const first = grown(withFields(noFields("x"), names(100, "f")), "a", "int");
    const one = grown(first, "b", "int");
    const other = grown(grown(first, "c", "int"), "a", "bool");
    const seen = ({ fields }: FieldSet) => ["a", "b", "c"].map((name) => fields.get(name)?.type ?? "none");
    assert.deepEqual([first, one, other].map(seen), [
      ["int", "none", "none"],
      ["int", "int", "none"],
      ["bool", "none", "int"],
    ]);
    assert.deepEqual(
      [first, one, other].map(({ fields }) => [fields.size, [...fields.keys()].length]),
      [
        [101, 101],
        [102, 102],
        [102, 102],
      ],
    );
  });
});
