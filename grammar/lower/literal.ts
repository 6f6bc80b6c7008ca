/**
 * Literals: what the written form means. Invariant: a literal that means nothing is reported and absent, except strings,
 * whose readable part is kept.
 */
import type { IToken } from "chevrotain";
import type { DurationLiteral, Expression, Mend, NumberLiteral, RegexLiteral, Span, StringLiteral } from "../ast.ts";
import { closingSlash } from "../scan.ts";
import { t } from "../tokens.ts";
import { tokenSpan, type Context } from "./context.ts";

const micros: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1e3,
  s: 1e6,
  m: 60e6,
  h: 3600e6,
  d: 86_400e6,
  w: 604_800e6,
};

const bytes: Readonly<Record<string, number>> = {
  ...{ B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 },
  ...{ KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 },
};

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"' };

export function literal(context: Context, token: IToken | undefined): Expression | undefined {
  if (token === undefined || token.isInsertedInRecovery === true) return undefined;
  const span = tokenSpan(token);
  switch (token.tokenType) {
    case t.True:
    case t.False:
      return { ...span, kind: "boolean", value: token.tokenType === t.True };
    case t.Ipv4:
    case t.Ipv6:
      return { ...span, kind: "address", text: token.image, prefix: token.image.includes("/") };
    case t.Duration:
      return duration(token);
    case t.Regex:
      return regex(context, token);
    default:
      return string(context, token) ?? number(context, token);
  }
}

export function number(context: Context, token: IToken | undefined): NumberLiteral | undefined {
  if (token === undefined) return undefined;
  const span = tokenSpan(token);
  const [digits, unit] = amount(token);
  switch (token.tokenType) {
    case t.Int:
    case t.Float:
      return { ...span, kind: "number", value: digits, integer: token.tokenType === t.Int };
    case t.Percent:
      return { ...span, kind: "number", value: digits / 100, unit: "%", integer: false };
    case t.Size: {
      const value = digits * bytes[unit]!;
      return { ...span, kind: "number", value, unit: "size", integer: Number.isInteger(value) };
    }
    case t.BadNumber:
      context.report(span, "syntax", badNumber(token.image, unit), withUnit(span, token.image, unit));
      return undefined;
    default:
      return undefined;
  }
}

/** `[12.5, "kB"]` of `12.5kB`. */
function amount(token: IToken): readonly [number, string] {
  const digits = /^[\d.]*/.exec(token.image)![0];
  return [Number(digits), token.image.slice(digits.length)];
}

const units: Readonly<Record<string, string>> = { sec: "s", min: "m", hour: "h", hr: "h", day: "d", week: "w" };

/** `5min`, `1hours`, `5H`: the unit that is meant. */
function withUnit(span: Span, image: string, unit: string): Mend | undefined {
  const plain = asWritten(image);
  if (plain !== undefined) return { title: `Write \`${plain}\``, ...span, text: plain };
  const known = Object.keys(units).find((each) => new RegExp(`^${each}(?:ond|ute)?s?$`, "i").test(unit));
  if (known === undefined) return undefined;
  const text = `${image.slice(0, -unit.length)}${units[known]!}`;
  return { title: `Write \`${text}\``, ...span, text };
}

/** `1_000`, `0x16`, `1h30m`, `5H`: how such a number is written here. */
function asWritten(image: string): string | undefined {
  if (/^\d{1,3}(?:_\d{3})+$/.test(image)) return image.replaceAll("_", "");
  if (/^0x[0-9a-f]{1,12}$/i.test(image)) return String(Number.parseInt(image.slice(2), 16));
  const [, hours, minutes] = /^(\d{1,4})h(\d{1,4})m$/.exec(image) ?? [];
  if (hours !== undefined) return `${Number(hours) * 60 + Number(minutes)}m`;
  return /^\d+[SHDW]$/.test(image) ? image.toLowerCase() : undefined;
}

function badNumber(image: string, unit: string): string {
  const compound = /^\d+[hmd]\d+[ms]$/.test(image) ? " Durations have one unit: `90m`, not `1h30m`." : "";
  const units = "Durations end in us, ms, s, m, h, d or w; sizes in B, kB, MB, GB, TB, KiB, MiB, GiB or TiB.";
  return `\`${image}\` is no number, for \`${unit}\` is no unit. ${units}${compound}`;
}

