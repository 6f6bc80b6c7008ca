/**
 * The table of functions: the checker, completion, hover and the engine all read it and nothing else. Invariant: a
 * function of `FUNCTIONS` gets all of its parameters; the optional ones that a user leaves out are filled in when the
 * call is lowered (`zone` with the workspace's zone).
 */
import type { AggregateFunction, Type } from "./program.ts";

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  /** Of a parameter that may be left out: what stands for it. `"zone"` is the zone of the workspace. */
  readonly optional?: "zone";
}

export interface FunctionInfo {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: Type;
  /** Markdown: one sentence, then an example. */
  readonly doc: string;
}

const text: Parameter = { name: "text", type: "string" };
const time: Parameter = { name: "time", type: "time" };
const zone: Parameter = { name: "zone", type: "string", optional: "zone" };
const number: Parameter = { name: "number", type: "float" };
const address: Parameter = { name: "address", type: "ip" };

const list: readonly FunctionInfo[] = [
  { name: "lower", parameters: [text], result: "string", doc: 'The text in lower case.\n\n`lower("Root")` is `root`.' },
  { name: "upper", parameters: [text], result: "string", doc: 'The text in upper case.\n\n`upper("Root")` is `ROOT`.' },
  { name: "trim", parameters: [text], result: "string", doc: "The text without white space at both ends." },
  {
    name: "length",
    parameters: [text],
    result: "int",
    doc: 'How many characters the text has.\n\n`length("root")` is `4`.',
  },
  {
    name: "replace",
    parameters: [text, { name: "part", type: "string" }, { name: "by", type: "string" }],
    result: "string",
    doc: 'The text with every `part` (case counts) replaced.\n\n`replace("a-b-c", "-", ".")` is `a.b.c`.',
  },
  {
    name: "capture",
    parameters: [text, { name: "pattern", type: "regex" }],
    result: "string",
    doc: "What the first group of the regular expression matched (the whole match if it has no group); missing if it does not match.\n\n`capture(message, /id=(\\d+)/)`",
  },
  {
    name: "number",
    parameters: [text],
    result: "float",
    doc: 'The number that the text is; missing if it is none.\n\n`number("0.5")` is `0.5`.',
  },
  {
    name: "ip",
    parameters: [text],
    result: "ip",
    doc: 'The address that the text is; missing if it is none.\n\n`ip("10.0.0.1")`',
  },
  {
    name: "private",
    parameters: [address],
    result: "bool",
    doc: "Whether the address is of a private, loopback or link-local network.\n\n`private(10.0.0.1)` is `true`.",
  },
  {
    name: "year",
    parameters: [time, zone],
    result: "int",
    doc: "The year of a time, in the zone of the workspace unless one is given.",
  },
  { name: "month", parameters: [time, zone], result: "int", doc: "The month of a time, 1 to 12." },
  { name: "day", parameters: [time, zone], result: "int", doc: "The day of the month of a time, 1 to 31." },
  {
    name: "hour",
    parameters: [time, zone],
    result: "int",
    doc: 'The hour of a time, 0 to 23, in the zone of the workspace unless one is given.\n\n`hour(time) < 6`, `hour(time, "Europe/Berlin")`',
  },
  { name: "minute", parameters: [time, zone], result: "int", doc: "The minute of a time, 0 to 59." },
  {
    name: "weekday",
    parameters: [time, zone],
    result: "int",
    doc: "The day of the week of a time: 1 is Monday, 7 is Sunday.\n\n`weekday(time) >= 6` is the weekend.",
  },
  {
    name: "date",
    parameters: [time, zone],
    result: "string",
    doc: "The date of a time as text.\n\n`date(time)` is `2026-06-14`.",
  },
  {
    name: "during",
    parameters: [
      { name: "time", type: "time" },
      { name: "hours", type: "string" },
      { name: "zone", type: "string", optional: "zone" },
    ],
    result: "bool",
    doc: 'Whether a time lies in these hours of the week, the last minute not included; several with `;`, past midnight goes on into the next day.\n\n`during(time, "Mon-Fri 08:30-18:00; Sat 09:00-12:00")`',
  },
  {
    name: "windash",
    parameters: [text],
    result: { list: "string" },
    doc: 'The text with its dash written in every way that Windows programs take: `-`, `/` and the longer dashes.\n\n`process.args contains windash(" -enc ")`',
  },
  {
    name: "base64offset",
    parameters: [text],
    result: { list: "string" },
    doc: 'What the text looks like inside of Base64, at each of the three offsets.\n\n`message contains base64offset("IEX")`',
  },
  {
    name: "utf16le",
    parameters: [text],
    result: "string",
    doc: 'The text as UTF-16, little end first, as PowerShell encodes commands.\n\n`base64offset(utf16le("IEX"))`',
  },
  {
    name: "entropy",
    parameters: [text],
    result: "float",
    doc: "How unpredictable the characters of the text are, in bits per character (Shannon).\n\n`entropy(domain) > 3.5`",
  },
  {
    name: "json",
    parameters: [text, { name: "path", type: "string" }],
    result: "unknown",
    doc: 'The value at a path of a JSON text; missing where there is none.\n\n`json(message, "user.name")`',
  },
  { name: "md5", parameters: [text], result: "string", doc: "The MD5 hash of the text, in lower case." },
  { name: "sha256", parameters: [text], result: "string", doc: "The SHA-256 hash of the text, in lower case." },
  {
    name: "split",
    parameters: [text, { name: "separator", type: "string" }],
    result: { list: "string" },
    doc: 'The parts of a text between separators.\n\n`split("a,b", ",")`',
  },
  {
    name: "log1p",
    parameters: [number],
    result: "float",
    doc: "The natural logarithm of one more than the number: makes sizes comparable.\n\n`log1p(file.size)`",
  },
  {
    name: "points",
    parameters: [
      { name: "condition", type: "bool" },
      { name: "number", type: "float" },
    ],
    result: "float",
    doc: "The number where the condition holds, else 0: for sums of risk.\n\n`risk 50 + points(theft.rows > 1000000, 30)`",
  },
  { name: "abs", parameters: [number], result: "float", doc: "The number without its sign." },
  { name: "round", parameters: [number], result: "int", doc: "The nearest whole number; halves go away from zero." },
];

