/** What stands above a drafted source. Pure. Invariant: a comment, whatever the log or its name says. */
import type { Draft } from "../server/protocol.ts";

export function headingOf(path: string, { lines, records, reason }: Extract<Draft, { ok: true }>): string {
  const count = (n: number): string => n.toLocaleString("en-US");
  const inLine = (text: string): string => text.replaceAll(/\s+/g, " ");
  const others = records === lines ? "" : `\n// Most of the others: ${inLine(reason ?? "")}`;
  return `// Drafted from ${inLine(path)}: ${count(records)} of its first ${count(lines)} lines are records.${others}`;
}
