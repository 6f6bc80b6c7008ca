/**
 * Regular expressions that cannot hang a replay. One tree is written out twice: for the native matcher, which is fast
 * but may take time exponential in the text, and for re2js, which is linear. Invariant: the native one runs only where
 * the number of paths that it could try, bounded from the tree and the text's length, is small.
 */
import { RE2JS } from "re2js";
import { parseRegex, type RegexNode, type RegexTree } from "../../model/regexSyntax.ts";

export interface Regex {
  test(text: string): boolean;
  /** What the first group matched, without groups the whole expression; null where nothing matched. */
  capture(text: string): string | null;
}

/** Paths a native match may try: some milliseconds in the worst case. */
const AFFORDABLE = 2_000_000;

/** A compiled expression, or what is wrong with it. Flags: i, m, s; u is always meant. */
export function compileRegex(source: string, flags: string): Regex | { readonly problem: string } {
  const tree = parseRegex(source, flags);
  if ("problem" in tree) return tree;
  const { factor, degree } = paths(tree.root);
  const longestNative = factor === Infinity ? -1 : Math.floor((AFFORDABLE / factor) ** (1 / (degree + 1))) - 1;
  const native = new RegExp(write(tree, "native"), tree.ignoreCase ? "iu" : "u");
  let linear: RE2JS;
  try {
    linear = RE2JS.compile(write(tree, "linear"), tree.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    return { problem: "it is too large to be matched in linear time" };
  }
  const group = linear.groupCount() > 0 ? 1 : 0;
  return {
    test: (text) => (text.length <= longestNative ? native.test(text) : linear.test(text)),
    capture: (text) => {
      if (text.length <= longestNative) return native.exec(text)?.[group] ?? null;
      const matcher = linear.matcher(text);
      return matcher.find() ? matcher.group(group) : null;
    },
  };
}

/** A bound on the paths through a node in a text of length n: `factor * (n + 1) ** degree`. */
interface Paths {
  readonly factor: number;
  readonly degree: number;
}

function paths(node: RegexNode): Paths {
  switch (node.kind) {
    case "set":
    case "assert":
      return { factor: 1, degree: 0 };
    case "group":
      return paths(node.body);
    case "sequence":
      return node.items.map(paths).reduce(product, { factor: 1, degree: 0 });
    case "choice": {
      const branches = node.branches.map(paths);
      return {
        factor: branches.reduce((sum, branch) => sum + branch.factor, 0),
        degree: Math.max(...branches.map((branch) => branch.degree)),
      };
    }
    case "repeat":
      return repeatedPaths(node.min, node.max, paths(node.body));
  }
}

function repeatedPaths(min: number, max: number, body: Paths): Paths {
  const plain = body.factor === 1 && body.degree === 0;
  if (max === Infinity) return plain ? { factor: 1, degree: 1 } : { factor: Infinity, degree: 0 };
  return { factor: (max - min + 1) * body.factor ** max, degree: body.degree * max };
}

function product(a: Paths, b: Paths): Paths {
  return { factor: a.factor * b.factor, degree: a.degree + b.degree };
}

type Dialect = "native" | "linear";

function write(tree: RegexTree, dialect: Dialect): string {
  const places = {
    start: !tree.multiline ? "^" : dialect === "native" ? "(?<![^\\n])" : "(?m:^)",
    end: !tree.multiline ? (dialect === "native" ? "$" : "\\z") : dialect === "native" ? "(?![^\\n])" : "(?m:$)",
    boundary: "\\b",
    inside: "\\B",
  };
  const text = (node: RegexNode): string => {
    switch (node.kind) {
      case "assert":
        return places[node.what];
      case "set":
        return writeSet(node.ranges, dialect);
      case "sequence":
        return node.items.map(text).join("");
      case "choice":
        return `(?:${node.branches.map(text).join("|")})`;
      case "group":
        return `(${text(node.body)})`;
      case "repeat":
        return `(?:${text(node.body)})${bounds(node.min, node.max)}${node.lazy ? "?" : ""}`;
    }
  };
  return text(tree.root);
}

function writeSet(ranges: readonly (readonly [number, number])[], dialect: Dialect): string {
  const letter = dialect === "native" ? "u" : "x";
  const point = (code: number): string => `\\${letter}{${code.toString(16)}}`;
  if (ranges.length === 0) return dialect === "native" ? "[]" : "[^\\x{0}-\\x{10FFFF}]";
  if (ranges.length === 1 && ranges[0]![0] === ranges[0]![1]) return point(ranges[0]![0]);
  return `[${ranges.map(([low, high]) => (low === high ? point(low) : `${point(low)}-${point(high)}`)).join("")}]`;
}

function bounds(min: number, max: number): string {
  return max === Infinity ? `{${min},}` : `{${min},${max}}`;
}
