/** Small steps over a line's text that several formats take. Invariant: none looks further than the end that it returns. */

/** Behind the count of octets that precedes a message on a stream, `83 ` in `83 <34>1 ...`; `at` if there is none. */
export function framingEnd(text: string, at: number): number {
  let end = at;
  while (end < at + 9 && isDigit(text.charCodeAt(end))) end++;
  return end > at && text.charCodeAt(end) === 32 && text.charCodeAt(end + 1) === 60 ? end + 1 : at;
}

/** Behind `<0>` to `<191>`; `at` if there is none. */
export function priorityEnd(text: string, at: number): number {
  if (text.charCodeAt(at) !== 60) return at;
  const close = text.indexOf(">", at);
  const value = close < 0 || close > at + 4 ? null : wholeNumber(text.slice(at + 1, close));
  return value !== null && value <= 191 ? close + 1 : at;
}

/** The next space, or the line's end. */
export function wordEnd(text: string, at: number): number {
  const space = text.indexOf(" ", at);
  return space < 0 ? text.length : space;
}

export function skipSpaces(text: string, at: number): number {
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

/** Up to 15 digits, so that the number is exact; null for anything else. */
export function wholeNumber(digits: string): number | null {
  if (digits.length === 0 || digits.length > 15) return null;
  let value = 0;
  for (let i = 0; i < digits.length; i++) {
    const code = digits.charCodeAt(i);
    if (!isDigit(code)) return null;
    value = value * 10 + (code - 48);
  }
  return value;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
