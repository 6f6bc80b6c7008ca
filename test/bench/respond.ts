/**
 * How many runs of playbooks a second, once warm: on the virtual clock and through a process per playbook, beside what one
 * process start costs. Run it with `node test/bench/respond.ts`.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import type { Start } from "../../server/engine/respond/start.ts";
import { VirtualResponder } from "../../server/engine/respond/virtual.ts";
import { LiveResponder } from "../../server/host/respond/pool.ts";
import type { Program } from "../../server/model/program.ts";
import { programOf, startOf } from "../engine/respond/kit.ts";
import { folderOf } from "../kit/folder.ts";

const EMPTY = programOf("playbook empty { on seen }");
const CHAIN =
  programOf(`action act(x: string) { http POST "https://a.example/x" json { x }  simulate takes 200ms..2s returns { text = x } }
  playbook chain { on seen  a: act(user)  b: act(user)  c: act(a.text + b.text)  after c { d: act("end") } }`);

const ROUNDS = 5;
const fields = { user: "ann", ip: "10.0.0.1" };

function startsOf(program: Program, count: number, round: number): readonly Start[] {
  const start = startOf(program, { fields });
  return Array.from({ length: count }, (_, i) => ({ ...start, id: `${round} ${i}`, raised: i * 1000 }));
}

function report(what: string, rates: readonly number[]): void {
  const [cold, ...warm] = rates.map((rate) => Math.round(rate));
  const best = Math.max(...warm);
  console.log(
    `${what.padEnd(44)} cold ${cold!.toLocaleString("en-US").padStart(9)}  warm ${best.toLocaleString("en-US").padStart(9)} runs/s`,
  );
}

function virtual(program: Program, count: number): readonly number[] {
  return Array.from({ length: ROUNDS }, (_, round) => {
    const starts = startsOf(program, count, round);
    let ended = 0;
    const began = performance.now();
    const responder = new VirtualResponder(program, () => ended++);
    for (const start of starts) responder.take(start);
    responder.finish();
    if (ended !== count) throw new Error(`${count - ended} runs were lost`);
    return count / ((performance.now() - began) / 1000);
  });
}

async function pool(program: Program, count: number): Promise<readonly number[]> {
  let ended = 0;
  const ask = () => Promise.resolve({ approved: false, by: null });
  const options = { root: folderOf({}), program, agreed: [], run: () => void ended++, ask };
  const responder = new LiveResponder({ ...options, limits: { waiting: 10_000, running: 1_000 } });
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const starts = startsOf(program, count, round);
    ended = 0;
    const began = performance.now();
    for (const start of starts) await responder.offer(start);
    await responder.settled();
    if (ended !== count) throw new Error(`${count - ended} runs were lost`);
    rates.push(count / ((performance.now() - began) / 1000));
  }
  responder.close();
  return rates;
}

/** What keeping the process warm saves. */
async function processStart(): Promise<number> {
  const began = performance.now();
  const child = fork(new URL("../../server/host/respond/child.ts", import.meta.url));
  await once(child, "spawn");
  child.disconnect();
  await once(child, "exit");
  return performance.now() - began;
}

report("virtual clock, a playbook without steps", virtual(EMPTY, 200_000));
report("virtual clock, four calls, two at a time", virtual(CHAIN, 20_000));
report("process of its own, a playbook without steps", await pool(EMPTY, 100_000));
console.log(`one process, from its start to its end: ${Math.round(await processStart())} ms`);
