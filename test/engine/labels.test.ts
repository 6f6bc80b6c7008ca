/** A label on the whole `when` is one that `emit` reads: of one item, of whichever item an `any` took, of those counted. */
import { deepEqual } from "node:assert/strict";
import { check } from "../../server/checks/index.ts";
import { runTest } from "../../server/engine/test.ts";
import { Model } from "../../server/model/workspace.ts";

const SOURCE = `
source sshd from operating_system {
  files "auth.log"
  format syslog
  time timestamp year 2026
  template 1 "Failed password for {user} from {ip}"
  template 3 "Accepted {method} for {user} from {ip}"
}
event login_failed = sshd where template == 1
event login = sshd where template == 3
`;

const LINES = `given sshd """
  Jun 14 09:00:00 web1 sshd[1]: Failed password for git from 203.0.113.9
  Jun 14 09:00:05 web1 sshd[1]: Failed password for root from 203.0.113.9
  Jun 14 09:00:09 web1 sshd[1]: Accepted publickey for ann from 203.0.113.9
"""`;

/** The rule `r` raises exactly what the test expects, and nothing is said of the file. */
function raises(body: string, ...expectations: readonly string[]): void {
  const model = new Model();
  const text = `${SOURCE}rule r { by ip  ${body} }\ntest "t" { ${LINES}\n${expectations.join("\n")} }`;
  model.set("rules.grove", text);
  const analysis = model.analysis();
  deepEqual(
    check(analysis)
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message),
    [],
  );
  deepEqual(
    analysis.program.tests.flatMap((test) => runTest(analysis.program, test)),
    [],
  );
}

describe("a label on the whole `when`", () => {
  it("is the item of an event", () =>
    raises("when entry: login  emit user = entry.user", 'expect r once where user == "ann"'));

  it("is the item that an `any` took, and of its members only the one that was met", () =>
    raises(
      "when one: any { bad: login_failed  login }  emit user = one.user, refused = bad.user",
      "expect r 3 times",
      'expect r once where user == "git" and refused == "git"',
      'expect r once where user == "ann" and not refused exists',
    ));

  it("is the list of what a count counted", () =>
    raises(
      "when tries: count(login_failed) >= 2 within 1h  emit n = count(tries), who = values(tries.user)",
      'expect r once where n == 2 and "git" in who',
    ));

  it("is read by `severity`", () =>
    raises(
      'severity if entry.method == "publickey" then high else low  when entry: login',
      'expect r once where severity == "high"',
    ));
});
