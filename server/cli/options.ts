/** The command line's words: what each command takes, and its help. */
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

/** A wrong word on the command line; `message` says which and what would be right. */
export class UsageError extends Error {}

const DIR =
  "DIR is the workspace folder: its *.grove files hold the rules, `files` patterns are relative to it (default: .).";

export const HELP = {
  grove: `grove: a rule forest over your logs

  grove check     [DIR] [--logs] [--json]        what is wrong with the rules, and with --logs what the logs say of them
  grove replay    [DIR] [--json] [--rule NAME] [--file LOG] [--fail-on SEVERITY]
                  [--shuffle DURATION] [--duplicate PERCENT] [--drop PERCENT] [--seed N] [--skew SOURCE=DURATION]
                  [--live [--yes]]
                                                 run the logs through the rules, report the detections
  grove explain   RULE [DIR] [--key FIELD=VALUE ...] [--record FILE:LINE] [--json]
                                                 why a rule fired or did not: step by step, the near misses, or one line
  grove rank      [DIR] [--ranking NAME] [--top N] [--file LOG] [--json]
                                                 who is worst: the keys of the rankings, and why each stands where it does
  grove respond   [DIR] --listen [HOST:]PORT [--live --yes] [--json]
                                                 take events over the network and run the playbooks that they start
  grove plan      [DIR] [--json]                 what the engine makes of the rules: shared leaves, indexes, what each costs
  grove normalize [DIR] [--json] [--file LOG] [--restore] [--size]
                                                 the unified records of the logs, or the raw lines rebuilt from them
  grove test      [DIR] [--json | --junit]       run the \`test\` blocks
  grove learn     LOG [DIR] [--json]             a source and a first rule for a log, drafted from its beginning
  grove fmt       [DIR|FILE...] [--check] [--json]
                                                 bring rule files into the house style

  grove --version

${DIR}
Exit codes: 0 fine; 1 \`check\` found an error, a test failed, \`--fail-on\` was met, or \`fmt --check\` found a file to
format; 2 usage or input errors.
\`grove COMMAND --help\` says more.
`,
  check: `grove check [DIR] [--logs] [--json]

Parses and checks every rule file. Findings go to stdout as file:line:column: severity[code]: message; rule files that could
not be read at all are said on stderr, and count as errors.
  --logs   replays the beginning of the logs first, as the editor does all the time: 256 KiB of up to 8 files of each source.
           Then patterns that no file fits, lines that cannot be read, records that fit no template and fields that the
           records lack are findings too
  --json   one object per line on stdout: {"kind":"diagnostic","code","severity","file","line","column","endLine","endColumn","message"}
${DIR}
Exit codes: 0 no error (warnings may stand); 1 at least one error; 2 usage or input errors.
`,
  replay: `grove replay [DIR] [--json] [--rule NAME] [--file LOG] [--fail-on SEVERITY]
             [--shuffle DURATION] [--duplicate PERCENT] [--drop PERCENT] [--seed N] [--skew SOURCE=DURATION]
             [--live [--yes]]

Runs the logs through normalize, order by watermark, and detect, and reports the detections with their evidence, and what
the playbooks would have done: their actions are simulated, nothing leaves this machine.
  --json               one object per line: "detection", "late", "unparsed", "ahead", "duplicate", "run", and last "summary"
  --rule NAME          only this rule and those that it stands on
  --file LOG           only this log file, relative to DIR
  --fail-on SEVERITY   exit 1 if a detection of this severity or a higher one is raised:
                       informational, low, medium, high, critical
What would happen if the logs came otherwise? The same seed disturbs the same way:
  --shuffle DURATION   every record comes up to so much later: --shuffle 30s
  --duplicate PERCENT  so many of the records come twice: --duplicate 1%
  --drop PERCENT       so many of the records never come: --drop 0.5%
  --seed N             which records it hits, a whole number (default: 1)
  --skew SOURCE=TIME   the clocks of this source run fast, or slow: --skew sshd=+90s --skew vpn=-5s
Playbooks for real:
  --live               lists what the playbooks would call, and simulates; with --yes it calls
  --yes                agrees to every call that --live lists: servers are called, programs are run
${DIR}
Rules with errors are left out, said on stderr, and make the exit code 2; the sound ones run all the same.
`,
  explain: `grove explain RULE [DIR] [--key FIELD=VALUE ...] [--record FILE:LINE] [--file LOG] [--json]

Runs the logs through one rule and those that it stands on, and says why it fired or did not: how many records each step
had, how many matches came how far and where the others ended, and the near misses with the smallest change that fires.
  --key FIELD=VALUE    near misses of this key alone; once for each field of \`by\`
  --record FILE:LINE   instead: what this one line is to the rule, leaf by leaf, false ones first
  --file LOG           only this log file, relative to DIR
  --json               one object: {"kind":"explanation",...}, with --record {"kind":"record",...}; times in microseconds
${DIR}
Exit codes: 0 explained; 2 usage or input errors.
`,
  rank: `grove rank [DIR] [--ranking NAME] [--top N] [--file LOG] [--json]

Runs the logs through the rankings and the rules that they look at, and shows the worst keys: those with equal first rank
as one group, split by the second value, each with what sets it above the next.
  --ranking NAME  only this ranking
  --top N         so many keys of each ranking (default: 20)
  --file LOG      only this log file, relative to DIR
  --json          one object per ranking: {"kind":"ranking","name","by","of","levels","nodes","groups","keys","items","keyless"}
${DIR}
Rankings with errors are left out, said on stderr, and make the exit code 2.
Exit codes: 0 fine; 2 usage or input errors, or no ranking at all.
`,
  respond: `grove respond [DIR] --listen [HOST:]PORT [--live --yes] [--json]

Takes events as JSON-RPC 2.0 by HTTP POST and runs the playbooks that they start, until it is interrupted; then what has
begun goes to its end (interrupt again to stop it at once). Actions are simulated unless --live --yes says otherwise.
  --listen [HOST:]PORT  where; without HOST for this machine alone, port 0 takes a free one and says which
  --live                lists what the playbooks would call, and simulates; with --yes it calls
  --yes                 agrees to every call that --live lists: servers are called, programs are run
  --json                one object per line: "run", and last "summary"
An event is a rule's name and fields that its detections have:
  curl -H "Content-Type: application/json" http://127.0.0.1:PORT/ \\
    -d '{"jsonrpc": "2.0", "id": 1, "method": "event", "params": {"rule": "NAME", "fields": {"ip": "192.0.2.7"}}}'
If the environment has GROVE_TOKEN, senders must know it (Authorization: Bearer ...); other machines need it always.
${DIR}
Exit codes: 0 stopped when asked to; 2 usage or input errors, or --live without --yes; 130 stopped at once.
`,
  plan: `grove plan [DIR] [--json]

Prints what the engine makes of the rules: each rule's patterns, which leaves they share with others, by which field a
record finds its leaves, and what a rule costs and why.
  --json   one object per rule, {"kind":"rule",...}, and last {"kind":"plan",...}
${DIR}
Exit codes: 0 fine; 2 usage or input errors.
`,
  normalize: `grove normalize [DIR] [--json] [--file LOG] [--restore] [--size]

Prints the unified records of the logs, file by file, in the order of their lines.
  --json      one record per line as JSON
  --restore   the raw lines, rebuilt from the records alone, byte for byte
  --size      instead: how many bytes the lines have, and how many once what lines have in common is written once, by source
  --file LOG  only this log file, relative to DIR
${DIR}
Lines that are no record (unparsed, filtered) are counted on stderr.
`,
  test: `grove test [DIR] [--json | --junit]

Runs the \`test\` blocks of the rule files on the engine of \`grove replay\`.
  --json   one object per line: {"kind":"test","title","file","line","passed","failures":[...]}, and last "summary"
  --junit  JUnit XML on stdout, for CI servers: a suite for each rule file, and one for the errors of the rules
${DIR}
Exit codes: 0 all passed; 1 one failed; 2 usage or input errors, or no test at all.
`,
  learn: `grove learn LOG [DIR] [--json]

Reads the beginning of a log, finds out its format, its time and what its messages have in common, and prints a \`source\` that
reads it and a first rule. Nothing is written: put it into a rule file with > rules.grove, and change it there.
  --json   one object: {"kind":"draft","name","source","rule","lines","records","reason"}
${DIR}
Exit codes: 0 drafted; 2 usage or input errors, or a log that gives no source.
`,
  fmt: `grove fmt [DIR|FILE...] [--check] [--json]

Brings rule files into the house style: white space changes, nothing else. Files that change are listed. A declaration
with an error stays as it is, and is said on stderr as file:line:column: error[code]: message.
  --check  writes nothing, lists the files that would change
  --json   one object per line: {"kind":"format","file","changed"}, and last "summary"
DIR stands for all *.grove files in it and below (default: .).
Exit codes: 0 fine; 1 with --check, a file would change; 2 usage or input errors, a declaration with an error among them.
`,
} as const;

