/** Simulated runs in real time: each takes as long as its actions say. Invariant: nothing leaves the machine. */
import type { Start } from "../../engine/respond/start.ts";
import type { PlaybookRun } from "../../engine/respond/trace.ts";
import { VirtualResponder } from "../../engine/respond/virtual.ts";
import type { Program } from "../../model/program.ts";
import { wallClock } from "./time.ts";

/** Milliseconds between two looks at the clock. */
const TICK = 50;

export class SimulatedResponder {
  private readonly virtual: VirtualResponder;
  private readonly timer: NodeJS.Timeout;

  constructor(program: Program, run: (run: PlaybookRun) => void) {
    this.virtual = new VirtualResponder(program, run);
    this.virtual.advanceTo(wallClock());
    this.timer = setInterval(() => this.virtual.advanceTo(wallClock()), TICK);
  }

  get hasRoom(): boolean {
    return this.virtual.hasRoom;
  }

  offer(start: Start): void {
    this.virtual.take(start);
  }

  /** Ends what goes on: nobody waits for what is only simulated. */
  finish(): void {
    clearInterval(this.timer);
    this.virtual.finish();
  }
}
