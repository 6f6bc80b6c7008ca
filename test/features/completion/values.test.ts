import assert from "node:assert/strict";
import { FACTS } from "../ask.ts";
import { chosen, labels, offered, step } from "./offered.ts";

describe("completion of values", () => {
  const values = (source: string): string[] => labels(source, { facts: FACTS, kind: "value" });

  it("offers what the logs hold, most frequent first, with counts", () => {
    assert.deepEqual(values("event e = sshd where user == $0"), ["root", "o'neil", 'say "hi"']);
    const root = offered("event e = sshd where user == $0", { facts: FACTS }).find(({ label }) => label === "root");
    assert.equal(root?.detail, "100 in the logs");
  });

  it("offers none behind the dot of a path", () => {
    assert.deepEqual(values(step("login where user == entry.$0")), []);
    assert.deepEqual(values(step("login where user == entry.us$0")), []);
    assert.notDeepEqual(values(step("login where user == $0")), []);
  });

  it("writes them as literals of the field's type", () => {
    const options = { facts: FACTS };
    assert.equal(chosen("event e = sshd where user == $0", "root", options), 'event e = sshd where user == "root"');
    assert.equal(
      chosen("event e = sshd where user == $0", 'say "hi"', options),
      'event e = sshd where user == "say \\"hi\\""',
    );
    assert.equal(
      chosen("event e = sshd where ip == $0", "203.0.113.9", options),
      "event e = sshd where ip == 203.0.113.9",
    );
    assert.equal(chosen("event e = sshd where port != $0", "4001", options), "event e = sshd where port != 4001");
  });

  it("replaces the string at the cursor, closed or not", () => {
    const options = { facts: FACTS };
    assert.equal(chosen('event e = sshd where user == "ro$0"', "root", options), 'event e = sshd where user == "root"');
    assert.equal(chosen('event e = sshd where user == "$0"', "root", options), 'event e = sshd where user == "root"');
    assert.equal(chosen('event e = sshd where user == "ro$0', "root", options), 'event e = sshd where user == "root"');
  });

  it("offers them in lists, behind `not`, `cased` and in labels' fields", () => {
    assert.deepEqual(values('event e = sshd where user in ["root", $0]')[0], "root");
    assert.deepEqual(values("event e = sshd where user not in [$0]")[0], "root");
    assert.deepEqual(values("event e = sshd where user not cased like $0")[0], "root");
    assert.deepEqual(values(step("login where entry.user == $0"))[0], "root");
  });

  it("offers numbers to compare with, but no texts in an order", () => {
    assert.deepEqual(values("event e = sshd where port > $0"), ["4001"]);
    assert.deepEqual(values("event e = sshd where user > $0"), []);
  });

  it("offers none where a pattern is asked for, or nothing is known", () => {
    assert.deepEqual(values("event e = sshd where user matches $0"), []);
    assert.deepEqual(values("event e = sshd where domain == $0"), []);
    assert.deepEqual(labels("event e = sshd where user == $0", { kind: "value" }), []);
  });

  it("offers template codes with their text", () => {
    const items = offered("event e = sshd where template == $0").filter(({ kind }) => kind === "constant");
    assert.deepEqual(
      items.map(({ label, detail }) => [label, detail]),
      [
        ["1001", "Failed password for {user} from {ip} port {port:int} ssh2"],
        ["1003", "Accepted {method} for {user} from {ip} port {port:int} ssh2"],
      ],
    );
    assert.deepEqual(labels("event e = sshd where template in [1001, $0]", { kind: "constant" }), ["1001", "1003"]);
  });
});
