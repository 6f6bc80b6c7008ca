/**
 * Runs out/test/suite.cjs in the extension host of a real VS Code, with the packaged extension installed.
 *
 * What passed is what the suite's own file says: VS Code reports success also when its extension host has crashed.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, sample } from "../paths.ts";
import type { TestResult } from "../results.ts";
import { prepareWorkbench } from "./workbench.ts";

const patience = 240_000; // milliseconds for the whole suite; each test has its own limit

/** Resolves to what ran; throws if the suite did not come to its end. */
export async function runEditorTests(): Promise<TestResult[]> {
  const scratch = await mkdtemp(join(tmpdir(), "mangrove-results-"));
  const file = join(scratch, "results.json");
  const { page, server, workspace, close } = await prepareWorkbench({
    folder: sample,
    env: { MANGROVE_TEST_RESULTS: file },
    driver: true,
  });
  const log: string[] = [];
  try {
    const ended = Promise.withResolvers<void>();
    await page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) =>
      log.push(`${type}: ${args.join(" ")}`),
    );
    await page.exposeFunction("codeAutomationExit", () => ended.resolve());
    const remote = (path: string): string => `vscode-remote://127.0.0.1:${server.port}${pathToFileURL(path).pathname}`;
    const payload = [
      ["extensionDevelopmentPath", remote(join(root, "test", "vscode", "stub"))],
      ["extensionTestsPath", remote(join(root, "out", "test", "suite.cjs"))],
      ["skipWelcome", "true"],
    ];
    await page.goto(`${server.url(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    const timer = setTimeout(() => ended.reject(new Error(`It did not end within ${patience / 1000} s.`)), patience);
    await ended.promise.finally(() => clearTimeout(timer));
    return JSON.parse(await readFile(file, "utf8")) as TestResult[];
  } catch (error) {
    throw new Error(`The suite in the editor wrote no results. The editor's log:\n${log.join("\n")}`, { cause: error });
  } finally {
    await close();
    await rm(scratch, { recursive: true, force: true });
  }
}
