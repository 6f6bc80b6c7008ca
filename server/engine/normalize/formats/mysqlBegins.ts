/**
 * Which lines begin a record of MySQL's logs. Invariant: it is told by the line and the one in front of it alone, so a log
 * reads the same from wherever it was cut.
 *
 *     general   2026-06-14T15:16:01.123456Z<tab>   12 Query<tab>SELECT 1        or, before 5.7,
 *               260614 15:16:01<tab>   12 Query<tab>SELECT 1    and, in the same second,    <tab><tab>   12 Query<tab>...
 *     slow      # Time: ...    and    # User@Host: ...    where no # Time stands in front of it
 *     audit     20260614 15:16:01,db1,ann,10.0.0.5,12,345,QUERY,shop,'SELECT 1',0
 *
 * and the lines with which a server that starts heads its logs, which are no records. Everything else belongs to the record
 * in front of it.
 */
export type Kind = "general" | "slow" | "audit" | "heading";

const GENERAL =
  /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)|\d{6} [ \d]\d:\d\d:\d\d|\t)\t {0,20}\d{1,20} [A-Z][a-z]{1,20}(?: [A-Za-z]{1,20}){0,3}(?:\t|$)/;
const AUDIT = /^\d{8} \d\d:\d\d:\d\d,/;
const HEADING =
  /^(?:.{1,500}, Version: .{1,500}started with:|Tcp port: .{1,500}|Time {1,30}Id Command {1,30}Argument) ?\r?$/;

export function kindOf(line: string): Kind | null {
  switch (line.charCodeAt(0)) {
    case 35:
      return line.startsWith("# Time: ") || line.startsWith("# User@Host: ") ? "slow" : null;
    case 9:
      return GENERAL.test(line) ? "general" : null;
    default:
      if (isDigit(line.charCodeAt(0))) return AUDIT.test(line) ? "audit" : GENERAL.test(line) ? "general" : null;
      return HEADING.test(line) ? "heading" : null;
  }
}

export function beginsRecord(line: string, before: string | null): boolean {
  const kind = kindOf(line);
  return kind === "slow" ? line.startsWith("# Time: ") || !(before ?? "").startsWith("# Time: ") : kind !== null;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
