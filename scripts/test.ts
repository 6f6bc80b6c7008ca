/**
 * `npm test`: builds and packages, runs every suite, and ends with one line: `N passed, N failed`.
 * `npm test -- unit panel` runs these suites only. Exit code 0 only if every suite ran tests and all of them passed.
 */
import { build } from "./build.ts";
import { explain } from "./explain.ts";
import { packageExtension } from "./package.ts";
import type { Counts } from "./results.ts";
import { suites, type Suite } from "./suites.ts";

const names = process.argv.slice(2);
if (names.includes("--help")) {
  console.log("Usage: npm test [-- suite ...]\n\nSuites:");
  for (const { name, about } of suites) console.log(`  ${name.padEnd(10)} ${about}`);
  process.exit(0);
}
const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(", ")}. There are: ${suites.map((suite) => suite.name).join(", ")}.`);
  process.exit(2);
}

const chosen = suites.filter((suite) => names.length === 0 || names.includes(suite.name));
const lines: string[] = [];
const failures: string[] = [];
let passed = 0;
let failed = 0;
const built = !chosen.some((suite) => suite.built) || (await judge("build", buildAll));
for (const suite of chosen) await judge(suite.name, suite.built && !built ? refuse : suite.run);
for (const failure of failures) console.log(`\n== failed in ${failure}`);
console.log(`\n${lines.join("\n")}\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Bundling and packaging count as a test each: no suite after them can be trusted when they fail. */
async function buildAll(): Promise<Counts> {
  await build();
  const size = await packageExtension();
  console.log(`The package has ${size} bytes.`);
  return { passed: 2, failed: 0 };
}

/** Old bundles must not pass for new ones. */
async function refuse(): Promise<Counts> {
  throw new Error("Not run, because the build failed.");
}

/**
 * Runs one suite; true if all of it passed. A suite that breaks, or that runs no test, counts as one failure, and the next
 * one still runs.
 */
async function judge(name: string, suite: Suite["run"]): Promise<boolean> {
  console.log(`\n== ${name}`);
  const start = performance.now();
  let note = "";
  const counts = await suite().catch((error: unknown): Counts => {
    console.log(explain(error));
    failures.push(`${name}: ${explain(error)}`);
    note = ", did not come to its end";
    return { passed: 0, failed: 1 };
  });
  // Said again at the end: of a long run, often nobody keeps more than that.
  for (const { title, error } of counts.failures ?? []) failures.push(`${name}: ${title}\n${error}`);
  const empty = counts.passed + counts.failed === 0;
  if (empty) note = ", ran no test";
  passed += counts.passed;
  failed += counts.failed + (empty ? 1 : 0);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  lines.push(
    `${name.padEnd(10)} ${counts.passed} passed, ${counts.failed + (empty ? 1 : 0)} failed${note} (${seconds} s)`,
  );
  return counts.failed === 0 && !empty;
}
