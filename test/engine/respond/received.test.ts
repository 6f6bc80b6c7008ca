/** Events from outside: as good as detections, or refused with what would be right. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { compilePlaybook } from "../../../server/engine/respond/plan.ts";
import { Receiver } from "../../../server/engine/respond/received.ts";
import { programOf } from "./kit.ts";

const program = programOf(`
  action tell(address: ip, who: string, level: string, at: time) { exec ["./tell.sh", who, level]  simulate takes 1s }
  playbook every_one {
    on seen
    tell(ip, user, severity, first)
    for each name in users { tell(ip, name, severity, last) }
  }
  playbook bad_ones { on detection where severity >= critical and ip in 10.0.0.0/8  tell(ip, "x", severity, last) }
`);
const receiver = new Receiver(program);
const NOW = Date.UTC(2026, 5, 14, 9) * 1000;

function starts(event: unknown) {
  const received = receiver.take(event, NOW, 1);
  assert.ok(received.ok, JSON.stringify(received));
  return received.starts.map(({ playbook, values, raised, on }) => {
    const definition = program.playbooks.find(({ name }) => name === playbook)!;
    const { fields } = compilePlaybook(definition, program).schema;
    return { playbook, raised, on, fields: Object.fromEntries(fields.map((name, at) => [name, values[at]])) };
  });
}

function fault(event: unknown): string {
  const received = receiver.take(event, NOW, 1);
  assert.ok(!received.ok);
  return received.message;
}

describe("an event from outside", () => {
  it("starts what a detection of its rule would start, with fields of their types", () => {
    const fields = { ip: "2001:DB8::1", user: "bob", users: ["bob", "eve"] };
    const [start, ...others] = starts({ rule: "seen", fields, time: "2026-06-14T08:00:00+01:00" });
    assert.deepEqual(others, []);
    assert.equal(start!.playbook, "every_one");
    assert.equal(start!.raised, NOW - 2 * 3600 * 1e6);
    const { ip, user, severity, users, first } = start!.fields;
    assert.deepEqual([ip, user, severity, users, first], ["2001:db8::1", "bob", "high", ["bob", "eve"], start!.raised]);
  });

  it("fits a condition by what it says, and comes now where it says no time", () => {
    const names = (fields: object): readonly string[] =>
      starts({ rule: "seen", fields }).map(({ playbook, raised }) => `${playbook} ${raised === NOW}`);
    assert.deepEqual(names({ ip: "10.1.2.3", severity: "critical" }), ["every_one true", "bad_ones true"]);
    assert.deepEqual(names({ ip: "10.1.2.3" }), ["every_one true"]);
  });

  it("is the same under the same id, and another one without", () => {
    const id = (event: object, number: number): string => {
      const received = receiver.take({ rule: "seen", ...event }, NOW, number);
      return received.ok ? received.id : "";
    };
    assert.equal(id({ id: "a" }, 1), id({ id: "a", fields: { user: "x" } }, 2));
    assert.notEqual(id({ id: "a" }, 1), id({ id: "b" }, 1));
    assert.notEqual(id({}, 1), id({}, 2));
  });

  it("is refused with a reason where it is none", () => {
    assert.match(fault("seen"), /^an event is an object/);
    assert.match(fault({ rule: "sene" }), /^there is no rule "sene"; there are seen, /);
    assert.match(fault({}), /^there is no rule without a name/);
    assert.match(fault({ rule: "seen", fields: { host: "x" } }), /^seen has no field `host`; it has .*ip, user, users/);
    assert.match(fault({ rule: "seen", fields: { ip: "10.0.0" } }), /^`ip` cannot be "10\.0\.0": it is an IP address$/);
    assert.match(
      fault({ rule: "seen", fields: { users: ["a", 1] } }),
      /^`users` cannot be \["a",1\]: it is a list, each/,
    );
    assert.match(fault({ rule: "seen", fields: { severity: "urgent" } }), /one of informational, low, /);
    assert.match(fault({ rule: "seen", time: "yesterday" }), /^`time` is a text such as/);
    assert.match(fault({ rule: "seen", id: 7 }), /^`id` is a text/);
    assert.match(fault({ rule: "seen", params: 1 }), /^an event has no `params`/);
  });

  it("never makes the receiver fail, whatever it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (event, fields) => {
        receiver.take(event, NOW, 1);
        receiver.take({ rule: "seen", fields }, NOW, 1);
        receiver.take({ rule: "seen", fields: { ip: event, users: fields, first: event } }, NOW, 1);
      }),
    );
  });
});
