import assert from "node:assert/strict";
import { complete } from "../../../server/features/completion.ts";
import { open } from "../ask.ts";
import { labels } from "./offered.ts";

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
