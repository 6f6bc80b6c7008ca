/**
 * The windows of one pattern for one key. Invariant: a window of one item is that item and no more, an empty one is
 * nothing: of millions of keys most hold a single item. What `get` answers is for reading; it changes here alone.
 */
import type { Micros } from "../../model/program.ts";
import type { Entry } from "./plan.ts";
import { append, createWindow, expire, firstSince, remove, type Window } from "./window.ts";

/** By slot. */
export interface Windows {
  get(slot: number): Window | undefined;
}

type Held = Window | Entry | null;

const EMPTY: Window = createWindow();
Object.freeze(EMPTY);

export class SlotWindows implements Windows {
  /** The pattern's slots are numbered from here on, without gaps. */
  private readonly base: number;
  private first: Held = null;
  private second: Held = null;
  private others: Held[] = NONE;

  constructor(base: number) {
    this.base = base;
  }

  get(slot: number): Window {
    const held = this.at(slot - this.base);
    if (held === null) return EMPTY;
    return "head" in held ? held : { entries: [held], head: 0 };
  }

  size(slot: number): number {
    const held = this.at(slot - this.base);
    if (held === null) return 0;
    return "head" in held ? held.entries.length - held.head : 1;
  }

  /** By slot, those that hold something. */
  *held(): Iterable<readonly [slot: number, window: Window]> {
    for (let index = 0; index < 2 + this.others.length; index++)
      if (this.at(index) !== null) yield [this.base + index, this.get(this.base + index)];
  }

  append(slot: number, entry: Entry): void {
    const held = this.at(slot - this.base);
    if (held === null) this.put(slot - this.base, entry);
    else if ("head" in held) append(held, entry);
    else this.put(slot - this.base, { entries: [held, entry], head: 0 });
  }

  remove(slot: number, at: number): void {
    const held = this.at(slot - this.base);
    if (held === null) return;
    if ("head" in held) {
      remove(held, at);
      this.shrink(slot - this.base, held);
    } else if (held.at === at) this.put(slot - this.base, null);
  }

  /** Forgets what is older than `time`; `gone` is told of each item first. */
  expire(time: Micros, gone: ((slot: number, entry: Entry) => void) | null): void {
    for (let index = 0; index < 2 + this.others.length; index++) {
      const held = this.at(index);
      if (held === null) continue;
      if ("head" in held) {
        const { entries, head } = held;
        if (entries[head]!.time >= time) continue;
        if (gone !== null) {
          const end = firstSince(held, time);
          for (let i = head; i < end; i++) gone(this.base + index, entries[i]!);
        }
        expire(held, time);
        this.shrink(index, held);
      } else if (held.time < time) {
        gone?.(this.base + index, held);
        this.put(index, null);
      }
    }
  }

  private shrink(index: number, { entries, head }: Window): void {
    if (entries.length - head === 0) this.put(index, null);
    else if (entries.length - head === 1) this.put(index, entries[head]!);
  }

  private at(index: number): Held {
    if (index === 0) return this.first;
    return index === 1 ? this.second : (this.others[index - 2] ?? null);
  }

  private put(index: number, held: Held): void {
    if (index === 0) this.first = held;
    else if (index === 1) this.second = held;
    else {
      if (this.others === NONE) this.others = [];
      while (this.others.length < index - 2) this.others.push(null);
      this.others[index - 2] = held;
    }
  }
}

const NONE: Held[] = [];
Object.freeze(NONE);
