/**
 * The entry that VS Code's extension host calls, in the browser's editor and on the desktop alike: it runs every
 * `*.test.cjs` beside its bundle and writes what ran to the file that $MANGROVE_TEST_RESULTS names.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import ResultsReporter from "../../scripts/reporter.ts";

/** Resolves when all tests ran and passed. */
export async function run(): Promise<void> {
  const output = process.env["MANGROVE_TEST_RESULTS"];
  if (!output) throw new Error("$MANGROVE_TEST_RESULTS must name the file for the results.");
  const mocha = new Mocha({
    reporter: ResultsReporter,
    reporterOptions: { output },
    timeout: 20_000,
    forbidOnly: true,
    forbidPending: true,
  });
  const files = readdirSync(__dirname).filter((name) => name.endsWith(".test.cjs"));
  for (const file of files.sort()) mocha.addFile(join(__dirname, file));
  const { promise, resolve } = Promise.withResolvers<number>();
  mocha.run(resolve);
  const failures = await promise;
  if (failures > 0) throw new Error(`${failures} tests in the editor failed.`);
}