export const FUNCTIONS: ReadonlyMap<string, FunctionInfo> = new Map(list.map((info) => [info.name, info]));

/** `count(E)` takes an event; the others take fields `of` one. */
export interface AggregateInfo {
  readonly name: AggregateFunction;
  /** As a user writes it. */
  readonly signature: string;
  /** How many fields stand before `of`; null: one or more. */
  readonly fields: number | null;
  /** The field must be a number (or a duration). */
  readonly numeric: boolean;
  /** Null: the type of its field. */
  readonly result: Type | null;
  readonly doc: string;
}

const aggregates: readonly AggregateInfo[] = [
  {
    name: "count",
    signature: "count(E where x)",
    fields: 0,
    numeric: false,
    result: "int",
    doc: 'How many items of an event there are.\n\n`count(login_failed where user == "root") >= 5`',
  },
  {
    name: "distinct",
    signature: "distinct(f of E where x)",
    fields: 1,
    numeric: false,
    result: "int",
    doc: "How many different values a field has; case does not count.\n\n`distinct(user of login_failed) >= 10`",
  },
  { name: "sum", signature: "sum(f of E)", fields: 1, numeric: true, result: null, doc: "The sum of a field." },
  { name: "avg", signature: "avg(f of E)", fields: 1, numeric: true, result: "float", doc: "The mean of a field." },
  {
    name: "min",
    signature: "min(f of E)",
    fields: 1,
    numeric: true,
    result: null,
    doc: "The smallest value of a field.",
  },
  {
    name: "max",
    signature: "max(f of E)",
    fields: 1,
    numeric: true,
    result: null,
    doc: "The largest value of a field.",
  },
  {
    name: "median",
    signature: "median(f of E)",
    fields: 1,
    numeric: true,
    result: "float",
    doc: "The middle value of a field.",
  },
  {
    name: "stddev",
    signature: "stddev(f of E)",
    fields: 1,
    numeric: true,
    result: "float",
    doc: "The standard deviation of a field.",
  },
  {
    name: "percentile",
    signature: "percentile(f of E, rank)",
    fields: 1,
    numeric: true,
    result: "float",
    doc: "The value below which that share of a field's values lies; the rank is 0 to 100.\n\n`percentile(bytes of download, 95)`",
  },
  {
    name: "first",
    signature: "first(f, g of E)",
    fields: null,
    numeric: false,
    result: "bool",
    doc: "True where no earlier item of the key in the window has these values.\n\n`first(device of login) within 7d`",
  },
  {
    name: "seen",
    signature: "seen(f of E)",
    fields: 1,
    numeric: false,
    result: "int",
    doc: "How many items in the window have the value of the item at hand, itself included.",
  },
];

export const AGGREGATES: ReadonlyMap<string, AggregateInfo> = new Map(aggregates.map((info) => [info.name, info]));

/** In `emit`, over the items of a label. */
export interface SummaryInfo {
  readonly name: "values" | "count" | "min" | "max" | "sum" | "first" | "last";
  readonly signature: string;
  readonly doc: string;
}

const summaries: readonly SummaryInfo[] = [
  { name: "values", signature: "values(label.f)", doc: "The different values of a field, in order of appearance." },
  { name: "count", signature: "count(label)", doc: "How many items the label stands for." },
  { name: "min", signature: "min(label.f)", doc: "The smallest value of a field." },
  { name: "max", signature: "max(label.f)", doc: "The largest value of a field." },
  { name: "sum", signature: "sum(label.f)", doc: "The sum of a field." },
  { name: "first", signature: "first(label.f)", doc: "The value of a field at the first item." },
  { name: "last", signature: "last(label.f)", doc: "The value of a field at the last item." },
];

export const SUMMARIES: ReadonlyMap<string, SummaryInfo> = new Map(summaries.map((info) => [info.name, info]));

/** `hour(time, zone?): int`, for hover, completion and messages. */
export function signature(info: FunctionInfo): string {
  const parameters = info.parameters.map(({ name, optional }) => (optional === undefined ? name : `${name}?`));
  return `${info.name}(${parameters.join(", ")})`;
}
