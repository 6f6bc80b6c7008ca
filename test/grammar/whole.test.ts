import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { check } from "../../server/checks/index.ts";
import { analysisOf } from "../kit/rules.ts";
import { whole } from "./whole.ts";

const diagnostics = check(analysisOf([{ path: "whole.grove", text: whole }]));
const places = (code: string) =>
  diagnostics.filter((one) => one.code === code).map(({ start, end }) => whole.slice(start, end));

describe("the whole language", () => {
  it("parses without an error", () => {
    assert.deepEqual(parse(whole).errors, []);
  });

  it("is known to the model: what cannot run yet says so, and no form of it is taken for a mistake", () => {
    // Without samples, fields that no template captures are unknown.
    const allowed = new Set(["not-supported", "broken-dependency", "unknown-field"]);
    const others = diagnostics.filter(({ code, severity }) => severity === "error" && !allowed.has(code));
    assert.deepEqual(
      others.map(({ code, message, start }) => `${code} at \`${whole.slice(start, start + 30)}\`: ${message}`),
      [],
    );
  });

  it("says of every declaration of a later version that it is left out", () => {
    const told = places("not-supported");
    for (const word of "baseline score cluster".split(" ")) {
      const written = whole.match(new RegExp(`^${word} `, "gm"))?.length;
      assert.equal(told.filter((text) => text === word).length, written, word);
    }
  });
});
