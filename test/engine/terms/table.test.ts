/** Rows of tables by key, and elements of lists by index. */
import assert from "node:assert/strict";
import { lookUp } from "../../../server/engine/terms/table.ts";
import { compileTerm } from "../../../server/engine/terms/compile.ts";
import { NO_BINDINGS } from "../../../server/engine/terms/bindings.ts";
import { termEnvironment } from "../../../server/engine/terms/environment.ts";
import { Schema } from "../../../server/engine/item.ts";
import type { TableDefinition, Term, Type, Value } from "../../../server/model/program.ts";
import { constant, field } from "../../kit/records.ts";

const location = { document: "test.grove", start: 0, end: 0 };
const table = (key: Type, ...rows: (readonly [string, string])[]): TableDefinition => ({
  name: "t",
  key,
  columns: ["key", "team"],
  rows: rows.map((cells) => ({ key: cells[0], cells })),
  location,
});

describe("tables", () => {
  it("find strings whatever their case, and the first of equal keys", () => {
    const find = lookUp(table("string", ["Root", "soc"], ["root", "other"], ["git", ""]));
    assert.deepEqual(
      ["ROOT", "git", "none", null].map((key) => find(key, "team")),
      ["soc", null, null, null],
    );
    assert.equal(find("root", "none"), null);
    assert.equal(find(["root"], "team"), null);
  });

  it("find addresses and numbers by their value", () => {
    assert.equal(lookUp(table("ip", ["2001:db8::1", "v6"]))("2001:0db8::0:1", "team"), "v6");
    assert.equal(lookUp(table("int", ["22", "ssh"]))(22, "team"), "ssh");
  });

  it("take the longest network that holds an address", () => {
    const rows = [
      ["0.0.0.0/0", "any"],
      ["10.0.0.0/8", "ten"],
      ["10.1.0.0/16", "lab"],
      ["10.1.2.3", "host"],
    ] as const;
    const find = lookUp(table("cidr", ...rows, ["2001:db8::/32", "v6"]));
    assert.deepEqual(
      ["10.1.2.3", "10.1.9.9", "10.2.0.1", "8.8.8.8", "2001:db8::7", "2001:db9::7", "no address"].map((key) =>
        find(key, "team"),
      ),
      ["host", "lab", "ten", "any", "v6", null, null],
    );
  });

  it("are read by terms", () => {
    const environment = termEnvironment({ lists: [], tables: [table("string", ["root", "soc"])] });
    const schema = new Schema(0, "s", "source", ["user"]);
    const row: Term = { kind: "row", table: "t", key: field("user"), column: "team", type: "string" };
    const of = (user: Value): Value =>
      compileTerm(row, environment)(
        { schema, values: [user], time: 0, source: "s", file: "f", position: 0, rank: null },
        NO_BINDINGS,
      );
    assert.deepEqual([of("Root"), of("git"), of(null)], ["soc", null, null]);
  });
});

describe("an index", () => {
  const at = (list: Value, index: Value): Value => {
    const term: Term = { kind: "index", list: constant(list), index: constant(index, "int"), type: "string" };
    const schema = new Schema(0, "s", "source", []);
    const item = { schema, values: [], time: 0, source: "s", file: "f", position: 0, rank: null };
    return compileTerm(term, termEnvironment({ lists: [], tables: [] }))(item, NO_BINDINGS);
  };

  it("counts from 0; elsewhere nothing is", () => {
    assert.deepEqual(
      [0, 1, 2, -1, 0.5, null].map((index) => at(["a", "b"], index)),
      ["a", "b", null, null, null, null],
    );
  });

  it("of a value that is no list is the value itself, at 0", () => {
    assert.deepEqual([at("a", 0), at("a", 1), at(null, 0)], ["a", null, null]);
  });
});