export type CommandName = Exclude<keyof typeof HELP, "grove">;

const OPTIONS = {
  json: { type: "boolean" },
  logs: { type: "boolean" },
  junit: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  restore: { type: "boolean" },
  size: { type: "boolean" },
  rule: { type: "string" },
  file: { type: "string" },
  "fail-on": { type: "string" },
  check: { type: "boolean" },
  key: { type: "string", multiple: true },
  record: { type: "string" },
  shuffle: { type: "string" },
  duplicate: { type: "string" },
  drop: { type: "string" },
  seed: { type: "string" },
  skew: { type: "string", multiple: true },
  live: { type: "boolean" },
  yes: { type: "boolean" },
  listen: { type: "string" },
  ranking: { type: "string" },
  top: { type: "string" },
} as const;
type OptionName = keyof typeof OPTIONS;

/** `taken`: the options of this command beside `--json` and `--help`. Null: help was asked for and printed. */
export function readWords(command: CommandName, args: readonly string[], taken: readonly OptionName[] = []) {
  const { values, positionals } = parse(args);
  if (values.help) {
    process.stdout.write(HELP[command]);
    return null;
  }
  const foreign = Object.keys(values).find((name) => name !== "json" && !taken.includes(name as OptionName));
  if (foreign !== undefined) throw new UsageError(`${command} has no option --${foreign}`);
  return { values, positionals };
}

