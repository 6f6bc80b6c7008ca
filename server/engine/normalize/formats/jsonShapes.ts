/**
 * The shapes that the lines of one source have, so that most lines need not be parsed. Invariant: memory and the work to
 * make patterns are bounded; which line finds its shape here changes the time it takes, never what is read off it.
 */
import { shapeOf, type Shape, type Shaped } from "./jsonShape.ts";

/** That are tried on a line. */
const MOST = 24;
/** That are made for a source. */
const MOST_MADE = 512;
/** Longer lines are seldom alike. */
const LONGEST = 64 << 10;
/** After so many lines it is judged whether trying pays: three of four must have found their shape. */
const TRIAL = 1024;
/** Or after so many new shapes, for a pattern costs as much as hundreds of lines. */
const TRIAL_MADE = 2 * MOST;
/** So many lines are left alone if it did not. */
const PAUSE = 32 * TRIAL;

export class Shapes {
  /** Used last, first. */
  private readonly shapes: Shape[] = [];
  private made = 0;
  private madeInTrial = 0;
  private lines = 0;
  private missed = 0;
  private paused = 0;

  /** Null: the line must be parsed. */
  find(line: string): Shaped | null {
    if (this.paused > 0) {
      this.paused--;
      return null;
    }
    if (++this.lines === TRIAL || this.madeInTrial === TRIAL_MADE) this.judge();
    const { shapes } = this;
    if (line.length <= LONGEST)
      for (let index = 0; index < shapes.length; index++) {
        const found = shapes[index]!.match(line);
        if (found === null) continue;
        if (index > 0) this.first(found.shape, index);
        return found;
      }
    this.missed++;
    return null;
  }

  /** Of a line that is an object, and has not found its shape. */
  learn(line: string): void {
    if (this.paused > 0 || this.made >= MOST_MADE || line.length > LONGEST) return;
    this.made++;
    this.madeInTrial++;
    const shape = shapeOf(line);
    if (shape === null) return;
    if (this.shapes.length === MOST) this.shapes.pop();
    this.shapes.unshift(shape);
  }

  private first(shape: Shape, index: number): void {
    this.shapes.copyWithin(1, 0, index);
    this.shapes[0] = shape;
  }

  private judge(): void {
    if (this.missed * 4 > this.lines) this.paused = PAUSE;
    this.lines = this.missed = this.madeInTrial = 0;
  }
}
