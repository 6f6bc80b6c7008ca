/**
 * Mocha's own `spec` output, and beside it one small file that says what ran: the file, not an exit code, is what a suite is
 * judged by. An extension host that crashes, for example, ends with exit code 0 and without this file.
 */
import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import type { TestResult } from "./results.ts";

export default class ResultsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const results: TestResult[] = [];
    runner.on("pass", (test) => results.push({ title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
    runner.on("fail", (test, error: Error) =>
      results.push({
        title: test.fullTitle(),
        milliseconds: test.duration ?? 0,
        error: error.stack ?? error.message,
      }),
    );
    const { output } = (options.reporterOptions ?? {}) as { output?: string };
    if (output) runner.once("end", () => writeFileSync(output, JSON.stringify(results)));
  }
}
