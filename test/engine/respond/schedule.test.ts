/** Random playbooks against a schedule that is worked out step by step, sharing no code with the one that runs them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { programOf, simulate } from "./kit.ts";

const ACTIONS = [
  ...[1, 2, 3].map(
    (seconds) =>
      `action ok${seconds}(x: list<string>) { exec ["./a"]  simulate takes ${seconds}s returns { text = "t" } }`,
  ),
  'action bad2(x: list<string>) { exec ["./a"]  simulate takes 2s fails 100% returns { text = "t" } }',
].join("\n");

interface Step {
  readonly action: "ok1" | "ok2" | "ok3" | "bad2";
  /** Earlier steps, by number: those that it reads, and those of an `after` around it. */
  readonly reads: readonly number[];
  readonly after: readonly number[];
  /** Of an `if` around all of that; null: there is none. */
  readonly condition: boolean | null;
  /** Where it is written among the others. */
  readonly order: number;
}

const earlier = fc.array(fc.nat(), { maxLength: 3 });
const anyStep = fc.record({
  action: fc.constantFrom("ok1", "ok2", "ok3", "bad2" as const),
  reads: earlier,
  after: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: earlier }),
  condition: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.boolean() }),
  order: fc.nat(),
});
/** A step names earlier ones only, so that no two wait for each other; they may be written in any order. */
const steps: fc.Arbitrary<readonly Step[]> = fc.array(anyStep, { minLength: 1, maxLength: 9 }).map((all) =>
  all.map((step, index) => {
    const before = (numbers: readonly number[]) => (index === 0 ? [] : [...new Set(numbers.map((n) => n % index))]);
    return { ...step, reads: before(step.reads), after: before(step.after) };
  }),
);

function textOf(all: readonly Step[]): string {
  const written = all.map(({ action, reads, after, condition, order }, index) => {
    const call = `s${index}: ${action}([${["user", ...reads.map((n) => `s${n}.text`)].join(", ")}])`;
    const group = after.length === 0 ? call : `after ${after.map((n) => `s${n}`).join(", ")} { ${call} }`;
    return { order, text: condition === null ? group : `if user == "${condition ? "ann" : "bob"}" { ${group} }` };
  });
  const lines = written.toSorted((a, b) => a.order - b.order).map(({ text }) => text);
  return `${ACTIONS}\nplaybook p { on seen\n${lines.join("\n")}\n}`;
}

interface Expected {
  readonly outcome: string;
  /** Seconds: when it began, and when it was settled one way or another. */
  readonly begin: number | null;
  readonly settled: number;
}

function expected(all: readonly Step[]): readonly Expected[] {
  const found: Expected[] = [];
  const latest = (numbers: readonly number[]): number => Math.max(0, ...numbers.map((n) => found[n]!.settled));
  const hasFailed = (n: number): boolean => ["failed", "blocked"].includes(found[n]!.outcome);
  for (const { action, reads, after, condition } of all) {
    const ready = Math.max(latest(after), latest(reads));
    if (condition === false) found.push({ outcome: "untaken", begin: null, settled: 0 });
    else if (after.some(hasFailed)) found.push({ outcome: "blocked", begin: null, settled: latest(after) });
    else if (after.some((n) => found[n]!.outcome === "untaken"))
      found.push({ outcome: "untaken", begin: null, settled: latest(after) });
    else if (reads.some(hasFailed)) found.push({ outcome: "blocked", begin: null, settled: ready });
    else {
      const outcome = action === "bad2" ? "failed" : "done";
      found.push({ outcome, begin: ready, settled: ready + Number(action.at(-1)) });
    }
  }
  return found;
}

describe("the schedule of a run", () => {
  it("is the one that can be worked out by hand, whatever the order of the text", () =>
    fc.assert(
      fc.property(steps, (all) => {
        const [run] = simulate(programOf(textOf(all)), [{ fields: { user: "ann" } }]);
        const told = Object.fromEntries(
          run!.steps.map(({ label, outcome, begin }) => [label, [outcome, begin === null ? null : begin / 1e6]]),
        );
        const wanted = Object.fromEntries(expected(all).map(({ outcome, begin }, i) => [`s${i}`, [outcome, begin]]));
        assert.deepEqual(told, wanted);
        assert.equal(run!.steps.length, all.length, "every step once");
        const end = Math.max(...expected(all).map(({ begin, settled }) => (begin === null ? 0 : settled)));
        assert.equal(run!.ended - run!.started, end * 1e6);
        assert.ok(run!.ended - run!.started <= run!.serial);
      }),
      { numRuns: 150 },
    )).timeout(30_000);

  it("begins a step only behind the end of each that it waited for", () =>
    fc.assert(
      fc.property(steps, (all) => {
        const [run] = simulate(programOf(textOf(all)), [{ fields: { user: "ann" } }]);
        for (const { begin, waited } of run!.steps)
          for (const other of waited)
            assert.ok(begin === null || run!.steps[other]!.end === null || run!.steps[other]!.end <= begin);
      }),
      { numRuns: 50 },
    )).timeout(30_000);
});

describe("simulated runs", () => {
  const program =
    programOf(`action act(x: string) { exec ["./a", x]  retry 3  timeout 2s  once per x  simulate takes 1ms..2500ms fails 30% returns { text = x } }
    action free(x: string) { exec ["./a", x]  retry 1  simulate takes 0s..5s fails 10% }
    playbook p { on seen  a: act(user)  b: free(a.text)  for each u in users { c: free(u)  d: act(u) }
      sure: approve "?" { free("x") }  on failure { free(error) } }
    playbook q { on seen  a: act(user) }`);
  const given = fc.array(
    fc.record({
      playbook: fc.constantFrom("p", "q"),
      gap: fc.integer({ min: 0, max: 4_000_000 }),
      user: fc.constantFrom("ann", "bob", "eve"),
      users: fc.array(fc.constantFrom("ann", "bob", "eve", "kim"), { maxLength: 4 }),
    }),
    { maxLength: 25 },
  );
  const limits = { waiting: 3, running: 2 };

  it("are the same for the same detections, none is lost, and each call is done once per value", () =>
    fc.assert(
      fc.property(given, (all) => {
        let at = 0;
        const starts = all.map(({ playbook, gap, ...fields }, i) => ({
          id: `r${i}`,
          playbook,
          at: (at += gap),
          fields,
        }));
        const runs = simulate(program, starts, limits);
        assert.deepEqual(simulate(program, starts, limits), runs);
        assert.deepEqual(runs.map(({ id }) => id).sort(), starts.map(({ id }) => id).sort());
        const done = new Map<string, number>();
        for (const { raised, queued, started, ended, serial, steps: each } of runs) {
          assert.ok(raised <= queued && queued <= started && started <= ended && ended - started <= serial);
          for (const { action, title, outcome, attempts, once } of each) {
            assert.ok(attempts.length <= (action === "act" ? 4 : 2));
            attempts.forEach(({ begin, end, ok }, i) => {
              assert.equal(ok, outcome === "done" && i === attempts.length - 1);
              assert.ok(end - begin <= (action === "act" ? 2_000_000 : 30_000_000));
            });
            if (action === "act" && outcome === "done" && once === null) done.set(title, (done.get(title) ?? 0) + 1);
          }
        }
        assert.ok([...done.values()].every((times) => times === 1));
      }),
      { numRuns: 60 },
    )).timeout(30_000);
});
