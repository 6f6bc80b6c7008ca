/**
 * How attackers and programs write a text otherwise: dashes, Base64, UTF-16. Invariant: the texts that come back are plain
 * strings, for `contains` and the like to look for.
 */
const DASHES = ["-", "/", "\u2013", "\u2014", "\u2015"];
/** Each dash of its own up to here: 5 to the power of it texts. */
const MOST_MIXED = 3;

/** The dashes that begin a word, each written in every way; of more than three all in the same way. */
export function windash(text: string): readonly string[] {
  const parts = text.split(/(?<!\w)[-/](?=\w)/);
  const count = parts.length - 1;
  if (count === 0) return [text];
  if (count > MOST_MIXED) return DASHES.map((dash) => parts.join(dash));
  let written = [parts[0]!];
  for (const part of parts.slice(1)) written = written.flatMap((before) => DASHES.map((dash) => before + dash + part));
  return written;
}

/** What of the Base64 of a longer text stays the same wherever the bytes stand in it, by their place modulo three. */
export function base64offset(bytes: Uint8Array): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = base64([...new Uint8Array(offset), ...bytes]);
    const behind = (offset + bytes.length) % 3;
    // Characters that bits of the neighbours are in are cut off.
    const from = [0, 2, 3][offset]!;
    const to = encoded.length - [0, 3, 2][behind]!;
    const same = encoded.slice(from, to);
    // Of a byte or two nothing may stay; an empty text would be found in every other.
    return same === "" ? [] : [same];
  });
}

/** Each byte as the character of its number. */
export function utf16le(text: string): string {
  let bytes = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes += String.fromCharCode(unit & 0xff, unit >> 8);
  }
  return bytes;
}

/** Of what `utf16le` gives. */
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

function base64(bytes: readonly number[]): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
