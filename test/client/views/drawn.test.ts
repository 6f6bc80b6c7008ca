/** The rows of the side bar: drawn anew where they read otherwise, and not while a replay is about to end. */
import assert from "node:assert/strict";
import { mock } from "node:test";
import { ReplayStore } from "../../../client/store.ts";
import { DrawnRows } from "../../../client/views/drawn.ts";
import { KnownSteps } from "../../../client/views/knownSteps.ts";
import { atPace } from "../../../client/views/pace.ts";
import type { StepInfo } from "../../../server/protocol.ts";

describe("the rows of a tree", () => {
  it("change only where they read otherwise than they were drawn", () => {
    const hits = new Map([["guessed", 1]]);
    const rows = new DrawnRows((name: string) => `${hits.get(name) ?? 0}`);
    for (const name of ["guessed", "quiet"]) rows.drew(name, name);
    assert.deepEqual(rows.changed(), []);
    hits.set("guessed", 2);
    assert.deepEqual(rows.changed(), ["guessed"]);
    rows.drew("guessed", "guessed");
    assert.deepEqual(rows.changed(), []);
  });

  it("that are gone do not change", () => {
    let hits = 1;
    const rows = new DrawnRows(() => `${hits}`);
    rows.drew("guessed", "guessed");
    rows.forget();
    hits = 2;
    assert.deepEqual(rows.changed(), []);
  });
});

describe("the pace of the side bar", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("looks once at a short replay, when it has ended", () => {
    const store = new ReplayStore();
    const seen: string[] = [];
    atPace(store, () => seen.push(store.phase));
    store.begin("1", "file:///work", null);
    mock.timers.tick(499);
    store.finish("1", null);
    mock.timers.tick(10_000);
    assert.deepEqual(seen, ["cancelled"]);
  });

  it("looks every half second at a long one, and no more once it is told to stop", () => {
    const store = new ReplayStore();
    const seen: string[] = [];
    const stop = atPace(store, () => seen.push(store.phase));
    store.begin("1", "file:///work", null);
    mock.timers.tick(500);
    assert.deepEqual(seen, ["running"]);
    store.compare(); // any change
    store.compare();
    mock.timers.tick(500);
    assert.deepEqual(seen, ["running", "running"]);
    store.compare();
    stop();
    mock.timers.tick(500);
    assert.deepEqual(seen, ["running", "running"]);
  });
});

describe("the known lines of rules", () => {
  const params = { folder: "file:///work", rule: "guessed" };
  const step = (text: string): StepInfo => ({
    ...{ label: null, step: text, uses: [], place: { uri: "file:///work/ssh.grove", line: 1, character: 0 } },
  });

  it("are asked for once, and again when the texts were read anew", async () => {
    const answers = [[step("failed")], [step("failed")], [step("failed"), step("login")]];
    const steps = new KnownSteps(() => Promise.resolve(answers.shift()!));
    assert.equal((await steps.of(params)).length, 1);
    assert.equal((await steps.of(params)).length, 1);
    assert.deepEqual(await steps.lookAgain(), []);
    assert.deepEqual(await steps.lookAgain(), [params]);
    assert.equal((await steps.of(params)).length, 2);
  });

  it("are asked for again where the server gave none", async () => {
    const answers = [Promise.reject(new Error("gone")), Promise.resolve([step("failed")])];
    const steps = new KnownSteps(() => answers.shift()!);
    assert.deepEqual(await steps.of(params), []);
    assert.equal((await steps.of(params)).length, 1);
  });
});
