/**
 * Signs and comments of other languages, which no token fits: what they are here, and what to write instead. Invariant:
 * a mend replaces what was skipped, or a part of it, and nothing else.
 */
import type { Mend, Span, SyntaxError } from "./ast.ts";

interface Foreign {
  readonly pattern: RegExp;
  readonly advice: string;
  /** What stands for it here, if that is certain. */
  readonly instead?: string;
}

const foreign: readonly Foreign[] = [
  { pattern: /^&$/, advice: "Conditions are joined with `and`." },
  { pattern: /^&+$/, advice: "Write `and`.", instead: "and" },
  { pattern: /^\|\|+$/, advice: "Write `or`.", instead: "or" },
  {
    pattern: /^\|$/,
    advice:
      "For a choice write `or`. There are no pipes: what is counted stands in `when`, as in `count(login_failed) >= 5 within 5m`.",
  },
  { pattern: /^!$/, advice: "Write `not`, or `no` in front of an event that must not happen." },
  {
    pattern: /^\?$/,
    advice: "A choice is written `if condition then value else other`; each field may be missing anyway.",
  },
  {
    pattern: /^[%^]$/,
    advice: "Nothing is calculated with it here, and fields are written by their names alone, as in `user`.",
  },
  { pattern: /^!~/, advice: 'For a pattern write `not like "ro*"`, for a regular expression `not matches /^ro/`.' },
  {
    pattern: /^~/,
    advice:
      'For a pattern write `like "ro*"`, for a regular expression `matches /^ro/i`, for equal texts `==`, which ignores case.',
  },
  {
    pattern: /^\$/,
    advice: "Fields and labels are written by their names alone, as in `user` and `entry.user`.",
    instead: "",
  },
  {
    pattern: /^@/,
    advice: "The time of a record is the field `time`; other names with a sign in them stand in back quotes.",
  },
  { pattern: /^;+$/, advice: "Nothing separates clauses here: remove it.", instead: "" },
  { pattern: /[\u201c\u201d\u2018\u2019\u00ab\u00bb]/, advice: "Strings are written in straight quotes." },
  { pattern: /\0/, advice: "The file seems to be binary or UTF-16; save it as UTF-8." },
];

export function unknownCharacters(text: string, start: number, end: number): SyntaxError {
  const found = text.slice(start, end);
  const unseen = invisible.exec(found)?.[0];
  if (unseen !== undefined) {
    const title = `Remove ${[...new Set(unseen)].map(codeOf).join(", ")}`;
    const message = `${[...new Set(unseen)].map(codeOf).join(", ")}: what stands here cannot be seen, has no meaning and is skipped. Remove it.`;
    return { start, end, code: "unknown-character", message, mend: { title, start, end, text: "" } };
  }
  const shown = found.length > 20 ? `${found.slice(0, 20)}...` : found;
  const { advice, instead } = foreign.find(({ pattern }) => pattern.test(found)) ?? {
    advice: letters.test(found)
      ? "Names are made of the letters a to z, digits and `_`. A field of another name stands in back quotes, a text in quotes."
      : "Remove it, or put it in quotes (a text) or back quotes (a field's name).",
  };
  if (found === ";" && listsOn(text, start, end)) {
    const message = `${JSON.stringify(found)} has no meaning here and is skipped. Several have commas between them.`;
    return { start, end, code: "unknown-character", message, mend: { title: "Write `,`", start, end, text: "," } };
  }
  const certain = instead ?? (found === "!" && negates(text, start) ? "not" : undefined);
  const mend = certain === undefined ? undefined : mendOf(text, start, end, certain);
  const message = `${JSON.stringify(shown)} has no meaning here and is skipped. ${advice}`;
  return { start, end, code: "unknown-character", message, ...(mend && { mend }) };
}

/** Signs that have no width, or are blanks of a kind that does not separate. */
const invisible = /^[\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+$/u;
const letters = /^[\p{L}\p{M}\p{N}]+$/u;

const codeOf = (sign: string): string => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

/** `emit a = b; c = d`, `["a"; "b"]`: between two of what has commas between. */
function listsOn(text: string, start: number, end: number): boolean {
  const behind = text.slice(end, end + MOST_LOOKED_AT);
  const before = text.slice(Math.max(0, start - MOST_LOOKED_AT), start);
  return /^\s*[\w.]+\s*=[^=]/.test(behind) || (/["']\s*$/.test(before) && /^\s*["']/.test(behind));
}

/** `where !(a == 1)`, `user !in admins`: where `not` can stand too. */
function negates(text: string, start: number): boolean {
  const behind = text.slice(start + 1, start + 1 + MOST_LOOKED_AT);
  if (/^(?:in|contains|startswith|endswith|like|matches)\b/.test(behind)) return true;
  const before = text.slice(Math.max(0, start - MOST_LOOKED_AT), start);
  return /^\s*\(/.test(behind) && /(?:\b(?:where|and|or|not)|\()\s*$/.test(before);
}

const MOST_LOOKED_AT = 60;

/** A word needs blanks at both sides. */
function mendOf(text: string, start: number, end: number, instead: string): Mend {
  const title = instead === "" ? `Remove \`${text.slice(start, end)}\`` : `Write \`${instead}\``;
  if (instead === "") return { title, start, end, text: "" };
  const [before, after] = [/\S/.test(text[start - 1] ?? ""), /\S/.test(text[end] ?? "")];
  return { title, start, end, text: `${before ? " " : ""}${instead}${after ? " " : ""}` };
}

/** A comment or a string as it is written elsewhere. What it says is skipped, and so is never taken for rules. */
export function foreignText(text: string, { start, end }: Span): SyntaxError {
  const image = text.slice(start, end);
  const sign = commentSign.exec(image)?.[0];
  const code = "unknown-character";
  if (sign === undefined) {
    const straight = `"${image.slice(1, -1).replace(/["\\]/g, "\\$&")}"`;
    const message = `\`${image[0]}\` opens no string here. Strings are written in straight quotes: \`"text"\`.`;
    return { start, end, code, message, mend: { title: "Write straight quotes", start, end, text: straight } };
  }
  if (/^#\s*(?:include|import)\b/.test(image)) {
    const mend = { title: "Remove the line", start, end, text: "" };
    return {
      start,
      end,
      code,
      message: "Nothing is included here: all rule files of a folder share their names. Remove it.",
      mend,
    };
  }
  const message = `\`${sign}\` begins no comment here, and what stands behind it is skipped. Comments begin with \`//\`.`;
  // A comment takes the rest of its line with it, which may be a part of a rule.
  const lineEnd = codeBehind(text, end) ? "\n" : "";
  const mend = { title: "Make it a comment, with `//`", start, end, text: asComment(image, sign) + lineEnd };
  return { start, end, code, message, mend };
}

const commentSign = /^(?:#+|-+|\/\*+|<!-+)/;

function codeBehind(text: string, offset: number): boolean {
  let at = offset;
  while (text[at] === " " || text[at] === "\t") at++;
  return at < text.length && text[at] !== "\n" && text[at] !== "\r" && !text.startsWith("//", at);
}

function asComment(image: string, sign: string): string {
  return image
    .slice(sign.length)
    .replace(/\s*(?:\*\/|-->)$/, "")
    .split(/\r?\n/)
    .map((line) => `// ${line.replace(/^\s*\*?\s*/, "").trimEnd()}`.trimEnd())
    .join("\n");
}
