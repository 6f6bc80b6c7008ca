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

  /** What a text means that is written like this between quotes. */
  meaning(text: string, escaped: boolean): string {
    const { written, meant } = this;
    const { length } = text;
    if (this.over || length > LONGEST || length === 0) return escaped ? unescaped(text) : text;
    const mixed =
      text.charCodeAt(length - 1) * 7 + text.charCodeAt(length >> 1) * 13 + text.charCodeAt(length >> 2) * 5;
    const place = (length * 31 + mixed) & (PLACES - 1);
    if (this.asked++ === TRIAL) this.judge();
    if (written[place] === text) {
      this.met++;
      return meant[place]!;
    }
    if (written.length === 0) {
      written.push(...NONE);
      meant.push(...NONE);
    }
    // Copies: a part of a line would keep the line in memory, and what is around it.
    meant[place] = unescaped(text);
    written[place] = escaped ? copy(text) : meant[place];
    return meant[place];
  }

  private judge(): void {
    this.over = this.met * 2 < TRIAL;
    if (this.over) this.written.length = this.meant.length = 0;
    this.asked = this.met = 0;
  }
}

const unescaped = (text: string): string => JSON.parse(`"${text}"`) as string;
const copy = (text: string): string => JSON.parse(JSON.stringify(text)) as string;
