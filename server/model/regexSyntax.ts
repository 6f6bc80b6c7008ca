/**
 * The regular expressions that rules may use, as a tree: JavaScript's notation without back references and
 * look-around, which no linear-time matcher has. Invariant: a tree has one meaning, however it is run later; what is
 * not understood is a problem in words, never a guess.
 */

/** Code points, ends included. */
export type Range = readonly [low: number, high: number];

export type RegexNode =
  | { readonly kind: "set"; readonly ranges: readonly Range[] }
  /** `start` and `end` of the text, or of a line if `multiline`; `boundary` between word and other, `inside` elsewhere. */
  | { readonly kind: "assert"; readonly what: "start" | "end" | "boundary" | "inside" }
  | { readonly kind: "sequence"; readonly items: readonly RegexNode[] }
  | { readonly kind: "choice"; readonly branches: readonly RegexNode[] }
  | { readonly kind: "group"; readonly body: RegexNode }
  | {
      readonly kind: "repeat";
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    };

export interface RegexTree {
  readonly root: RegexNode;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
}

const LAST = 0x10ffff;
const DIGIT: readonly Range[] = [[48, 57]];
const WORD: readonly Range[] = [...DIGIT, [65, 90], [95, 95], [97, 122]];
const SPACE: readonly Range[] = [
  ...([
    [9, 13],
    [32, 32],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
    [0x2028, 0x2029],
  ] as const),
  ...([
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ] as const),
];
const LINE_END: readonly Range[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const CONTROL: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, "0": 0 };
/** Beyond this the linear matcher refuses a counted repetition. */
const MOST_REPEATS = 1000;
const DEEPEST = 100;

class Problem extends Error {}

