/**
 * How a producer writes its JSON lines: which keys in which order, with which blanks between them. Invariant: the lines
 * that a shape's pattern matches are valid JSON of its structure, and what it captures are all values; it takes time
 * that is linear in the line, since after each step the next character alone decides what may follow.
 */

/** An object, or one of the line's values. */
export type ShapeNode =
  | { readonly kind: "object"; readonly keys: ReadonlyMap<string, ShapeNode> }
  /** `index`: of its capture. A text is captured without its quotes, all else as it is written. */
  | { readonly kind: "text" | "scalar" | "list"; readonly index: number };

export interface Shape {
  readonly root: ShapeNode;
  readonly pattern: RegExp;
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

/** At the place where the walk is. */
const HERE = {
  key: new RegExp(`"${TEXT}"`, "y"),
  text: new RegExp(TEXT, "y"),
  scalar: new RegExp(SCALAR, "y"),
  list: new RegExp(LIST, "y"),
};
const VALUE = { text: TEXT, scalar: SCALAR, list: LIST };

/** Of a line that is a valid object; null: it is not worth one, or has a key twice. */
export function shapeOf(line: string): Shape | null {
  const reader = new ShapeReader(line);
  const root = reader.object(0);
  return root === null ? null : { root, pattern: reader.pattern() };
}

/** Walks over a valid line. */
class ShapeReader {
  private readonly line: string;
  private at = 0;
  /** What stands behind the value before. */
  private gap = 0;
  private gaps = 0;
  private source = "";
  private values = 0;

  constructor(line: string) {
    this.line = line;
  }

  pattern(): RegExp {
    return new RegExp(`^${this.source}${literal(this.line.slice(this.gap))}$`);
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
    const begin = this.at;
    const value = this.take(HERE[kind]);
    // An empty text is one; a list that has objects or lists in it is not matched.
    if (kind === "list" && value === "") return null;
    this.gaps += begin - this.gap;
    if (++this.values > MOST_VALUES || this.gaps > LONGEST_GAPS) return null;
    this.source += `${literal(this.line.slice(this.gap, begin))}(${VALUE[kind]})`;
    this.gap = this.at;
    if (kind === "text") this.at++;
    return { kind, index: this.values };
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
