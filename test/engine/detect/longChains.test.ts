/** Events that name events, thousands deep. */
import assert from "node:assert/strict";
import { runTest } from "../../../server/engine/test.ts";
import { analyzed } from "../../kit/rules.ts";

const DEEP = 3000;
const chain = (body: (next: string, at: number) => string): string =>
  Array.from(
    { length: DEEP },
    (_, at) => `event e${at} = ${body(at === DEEP - 1 ? "login_failed" : `e${at + 1}`, at)}`,
  ).join("\n");

describe("a chain of thousands of events", function () {
  this.timeout(20_000);

  for (const [name, body] of Object.entries({
    "one after the other": (next: string) => next,
    "in unions": (next: string) => `any { ${next} }`,
    "each of which asks for more": (next: string, at: number) => `${next} where user != "u${at}"`,
    "each of which adds a field": (next: string, at: number) => `${next} with app.n${at % 3} = port`,
  }))
    it(`lets through what a short one does: ${name}`, () => {
      const { program } = analyzed(`${chain(body)}
        rule deep { severity low  by ip  when e0 }
        test "t" {
          given sshd """
            Jun 14 09:00:00 web1 sshd[1]: Failed password for root from 203.0.113.9 port 22 ssh2
            Jun 14 09:00:01 web1 sshd[1]: Failed password for ann from 203.0.113.9 port 22 ssh2
            Jun 14 09:00:02 web1 sshd[1]: Accepted password for root from 203.0.113.9 port 22 ssh2
          """
          expect deep 2 times
        }`);
      assert.deepEqual(runTest(program, program.tests[0]!), []);
    });

  it("ends in rules: a detection is seen by those that do not lie below", () => {
    const { program } = analyzed(`${chain((next) => next).replace("= login_failed", '= detection where rule == "low"')}
      rule low { severity low  by ip  when login_failed }
      rule high { severity high  by ip  when e0 }
      test "t" {
        given sshd """
          Jun 14 09:00:00 web1 sshd[1]: Failed password for root from 203.0.113.9 port 22 ssh2
        """
        expect low once
        expect high once
      }`);
    assert.deepEqual(runTest(program, program.tests[0]!), []);
  });
});
