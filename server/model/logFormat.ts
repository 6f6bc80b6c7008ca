/**
 * The line of a web server's access log as its configuration writes it: nginx's `log_format` (`$status`) or Apache's
 * `LogFormat` (`%>s`, `%{Referer}i`). Invariant: between any two variables stands a text, so that one walk over a line
 * finds where each of them ends.
 */

export interface LogPart {
  /** In front of the variable. */
  readonly literal: string;
  /** What the variable is: one of the names in `VARIABLES`, or its own name. Null: the line's end. */
  readonly variable: string | null;
  /** As it is written: `$remote_addr`, `%h`. */
  readonly written: string;
}

/** Of nginx, by what is meant. Others are fields under their own names. */
const VARIABLES: Readonly<Record<string, string>> = {
  remote_addr: "address",
  remote_user: "user",
  time_local: "time",
  time_iso8601: "time",
  msec: "epoch",
  request: "request",
  request_method: "method",
  request_uri: "target",
  uri: "path",
  document_uri: "path",
  args: "query",
  query_string: "query",
  server_protocol: "protocol",
  status: "status",
  body_bytes_sent: "bytes",
  http_referer: "referrer",
  http_user_agent: "agent",
  host: "host",
  http_host: "host",
  server_name: "host",
};

const DIRECTIVES: Readonly<Record<string, string>> = {
  h: "address",
  a: "address",
  u: "user",
  r: "request",
  m: "method",
  U: "path",
  q: "query",
  H: "protocol",
  s: "status",
  b: "bytes",
  B: "bytes",
  v: "host",
  V: "host",
  l: "ident",
  p: "port",
  P: "pid",
  D: "request_microseconds",
  T: "request_seconds",
  I: "bytes_received",
  O: "bytes_sent",
};
const HEADERS: Readonly<Record<string, string>> = { referer: "referrer", "user-agent": "agent", host: "host" };

const MEANT: ReadonlySet<string> = new Set([...Object.values(VARIABLES), "time"]);

const NGINX = /\$(?:(\w+)|\{(\w+)\})/g;
const APACHE = /%(?:[<>!,\d]*)(?:\{([^}]*)\})?([a-zA-Z])/g;

/** Null: it is none, or two variables stand side by side. */
export function logFormat(written: string): readonly LogPart[] | null {
  const apache = !written.includes("$");
  // Apache puts the time into brackets by itself.
  const text = apache ? written.replaceAll("%t", "[%t]") : written;
  const parts: LogPart[] = [];
  let at = 0;
  for (const match of text.matchAll(apache ? APACHE : NGINX)) {
    const literal = text.slice(at, match.index);
    if (parts.length > 0 && literal === "") return null;
    const name = match[1] ?? match[2]!;
    const variable = apache ? directive(match[1], match[2]!) : (own(VARIABLES, name) ?? name);
    parts.push({ literal, variable, written: match[0] });
    at = match.index + match[0].length;
  }
  return parts.length === 0 ? null : [...parts, { literal: text.slice(at), variable: null, written: "" }];
}

/** The fields that it adds to those of every access log: variables that are none of those known. */
export const ownVariables = (text: string): readonly string[] => [
  ...new Set(
    (logFormat(text) ?? []).flatMap(({ variable }) => (variable === null || MEANT.has(variable) ? [] : [variable])),
  ),
];

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

function directive(argument: string | undefined, letter: string): string {
  if (letter === "t") return "time";
  if (argument === undefined) return DIRECTIVES[letter] ?? `directive_${letter}`;
  const name = argument.toLowerCase();
  return own(HEADERS, name) ?? `http_${name.replaceAll("-", "_")}`;
}
