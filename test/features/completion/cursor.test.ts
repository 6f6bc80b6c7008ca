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

  it("offers nothing behind a literal that is complete: Enter ends the line there", () => {
    const source = (clause: string): string => `source s from application { ${clause} }`;
    assert.deepEqual(labels(source('files "logs/auth.log"$0')), []);
    assert.deepEqual(labels(source("files 'logs/auth.log'$0")), []);
    assert.deepEqual(labels(source("lateness 30s$0")), []);
    assert.deepEqual(labels("rule r { when sequence within 10m$0"), []);
    assert.deepEqual(labels('event e = sshd where user == "root"$0'), []);
    assert.deepEqual(labels("event e = sshd where user matches /a/$0"), []);
    assert.ok(labels(source("lateness 30s $0"), { kind: "keyword" }).includes("idle"));
  });

  it("offers nothing for the name of a declaration that begins where the one before it could go on", () => {
    const event = "event ok = sshd where port == 2";
    for (const begun of [`${event}\nrule $0`, `${event}\n  rule $0`, `${event} rule $0`]) {
      assert.deepEqual(labels(begun), []);
    }
  });

  it("takes a declaration's word for a field where it can be one", () =>
    assert.ok(labels("event e = detection where rule $0", { kind: "keyword" }).includes("startswith")));

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
