/**
 * The texts that one field had, so that one that comes again is the same object and needs not be unescaped, hashed and
 * folded again. Invariant: memory is bounded; only which object a text is depends on what came before.
 */

const PLACES = 256;
/** Longer texts seldom come twice. */
const LONGEST = 128;
/** After so many texts it is judged whether to remember them pays: every second must have come before. */
const TRIAL = 512;

const NONE = new Array<string>(PLACES).fill("");

export class Remembered {
  /** As they stand in the line, with their escapes. */
  private readonly written: string[] = [];
  private readonly meant: string[] = [];
  /** The field's texts seldom repeat. */
  private over = false;
  private asked = 0;
  private met = 0;

  /** What a text means that is written like this between quotes; null: it is not known. */
  find(text: string): string | null {
    const { length } = text;
    if (this.over || length > LONGEST || length === 0) return null;
    if (this.asked++ === TRIAL) this.judge();
    const place = placeOf(text);
    if (this.written[place] !== text) return null;
    this.met++;
    return this.meant[place]!;
  }

  /** Of one that was not known; `meant` null: what is written, without escapes. */
  learn(text: string, meant: string | null): string {
    const { length } = text;
    if (this.over || length > LONGEST || length === 0) return meant ?? text;
    if (this.written.length === 0) {
      this.written.push(...NONE);
      this.meant.push(...NONE);
    }
    const place = placeOf(text);
    // Copies: a part of a line would keep the line in memory, and what is around it.
    this.written[place] = meant === null ? (JSON.parse(`"${text}"`) as string) : copy(text);
    this.meant[place] = meant ?? this.written[place];
    return this.meant[place];
  }

  private judge(): void {
    this.over = this.met * 2 < TRIAL;
    if (this.over) this.written.length = this.meant.length = 0;
    this.asked = this.met = 0;
  }
}

/** Texts of one place push each other out. */
function placeOf(text: string): number {
  const { length } = text;
  const mixed = text.charCodeAt(length - 1) * 7 + text.charCodeAt(length >> 1) * 13 + text.charCodeAt(length >> 2) * 5;
  return (length * 31 + mixed) & (PLACES - 1);
}

const copy = (text: string): string => JSON.parse(JSON.stringify(text)) as string;
