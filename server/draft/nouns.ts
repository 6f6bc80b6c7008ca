/** What the text in front of a value calls it. Invariant: what is said of a place depends on the text in front of it alone. */
import { UNIFIED_FIELDS } from "../model/program.ts";

/** Words behind which a value stands, and what it is then. */
const NOUNS: Readonly<Record<string, string>> = {
  ...{ user: "user", for: "user", username: "user", login: "user", account: "user", invalid: "user", su: "user" },
  ...{ from: "from", to: "to", by: "by", host: "host", hostname: "host", client: "client", server: "server" },
  ...{ port: "port", pid: "pid", uid: "uid", gid: "gid", session: "session", child: "child", id: "number" },
  ...{ file: "file", path: "path", on: "on", group: "group", name: "name", process: "program", service: "service" },
};

/** `user ` or `rhost=`; null: nothing. */
export function nounIn(front: string): string | null {
  const key = keyIn(front);
  if (key !== null) return NOUNS[key] ?? key.replaceAll(/[.-]/g, "_");
  const word = /([\p{L}_]+)\s+["'[(<]?$/u.exec(front)?.[1];
  return word === undefined ? null : (NOUNS[word.toLowerCase()] ?? null);
}

export const keyIn = (front: string): string | null =>
  /([\p{L}_][\p{L}\p{N}_.-]*)(?:=| = )["'[(<]?$/u.exec(front)?.[1]?.toLowerCase() ?? null;

const GRAVE: ReadonlySet<string> = new Set([
  ...["error", "err", "severe", "fatal", "critical", "crit", "alert", "emerg", "emergency"],
]);
const LIGHT: ReadonlySet<string> = new Set([
  ...["trace", "verbose", "debug", "fine", "info", "information", "notice", "warn", "warning"],
]);

export const isGrave = (level: string): boolean => GRAVE.has(level.toLowerCase());

/** Whether a program says so how grave a line is. */
export const isLevel = (text: string): boolean => isGrave(text) || LIGHT.has(text.toLowerCase());

/** Names that mean something else, or that a word in front of a text says too little for. */
export const CLASHING: ReadonlySet<string> = new Set([
  ...Object.keys(UNIFIED_FIELDS).filter((name) => name !== "user"),
  ...["template", "source", "arrived", "lag", "from", "to", "by", "on", "number"],
]);
