import assert from "node:assert/strict";
import { workspaceSymbols } from "../../server/features/workspaceSymbols.ts";
import { open } from "./ask.ts";

const SOURCE = `
  rule guessed_password {
    severity low
    by ip
    when sequence within 1m { guesses: login_failed  entry: login }
  }
  list bad_addresses = []
  field app.tenant: string
  test "a guess is found" { expect guessed_password }
`;

function found(query: string, source = SOURCE): string[] {
  const { analysis } = open(source);
  return workspaceSymbols(analysis, query).map(({ kind, name, container }) =>
    container === null ? `${kind} ${name}` : `${kind} ${name} of ${container}`,
  );
}

describe("workspace symbols", () => {
  it("finds declarations of every file by their beginning", () => {
    assert.deepEqual(found("login"), ["event login", "event login_failed"]);
    assert.deepEqual(found("ssh"), ["source sshd"]);
  });

  it("finds by letters that stand apart, whatever their case", () => {
    assert.deepEqual(found("gpw"), ["rule guessed_password"]);
    assert.deepEqual(found("BA"), ["list bad_addresses"]);
    assert.deepEqual(found("b a d r"), ["list bad_addresses"]);
  });

  it("finds labels with their rule, fields, tests", () => {
    assert.deepEqual(found("entry"), ["label entry of guessed_password"]);
    assert.deepEqual(found("tenant"), ["field app.tenant"]);
    assert.deepEqual(found("is found"), ["test a guess is found"]);
  });

  it("finds each kind of declaration", () => {
    const source = `
      table q_people from "people.csv" key k: string
      ranking q_worst by ip of login { hits }
      action q_block(address: ip) { exec ["x", address] }
      playbook q_contain { on login  q_first: q_block(ip) }
      baseline q_habits by ip of login { feature f { hour(time) } }
      score q_spam by ip of login { measure m = count() }
      cluster q_groups of login { items user by ip }
    `;
    assert.deepEqual(found("q_", source).sort(), [
      "action q_block",
      "baseline q_habits",
      "cluster q_groups",
      "label q_first of q_contain",
      "playbook q_contain",
      "ranking q_worst",
      "score q_spam",
      "table q_people",
    ]);
  });

  it("finds in every file of the folder, and says in which", () => {
    const { analysis } = open(`
//- rules/a.grove
rule same_one { severity low  by ip  when login }
//- rules/b.grove
rule same_two { severity low  by ip  when login }
`);
    assert.deepEqual(
      workspaceSymbols(analysis, "same").map(({ name, location }) => `${name} in ${location.document}`),
      ["same_one in rules/a.grove", "same_two in rules/b.grove"],
    );
  });

  it("points at the name, wherever in its declaration that stands", () => {
    const { analysis, text } = open("/// Doc.\nrule   spaced_out { severity low  by ip  when the_label: login }");
    const named = (query: string) => {
      const [symbol] = workspaceSymbols(analysis, query);
      return symbol && text.slice(symbol.location.start, symbol.location.end);
    };
    assert.equal(named("spaced"), "spaced_out");
    assert.equal(named("the_l"), "the_label");
  });

  it("takes no sign of a query for anything but itself", () => {
    for (const query of [".*", "(", "[a-z]", "\\", "$0"]) assert.deepEqual(found(query), [], query);
  });

  it("names first what begins with the letters, then what holds them, then the rest", () => {
    const source = "event g = sshd\nevent a_g = sshd\nevent ab = sshd\nevent a_x_b = sshd\nevent xab = sshd";
    assert.deepEqual(found("ab", source).slice(0, 3), ["event ab", "event xab", "event a_x_b"]);
  });

  it("finds nothing where a letter is missing or the order is another", () => {
    assert.deepEqual(found("zzz"), []);
    assert.deepEqual(found("nigol"), []);
  });

  it("names everything for an empty query, and a bounded number of a great many", () => {
    assert.equal(found("").length, 10);
    const many = Array.from({ length: 600 }, (_, index) => `event many${index} = sshd`).join("\n");
    assert.equal(found("many", many).length, 500);
  });

  it("reads what is half typed", () => {
    assert.ok(found("half", "rule half { when sequ").includes("rule half"));
  });
});
