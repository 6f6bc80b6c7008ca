/** `grove test`: every `test` block of the rule files. */
import { runTest } from "../engine/test.ts";
import { junit, linesOf, type Verdict } from "./junit.ts";
import { load, sayDiagnostics, type Workspace } from "./load.ts";
import { readOptions, UsageError } from "./options.ts";
import { number, plural, printable, printJson } from "./print.ts";

export function runTests(args: readonly string[]): number {
  const options = readOptions("test", args, ["junit"]);
  if (!options) return 0;
  const workspace = load(options.root);
  sayDiagnostics(workspace, "errors");
  const { tests } = workspace.program;
  if (options.values.json && options.values.junit)
    throw new UsageError("--json and --junit both write to stdout; give one of them");
  if (tests.length === 0) {
    throw new UsageError(
      `there is no sound \`test\` block in ${options.root}, so nothing was tested; write one beside its rule`,
    );
  }
  const verdicts: Verdict[] = [];
  const { json, junit: xml } = options.values;
  for (const test of tests) {
    const verdict = { test, failures: runTest(workspace.program, test) };
    verdicts.push(verdict);
    if (json) printJson(testJson(workspace, verdict));
    else if (!xml) say(workspace, verdict);
  }
  const failed = verdicts.filter(({ failures }) => failures.length > 0).length;
  const passed = tests.length - failed;
  if (json) printJson({ kind: "summary", passed, failed });
  else if (xml) process.stdout.write(junit(workspace, verdicts));
  else process.stdout.write(`${plural(tests.length, "test")}: ${number(passed)} passed, ${number(failed)} failed\n`);
  if (workspace.errors > 0) return 2;
  return failed > 0 ? 1 : 0;
}

function say(workspace: Workspace, { test, failures }: Verdict): void {
  process.stdout.write(`${failures.length === 0 ? "passed" : "FAILED"}  ${printable(test.title)}\n`);
  for (const line of failures.flatMap((failure) => linesOf(workspace, failure))) process.stderr.write(`${line}\n`);
}

function testJson(workspace: Workspace, { test, failures }: Verdict): object {
  const { document, start } = test.location;
  return {
    kind: "test",
    title: test.title,
    file: document,
    line: workspace.position(document, start).line,
    passed: failures.length === 0,
    failures: failures.map(({ location, message, found }) => ({
      file: location.document,
      line: workspace.position(location.document, location.start).line,
      message,
      ...(found && { found }),
    })),
  };
}
