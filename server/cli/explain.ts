/** `grove explain`: why a rule fired or did not, or what one line is to it. */
import type { Wish } from "../engine/explain/observer.ts";
import type { RecordExplanation, ReplayEvent, RuleExplanation } from "../engine/events.ts";
import { startReplay } from "../host/replay.ts";
import { ExplanationReport } from "./explainReport.ts";
import { load, sayDiagnostics, sayNotes, type Workspace } from "./load.ts";
import { readFolder, readWords, relativeFile, UsageError } from "./options.ts";
import { Clock, printJson } from "./print.ts";
import { ProgressBar } from "./progress.ts";

export async function runExplain(args: readonly string[]): Promise<number> {
  const words = readWords("explain", args, ["key", "record", "file"]);
  if (!words) return 0;
  const { values, positionals } = words;
  const [rule, ...folders] = positionals;
  if (rule === undefined) throw new UsageError("explain needs the name of a rule: `grove explain RULE [DIR]`");
  const root = readFolder("explain", folders);
  const workspace = load(root);
  sayDiagnostics(workspace, "errors");
  const wish = readWish(workspace, rule, values.key ?? [], values.record);
  const file = relativeFile(root, values.file);

  const bar = new ProgressBar(process.stderr);
  let explanation: RuleExplanation | null = null;
  let record: RecordExplanation | null = null;
  const take = (event: ReplayEvent): void => {
    if (event.kind === "progress") bar.show(event.progress);
    if (event.kind === "explanation") explanation = event.explanation;
    if (event.kind === "record") record = event.explanation;
  };
  const running = startReplay({ root, program: workspace.program, rule, file, explain: wish }, (events) =>
    events.forEach(take),
  );
  const interrupt = (): void => running.cancel();
  process.once("SIGINT", interrupt);
  const outcome = await running.outcome;
  process.off("SIGINT", interrupt);
  bar.clear();
  sayNotes(workspace, outcome.ok ? outcome.notes : [{ severity: "error", ...outcome }]);
  if (!outcome.ok) return 2;
  const { zone } = workspace.program;
  const report = new ExplanationReport(process.stdout, new Clock(zone), workspace);
  if (record !== null) {
    const { absent, verdict } = record as RecordExplanation;
    if (absent === true) throw new UsageError(verdict);
    if (values.json) printJson({ kind: "record", ...(record as RecordExplanation) });
    else report.record(record, values.record!);
  } else if (explanation !== null) {
    if (values.json) printJson({ kind: "explanation", ...(explanation as RuleExplanation) });
    else report.rule(explanation);
  } else {
    process.stderr.write(`error: ${rule} is disabled, so nothing was looked at. Take its \`status disabled\` away.\n`);
    return 2;
  }
  if (outcome.summary.cancelled) {
    process.stderr.write("cancelled: the numbers are of what had been read\n");
    return 130;
  }
  return outcome.notes.some((note) => note.severity === "error") ? 2 : 0;
}

function readWish({ program }: Workspace, name: string, keys: readonly string[], record: string | undefined): Wish {
  const rule = program.rules.find((each) => each.name === name);
  if (rule === undefined) {
    const sound = program.rules.map((each) => each.name).join(", ");
    throw new UsageError(`there is no sound rule ${name}; there are ${sound === "" ? "none" : sound}`);
  }
  const named = new Set<string>();
  const key = Object.fromEntries(
    keys.map((word) => {
      const [field, ...rest] = word.split("=");
      const known = rule.by.map((each) => each.field);
      if (rest.length === 0) throw new UsageError(`--key takes FIELD=VALUE, and was given "${word}"`);
      if (!known.includes(field!)) {
        const by = known.length === 0 ? "it has no `by`" : `its \`by\` has ${known.join(", ")}`;
        throw new UsageError(`${field} is no key field of ${name}: ${by}`);
      }
      if (named.has(field!)) throw new UsageError(`--key takes ${field} once: near misses are of one key`);
      named.add(field!);
      return [field!, rest.join("=")];
    }),
  );
  if (record === undefined) return keys.length === 0 ? { rule: name } : { rule: name, key };
  const place = /^(.+):(\d{1,15})$/.exec(record);
  if (place === null) throw new UsageError(`--record takes FILE:LINE, and was given "${record}"`);
  return { rule: name, record: { file: place[1]!, line: Number(place[2]) } };
}
