/** One run at a time, by hand: what waits for what, and what comes of what fails. Times are milliseconds. */
import assert from "node:assert/strict";
import { brief, programOf, runOf, simulate } from "./kit.ts";

const ACTIONS = `
action act(x: string) { exec ["./act", x]  simulate takes 1s returns { text = x + "!", count = 2 } }
action slow(x: string) { exec ["./act", x]  simulate takes 3s }
action bad(x: string) { exec ["./act", x]  simulate takes 1s fails 100% }
`;

const steps = (playbook: string, fields = {}): readonly string[] =>
  runOf(`${ACTIONS}playbook p { on seen  ${playbook} }`, fields).steps.map(brief);

describe("a run of a playbook", () => {
  it("begins all steps at once that name nothing", () =>
    assert.deepEqual(steps('a: act("x")  b: slow("x")  c: act("y")'), [
      "a 0..1000 done",
      "b 0..3000 done",
      "c 0..1000 done",
    ]));

  it("lets a step wait for those that it names, and for no others", () =>
    assert.deepEqual(steps('a: act("x")  b: slow("x")  c: act(a.text)  d: act(c.text)'), [
      "a 0..1000 done",
      "b 0..3000 done",
      "c 1000..2000 done",
      "d 2000..3000 done",
    ]));

  it("does not mind in which order they are written", () =>
    assert.deepEqual(steps('d: act(c.text)  c: act(a.text)  a: act("x")'), [
      "d 2000..3000 done",
      "c 1000..2000 done",
      "a 0..1000 done",
    ]));

  it("gives what a step returns to those that read it", () => {
    const run = runOf(`${ACTIONS}playbook p { on seen  b: act(a.text + user)  a: act("x") }`, { user: "ann" });
    assert.deepEqual(
      run.steps.map(({ title }) => title),
      ['act("x!ann")', 'act("x")'],
    );
    assert.deepEqual(run.steps[0]!.result, [
      ["text", "x!ann!"],
      ["count", 2],
    ]);
    assert.deepEqual(run.steps[0]!.waited, [1]);
  });

  it("takes as long as the longest way through it; one after the other would take the sum", () => {
    const run = runOf(`${ACTIONS}playbook p { on seen  a: act("x")  b: slow("x")  c: act(a.text) }`);
    assert.equal(run.ended - run.started, 3_000_000);
    assert.equal(run.serial, 5_000_000);
  });

  it("after: what is in it waits for each that it names, groups as a whole", () =>
    assert.deepEqual(steps('a: act("x")  g: after a { act("1")  slow("2") }  after a, g { end: act("3") }').slice(1), [
      "act 1000..2000 done",
      "slow 1000..4000 done",
      "end 4000..5000 done",
    ]));

  it("if: takes the first branch that holds; the steps of the others were not to be done", () => {
    const both = 'a: act("x")  if a.count > 5 { act("1") } else if a.count > 1 { act("2") } else { act("3") }';
    assert.deepEqual(steps(both), ["a 0..1000 done", "act - untaken", "act 1000..2000 done", "act - untaken"]);
  });

  it("what was not to be done is missing to who reads it, and no reason for `after`", () =>
    assert.deepEqual(
      steps('if user == "x" { a: act("1") }  if not (a.text exists) { b: act("2") }  after a { c: act("3") }', {
        user: "y",
      }),
      ["a - untaken", "b 0..1000 done", "c - untaken"],
    ));

  it("for each: once for each element, all at once; a step inside reads its own round, one outside all of them", () => {
    const text = `${ACTIONS}playbook p { on seen
      for each name in users { a: act(name)  b: act(a.text) }
      if "ann!" in a.text { c: act("both") } }`;
    const run = runOf(text, { users: ["ann", "bob"] });
    assert.deepEqual(run.steps.map(brief), [
      "a 0..1000 done",
      "b 1000..2000 done",
      "a 0..1000 done",
      "b 1000..2000 done",
      "c 1000..2000 done",
    ]);
    assert.deepEqual(
      run.steps.map(({ title, each }) => `${title} ${each.join()}`),
      ['act("ann") ann', 'act("ann!") ann', 'act("bob") bob', 'act("bob!") bob', 'act("both") '],
    );
  });

  it("for each of nothing is done at once; of too many it fails", () => {
    assert.deepEqual(steps('g: for each name in users { act(name) }  after g { act("end") }'), ["act 0..1000 done"]);
    const users = Array.from({ length: 10_001 }, (_, i) => `u${i}`);
    const run = runOf(`${ACTIONS}playbook p { on seen  for each name in users { act(name) } }`, { users });
    assert.match(run.error!, /10001 rounds are more steps than the 10000 that a run may have/);
  });

  it("a step that fails stops those that named it, and no others", () => {
    const run = runOf(
      `${ACTIONS}playbook p { on seen  a: bad("x")  after a { b: act("1") }  c: act("2")  after b { d: act("3") } }`,
    );
    assert.deepEqual(run.steps.map(brief), ["a 0..1000 failed", "b - blocked", "c 0..1000 done", "d - blocked"]);
    assert.deepEqual([run.steps[1]!.reason, run.steps[3]!.reason], ["`a` failed", "`b` was not done"]);
    assert.equal(run.result, "failed");
    assert.equal(run.error, "a: failed, as simulated");
  });

  it("on failure: once, at the first failure, beside what goes on; without one it is not there", () => {
    const failing = 'a: bad("x")  b: bad("y")  c: slow("z")  on failure { d: act(step + " " + error) }';
    const run = runOf(`${ACTIONS}playbook p { on seen  ${failing} }`);
    assert.deepEqual(run.steps.map(brief), [
      "a 0..1000 failed",
      "b 0..1000 failed",
      "c 0..3000 done",
      "d 1000..2000 done",
    ]);
    assert.equal(run.steps[3]!.title, 'act("a a: failed, as simulated")');
    assert.deepEqual(steps('a: act("x")  on failure { d: act(error) }'), ["a 0..1000 done"]);
  });

  it("on failure: may name what failed, which it waits for and which has no result", () =>
    assert.deepEqual(
      steps('a: bad("x")  on failure { if not (a.text exists) { d: act("1") }  e: act(d.text) }').slice(1),
      ["d 1000..2000 done", "e 2000..3000 done"],
    ));

  it("calls nothing with a value that is missing", () => {
    const run = runOf(`${ACTIONS}playbook p { on seen  a: act(user) }`);
    assert.deepEqual(run.steps.map(brief), ["a 0..0 failed"]);
    assert.equal(run.error, "a: its `x` is missing");
    assert.deepEqual(run.steps[0]!.attempts, []);
  });

  it("retry: so many further attempts, with a pause that doubles", () => {
    const run = runOf(`action bad(x: string) { exec ["./a", x]  retry 2  simulate takes 1s fails 100% }
      playbook p { on seen  a: bad("x") }`);
    const attempts = run.steps[0]!.attempts.map(({ begin, end, ok }) => [begin / 1000, end / 1000, ok]);
    // Half a second, then one.
    assert.deepEqual(attempts, [
      [0, 1000, false],
      [1500, 2500, false],
      [3500, 4500, false],
    ]);
  });

  it("timeout: an attempt ends when its time is up", () => {
    const run = runOf(`action hang(x: string) { exec ["./a", x]  timeout 5s  retry 1  simulate takes 100d }
      playbook p { on seen  a: hang("x") }`);
    assert.deepEqual(run.steps.map(brief), ["a 0..10500 failed"]);
    assert.equal(run.error, "a: no answer within 5s");
  });

  it("ends when it has taken a day, wherever it stands", () => {
    const run = runOf(`action hang(x: string) { exec ["./a", x]  timeout 30d  simulate takes 100d }
      playbook p { on seen  a: hang("x")  after a { b: hang("y") }  on failure { c: hang(error) } }`);
    assert.deepEqual(run.steps.map(brief), ["a 0..86400000 stopped", "b - stopped"]);
    assert.equal(run.result, "stopped");
    assert.equal(run.ended - run.started, 86_400_000_000);
  });

  it("approve: is granted where nobody is asked, within its time", () => {
    const run = runOf(
      `${ACTIONS}playbook p { on seen
      sure: approve "Block " + user + "?" by "soc" within 30m { a: act("yes " + user) } else { b: act("no") }
      if sure.approved { c: act(sure.by) } }`,
      { user: "ann" },
    );
    const [sure, a, b, c] = run.steps;
    assert.equal(sure!.title, "Block ann?");
    assert.ok(sure!.end! >= 1_000_000 && sure!.end! <= 5_000_000);
    assert.equal(a!.begin, sure!.end);
    assert.equal(b!.outcome, "untaken");
    // Who names an approval waits for what is done once it was given.
    assert.equal(c!.begin, a!.end);
    assert.equal(c!.title, 'act("simulated")');
    assert.deepEqual([a!.waited, c!.waited], [[0], [0, 1, 2]]);
  });
});

