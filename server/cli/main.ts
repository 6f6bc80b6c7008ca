/** `grove`: dispatch. Exit codes: 0 fine; 1 found what was asked to fail on; 2 usage or input errors. */
import metadata from "../../package.json" with { type: "json" };
import { nearest } from "../checks/words.ts";
import { runCheck } from "./check.ts";
import { runExplain } from "./explain.ts";
import { runFormat } from "./format.ts";
import { runLearn } from "./learn.ts";
import { HELP, UsageError } from "./options.ts";
import { watchReader } from "./print.ts";
import { runNormalize } from "./normalize.ts";
import { runPlan } from "./plan.ts";
import { runRank } from "./rank.ts";
import { runReplay } from "./replay.ts";
import { runRespond } from "./respond.ts";
import { runTests } from "./test.ts";

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => number | Promise<number>>> = {
  check: runCheck,
  replay: runReplay,
  explain: runExplain,
  rank: runRank,
  respond: runRespond,
  plan: runPlan,
  normalize: runNormalize,
  test: runTests,
  learn: runLearn,
  fmt: runFormat,
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(HELP.grove);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    process.stdout.write(`grove ${metadata.version}\n`);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`there is no command "${name}"; ${otherCommand(name)}`);
  return command(rest);
}

function otherCommand(name: string): string {
  const names = Object.keys(COMMANDS);
  const meant = nearest(name, names);
  return meant === null ? `there are ${names.join(", ")}` : `did you mean ${meant}?`;
}

watchReader();

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`grove: ${error.message}\n\`grove --help\` lists what there is.\n`);
  process.exitCode = 2;
}
