/**
 * `like` and glob lists: `*` is any text, `?` one character, all else itself; the whole text must match. Invariant: work
 * is bounded by text length times pattern length, whatever the two are: each piece between stars takes its first place.
 */

export type TextMatcher = (text: string) => boolean;

/** Text and pattern must be folded alike by the caller. */
export function wildcardMatcher(pattern: string): TextMatcher {
  const pieces = pattern.split("*");
  const first = pieces[0]!;
  if (pieces.length === 1) return (text) => matchAt(text, 0, first) === text.length;
  const last = pieces[pieces.length - 1]!;
  const middle = pieces.slice(1, -1).filter((piece) => piece !== "");
  return (text) => {
    let at = matchAt(text, 0, first);
    if (at < 0) return false;
    for (const piece of middle) {
      at = find(text, at, piece);
      if (at < 0) return false;
    }
    return endsWith(text, at, last);
  };
}

/** The end of `piece` at this place, -1 if it does not stand there. */
function matchAt(text: string, at: number, piece: string): number {
  for (let i = 0; i < piece.length; i++) {
    if (at >= text.length) return -1;
    if (piece.charCodeAt(i) === 63) at += characterLength(text, at);
    else if (text.charCodeAt(at) === piece.charCodeAt(i)) at++;
    else return -1;
  }
  return at;
}

/** The end of the first occurrence of `piece` at or behind `from`, -1 if there is none. */
function find(text: string, from: number, piece: string): number {
  if (!piece.includes("?")) {
    const at = text.indexOf(piece, from);
    return at < 0 ? -1 : at + piece.length;
  }
  for (let at = from; at < text.length; at += characterLength(text, at)) {
    const end = matchAt(text, at, piece);
    if (end >= 0) return end;
  }
  return -1;
}

/** Whether `piece` ends the text, starting at or behind `from`. Matched backwards, since `?` may be one unit or two. */
function endsWith(text: string, from: number, piece: string): boolean {
  let at = text.length;
  for (let i = piece.length - 1; i >= 0; i--) {
    if (at <= from) return false;
    if (piece.charCodeAt(i) === 63) at -= isPair(text, at - 2) && at - 2 >= from ? 2 : 1;
    else if (text.charCodeAt(at - 1) === piece.charCodeAt(i)) at--;
    else return false;
  }
  return at >= from;
}

/** 2 for a character outside the basic plane, so that `?` takes an emoji whole. */
function characterLength(text: string, at: number): 1 | 2 {
  return isPair(text, at) ? 2 : 1;
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
