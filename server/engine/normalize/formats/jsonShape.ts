/**
 * How a producer writes its JSON lines: which keys in which order, with which blanks between them. Invariant: the lines
 * that a shape's pattern matches are valid JSON of its structure, and what it captures are values; it takes time that is
 * linear in the line, since after each step the next character alone decides what may follow.
 */

/** An object, or one of the line's values, by its number. A text is captured without its quotes, all else as it is written. */
export type ShapeNode =
  | { readonly kind: "object"; readonly keys: ReadonlyMap<string, ShapeNode> }
  | { readonly kind: ValueKind; readonly index: number };

export type ValueKind = "text" | "scalar" | "list";

/** A line of a known shape. */
export class Shaped {
  readonly shape: Shape;
  readonly captured: readonly string[];
  /** By the number of a value: which of `captured` it is; 0: none is. */
  readonly captures: readonly number[];
  /** Which of `captured` had escapes that were asked for, in lines like this one. */
  private readonly escaped: number[];
  private meant: readonly string[] = [];

  constructor(shape: Shape, captured: readonly string[], captures: readonly number[], escaped: number[]) {
    this.shape = shape;
    this.captured = captured;
    this.captures = captures;
    this.escaped = escaped;
  }

  /**
   * What a text means; null: what is written, since it has no escapes. Those of a line are read together, for a call costs
   * more than the reading.
   */
  meaning(capture: number): string | null {
    const { escaped, captured } = this;
    let place = escaped.indexOf(capture);
    if (place < 0) {
      if (!captured[capture]!.includes("\\")) return null;
      place = escaped.push(capture) - 1;
    }
    if (place >= this.meant.length) {
      let written = `["${captured[escaped[0]!]!}`;
      for (let i = 1; i < escaped.length; i++) written += `","${captured[escaped[i]!]!}`;
      this.meant = JSON.parse(`${written}"]`) as readonly string[];
    }
    return this.meant[place]!;
  }
}

interface Part {
  /** What stands in front of the value, behind the one before. */
  readonly gap: string;
  readonly kind: ValueKind;
}

/** After so many lines only what was asked for is captured. */
const TRIAL = 64;

export class Shape {
  readonly root: ShapeNode;
  private readonly parts: readonly Part[];
  private readonly end: string;
  private readonly asked = new Map<object, unknown>();
  private readonly wanted = new Set<number>();
  private lines = 0;
  private pattern: RegExp;
  private captures: readonly number[];
  private escaped: number[] = [];

  constructor(root: ShapeNode, parts: readonly Part[], end: string) {
    this.root = root;
    this.parts = parts;
    this.end = end;
    this.captures = parts.map((_, index) => index + 1);
    this.pattern = this.compiled();
  }

  /** Null: the line is not of this shape. */
  match(line: string): Shaped | null {
    if (this.lines++ === TRIAL) this.narrow();
    const captured = this.pattern.exec(line);
    return captured === null ? null : new Shaped(this, captured, this.captures, this.escaped);
  }

  /** What `make` makes of the structure, once for each who asks, and the numbers of the values that it will read. */
  ask<Made>(asker: object, make: (root: ShapeNode) => Made, reads: (made: Made) => readonly number[]): Made {
    const known = this.asked.get(asker) as Made | undefined;
    if (known !== undefined) return known;
    const made = make(this.root);
    this.asked.set(asker, made);
    for (const index of reads(made)) this.wanted.add(index);
    // Whoever comes late has the next trial to say so.
    if (this.lines > TRIAL) this.lines = 0;
    return made;
  }

  private narrow(): void {
    let captured = 0;
    this.escaped = [];
    this.captures = this.parts.map((_, index) => (this.wanted.has(index) ? ++captured : 0));
    this.pattern = this.compiled();
  }

  private compiled(): RegExp {
    const parts = this.parts.map(
      ({ gap, kind }, index) => literal(gap) + (this.captures[index] === 0 ? VALUE[kind] : `(${VALUE[kind]})`),
    );
    return new RegExp(`^${parts.join("")}${literal(this.end)}$`);
  }
}

/** With more values, or so much text between them, a line is not worth a pattern; nor is one that nests more deeply. */
const MOST_VALUES = 200;
const LONGEST_GAPS = 8192;
const DEEPEST = 32;

const TEXT = String.raw`[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*`;
const SCALAR = String.raw`(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)`;
const ELEMENT = `(?:"${TEXT}"|${SCALAR})`;
/** Of texts, numbers and words. */
const LIST = String.raw`\[(?:${ELEMENT}(?:, ?${ELEMENT})*)?\]`;

const VALUE = { text: TEXT, scalar: SCALAR, list: LIST };
/** At the place where the walk is. */
const HERE = {
  key: new RegExp(`"${TEXT}"`, "y"),
  text: new RegExp(TEXT, "y"),
  scalar: new RegExp(SCALAR, "y"),
  list: new RegExp(LIST, "y"),
};

/** Of a line that is a valid object; null: it is not worth one, or has a key twice. */
export function shapeOf(line: string): Shape | null {
  const reader = new ShapeReader(line);
  const root = reader.object(0);
  return root === null ? null : new Shape(root, reader.parts, reader.rest());
}

/** Walks over a valid line. */
class ShapeReader {
  readonly parts: Part[] = [];
  private readonly line: string;
  private at = 0;
  /** Behind the value before. */
  private behind = 0;
  private gaps = 0;

  constructor(line: string) {
    this.line = line;
  }

  rest(): string {
    return this.line.slice(this.behind);
  }

  object(depth: number): ShapeNode | null {
    const keys = new Map<string, ShapeNode>();
    if (depth > DEEPEST) return null;
    this.to("{");
    while (this.is('"')) {
      const key = JSON.parse(this.take(HERE.key)) as string;
      this.to(":");
      const node = this.is("{") ? this.object(depth + 1) : this.value();
      if (node === null || keys.has(key)) return null;
      keys.set(key, node);
      if (this.is(",")) this.to(",");
    }
    this.to("}");
    return { kind: "object", keys };
  }

  private value(): ShapeNode | null {
    const kind = this.is('"') ? "text" : this.is("[") ? "list" : "scalar";
    if (kind === "text") this.at++;
    const gap = this.line.slice(this.behind, this.at);
    const value = this.take(HERE[kind]);
    // A list that has objects or lists in it is not matched; an empty text is.
    if (kind === "list" && value === "") return null;
    this.gaps += gap.length;
    const index = this.parts.push({ gap, kind }) - 1;
    if (index === MOST_VALUES || this.gaps > LONGEST_GAPS) return null;
    this.behind = this.at;
    if (kind === "text") this.at++;
    return { kind, index };
  }

  private is(mark: string): boolean {
    while (isBlank(this.line.charCodeAt(this.at))) this.at++;
    return this.line.startsWith(mark, this.at);
  }

  private to(mark: string): void {
    if (this.is(mark)) this.at += mark.length;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.line) ?? [""];
    this.at += found.length;
    return found;
  }
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
