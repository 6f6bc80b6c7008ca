import assert from "node:assert/strict";
import { diagnosed } from "../../kit/rules.ts";
import { chosen, labels } from "./offered.ts";

describe("completion of a list", () => {
  it("offers values in brackets behind the equals sign, as the list's type wants them", () => {
    assert.deepEqual(labels("list l = $0"), ['["value"]', "[192.0.2.0/24]", "[192.0.2.10]"]);
    assert.deepEqual(labels("list l: cidr = $0"), ["[192.0.2.0/24]"]);
    assert.deepEqual(labels("list l: regex = $0"), ["['^user[0-9]+$']"]);
  });

  it("offers them behind the name and behind the type too, beside a file", () => {
    assert.deepEqual(labels("list l: glob $0"), ['= ["svc-*"]', "from"]);
    assert.deepEqual(labels("list l $0").slice(-1), ["from"]);
    assert.ok(labels("list l $0").includes('= ["value"]'));
  });

  it("offers none inside of the brackets, nor for a type that there is not", () => {
    assert.deepEqual(labels("list l = [$0"), []);
    assert.deepEqual(labels("list l: names = $0"), []);
  });

  it("writes what is a list without a fault", () => {
    for (const type of ["string", "glob", "regex", "ip", "cidr"]) {
      const [label] = labels(`list l: ${type} = $0`);
      const written = chosen(`list l: ${type} = $0`, label!).replace(/\$\{1:(.*)\}/, "$1");
      const errors = diagnosed(written.replaceAll("\\", "")).filter(({ severity }) => severity === "error");
      assert.deepEqual(errors, [], written);
    }
  });
});
