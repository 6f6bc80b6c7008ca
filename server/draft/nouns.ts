/** What the text in front of a value calls it. Invariant: what is said of a place depends on the text in front of it alone. */
import { UNIFIED_FIELDS } from "../model/program.ts";

/** Words behind which a value stands, and what it is then. */
const NOUNS: Readonly<Record<string, string>> = {
  ...{ user: "user", for: "user", username: "user", from: "from", to: "to", by: "by", on: "on", hostname: "host" },
  ...{ src: "from", dst: "to" },
  ...{ port: "port", pid: "pid", uid: "uid", gid: "gid", id: "number" },
};

/** Such as also stand in front of what happened: `login failed`, `session closed`, `invalid token`. */
const WEAK_NOUNS: Readonly<Record<string, string>> = {
  ...{ login: "user", account: "user", invalid: "user", su: "user", host: "host", client: "client", server: "server" },
  ...{ session: "session", child: "child", file: "file", path: "path", group: "group", name: "name" },
  ...{ process: "program", service: "service" },
};

/** In front of `=`. */
const KEYS: Readonly<Record<string, string>> = {
  ...{ ...NOUNS, ...WEAK_NOUNS },
  ...{ srcip: "from", src_ip: "from", saddr: "from", dstip: "to", dst_ip: "to", daddr: "to" },
  ...{ spt: "port", sport: "port", src_port: "port", srcport: "port" },
  ...{ dpt: "destination_port", dport: "destination_port", dst_port: "destination_port", dstport: "destination_port" },
};

/** `user ` or `rhost=`; null: nothing. */
export function nounIn(front: string): string | null {
  const key = keyIn(front);
  if (key !== null) return own(KEYS, key) ?? key.replaceAll(/[.-]/g, "_");
  const word = wordIn(front);
  return own(NOUNS, word) ?? own(WEAK_NOUNS, word);
}

/** Of `for` and others that stand in front of an amount as well, that is not sure. */
export const saysUser = (front: string): boolean => /^user(?:name)?$/.test(keyIn(front) ?? wordIn(front));

/** Whether nothing but a value stands behind it, however few there are. */
export const isNamed = (front: string): boolean => keyIn(front) !== null || own(NOUNS, wordIn(front)) !== null;

/** Every table inherits `constructor`, and a log may say it. */
const own = (table: Readonly<Record<string, string>>, word: string): string | null =>
  Object.hasOwn(table, word) ? table[word]! : null;

/** Between the word and the value may stand in whose network it is: `src outside:`. */
const wordIn = (front: string): string =>
  /([\p{L}_]+)\s+(?:[\p{L}_][\p{L}\p{N}_-]*:)?["'[(<]?$/u.exec(front)?.[1]?.toLowerCase() ?? "";

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
