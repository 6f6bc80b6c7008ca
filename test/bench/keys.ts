/**
 * What keys cost: the same number of records over few keys and over many, one rule with a count and one with a sequence.
 * Prints CPU time of this thread per record, the memory of the process and bytes per live key; judges nothing. A thousand
 * records come in a second. In full, which takes minutes: `--records 10000000 --keys 10000,1000000`. Garbage is let lie
 * while there is room for it, so what is needed shows only where room is short: `--max-old-space-size=1100`.
 *
 *     node [--expose-gc] [--max-old-space-size=1100] test/bench/keys.ts [--records 1000000] [--keys 10000,100000] [--window 600]
 */
import { parseArgs } from "node:util";
import { advance, advanceTo } from "../../server/engine/detect/advance.ts";
import { compilePlan } from "../../server/engine/detect/compile.ts";
import { createState } from "../../server/engine/detect/state.ts";
import type { LogRecord } from "../../server/engine/item.ts";
import {
  aggregate,
  by,
  compare,
  condition,
  constant,
  event,
  over,
  program,
  records,
  rule,
  SCHEMAS,
  sequence,
} from "../oracle/build.ts";
import { generator } from "./generator.ts";

const { values: options } = parseArgs({
  options: {
    records: { type: "string", default: "1000000" },
    keys: { type: "string", default: "10000,100000" },
    /** Seconds. */
    window: { type: "string", default: "600" },
  },
});

const RECORDS = Number(options.records);
const WINDOW = Number(options.window);
/** Records that are made at once: what is measured is not how they are made. */
const BATCH = 10_000;
const PER_SECOND = 1000;

const rules = [
  rule("r1", condition(WINDOW, [over("count", "a")], compare(aggregate(0), ">=", constant(RECORDS))), { by: by("k") }),
  rule("r2", sequence(WINDOW, [event("b"), event("b"), event("b")]), { by: by("k") }),
];

function batch(from: number, keys: number, random: () => number): readonly LogRecord[] {
  const rows = Array.from({ length: Math.min(BATCH, RECORDS - from) }, (_, index) => {
    const at = from + index;
    const key = `user${Math.floor(random() * keys)}`;
    const values = [at % 10 === 9 ? "b" : "a", key, at % 100, at, at];
    return { source: "p" as const, file: "log", seconds: at / PER_SECOND, values };
  });
  return records(rows);
}

for (const keys of options.keys.split(",").map(Number)) {
  const plan = compilePlan(program(rules), SCHEMAS);
  const state = createState(plan);
  const random = generator(3);
  let time = 0;
  let detections = 0;
  let live = 0;
  let rss = 0;
  const before = memory();
  for (let from = 0; from < RECORDS; from += BATCH) {
    const all = batch(from, keys, random);
    const { user, system } = process.threadCpuUsage();
    for (const record of all) advance(plan, state, record.time, [record], () => detections++);
    const after = process.threadCpuUsage({ user, system });
    time += after.user + after.system;
    live = Math.max(
      live,
      state.rules.reduce((sum, { partitions }) => sum + partitions.size, 0),
    );
    rss = Math.max(rss, process.memoryUsage.rss());
  }
  const held = memory() - before;
  advanceTo(plan, state, Infinity, () => detections++);
  console.log(
    [
      `${RECORDS} records, ${keys} keys: ${(time / RECORDS).toFixed(2)} us per record`,
      `${Math.round(rss / 2 ** 20)} MB rss at most, ${Math.round(held / 2 ** 20)} MB held`,
      `${live} live keys of rules, ${Math.round(held / live)} bytes each with their items`,
      `${detections} detections`,
    ].join("; "),
  );
}

/** Bytes in use; exact where garbage can be collected on demand (`--expose-gc`). */
function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
