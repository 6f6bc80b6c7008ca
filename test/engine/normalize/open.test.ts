import assert from "node:assert/strict";
import { Normalizer, type Normalized } from "../../../server/engine/normalize/normalize.ts";
import type { SourceDefinition, Value } from "../../../server/model/program.ts";
import { compare, constant, field, program, source, template } from "../../kit/records.ts";

const at = { field: "at", year: 2026, zone: "UTC" };

function normalize(sources: readonly SourceDefinition[], lines: readonly string[]): readonly Normalized[] {
  const names = sources.map(({ name }) => name);
  const file = new Normalizer(program(sources)).file("a.log", names);
  const splitter = file.splitter();
  const found = [...splitter.push(new TextEncoder().encode(lines.join("\n"))), ...splitter.end()];
  return found.map((line) => file.normalize(line));
}

/** Of the last line. */
function values(definition: SourceDefinition, lines: readonly string[], ...fields: readonly string[]): Value[] {
  const last = normalize([definition], lines).at(-1);
  assert.ok(last?.kind === "record", JSON.stringify(last));
  return fields.map((name) => last.record.values[last.record.schema.slot(name)] ?? null);
}

describe("a record of a format that names its fields", () => {
  it("has unified fields from what the format usually calls so", () => {
    const csv = source("s", { format: "csv", time: at });
    const lines = ["at,host,username,srcip,msg", "2026-06-14T15:16:01Z,fw1,bob,203.0.113.9,hello"];
    const expected = ["fw1", "bob", "203.0.113.9", "hello"];
    assert.deepEqual(values(csv, lines, "device", "user", "ip", "message"), expected);
  });

  it("has the field of that very name first, and none that is not of its type", () => {
    const csv = source("s", { format: "csv", time: at });
    const lines = ["at,user,username,ip,srcip", "2026-06-14T15:16:01Z,7,bob,nowhere,203.0.113.9"];
    assert.deepEqual(values(csv, lines, "user", "ip"), ["7", null]);
  });

  it("has fields that are called what every object inherits", () => {
    const names = ["constructor", "toString", "__proto__", "hasOwnProperty"];
    const fields = names.map((name) => ({ name, type: "unknown", origin: "format" }) as const);
    const line = '{"at":"2026-06-14T15:16:01Z","constructor":1,"toString":"t","__proto__":2,"hasOwnProperty":true}';
    assert.deepEqual(values(source("s", { format: "json", time: at, fields }), [line], ...names), [1, "t", 2, true]);
    const row = ["at,constructor,toString,__proto__,hasOwnProperty", "2026-06-14T15:16:01Z,1,t,2,x"];
    assert.deepEqual(values(source("s", { format: "csv", time: at, fields }), row, ...names), [1, "t", 2, "x"]);
  });

  it("has a threat where the severity is a number, or a word that stands for one", () => {
    const cef = source("s", { format: "cef", time: { ...at, field: "rt" } });
    const line = (severity: string): string => `CEF:0|V|P|1|2|n|${severity}|rt=1781450161250 src=10.0.0.1 suser=bob`;
    assert.deepEqual(values(cef, [line("8")], "threat", "ip", "user"), [8, "10.0.0.1", "bob"]);
    assert.deepEqual(values(cef, [line("High")], "threat"), [8]);
    for (const none of ["Unknown", "11", "9.5"]) assert.deepEqual(values(cef, [line(none)], "threat"), [null]);
  });

  it("has no value where the source says that a text or a number means none", () => {
    const logfmt = source("s", {
      ...{ format: "logfmt", time: at, missing: ["-", "-1"] },
      fields: ["a", "b", "c"].map((name) => ({ name, type: "unknown", origin: "format" })),
    });
    assert.deepEqual(values(logfmt, ["at=1781450161 a=- b=-1 c=1"], "a", "b", "c"), [null, null, 1]);
  });

  it("has a text where the field is one, as the line writes it", () => {
    const fields = [{ name: "port", type: "string", origin: "declared" } as const];
    const logfmt = source("s", { format: "logfmt", time: at, fields });
    assert.deepEqual(values(logfmt, ["at=1781450161 port=22"], "port"), ["22"]);
  });

  it("has captures of templates besides, found in its whole line", () => {
    const templates = [template(1, '{rest}msg="user {user} left"')];
    const logfmt = source("s", { format: "logfmt", time: at, templates });
    assert.deepEqual(values(logfmt, ['at=1781450161 msg="user bob left"'], "template", "user"), [1, "bob"]);
  });

  it("may be chosen by any field of its line", () => {
    const denied = compare(field("action"), "==", constant("deny"));
    const kv = source("s", { format: "kv", time: at, only: denied });
    const kinds = normalize([kv], ["at=1781450161 action=deny", "at=1781450161 action=allow"]).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["record", "filtered"]);
  });

  it("is read by a reader that saw every line of the file once, whosever the line is", () => {
    const of = (name: string, user: string, format: "csv" | "json" = "csv"): SourceDefinition =>
      source(name, { format, time: at, only: compare(field("user"), "==", constant(user)) });
    const found = normalize(
      [of("a", "ann"), of("b", "bob", "json"), of("c", "cid")],
      ["at,user", "1781450161,ann", '{"at":1781450161,"user":"bob"}', "1781450161,cid", "1781450161,dan"],
    );
    const kinds = found.map((each) => (each.kind === "record" ? each.record.source : each.kind));
    assert.deepEqual(kinds, ["filtered", "a", "b", "c", "filtered"]);
  });
});