describe("once per", () => {
  const once = `action block(address: ip, why: string) { exec ["./a", why]  once per address
    simulate takes 2s returns { ticket = "for " + why } }\n`;

  it("does the same once across runs; who comes meanwhile waits for it and has the same result", () => {
    const program = programOf(`${once}playbook p { on seen  a: block(ip, user) }`);
    const at = (id: string, seconds: number, ip: string) => ({ id, at: seconds * 1e6, fields: { ip, user: id } });
    const runs = simulate(program, [
      at("r1", 0, "10.0.0.1"),
      at("r2", 1, "10.0.0.1"),
      at("r3", 1, "10.0.0.2"),
      at("r4", 9, "10.0.0.1"),
    ]);
    const told = runs.map(
      ({ id, steps: [a] }) =>
        `${id} ${brief(a!)} ${a!.attempts.length} ${a!.once?.run ?? "-"} ${String(a!.result[0]?.[1])}`,
    );
    assert.deepEqual(told, [
      "r1 a 0..2000 done 1 - for r1",
      "r2 a 1000..2000 done 0 r1 for r1",
      "r3 a 1000..3000 done 1 - for r3",
      "r4 a 9000..9000 done 0 r1 for r1",
    ]);
  });

  it("answers at once what is done, and lets the others go on that waited for the same", () => {
    const program = programOf(`${ACTIONS}${once}playbook p { on seen
      s: act(user)  a: block(ip, s.text)  b: act(s.text)  c: block(ip, s.text)  d: act(c.ticket) }`);
    const fields = { ip: "10.0.0.1", user: "ann" };
    const [, second] = simulate(program, [
      { id: "r1", fields },
      { id: "r2", at: 60e6, fields },
    ]);
    assert.deepEqual(second!.steps.map(brief), [
      "s 60000..61000 done",
      "a 61000..61000 done",
      "b 61000..62000 done",
      "c 61000..61000 done",
      "d 61000..62000 done",
    ]);
  });

  it("is tried again by the next where the first failed", () => {
    const program = programOf(`action bad(address: ip) { exec ["./a"]  once per address  simulate takes 2s fails 100% }
      playbook p { on seen  a: bad(ip) }`);
    const fields = { ip: "10.0.0.1" };
    const runs = simulate(program, [
      { id: "r1", fields },
      { id: "r2", at: 1e6, fields },
    ]);
    assert.deepEqual(
      runs.map(({ id, steps: [a] }) => `${id} ${brief(a!)} ${a!.attempts.length}`),
      // The second begins when it comes, and its attempt when the first has given up.
      ["r1 a 0..2000 failed 1", "r2 a 1000..4000 failed 1"],
    );
  });
});

describe("the event queue", () => {
  const program = programOf(`${ACTIONS}playbook quick { on seen  act(user) }\nplaybook late { on seen  slow(user) }`);
  const given = (playbook: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ id: `${playbook} ${i}`, playbook, fields: { user: "x" } }));

  it("gives each playbook so many places; a slow one holds up no other", () => {
    const runs = simulate(program, [...given("late", 3), ...given("quick", 2)], { waiting: 10, running: 1 });
    const told = runs.map(({ id, started, ended }) => `${id} ${started / 1e6}..${ended / 1e6}`);
    assert.deepEqual(told, ["quick 0 0..1", "quick 1 1..2", "late 0 0..3", "late 1 3..6", "late 2 6..9"]);
  });

  it("is bounded: what does not fit waits outside, and nothing is lost", () => {
    const runs = simulate(program, given("late", 4), { waiting: 1, running: 1 });
    const told = runs.map(
      ({ id, raised, queued, started }) => `${id} ${raised / 1e6} ${queued / 1e6} ${started / 1e6}`,
    );
    // One runs and one waits; the third is taken when the second begins.
    assert.deepEqual(told, ["late 0 0 0 0", "late 1 0 0 3", "late 2 0 3 6", "late 3 0 6 9"]);
  });
});