/** The words of a command that works on one workspace folder. */
export function readOptions(command: CommandName, args: readonly string[], taken: readonly OptionName[] = []) {
  const words = readWords(command, args, taken);
  if (!words) return null;
  const { values, positionals } = words;
  return { root: readFolder(command, positionals), values };
}

/** The one folder that was given, or the one where we are. */
export function readFolder(command: CommandName, positionals: readonly string[]): string {
  if (positionals.length > 1) {
    throw new UsageError(
      `${command} takes one folder, and was given ${positionals.map((word) => `"${word}"`).join(" ")}`,
    );
  }
  const root = path.resolve(positionals[0] ?? ".");
  if (!fs.existsSync(root)) throw new UsageError(`there is no folder ${positionals[0]}`);
  if (!fs.statSync(root).isDirectory()) {
    const [file = ""] = positionals;
    const instead = file.endsWith(".grove")
      ? `all rule files of a folder are read together, so give that: ${path.dirname(file)}`
      : "give its workspace folder, and `--file` for one log";
    throw new UsageError(`${file} is a file; ${instead}`);
  }
  return root;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Node's own sentence goes on about how to pass a positional that begins with a dash.
    throw new UsageError((error as Error).message.split(". ")[0]!.replaceAll("'", ""));
  }
}

/** `--file` as a path relative to the root, wherever it was counted from. */
export function relativeFile(root: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const inRoot = path.resolve(root, file);
  const absolute = fs.existsSync(inRoot) ? inRoot : path.resolve(file);
  if (!fs.existsSync(absolute)) throw new UsageError(`there is no file ${file} in ${root}`);
  const relative = path.relative(root, absolute);
  if (relative.startsWith("..") || path.isAbsolute(relative)) {
    throw new UsageError(
      `${file} lies outside the workspace folder ${root}; nothing outside it is read: copy it there, or give a folder that holds it`,
    );
  }
  return relative.split(path.sep).join("/");
}