export function parseRegex(source: string, flags: string): RegexTree | { readonly problem: string } {
  const unknown = [...flags].find((flag) => !"imsu".includes(flag));
  if (unknown !== undefined) return { problem: `the flag ${unknown} is not supported; i, m, s and u are` };
  const inline = /^\(\?([ims]+)\)/.exec(source);
  const all = flags + (inline?.[1] ?? "");
  try {
    const root = new Parser(source.slice(inline?.[0].length ?? 0), all.includes("s")).parse();
    return { root, ignoreCase: all.includes("i"), multiline: all.includes("m") };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}

class Parser {
  private readonly text: string;
  private readonly dotAll: boolean;
  private at = 0;
  private depth = 0;

  constructor(text: string, dotAll: boolean) {
    this.text = text;
    this.dotAll = dotAll;
  }

  parse(): RegexNode {
    const root = this.choice();
    if (this.at < this.text.length) throw new Problem("a ) has no ( before it");
    return root;
  }

  private choice(): RegexNode {
    if (++this.depth > DEEPEST) throw new Problem("groups are nested too deep");
    const branches = [this.sequence()];
    while (this.eat("|")) branches.push(this.sequence());
    this.depth--;
    return branches.length === 1 ? branches[0]! : { kind: "choice", branches };
  }

  private sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (this.at < this.text.length && !"|)".includes(this.text[this.at]!)) items.push(this.repeated());
    return { kind: "sequence", items };
  }

  private repeated(): RegexNode {
    const body = this.atom();
    const bounds = this.bounds();
    if (bounds === null) return body;
    if (body.kind === "assert") throw new Problem("a place such as ^, $ or \\b cannot be repeated");
    const [min, max] = bounds;
    if (min > max) throw new Problem(`the repetition {${min},${max}} ends before it begins`);
    if (min > MOST_REPEATS || (max !== Infinity && max > MOST_REPEATS))
      throw new Problem(`a repetition may count to ${MOST_REPEATS} at most`);
    const lazy = this.eat("?");
    if (this.bounds() !== null) throw new Problem("two repetitions stand behind each other");
    return { kind: "repeat", body, min, max, lazy };
  }

  private bounds(): readonly [number, number] | null {
    if (this.eat("*")) return [0, Infinity];
    if (this.eat("+")) return [1, Infinity];
    if (this.eat("?")) return [0, 1];
    const counted = /^\{(\d{1,9})(,(\d{0,9}))?\}/.exec(this.text.slice(this.at, this.at + 24));
    if (counted === null) return null;
    this.at += counted[0].length;
    const min = Number(counted[1]);
    if (counted[2] === undefined) return [min, min];
    return [min, counted[3] === "" ? Infinity : Number(counted[3])];
  }

  private atom(): RegexNode {
    const character = this.next();
    switch (character) {
      case "(":
        return this.group();
      case "[":
        return { kind: "set", ranges: this.set() };
      case ".":
        return { kind: "set", ranges: this.dotAll ? [[0, LAST]] : complement(LINE_END) };
      case "^":
        return { kind: "assert", what: "start" };
      case "$":
        return { kind: "assert", what: "end" };
      case "*":
      case "+":
      case "?":
        throw new Problem(`nothing stands before ${character} that it could repeat`);
      case "\\":
        if (this.eat("b")) return { kind: "assert", what: "boundary" };
        if (this.eat("B")) return { kind: "assert", what: "inside" };
        return { kind: "set", ranges: this.escape() };
      default:
        return { kind: "set", ranges: single(character) };
    }
  }

  private group(): RegexNode {
    let capturing = true;
    if (this.eat("?")) {
      if (/^(<?[=!])/.test(this.text.slice(this.at, this.at + 2)))
        throw new Problem("look-ahead and look-behind are not supported, since they cannot be matched in linear time");
      const name = /^<[A-Za-z_$][\w$]{0,60}>/.exec(this.text.slice(this.at, this.at + 64));
      if (name !== null) this.at += name[0].length;
      else if (this.eat(":")) capturing = false;
      else throw new Problem("this kind of group is not supported; ( ), (?: ) and (?<name> ) are");
    }
    const body = this.choice();
    if (!this.eat(")")) throw new Problem("a ( is not closed");
    return capturing ? { kind: "group", body } : body;
  }

  private set(): readonly Range[] {
    const negated = this.eat("^");
    const ranges: Range[] = [];
    while (!this.eat("]")) {
      const low = this.member();
      const dash = this.text[this.at] === "-" && this.text[this.at + 1] !== "]";
      if (!dash || low.length !== 1 || low[0]![0] !== low[0]![1]) {
        ranges.push(...low);
        continue;
      }
      this.at++;
      const high = this.member();
      if (high.length !== 1 || high[0]![0] !== high[0]![1]) throw new Problem("a range in [ ] ends with a class");
      if (high[0]![0] < low[0]![0]) throw new Problem("a range in [ ] ends before it begins");
      ranges.push([low[0]![0], high[0]![0]]);
    }
    return negated ? complement(ranges) : ranges;
  }

  private member(): readonly Range[] {
    if (this.at >= this.text.length) throw new Problem("a [ is not closed");
    const character = this.next();
    if (character !== "\\") return single(character);
    return this.eat("b") ? [[8, 8]] : this.escape();
  }

  private escape(): readonly Range[] {
    if (this.at >= this.text.length) throw new Problem("a \\ stands at the end");
    const character = this.next();
    if (character in CONTROL && !(character === "0" && /\d/.test(this.text[this.at] ?? "")))
      return [[CONTROL[character]!, CONTROL[character]!]];
    if (/[dswDSW]/.test(character)) {
      const lower = character.toLowerCase();
      const ranges = lower === "d" ? DIGIT : lower === "s" ? SPACE : WORD;
      return character === lower ? ranges : complement(ranges);
    }
    if (character === "x" || character === "u") return this.hexadecimal(character);
    if (/[1-9k]/.test(character))
      throw new Problem("back references are not supported, since they cannot be matched in linear time");
    if (/[A-Za-z0-9]/.test(character)) throw new Problem(`the escape \\${character} is not known`);
    return single(character);
  }

  private hexadecimal(kind: "x" | "u"): readonly Range[] {
    const rest = this.text.slice(this.at, this.at + 10);
    const digits =
      kind === "x" ? /^([0-9a-fA-F]{2})/.exec(rest) : /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))/.exec(rest);
    const code = digits === null ? NaN : parseInt(digits[1] ?? digits[2]!, 16);
    if (digits === null || code > LAST) throw new Problem(`\\${kind} must be followed by the number of a character`);
    this.at += digits[0].length;
    return [[code, code]];
  }

  /** A whole code point. */
  private next(): string {
    const character = String.fromCodePoint(this.text.codePointAt(this.at)!);
    this.at += character.length;
    return character;
  }

  private eat(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}

function single(character: string): readonly Range[] {
  const code = character.codePointAt(0)!;
  return [[code, code]];
}

function complement(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  let from = 0;
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (low > from) result.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  if (from <= LAST) result.push([from, LAST]);
  return result;
}
