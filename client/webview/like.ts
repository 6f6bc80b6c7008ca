/** `*` stands for any text. Goes through the text once: no pattern can make it slow. */
export function like(text: string, pattern: string): boolean {
  const [head, ...rest] = pattern.split("*");
  if (rest.length === 0) return text === pattern;
  const tail = rest.pop()!;
  if (!text.startsWith(head!) || !text.endsWith(tail) || text.length < head!.length + tail.length) return false;
  let at = head!.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - tail.length) return false;
    at = found + part.length;
  }
  return true;
}