function duration(token: IToken): DurationLiteral {
  const [digits, unit] = amount(token);
  return { ...tokenSpan(token), kind: "duration", micros: Math.round(digits * micros[unit]!) };
}

function regex(context: Context, token: IToken): RegexLiteral {
  const span = tokenSpan(token);
  const close = closingSlash(token.image, 0);
  if (close >= 0) {
    return { ...span, kind: "regex", source: token.image.slice(1, close), flags: token.image.slice(close + 1) };
  }
  const message = "This regular expression lacks its closing slash. Write `/` behind it, on the same line.";
  context.report(span, "unterminated-string", message);
  return { ...span, kind: "regex", source: token.image.slice(1), flags: "" };
}

export function string(context: Context, token: IToken | undefined): StringLiteral | undefined {
  if (token === undefined) return undefined;
  const span = tokenSpan(token);
  switch (token.tokenType) {
    case t.BlockString: {
      const body = content(context, token, '"""');
      return { ...span, kind: "string", value: dedented(body), quote: '"""' };
    }
    case t.RawString:
      return { ...span, kind: "string", value: content(context, token, "'"), quote: "'" };
    case t.EscapedString: {
      const value = unescaped(context, content(context, token, '"'), span.start + 1);
      return { ...span, kind: "string", value, quote: '"' };
    }
    default:
      return undefined;
  }
}

/** What stands between the quotes. */
function content(context: Context, token: IToken, quote: StringLiteral["quote"]): string {
  const { image } = token;
  const closed = image.length >= 2 * quote.length && image.endsWith(quote) && !endsEscaped(image, quote);
  if (closed) return image.slice(quote.length, -quote.length);
  const span = tokenSpan(token);
  // A block runs far: mark its quotes, not everything that it swallowed.
  const marked = quote === '"""' ? { start: span.start, end: span.start + quote.length } : span;
  const where = quote === '"""' ? "It was read to the end, or to the next declaration." : "It ends with its line.";
  context.report(
    marked,
    "unterminated-string",
    `This string lacks its closing ${quote}. ${where}`,
    closing(token, quote),
  );
  return image.slice(quote.length);
}

/** Of one word it is certain where it ends: in front of what closes something around it. */
function closing({ image, startOffset }: IToken, quote: string): Mend | undefined {
  const word = /^["'][^\s"'\\(){}[\],]+(?=[)}\],\s]*$)/.exec(image)?.[0];
  if (quote === '"""' || word === undefined) return undefined;
  const at = startOffset + word.length;
  return { title: `Close it with \`${quote}\``, start: at, end: at, text: quote };
}

/** Whether the last quote of `"...\"` is an escaped one. */
function endsEscaped(image: string, quote: string): boolean {
  if (quote !== '"') return false;
  let backslashes = 0;
  for (let at = image.length - 2; image[at] === "\\"; at--) backslashes++;
  return backslashes % 2 === 1;
}

function unescaped(context: Context, body: string, offset: number): string {
  return body.replace(/\\(?:u\{([0-9A-Fa-f]*)\}|([^]?))/g, (written: string, code, char, at: number) => {
    if (typeof code === "string") {
      const point = Number.parseInt(code, 16);
      if (point <= 0x10ffff) return String.fromCodePoint(point);
    } else if (typeof char === "string" && escapes[char] !== undefined) {
      return escapes[char];
    }
    const span = { start: offset + at, end: offset + at + written.length };
    const advice = "Known are \\n \\t \\r \\\\ \\\" and \\u{1F600}; 'single quotes' take every backslash as it is.";
    context.report(span, "syntax", `\`${written}\` is no escape. ${advice}`);
    return written;
  });
}

/**
 * The text of a `"""` string: without the line break behind the opening quotes, without a last line of blanks, without
 * the indentation that all lines share. Line ends are `\n`, however the file was saved.
 */
export function dedented(body: string): string {
  const lines = body.replace(/\r\n/g, "\n").split("\n");
  if (lines.length > 1 && lines[0]!.trim() === "") lines.shift();
  if (lines.length > 1 && lines.at(-1)!.trim() === "") lines.pop();
  let common: string | undefined;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const blanks = /^[ \t]*/.exec(line)![0];
    common = common === undefined ? blanks : shared(common, blanks);
  }
  const indentation = common?.length ?? 0;
  return lines.map((line) => line.slice(indentation)).join("\n");
}

function shared(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
