/**
 * How long a user waits for the language server, through the real protocol: after a cold start, after an edit, for a
 * completion. Each figure also as a multiple of an empty request, which says how fast machine and transport are.
 *
 *     node test/bench/lsp.ts [--files 500] [--lines 100] [--server dist/server.mjs]
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { serverEnvironment } from "../../client/serverEnvironment.ts";
import { Client, position, uri } from "../kit/client.ts";
import { folderOf } from "../kit/folder.ts";
import { forest, type BenchFile } from "./forest.ts";

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "500" },
    lines: { type: "string", default: "100" },
    server: { type: "string" },
  },
});
const ROUNDS = 30;

const files = forest(Number(values.files), Number(values.lines));
const folder = folderOf(Object.fromEntries(files.map((file) => [file.path, file.text])));
const total = files.reduce((sum, { text }) => sum + text.split("\n").length, 0);
console.log(`${files.length} files, ${total} lines`);
/** Uses what others declare; nothing is built upon it but its own events. */
const leaf = files[files.length - 1]!;
/** Declares a source that many files build upon. */
const root = files[0]!;

const entry = values.server === undefined ? {} : { entry: path.resolve(values.server) };
/** As the editor starts it: what the first server has compiled, the next one finds there. */
const env = serverEnvironment(folderOf({}));

const { client, symbols, cold } = await start();
await client.open(place(root), root.text);
await client.diagnostics(place(root));
// The rest of the folder was looked at too: nothing else goes on.
await client.ruleChanges.next(() => true);

const empty = await measure(() =>
  client.request("textDocument/hover", { textDocument: { uri: "file:///none" }, position: position("", 0) }),
);
const unit = quantile(empty.times, 0.5);
console.log(`${"".padEnd(44)}      p50       p95   p95/empty   cpu`);
show("empty request", empty);
show("cold start to symbols", { times: [symbols], cpu: null });
show("cold start to diagnostics", { times: [cold], cpu: cpuTime() });
show("edit of a rule to diagnostics", await measure(editing(leaf, "bound = 0", (round) => `// ${round}`)));
show("edit of a condition to diagnostics", await measure(editing(leaf, '"nobody"', (round) => `"nobody${round}"`)));
show("edit of a source to diagnostics", await measure(editing(root, "kind 7 of", (round) => `kind 7${round} of`)));
show("completion of a field", await measure(completing(leaf, "and user", "and us")));
show("completion of an event", await measure(completing(leaf, "when     count(ev", "when     count(e")));
show("keystroke, then completion", await measure(typing(leaf)));
show("hover", await measure(() => ask("hover", leaf, "entry: ev")));
show(
  "references of an event of many",
  await measure(() => ask("references", leaf, "= app", { context: { includeDeclaration: true } })),
);
show(
  "semantic tokens",
  await measure(() => client.request("textDocument/semanticTokens/full", { textDocument: { uri: place(leaf) } })),
);
show("workspace symbols", await measure(() => client.request("workspace/symbol", { query: "rule49" })));
await client.stop();
const again = await start();
await again.client.stop();
show("next start to symbols", { times: [again.symbols], cpu: null });
show("next start to diagnostics", { times: [again.cold], cpu: null });
show("hover while logs are looked into", await hoveringOverLogs());

async function start(): Promise<{ readonly client: Client; readonly symbols: number; readonly cold: number }> {
  const started = performance.now();
  const client = await Client.start({ folders: [folder], env, ...entry });
  await client.open(place(leaf), leaf.text);
  await client.request("textDocument/documentSymbol", { textDocument: { uri: place(leaf) } });
  const symbols = performance.now() - started;
  const found = await client.diagnostics(place(leaf));
  const cold = performance.now() - started;
  if (found.some(({ severity }) => severity === 1)) throw new Error(`the workspace has errors: ${found[0]!.message}`);
  return { client, symbols, cold };
}

interface Measured {
  readonly times: readonly number[];
  /** Milliseconds of the server's processor time, for each; null: this system does not tell. */
  readonly cpu: number | null;
}

async function measure(act: (round: number) => Promise<unknown>): Promise<Measured> {
  for (let round = 0; round < 3; round++) await act(-round - 1);
  const times: number[] = [];
  const before = cpuTime();
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await act(round);
    times.push(performance.now() - start);
  }
  const after = cpuTime();
  return { times, cpu: before === null || after === null ? null : (after - before) / ROUNDS };
}

function show(what: string, { times, cpu }: Measured): void {
  const cells = [quantile(times, 0.5), quantile(times, 0.95)].map((time) => `${time.toFixed(1)} ms`.padStart(9));
  const ratio = `${(quantile(times, 0.95) / unit).toFixed(0)}x`.padStart(9);
  console.log(`${what.padEnd(44)}${cells.join(" ")} ${ratio}   ${cpu === null ? "?" : cpu.toFixed(1)} ms`);
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** Milliseconds that the server has used of the processor; Linux counts them in hundredths of a second. */
function cpuTime(): number | null {
  const file = `/proc/${client.process.pid}/stat`;
  if (!existsSync(file)) return null;
  const fields = readFileSync(file, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function place(file: BenchFile): string {
  return uri(path.join(folder, file.path));
}

/** One every now and then from the opening of the sample company on, whose logs the server looks into meanwhile. */
async function hoveringOverLogs(): Promise<Measured> {
  const company = path.join(import.meta.dirname, "../../samples/company");
  const server = await Client.start({ folders: [company], env, ...entry });
  const file = path.join(company, "rules/people.grove");
  const text = readFileSync(file, "utf8");
  await server.open(uri(file), text);
  const times: number[] = [];
  for (let round = -1; round < 200; round++) {
    await setTimeout(10);
    const start = performance.now();
    await server.request("textDocument/hover", server.at(uri(file), text, text.indexOf("user") + 1));
    // The first one waits for the rules to be read.
    if (round >= 0) times.push(performance.now() - start);
  }
  await server.stop();
  return { times, cpu: null };
}

/** Replaces a piece of the text, and waits until the problems of the new version are there. */
function editing(file: BenchFile, piece: string, by: (round: number) => string): (round: number) => Promise<unknown> {
  const changed = file.text.includes(piece)
    ? (round: number) => file.text.replace(piece, by(round))
    : (round: number) => file.text + by(round);
  return async (round) => {
    const version = await client.change(place(file), changed(round));
    return client.diagnostics(place(file), version);
  };
}

function completing(file: BenchFile, _before: string, mark: string): () => Promise<unknown> {
  return () => ask("completion", file, mark);
}

/** What an editor does while a word is typed: the text changes, and completion is asked for at once. */
function typing(file: BenchFile): (round: number) => Promise<unknown> {
  return async (round) => {
    const text = `${file.text}\nevent typed = app0 where user == "${"x".repeat((round + 9) % 5)}" and po`;
    await client.change(place(file), text);
    return client.request("textDocument/completion", client.at(place(file), text, text.length));
  };
}

function ask(method: string, file: BenchFile, mark: string, more: object = {}): Promise<unknown> {
  const offset = file.text.indexOf(mark) + mark.length;
  return client.request(`textDocument/${method}`, { ...client.at(place(file), file.text, offset), ...more });
}
