/**
 * A record of MySQL's slow log. Invariant: header and message, put together, are the record. The header is the lines that
 * begin with `#`, and `use`, `SET timestamp` and the like up to the statement.
 */
export interface SlowParts {
  readonly header: string;
  readonly message: string;
  readonly written: string | null;
  readonly user: string | null;
  readonly client: string | null;
  readonly address: string | null;
  readonly database: string | null;
}

const USER = /# User@Host: ([^[\n]{0,200})\[[^\]\n]{0,200}\] @ ([^[\n]{0,300})\[([^\]\n]{0,100})\]/;
const USE = /^use ([^;\n]{1,200});/m;

export function slowParts(text: string): SlowParts {
  let at = 0;
  while (at < text.length && isPreface(text, at)) {
    const end = text.indexOf("\n", at);
    at = end < 0 ? text.length : end + 1;
  }
  const header = text.slice(0, at);
  const [, user, client, address] = USER.exec(header) ?? [];
  return {
    header,
    message: text.slice(at),
    written: header.startsWith("# Time: ") ? header.slice(8, lineEnd(header)).trim() : null,
    user: user?.trim() ?? null,
    client: client?.trim() || address || null,
    address: address ?? null,
    database: USE.exec(header)?.[1] ?? schemaIn(header),
  };
}

/** `Schema:   QC_hit: No`: where there is none, the next name follows. */
function schemaIn(header: string): string | null {
  const schema = textIn(header, "Schema: ");
  return schema?.endsWith(":") ? null : schema;
}

function isPreface(text: string, at: number): boolean {
  return text.startsWith("#", at) || text.startsWith("use ", at) || text.startsWith("SET timestamp=", at);
}

function lineEnd(text: string): number {
  const end = text.indexOf("\n");
  return end < 0 ? text.length : end;
}

/** The word behind a name; null: it is not there, or nothing is behind it. */
export function textIn(header: string, name: string): string | null {
  const at = header.indexOf(name);
  if (at < 0) return null;
  let from = at + name.length;
  while (header.charCodeAt(from) === 32) from++;
  let to = from;
  while (to < header.length && header.charCodeAt(to) > 32) to++;
  return to === from ? null : header.slice(from, to);
}

export function numberIn(header: string, name: string): number | null {
  const text = textIn(header, name);
  const number = text === null ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
