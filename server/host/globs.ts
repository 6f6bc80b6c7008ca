/**
 * Which paths the patterns of a rule file mean: `*` and `?` inside a name, `**` over folders, `[a-z]`, `{one,other}`. The
 * usual libraries make regular expressions that a pattern of a few stars can keep busy for ever, so a pattern is written
 * as one of ours, which cannot. Invariant: no pattern, however it is written, makes this throw or hang.
 */
import { compileRegex } from "../engine/terms/regex.ts";

/** No path is longer. */
const LONGEST = 4096;

/** Whether a path, relative to the workspace folder, fits one of the patterns. */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.flatMap((pattern) => {
    if (pattern === "" || pattern.length > LONGEST) return [];
    const source = new Glob(pattern.replace(/^(\.\/)+/, "")).source();
    const regex = source === null ? null : compileRegex(`^${source}$`, "");
    return regex === null || "problem" in regex ? [] : [regex];
  });
  return (path) => matchers.some((matcher) => matcher.test(path));
}

const SPECIAL = /[\\^$.*+?()[\]{}|/-]/u;
const literal = (character: string): string => (SPECIAL.test(character) ? `\\${character}` : character);

/** A pattern and how far it has been read. */
class Glob {
  private readonly characters: readonly string[];
  private at = 0;

  constructor(text: string) {
    this.characters = [...text];
  }

  /** Null: a bracket or brace is not closed. */
  source(): string | null {
    const source = this.part(false);
    return this.at < this.characters.length ? null : source;
  }

  /** Up to the end, or inside braces up to what ends an alternative. */
  private part(inBraces: boolean): string | null {
    let source = "";
    while (this.at < this.characters.length) {
      const character = this.characters[this.at]!;
      if (inBraces && (character === "," || character === "}")) return source;
      const next = this.next(character);
      if (next === null) return null;
      source += next;
    }
    return inBraces ? null : source;
  }

  private next(character: string): string | null {
    switch (character) {
      case "*":
        return this.stars();
      case "?":
        this.at++;
        return "[^\\/]";
      case "[":
        return this.set();
      case "{":
        return this.alternatives();
      case "\\":
        this.at += 2;
        return this.at > this.characters.length ? null : literal(this.characters[this.at - 1]!);
      default:
        this.at++;
        return literal(character);
    }
  }

  /** Two stars that fill a name of their own go through folders. */
  private stars(): string {
    const from = this.at;
    while (this.characters[this.at] === "*") this.at++;
    const before = this.characters[from - 1];
    const after = this.characters[this.at];
    const alone = (before === undefined || before === "/") && (after === undefined || after === "/");
    if (this.at - from < 2 || !alone) return "[^\\/]*";
    if (after === undefined) return ".*";
    this.at++;
    // `**/**/` says no more than `**/`.
    if (
      this.characters[this.at] === "*" &&
      this.characters[this.at + 1] === "*" &&
      this.characters[this.at + 2] === "/"
    )
      return this.stars();
    return "(?:[^\\/]+\\/)*";
  }

  private set(): string | null {
    const end = this.characters.indexOf("]", this.at + 2);
    if (end < 0) return null;
    const inside = this.characters.slice(this.at + 1, end);
    this.at = end + 1;
    const negated = inside[0] === "!" || inside[0] === "^";
    const members = inside.slice(negated ? 1 : 0);
    const last = members.length - 1;
    const text = members.map((each, index) => (each === "-" && index > 0 && index < last ? each : literal(each)));
    return `[${negated ? "^\\/" : ""}${text.join("")}]`;
  }

  private alternatives(): string | null {
    const branches: string[] = [];
    do {
      this.at++;
      const branch = this.part(true);
      if (branch === null) return null;
      branches.push(branch);
    } while (this.characters[this.at] === ",");
    this.at++;
    return `(?:${branches.join("|")})`;
  }
}
