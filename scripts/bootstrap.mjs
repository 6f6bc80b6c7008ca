/**
 * The first step of every command: `node scripts/bootstrap.mjs scripts/<what>.ts [arguments]`.
 *
 * It is plain JavaScript without dependencies, because a fresh clone has nothing but the machine's own Node 20+ and npm.
 * It keeps one invariant: when a script starts, node_modules holds exactly what package-lock.json names and the script runs
 * under the project's own Node (`node_modules/.bin/node`), whatever the machine has.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const projectBin = join(modules, ".bin");
const projectNode = join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const oldestNode = 20;

/** npm writes node_modules/.package-lock.json last, so an interrupted install never looks complete. */
function isInstalled() {
  if (!existsSync(projectNode)) return false;
  let installed;
  try {
    installed = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")).packages;
  } catch {
    return false;
  }
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, integrity, optional }]) =>
      path === "" ||
      (installed[path]
        ? installed[path].version === version && installed[path].integrity === integrity
        : optional === true),
  );
}

/** npm must not run under the Node that it is about to replace, so that one leaves the PATH. */
function install() {
  console.log("Installing what package-lock.json names (npm ci) ...");
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(projectBin));
  const { npm_execpath: npmScript, npm_node_execpath: npmNode } = process.env;
  const [command, first] = npmScript && npmNode && npmNode !== projectNode ? [npmNode, [npmScript]] : ["npm", []];
  const { status, error } = spawnSync(command, [...first, "ci", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32" && command === "npm",
    env: { ...process.env, PATH: path.join(delimiter) },
  });
  if (error) fail(`npm cannot be started (${error.message}). Install Node ${oldestNode} or newer together with npm.`);
  if (status !== 0) fail("npm ci failed, so nothing else can run. Its own message is above.");
  if (!existsSync(projectNode)) {
    fail(
      "npm skipped the install script of the package `node`, which brings the Node that this project runs under.\n" +
        "Allow it once: npm rebuild node esbuild --ignore-scripts=false",
    );
  }
}

/** Starts the script and lives exactly as long: signals go on to it, and its exit is this exit. */
function run(script, args) {
  const child = spawn(projectNode, [join(root, script), ...args], {
    stdio: "inherit",
    env: { ...process.env, PATH: projectBin + delimiter + (process.env.PATH ?? "") },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`The project's Node cannot be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (Number(process.versions.node.split(".")[0]) < oldestNode) {
  fail(`Node ${process.versions.node} is too old: this project needs Node ${oldestNode} or newer to set itself up.`);
}
const [script, ...args] = process.argv.slice(2);
if (!script) fail("Which script? For example: node scripts/bootstrap.mjs scripts/start.ts");
if (!isInstalled()) install();
run(script, args);
