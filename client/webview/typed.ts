/**
 * Letters that are typed on a list go to the next row of which a word begins so. Invariant: it keeps what was typed and when,
 * nothing of the list; a letter that finds nothing behind the others begins anew.
 */

/** They stand for buttons; with Shift, or behind another letter, they are looked for as well. */
export const COMMANDS = "wtge";
/** They are the panel's, whatever was typed before. */
const SIGNS = "/?[]";
/** In milliseconds: letters that come faster belong together. */
const PAUSE = 1_000;

export interface Searched {
  readonly count: number;
  /** Index of the row that the keys speak of; -1: none. */
  readonly at: number;
  readonly text: (index: number) => string;
}

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "timeStamp">;

export class Typed {
  private text = "";
  private last = -Infinity;

  /** Index of the row to go to, -1 where there is none; null: the key is no letter to be looked for. */
  press(event: Press, searched: Searched): number | null {
    const { key, timeStamp } = event;
    const letter = key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !SIGNS.includes(key);
    // Another key ends the word; Shift is part of its letter.
    if (!letter && key !== "Shift") this.text = "";
    if (!letter) return null;
    const before = timeStamp - this.last < PAUSE ? this.text : "";
    if (before === "" && (key === " " || COMMANDS.includes(key))) return null;
    this.last = timeStamp;
    const last = key.toLowerCase();
    // Behind others it may still be this row; alone it is another one.
    const further = before === "" ? -1 : find(before + last, Math.max(0, searched.at), searched);
    this.text = further < 0 ? last : before + last;
    return further < 0 ? find(last, searched.at + 1, searched) : further;
  }
}

/** From a row on and round the end; -1: nowhere. */
function find(text: string, from: number, { count, text: of }: Searched): number {
  for (let i = 0; i < count; i++) {
    const index = (from + i) % count;
    if (` ${of(index).toLowerCase()}`.includes(` ${text}`)) return index;
  }
  return -1;
}
