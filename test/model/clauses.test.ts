/** What becomes of the clauses beside a rule's pattern. */
import { deepEqual, equal } from "node:assert/strict";
import { analysisOf, SSHD } from "../kit/rules.ts";

const ruleOf = (text: string) =>
  analysisOf([{ path: "main.grove", text: `${SSHD}${text}` }]).program.rules.find(({ name }) => name === "r")!;

describe("clauses of a rule", () => {
  it("risk: its summands with their texts, of points the condition", () => {
    const { risk } = ruleOf(`rule r { severity low  risk 50 + points(n > 5, 30) +
      2 * n  by ip  when sequence within 1m { g: count(login_failed) >= 3  login }  emit n = count(g) }`);
    deepEqual(
      risk.map(({ text }) => text),
      ["50", "n > 5", "2 * n"],
    );
    deepEqual(
      risk.map(({ value }) => value.kind),
      ["constant", "call", "arithmetic"],
    );
  });

  it("limit, forget and their absence", () => {
    const { limit, forget } = ruleOf("rule r { severity low  by ip  when login  limit 1000  forget 2h }");
    deepEqual({ limit, forget }, { limit: 1000, forget: 7_200_000_000 });
    const without = ruleOf("rule r { severity low  by ip  when login }");
    deepEqual([without.limit, without.forget, without.risk, without.ignore], [null, null, [], []]);
  });

  it("ignore: those of the rule, then those that name it", () => {
    const { ignore } = ruleOf(`ignore r, uses_both where ip == 10.0.0.1
      rule r { severity low  by ip  when login  ignore where user == "root"  ignore where method == "none" }`);
    equal(ignore.length, 3);
    const fields = ignore.map((term) =>
      term.kind === "compare" && term.left.kind === "field" ? term.left.field : null,
    );
    deepEqual(fields, ["user", "method", "ip"]);
  });

  it("an ignore that is wrong costs nothing but itself", () => {
    deepEqual(ruleOf(`ignore r where usr == "x"  rule r { severity low  by ip  when login }`).ignore, []);
  });
});
