/** Events that name events, thousands deep. */
import assert from "node:assert/strict";
import { check } from "../../server/checks/index.ts";
import { kindsOf } from "../../server/model/kinds.ts";
import { analyzed, diagnosed } from "../kit/rules.ts";

const DEEP = 3000;
const chain = (body: (next: string) => string): string =>
  Array.from(
    { length: DEEP },
    (_, at) => `event e${at} = ${body(at === DEEP - 1 ? "login_failed" : `e${at + 1}`)}`,
  ).join("\n");
const use = (text: string) => ({ name: { text, start: 0, end: 0 }, where: undefined, with: [] });

describe("a chain of thousands of events", function () {
  this.timeout(20_000);

  for (const [name, body] of Object.entries({
    "one after the other": (next: string) => next,
    "in unions": (next: string) => `any { ${next} }`,
    "each of which asks for more": (next: string) => `${next} where user != "x"`,
    "each of which adds a field": (next: string) => `${next} with app.n = port`,
  }))
    it(`is checked like a short one: ${name}`, () => {
      const rule = 'rule r { severity low  by ip  when count(e0 where user == "root") >= 2 within 1m }';
      const analysis = analyzed(`${chain(body)}\n${rule}`);
      assert.deepEqual(
        check(analysis).filter(({ severity }) => severity === "error"),
        [],
      );
      assert.ok(analysis.program.rules.some((each) => each.name === "r"));
      assert.deepEqual(
        kindsOf(analysis, use("e0"))?.map(({ source, codes }) => [source.name, [...(codes ?? [])]]),
        [["sshd", [1001]]],
      );
    });

  it("that comes back to its beginning has no kind, and nor has what leads into it", () => {
    const analysis = analyzed("event a = b\nevent b = c\nevent c = a\nevent d = any { login  a }\nevent e = e");
    for (const name of ["a", "b", "c", "d", "e"]) assert.equal(kindsOf(analysis, use(name)), null, name);
  });

  it("of events that name the next one twice has each kind once", () => {
    const twice = Array.from({ length: 60 }, (_, at) => `event t${at} = any { t${at + 1}  t${at + 1} }`).join("\n");
    const analysis = analyzed(`${twice}\nevent t60 = any { login  login_failed  login }`);
    assert.deepEqual(
      kindsOf(analysis, use("t0"))?.map(({ codes }) => [...(codes ?? [])]),
      [[1003], [1001]],
    );
  });

  it("says what is missing at its far end", () => {
    const found = diagnosed(`${chain((next) => next)}\nrule r { severity low  by ip  when e0 where nobody == 1 }`);
    assert.deepEqual(
      found.filter(({ severity }) => severity === "error").map(({ code }) => code),
      ["unknown-field"],
    );
  });
});
