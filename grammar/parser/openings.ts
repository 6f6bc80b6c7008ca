/** Texts of other languages, by the word that they open with: what is written here instead. */

const SIGMA =
  'This looks like a Sigma rule. Here what it looks for is an event, `event tried = sshd where user == "root"`, and a rule names it: `rule name { severity high  by ip  when tried }`.';
const QUERY =
  "This looks like a query. Here a rule says what to look for: `rule name { severity high  by ip  when count(login_failed) >= 5 within 5m }`.";
const PROGRAM =
  "This looks like a program. Here nothing is computed step by step: an event is a condition, `event night = login where hour(time) < 6`, and a rule names it.";
const FOLDER = "All rule files of a folder share their names, so nothing is imported.";
const LOGS =
  'Logs are read by a source: `source sshd from operating_system { files "logs/*.log"  format syslog  time timestamp }`.';

const openings: ReadonlyMap<string, string> = new Map(
  (
    [
      [SIGMA, "title id status description references author date tags logsource detection level falsepositives"],
      [QUERY, "select index search from sourcetype eventtype securityevent sequence sample process network file any"],
      [PROGRAM, "def class function const let var return for while if print"],
      [FOLDER, "import include require use load"],
      [LOGS, "log logs logfile input"],
    ] as const
  ).flatMap(([advice, words]) => words.split(" ").map((word) => [word, advice] as const)),
);

/** `next`: the token behind it. */
export function openingAdvice(word: string, next: string | undefined): string | undefined {
  return next === "|" ? QUERY : openings.get(word.toLowerCase());
}
