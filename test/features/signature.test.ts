import assert from "node:assert/strict";
import { signatureAt } from "../../server/features/signature.ts";
import { open } from "./ask.ts";

/** The signature with the active parameter in angle brackets. */
function shown(source: string): string | null {
  const { analysis, uri, offset } = open(source);
  const help = signatureAt(analysis, uri, offset);
  if (help === null) return null;
  const { label, parameters, active } = help;
  const part = active === null ? undefined : parameters[active];
  return part ? `${label.slice(0, part.start)}<${label.slice(part.start, part.end)}>${label.slice(part.end)}` : label;
}

const rule = (body: string): string => `rule r { severity low  by ip  ${body} }`;

describe("signature help", () => {
  it("of a function: which parameter is being written", () => {
    assert.equal(shown("event e = sshd where lower($0)"), "lower(<text>): string");
    assert.equal(shown('event e = sshd where replace(user, $0"a", "b")'), "replace(text, <part>, by): string");
    assert.equal(shown('event e = sshd where replace(user, "a", "b$0")'), "replace(text, part, <by>): string");
  });

  it("of an optional parameter", () => {
    assert.equal(shown("event e = sshd where hour(time, $0) < 6"), "hour(time, <zone?>): int");
  });

  it("of an aggregate in a measure: about the items at hand", () => {
    const score = (call: string): string => `score s by ip of login { measure m = ${call} }`;
    assert.equal(shown(score("distinct($0user)")), "distinct(<f>)");
    assert.equal(shown(score("percentile(port, $095)")), "percentile(f, <rank>)");
    assert.equal(shown(score("ratio($0port > 1)")), "ratio(<condition>)");
  });

  it("of an action: its parameters", () => {
    const action = "action block(address: ip, minutes: int) { exec [address] }";
    assert.equal(shown(`${action}\nplaybook p { on login  block(ip, $060) }`), "block(address: ip, <minutes: int>)");
  });

  it("of a call that nobody closed yet", () => {
    assert.equal(shown("event e = sshd where hour(t$0"), "hour(<time>, zone?): int");
  });

  it("of the inner one of two calls, and of the outer one behind it", () => {
    assert.equal(shown('event e = sshd where replace(lower($0user), "a", "b")'), "lower(<text>): string");
    assert.equal(shown('event e = sshd where replace(lower(user), $0"a", "b")'), "replace(text, <part>, by): string");
  });

  it("of an aggregate: its event, and its condition", () => {
    assert.equal(shown(rule("when count($0) >= 3 within 1m")), "count(<E> where x)");
    assert.equal(shown(rule("when count(login where $0) >= 3 within 1m")), "count(E where <x>)");
  });

  it("of an aggregate: its field, then its event", () => {
    assert.equal(shown(rule("when distinct($0port of login) >= 3 within 1m")), "distinct(<f> of E where x)");
    assert.equal(shown(rule("when distinct(port of $0login) >= 3 within 1m")), "distinct(f of <E> where x)");
  });

  it("of an aggregate with a rank, and of one with several fields", () => {
    assert.equal(shown(rule("when percentile(port of login, $095) >= 3 within 1m")), "percentile(f of E, <rank>)");
    assert.equal(shown(rule("when first(user, p$0ort of login) within 1m")), "first(f, <g> of E)");
  });

  it("of a summary in emit", () => {
    assert.equal(shown(rule("when a: login  emit users = values($0)")), "values(<label.f>)");
  });

  it("of nothing outside of a call, behind it, in a list or a comment, or of an unknown function", () => {
    assert.equal(shown("event e = sshd where $0lower(user) == user"), null);
    assert.equal(shown("event e = sshd where lower(user)$0 == user"), null);
    assert.equal(shown('event e = sshd where lower(user) in ["a", $0]'), null);
    assert.equal(shown("event e = sshd where lower( // us$0er"), null);
    assert.equal(shown("event e = sshd where nothing($0)"), null);
    assert.equal(shown("event e = sshd where ($0user == user)"), null);
  });

  it("of the call around a list, a row or parentheses", () => {
    assert.equal(shown('event e = sshd where replace(user, ["a", $0"b"], "c")'), "replace(text, <part>, by): string");
    assert.equal(shown('event e = sshd where replace((us$0er), "a", "b")'), "replace(<text>, part, by): string");
    assert.equal(shown("event e = sshd where lower(people[$0].team)"), "lower(<text>): string");
    assert.equal(shown("event e = sshd where people[lower($0)].team"), "lower(<text>): string");
    assert.equal(shown("event e = sshd where lower(nothing($0))"), null);
    assert.equal(shown(rule("when any { count(any { lo$0gin }) }")), null);
  });

  it("over line ends, in a text that goes on", () => {
    assert.equal(
      shown('event e = sshd where replace(user,\r\n  "a",\r\n  $0\nevent f = sshd'),
      "replace(text, part, <by>): string",
    );
    assert.equal(shown('event e = sshd where replace("a, (b$0", user)'), "replace(<text>, part, by): string");
  });

  it("points at no parameter where there are too many arguments", () => {
    assert.equal(shown("event e = sshd where lower(user, $0)"), "lower(text): string");
  });
});
