/** The machine's clock in whole microseconds. Invariant: never goes back within one process. */
import type { Micros } from "../../model/program.ts";

export const wallClock = (): Micros => Math.round((performance.timeOrigin + performance.now()) * 1000);
