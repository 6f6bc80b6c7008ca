/**
 * One template against one message. Invariant: the whole message must match; captures are as short as possible, the
 * first one first; the work grows with the length of the message times that of the template, whatever stands in the
 * message: an attacker writes user names.
 *
 * A capture may hold white space, so that `Failed password for {user} from {ip} port {port:int} ssh2` finds the address
 * that sshd wrote and not one that was typed in as a user's name: an end that leaves the rest unmatched is given up.
 */
import type { TemplateDefinition, TemplatePart } from "../../model/program.ts";
import { captureKind, isBlank, type CaptureKind } from "./captures.ts";

/** A capture, and the literal behind it: empty if another capture or nothing follows. */
interface Step {
  readonly kind: CaptureKind;
  readonly literal: string;
}

/** What was found out about a step in the message at hand. */
class Memory {
  /** The chosen end of the capture. */
  end = 0;
  /** The first literal at or behind `asked` stands at `found` (Infinity: nowhere). */
  asked = Infinity;
  found = -1;
  /** No blank from `wordFrom` to `wordTo`, and then one. */
  wordFrom = Infinity;
  wordTo = -1;
  /** Of a long capture: ends from `deadFrom` to `deadTo` leave the rest unmatched, wherever it starts. */
  deadFrom = Infinity;
  deadTo = -1;

  clear(): void {
    this.asked = this.wordFrom = this.deadFrom = Infinity;
    this.found = this.wordTo = this.deadTo = -1;
  }
}

export class TemplateMatcher {
  readonly definition: TemplateDefinition;
  /** Fields of the captures, in order. */
  readonly fields: readonly string[];
  /** Characters in literals: of several templates that match, the one with most is meant. */
  readonly literalLength: number;
  /** The literal in front of the first capture. */
  readonly prefix: string;
  private readonly steps: readonly Step[];
  private readonly memories: readonly Memory[];
  /** Steps and starts, as one number, from which the rest does not match. */
  private readonly failed = new Set<number>();

  constructor(definition: TemplateDefinition) {
    const { parts } = definition;
    this.definition = definition;
    this.fields = parts.flatMap((part) => (part.kind === "capture" ? [part.field] : []));
    this.literalLength = parts.reduce((sum, part) => sum + (part.kind === "literal" ? part.text.length : 0), 0);
    this.prefix = literalAt(parts, 0);
    this.steps = parts.flatMap((part, index) =>
      part.kind === "capture" ? [{ kind: captureKind(part), literal: literalAt(parts, index + 1) }] : [],
    );
    this.memories = this.steps.map(() => new Memory());
  }

  /** The texts of the captures; null if the template does not match. */
  match(message: string): string[] | null {
    if (!message.startsWith(this.prefix)) return null;
    if (this.steps.length === 0) return message.length === this.prefix.length ? [] : null;
    if (!message.endsWith(this.steps[this.steps.length - 1]!.literal)) return null;
    if (!(this.straight(message) ?? this.search(message))) return null;
    const captures: string[] = [];
    let from = this.prefix.length;
    for (let index = 0; index < this.steps.length; index++) {
      const { end } = this.memories[index]!;
      captures.push(message.slice(from, end));
      from = end + this.steps[index]!.literal.length;
    }
    // Copied: no longer than it must be, and see `Line` in the splitter of lines.
    return captures.slice();
  }

  /**
   * The usual case: every capture ends at the first literal behind it. True: so it is. False: some literal is not there
   * at all. Null: an end does not fit, and others must be looked for.
   */
  private straight(message: string): boolean | null {
    let from = this.prefix.length;
    const last = this.steps.length - 1;
    for (let index = 0; index <= last; index++) {
      const { kind, literal } = this.steps[index]!;
      const end = index === last ? message.length - literal.length : message.indexOf(literal, from + kind.least);
      if (end < 0) return false;
      if (!fits(kind, message, from, end)) return null;
      this.memories[index]!.end = end;
      from = end + literal.length;
    }
    return true;
  }

  private search(message: string): boolean {
    for (const memory of this.memories) memory.clear();
    if (this.failed.size > 0) this.failed.clear();
    return this.walk(message, 0, this.prefix.length);
  }

  /** Whether the message from `from` on matches the steps from this one on. */
  private walk(message: string, index: number, from: number): boolean {
    const { kind, literal } = this.steps[index]!;
    const memory = this.memories[index]!;
    const limit = this.limit(message, index, from);
    if (index === this.steps.length - 1) {
      memory.end = message.length - literal.length;
      return memory.end >= from + kind.least && memory.end <= limit && kind.accepts(message, from, memory.end);
    }
    const key = from * this.steps.length + index;
    if (this.failed.has(key)) return false;
    const least = from + kind.least;
    let end = this.find(message, index, least);
    while (end <= limit) {
      if (end >= memory.deadFrom && end <= memory.deadTo) {
        end = this.find(message, index, memory.deadTo + 1);
        continue;
      }
      if (kind.accepts(message, from, end) && this.walk(message, index + 1, end + literal.length)) {
        memory.end = end;
        return true;
      }
      end = this.find(message, index, end + 1);
    }
    this.failed.add(key);
    if (kind.long) {
      const touches = least <= memory.deadTo + 1 && limit >= memory.deadFrom - 1;
      memory.deadFrom = touches ? Math.min(memory.deadFrom, least) : least;
      memory.deadTo = touches ? Math.max(memory.deadTo, limit) : limit;
    }
    return false;
  }

  /** Where the literal behind this step's capture stands next; Infinity: nowhere. */
  private find(message: string, index: number, from: number): number {
    if (from > message.length) return Infinity;
    const memory = this.memories[index]!;
    if (from < memory.asked || from > memory.found) {
      const found = message.indexOf(this.steps[index]!.literal, from);
      memory.asked = from;
      memory.found = found < 0 ? Infinity : found;
    }
    return memory.found;
  }

  private limit(message: string, index: number, from: number): number {
    const { kind } = this.steps[index]!;
    if (!kind.long || kind.blanks) return kind.limit(message, from);
    const memory = this.memories[index]!;
    if (from < memory.wordFrom || from > memory.wordTo) {
      let to = from;
      while (to < message.length && !isBlank(message.charCodeAt(to))) to++;
      memory.wordFrom = from;
      memory.wordTo = to;
    }
    return memory.wordTo;
  }
}

function fits(kind: CaptureKind, message: string, from: number, end: number): boolean {
  if (end < from + kind.least) return false;
  if (kind.blanks) return true;
  if (!kind.long) return end <= kind.limit(message, from) && kind.accepts(message, from, end);
  for (let at = from; at < end; at++) if (isBlank(message.charCodeAt(at))) return false;
  return true;
}

function literalAt(parts: readonly TemplatePart[], index: number): string {
  const part = parts[index];
  return part?.kind === "literal" ? part.text : "";
}
