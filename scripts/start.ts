/**
 * `npm start`: from a fresh clone to a rule forest at work. Builds and packages the extension, replays the sample in the
 * terminal, then opens it in VS Code: an installed one, else the real VS Code in the browser.
 */
import { createInterface } from "node:readline/promises";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { findCode, openInCode } from "./editor/desktop.ts";
import { editorSize, installedEditor } from "./editor/install.ts";
import { startEditor } from "./editor/server.ts";
import { explain, main } from "./explain.ts";
import { packageExtension } from "./package.ts";
import { cache, company, grove, root, vsix } from "./paths.ts";
import { run, untilInterrupted } from "./processes.ts";

const usage = `Usage: npm start [-- options]

Builds Mangrove, replays samples/company in the terminal and opens that folder in VS Code with the extension installed.

  --editor       open the VS Code for the browser without asking, also if it must be downloaded first
  --no-editor    stop after the replay
  --port NUMBER  the browser's VS Code listens here, or at the next free port (default 8484)
  --help         this text
`;

const STORY = `The sample: one week of a company's logs, nine sources from firewall to database. Two attacks are in them that no
single log shows. Replaying; what is worst stands at the end.
`;

type Options = { readonly editor: boolean | undefined; readonly port: number };

const options = readOptions(process.argv.slice(2));
if (options) await main(() => start(options));

/** Undefined if there is nothing to do but what has been printed. */
function readOptions(args: string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args,
      allowNegative: true,
      options: { editor: { type: "boolean" }, port: { type: "string" }, help: { type: "boolean" } },
    });
    const port = Number(values.port ?? 8484);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`--port ${values.port} is no port number.`);
    if (!values.help) return { editor: values.editor, port };
    console.log(usage);
  } catch (error) {
    console.error(`${explain(error)}\n\n${usage}`);
    process.exitCode = 2;
  }
  return undefined;
}

async function start(options: Options): Promise<void> {
  await build();
  const size = await packageExtension();
  console.log(`Packaged ${relative(root, vsix)} (${Math.ceil(size / 1000)} kB).\n`);
  console.log(STORY);
  const code = await run(process.execPath, [grove, "replay", relative(root, company)], { cwd: root });
  if (code !== 0) throw new Error(`The replay of the sample failed with exit code ${code}.`);
  console.log(
    `\nWhat happened in that week, and how the rules see it: ${relative(root, join(root, "docs", "company.md"))}`,
  );
  if (options.editor !== false) await openEditor(options);
}

async function openEditor({ editor, port }: Options): Promise<void> {
  const installed = editor ? undefined : findCode();
  if (installed && (await openInCode(installed, vsix, company))) {
    console.log(`\nOpened ${relative(root, company)} in VS Code. Run "Mangrove: Replay" there.`);
    return;
  }
  if (editor || (await mayServe())) return serve(port);
  console.log(
    "\nTo see it in VS Code: `npm start -- --editor` (downloads VS Code for the browser once, " +
      `about ${editorSize.download} MB), or install ${relative(root, vsix)} in your own.`,
  );
}

/** Asks a person before the download. Where nobody can answer, nobody could press Ctrl-C either: the answer is no. */
async function mayServe(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  if (await installedEditor()) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<string>((resolve) => terminal.on("close", () => resolve("")));
  const question = terminal.question(
    `\nNo VS Code found. Download VS Code for the browser, about ${editorSize.download} MB ` +
      `(${editorSize.disk} MB on disk, once)? [y/N] `,
  );
  const answer = await Promise.race([question, closed]);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Serves the editor until somebody asks for its end; on every way out no process of it is left. */
async function serve(port: number): Promise<void> {
  const interrupted = untilInterrupted();
  const server = await startEditor({ profile: join(cache, "editor-profile"), vsix, port });
  console.log(`\nVS Code with Mangrove: ${server.url(company)}\nRun "Mangrove: Replay" there. Ctrl-C ends it.`);
  await interrupted;
  await server.stop();
}
