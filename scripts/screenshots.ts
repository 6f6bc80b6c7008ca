/**
 * `npm run screenshots`: the pictures of the documentation, taken from a real VS Code with the packaged extension after a
 * real replay of a sample: docs/images/replay-light.png and -dark.png, and those of the walkthrough, which `--only walkthrough`
 * takes alone. Deterministic but for the browser's own drawing.
 */
import { mkdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { goToLine, openFile, openWorkbench, panelOf, runCommand, type Theme } from "./editor/workbench.ts";
import { explain, main } from "./explain.ts";
import { packageExtension } from "./package.ts";
import { cache, root, sample } from "./paths.ts";
import { takeWalkthrough } from "./walkthrough.ts";

const usage =
  "Usage: npm run screenshots -- [--only replay|walkthrough] [--folder DIR] [--file FILE] [--show TEXT] [--command TITLE] [--name NAME] [--out DIR] [--width PX] [--height PX]";

const options = readOptions(process.argv.slice(2));
if (options) await main(() => takeAll(options));

/** Undefined if there is nothing to do but what has been printed. */
function readOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        folder: { type: "string", default: sample },
        file: { type: "string", default: "ssh.grove" },
        show: { type: "string", default: "guesses:" },
        command: { type: "string", default: "Mangrove: Replay" },
        name: { type: "string", default: "replay" },
        out: { type: "string", default: join(root, "docs", "images") },
        width: { type: "string", default: "1440" },
        height: { type: "string", default: "900" },
        only: { type: "string" },
        help: { type: "boolean" },
      },
    });
    if (!values.help) return values;
    console.log(usage);
  } catch (error) {
    console.error(`${explain(error)}\n${usage}`);
    process.exitCode = 2;
  }
  return undefined;
}

type Options = NonNullable<ReturnType<typeof readOptions>>;

async function takeAll(values: Options): Promise<void> {
  await build();
  await packageExtension();
  if (values.only !== "replay") await takeWalkthrough();
  if (values.only === "walkthrough") return;
  await mkdir(values.out, { recursive: true });
  for (const theme of ["light", "dark"] as const) {
    const path = join(values.out, `${values.name}-${theme}.png`);
    await picture(values, theme, path);
    console.log(relative(root, path));
  }
}

async function picture(values: Options, theme: Theme, path: string): Promise<void> {
  const size = { width: Number(values.width), height: Number(values.height) };
  const { page, close } = await openWorkbench({ folder: resolve(values.folder), theme, size });
  try {
    await openFile(page, values.file);
    await runCommand(page, values.command);
    const row = panelOf(page).getByRole("option").first();
    await row.waitFor();
    await openFile(page, values.file); // the panel has taken half of its height, and perhaps the focus
    await goToLine(page, await lineOf(values));
    await row.click();
    await row.and(panelOf(page).locator("[aria-selected=true]")).waitFor();
    await page.mouse.move(0, 0); // no hover on the picture
    await page.screenshot({ path });
  } catch (error) {
    await page.screenshot({ path: join(cache, "screenshot-failed.png") });
    throw error;
  } finally {
    await close();
  }
}

/** The 1-based line of the file on which the text to be shown begins; the first one if it is not there. */
async function lineOf({ folder, file, show }: Options): Promise<number> {
  const rules = await readFile(join(resolve(folder), file), "utf8");
  return rules.slice(0, Math.max(0, rules.indexOf(show))).split("\n").length;
}
