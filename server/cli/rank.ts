/** `grove rank`: the worst keys of the rankings, and why each stands where it does. */
import type { RankingTree } from "../engine/events.ts";
import { narrowToRankings } from "../engine/narrow.ts";
import { startReplay } from "../host/replay.ts";
import type { Program, RankingDefinition } from "../model/program.ts";
import { load, sayDiagnostics, sayNotes } from "./load.ts";
import { readOptions, relativeFile, UsageError } from "./options.ts";
import { printJson } from "./print.ts";
import { ProgressBar } from "./progress.ts";
import { RankReport } from "./rankReport.ts";

/** Keys of each ranking, unless `--top` says otherwise. */
const TOP = 20;

export async function runRank(args: readonly string[]): Promise<number> {
  const options = readOptions("rank", args, ["ranking", "top", "file"]);
  if (!options) return 0;
  const { root, values } = options;
  const ranked = readTop(values.top);
  const file = relativeFile(root, values.file);
  const workspace = load(root);
  sayDiagnostics(workspace, "errors");
  const program = narrowToRankings(workspace.program, readRankings(workspace.program, values.ranking));

  const bar = new ProgressBar(process.stderr);
  const trees: RankingTree[] = [];
  const limits = { detections: 0, rejected: 0, ranked };
  const running = startReplay({ root, program, file, limits }, (events) => {
    for (const event of events) {
      if (event.kind === "progress") bar.show(event.progress);
      if (event.kind === "ranking") trees.push(event.ranking);
    }
  });
  const interrupt = (): void => running.cancel();
  process.once("SIGINT", interrupt);
  const outcome = await running.outcome;
  process.off("SIGINT", interrupt);
  bar.clear();
  sayNotes(workspace, outcome.ok ? outcome.notes : [{ severity: "error", ...outcome }]);
  if (!outcome.ok) return 2;
  const report = new RankReport(process.stdout);
  for (const tree of trees) {
    if (values.json) printJson(rankingJson(tree));
    else report.ranking(tree);
  }
  if (outcome.summary.cancelled) {
    process.stderr.write("cancelled: the numbers are of what had been read\n");
    return 130;
  }
  return workspace.errors > 0 || outcome.notes.some((note) => note.severity === "error") ? 2 : 0;
}

function readTop(text: string | undefined): number {
  if (text === undefined) return TOP;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--top takes how many keys to show, and was given "${text}"`);
  return Number(text);
}

function readRankings({ rankings }: Program, name: string | undefined): readonly RankingDefinition[] {
  if (rankings.length === 0)
    throw new UsageError(
      "there is no sound ranking; write one, for example `ranking worst by ip of detection { rules rule  hits }`",
    );
  if (name === undefined) return rankings;
  const found = rankings.filter((each) => each.name === name);
  if (found.length > 0) return found;
  const sound = rankings.map((each) => each.name).join(", ");
  throw new UsageError(`there is no sound ranking ${name}; there are ${sound}`);
}

function rankingJson(tree: RankingTree): object {
  const nodes = tree.nodes.map((node) => ({
    ...node,
    leaves: node.leaves.map((leaf) => ({ ...leaf, key: Object.fromEntries(leaf.key) })),
  }));
  return { kind: "ranking", ...tree, nodes };
}
