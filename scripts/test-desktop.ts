/**
 * `npm run test:desktop`: the tests from inside the editor once more, in a desktop VS Code that @vscode/test-electron
 * downloads. For those with a display and a network that reaches its download host; `npm test` needs neither.
 */
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { downloadAndUnzipVSCode, runTests, runVSCodeCommand } from "@vscode/test-electron";
import { build } from "./build.ts";
import { main } from "./explain.ts";
import { packageExtension } from "./package.ts";
import { cache, root, sample, vsix } from "./paths.ts";
import { show, type TestResult } from "./results.ts";

await main(async () => {
  await build();
  await packageExtension();
  const scratch = await mkdtemp(join(tmpdir(), "mangrove-desktop-"));
  try {
    const counts = show(await runDesktopTests(scratch));
    console.log(`${counts.passed} passed, ${counts.failed} failed`);
    process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
});

async function runDesktopTests(scratch: string): Promise<TestResult[]> {
  const download = { cachePath: join(cache, "desktop") };
  const profile = ["--user-data-dir", join(scratch, "data"), "--extensions-dir", join(scratch, "extensions")];
  const workspace = join(scratch, "workspace", basename(sample));
  const output = join(scratch, "results.json");
  await cp(sample, workspace, { recursive: true });
  const vscodeExecutablePath = await downloadAndUnzipVSCode(download).catch((error: unknown) => {
    throw new Error("VS Code could not be downloaded. `npm test` runs the same tests without this download.", {
      cause: error,
    });
  });
  await runVSCodeCommand(["--install-extension", vsix, "--force", ...profile], download);
  const ended = runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: join(root, "test", "vscode", "stub"),
    extensionTestsPath: join(root, "out", "test", "suite.cjs"),
    extensionTestsEnv: { MANGROVE_TEST_RESULTS: output },
    launchArgs: [workspace, ...profile, "--disable-workspace-trust", "--skip-welcome", "--disable-telemetry"],
  });
  // A failed test is an error here and a line in the results; only a run without results is an error for us.
  const failure = await ended.then(
    () => undefined,
    (error: unknown) => error,
  );
  const written = await readFile(output, "utf8").catch(() => undefined);
  if (written === undefined) throw new Error("The suite in the editor wrote no results.", { cause: failure });
  return JSON.parse(written) as TestResult[];
}
