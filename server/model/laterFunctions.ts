/**
 * Functions that the language has and the engine cannot run yet: typed and documented like those of `functions.ts`, so that
 * what uses them is checked today. Invariant: none of them is in `FUNCTIONS` too.
 */
import { FUNCTIONS, type FunctionInfo, type Parameter } from "./functions.ts";

const text: Parameter = { name: "text", type: "string" };
const number: Parameter = { name: "number", type: "float" };

const list: readonly FunctionInfo[] = [
  {
    name: "during",
    parameters: [
      { name: "time", type: "time" },
      { name: "hours", type: "string" },
      { name: "zone", type: "string", optional: "zone" },
    ],
    result: "bool",
    doc: 'Whether a time lies in these hours of the week.\n\n`during(time, "Mon-Fri 08:30-18:00")`',
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
    name: "geo_km",
    parameters: [
      { name: "address", type: "ip" },
      { name: "other", type: "ip" },
    ],
    result: "float",
    doc: "How far apart two addresses are, in kilometres along the earth; missing where the place of one is not known.\n\n`geo_km(source.ip, born.source.ip) > 500`",
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
];

export const LATER_FUNCTIONS: ReadonlyMap<string, FunctionInfo> = new Map(list.map((info) => [info.name, info]));

/** A function of either table. */
export const functionNamed = (name: string): FunctionInfo | undefined =>
  FUNCTIONS.get(name) ?? LATER_FUNCTIONS.get(name);

export const FUNCTION_NAMES: readonly string[] = [...FUNCTIONS.keys(), ...LATER_FUNCTIONS.keys()];
