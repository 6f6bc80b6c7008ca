/**
 * The suites of `npm test`, in the order in which they run: what is quick and says most comes first.
 *
 * A suite needs what it names (the bundles, a browser, the editor) and reports counts. What it reports is believed only if a
 * test ran: the runner turns a suite without tests into a failure.
 */
import { globSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { runEditorTests } from "./editor/tests.ts";
import { cache, root } from "./paths.ts";
import { run } from "./processes.ts";
import { count, show, type Counts, type TestResult } from "./results.ts";

export type Suite = {
  readonly name: string;
  readonly about: string;
  /** True if it looks at what the build or the packaging wrote. */
  readonly built: boolean;
  run(): Promise<Counts>;
};

const projects = [
  ...["grammar/tsconfig.json", "server/tsconfig.pure.json", "server/tsconfig.json", "client/tsconfig.json"],
  ...["client/webview/tsconfig.json", "scripts/tsconfig.json", "test/tsconfig.json"],
];

/** Folders of test/ with a suite of their own, because they need more than the sources. Benchmarks are no tests. */
const apart = ["oracle", "lsp", "cli", "panel", "workbench", "vscode", "bench"];

export const suites: readonly Suite[] = [
  {
    name: "types",
    about: "the TypeScript compiler over every project",
    built: false,
    run: () => commands(projects.map((project) => ["typescript/bin/tsc", "-p", project])),
  },
  {
    name: "lint",
    about: "eslint and prettier",
    built: false,
    run: () =>
      commands([
        ["eslint/bin/eslint.js", "."],
        ["prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."],
      ]),
  },
  {
    name: "unit",
    about: "grammar, model, checks, engine, features, architecture, documents",
    built: false,
    run: () => mocha("unit", "test/**/*.test.ts", apart),
  },
  {
    name: "oracle",
    about: "detection against a brute-force checker, on random rules and logs",
    built: false,
    run: () => mocha("oracle", "test/oracle/**/*.test.ts"),
  },
  {
    name: "lsp",
    about: "the language server over stdio",
    built: true,
    run: () => mocha("lsp", "test/lsp/**/*.test.ts"),
  },
  { name: "cli", about: "the command line", built: true, run: () => mocha("cli", "test/cli/**/*.test.ts") },
  {
    name: "panel",
    about: "the panel in Chromium",
    built: true,
    run: () => mocha("panel", "test/panel/**/*.test.ts"),
  },
  {
    name: "vscode",
    about: "the packaged extension, from inside a real VS Code",
    built: true,
    run: async () => show(await runEditorTests()),
  },
  {
    name: "workbench",
    about: "the packaged extension, as a person sees it in a real VS Code",
    built: true,
    run: () => mocha("workbench", "test/workbench/**/*.test.ts"),
  },
];

const patience = 600_000; // milliseconds for one suite; a hanging one must not hold up the rest

/** Programs that pass or fail as a whole: each counts as one test. */
async function commands(list: readonly (readonly [string, ...string[]])[]): Promise<Counts> {
  let passed = 0;
  const failures: TestResult[] = [];
  for (const [script, ...args] of list) {
    const code = await run(process.execPath, [join(root, "node_modules", script), ...args], {
      cwd: root,
      timeout: patience,
    });
    if (code === 0) passed++;
    else failures.push({ title: [script, ...args].join(" "), milliseconds: 0, error: `Exit code ${code}; see above.` });
  }
  return { passed, failed: failures.length, failures };
}

/** Test files under mocha; what ran is read from the file that its reporter writes at the end. */
async function mocha(name: string, pattern: string, without: readonly string[] = []): Promise<Counts> {
  const files = globSync(pattern, { cwd: root, exclude: without.map((folder) => `test/${folder}/**`) }).sort();
  if (files.length === 0) return { passed: 0, failed: 0 };
  const output = join(cache, "results", `${name}.json`);
  await mkdir(join(cache, "results"), { recursive: true });
  await rm(output, { force: true });
  const code = await run(
    process.execPath,
    [
      join(root, "node_modules", "mocha", "bin", "mocha.js"),
      ...["--forbid-only", "--forbid-pending", "--timeout", "30000"],
      ...["--require", "./test/kit/chance.ts"],
      ...["--reporter", "./scripts/reporter.ts", "--reporter-option", `output=${output}`],
      ...files,
    ],
    { cwd: root, timeout: patience },
  );
  const written = await readFile(output, "utf8").catch(() => undefined);
  if (written === undefined) throw new Error(`Mocha ended with exit code ${code} before its tests did.`);
  const counts = count(JSON.parse(written) as TestResult[]);
  if (code !== 0 && counts.failed === 0) throw new Error(`Mocha ended with exit code ${code} although no test failed.`);
  return counts;
}
