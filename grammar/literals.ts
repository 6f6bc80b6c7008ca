/**
 * The tokens that are values as they stand: strings, addresses, numbers. Invariant: only their shape is judged here; what they
 * mean, and whether there is such an address or unit, is for others to say.
 */
import type { TokenType } from "chevrotain";
import { scanBlock, scanString } from "./scan.ts";
import { category, token } from "./token.ts";

export const StringToken = category("StringToken", "a string");
export const NumberToken = category("NumberToken", "a number");
export const AddressToken = category("AddressToken", "an address");

function text(name: string, label: string, pattern: typeof scanString, start: string, scope: string): TokenType {
  return token(name, {
    label,
    pattern: { exec: pattern },
    categories: [StringToken],
    lineBreaks: true,
    starts: [start],
    scope,
    semantic: "string",
  });
}

export const BlockString = text("BlockString", 'a `"""` string', scanBlock, '"', "string.quoted.triple.mangrove");
export const EscapedString = text("EscapedString", "a string", scanString, '"', "string.quoted.double.mangrove");
export const RawString = text("RawString", "a string", scanString, "'", "string.quoted.single.mangrove");

const hex = "[0-9A-Fa-f]{1,4}";
const quad = "(?:\\d{1,3}\\.){3}\\d{1,3}";
const notInWord = "(?![A-Za-z0-9_])";

function address(name: string, label: string, pattern: string): TokenType {
  return token(name, {
    label,
    pattern: new RegExp(pattern),
    categories: [AddressToken],
    scope: "constant.numeric.address.mangrove",
    semantic: "number",
  });
}

/** Only the shape is judged here; whether the address exists is for the model to say. */
export const Ipv6 = address(
  "Ipv6",
  "an IPv6 address",
  `(?:(?:${hex}:){7}${hex}|(?:${hex}:){6}${quad}|(?:${hex}(?::${hex}){0,6})?::(?:(?:${hex}:){0,6}(?:${quad}|${hex}))?)` +
    `(?:/\\d{1,3})?(?![A-Za-z0-9_:])`,
);
export const Ipv4 = address("Ipv4", "an IPv4 address", `${quad}(?:/\\d{1,2})?(?!\\.\\d)${notInWord}`);

function number(name: string, label: string, pattern: string, above?: TokenType): TokenType {
  return token(name, {
    label,
    pattern: new RegExp(pattern),
    ...(above === undefined ? {} : { categories: [above] }),
    scope: "constant.numeric.mangrove",
    semantic: "number",
  });
}

const digits = "\\d+(?:\\.\\d+)?";
export const Percent = number("Percent", "a percentage", `${digits}%`, NumberToken);
export const Size = number("Size", "a size", `${digits}(?:kB|[MGT]B|[KMGT]iB|B)${notInWord}`, NumberToken);
export const Duration = number("Duration", "a duration, like `10m`", `${digits}(?:us|ms|[smhdw])${notInWord}`);
/** A number with a unit that nobody knows: one token, so that one message can say so. */
export const BadNumber = number("BadNumber", "a number", `${digits}[A-Za-z_][A-Za-z0-9_]*`, NumberToken);
export const Float = number("Float", "a number", "\\d+\\.\\d+", NumberToken);
export const Int = number("Int", "a number", "\\d+", NumberToken);
