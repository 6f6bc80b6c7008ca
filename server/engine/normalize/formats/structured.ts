/**
 * Structured data of RFC 5424: `[id@number name="value" ...][...]`. Invariant: one walk over the text; a backslash takes
 * the next character as it is, so a bracket or a quote inside a value ends nothing.
 */

/** Behind the data that starts here, be it `-`; -1 if it has no end. */
export function dataEnd(text: string, at: number): number {
  if (text.charCodeAt(at) === 45) return at + 1;
  let i = at;
  while (text.charCodeAt(i) === 91) {
    i = elementEnd(text, i + 1);
    if (i < 0) return -1;
  }
  return i === at ? -1 : i;
}

/** Behind the bracket that closes the element. */
function elementEnd(text: string, at: number): number {
  let quoted = false;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) quoted = !quoted;
    else if (code === 92 && quoted) i++;
    else if (code === 93 && !quoted) return i + 1;
  }
  return -1;
}

/** The values under `name` and `id.name`, the id without what stands behind its `@`; of several the first. */
export function parametersOf(data: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (name: string, value: string): void => {
    if (!found.has(name)) found.set(name, value);
  };
  for (let at = 0; at < data.length;) {
    const end = elementEnd(data, at + 1);
    const element = data.slice(at + 1, end - 1);
    const [id] = element.split(" ", 1);
    const [name] = id!.split("@", 1);
    for (const [, parameter, value] of element.slice(id!.length).matchAll(PARAMETER)) {
      const text = value!.replace(ESCAPED, "$1");
      add(parameter!, text);
      add(`${name!}.${parameter!}`, text);
    }
    at = end;
  }
  return found;
}

const PARAMETER = / ([^ ="\]]+)="((?:[^"\\]|\\[^])*)"/g;
/** Any other backslash is one. */
const ESCAPED = /\\(["\\\]])/g;
