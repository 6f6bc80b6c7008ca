/** `grove test`: every `test` block of the rule files. */
import { runTest, type TestFailure } from "../engine/test.ts";
import type { TestDefinition } from "../model/program.ts";
import { load, sayDiagnostics, type Workspace } from "./load.ts";
import { readOptions, UsageError } from "./options.ts";
import { number, plural, printable, printJson } from "./print.ts";

export function runTests(args: readonly string[]): number {
  const options = readOptions("test", args);
  if (!options) return 0;
  const workspace = load(options.root);
  sayDiagnostics(workspace, "errors");
  const { tests } = workspace.program;
  if (tests.length === 0) {
    throw new UsageError(
      `there is no sound \`test\` block in ${options.root}, so nothing was tested; write one beside its rule`,
    );
  }
  let failed = 0;
  for (const test of tests) {
    const failures = runTest(workspace.program, test);
    if (failures.length > 0) failed++;
    if (options.values.json) printJson(testJson(workspace, test, failures));
    else say(workspace, test, failures);
  }
  const passed = tests.length - failed;
  if (options.values.json) printJson({ kind: "summary", passed, failed });
  else process.stdout.write(`${plural(tests.length, "test")}: ${number(passed)} passed, ${number(failed)} failed\n`);
  if (workspace.errors > 0) return 2;
  return failed > 0 ? 1 : 0;
}

function say(workspace: Workspace, test: TestDefinition, failures: readonly TestFailure[]): void {
  process.stdout.write(`${failures.length === 0 ? "passed" : "FAILED"}  ${printable(test.title)}\n`);
  for (const { location, message } of failures) {
    process.stderr.write(`${workspace.place(location)}: error[test-failed]: ${printable(message)}\n`);
  }
}

function testJson(workspace: Workspace, test: TestDefinition, failures: readonly TestFailure[]): object {
  const { document, start } = test.location;
  return {
    kind: "test",
    title: test.title,
    file: document,
    line: workspace.position(document, start).line,
    passed: failures.length === 0,
    failures: failures.map(({ location, message }) => ({
      file: location.document,
      line: workspace.position(location.document, location.start).line,
      message,
    })),
  };
}
