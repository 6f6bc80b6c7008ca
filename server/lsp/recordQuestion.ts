/**
 * What one line of a log is to a rule: the logs are read again, in a thread of their own, and the engine is asked about that
 * line. Invariant: a newer question ends the one before it; a question that was ended has an answer too.
 */
import type { CancellationToken } from "vscode-languageserver/node";
import type { RecordExplanation, RuleExplanation } from "../engine/events.ts";
import { describe, listFolder } from "../host/folder.ts";
import { startReplay, type RunningReplay } from "../host/replay.ts";
import type { Program } from "../model/program.ts";
import type { ExplainResult } from "../protocol.ts";

export interface Question {
  readonly root: string;
  readonly program: Program;
  readonly rule: string;
  readonly file: string;
  readonly line: number;
}

const refused = (message: string): ExplainResult => ({ ok: false, message });

export class RecordQuestions {
  private running: RunningReplay | null = null;

  cancel(): void {
    this.running?.cancel();
  }

  /** `known`: what the last replay said of the rule. */
  async ask(question: Question, known: RuleExplanation | null, token: CancellationToken): Promise<ExplainResult> {
    this.cancel();
    const { root, program, rule, line } = question;
    const found = findLog(root, question.file);
    if ("message" in found) return refused(found.message);
    const told: { explanation: RuleExplanation | null; record: RecordExplanation | null } = {
      explanation: known,
      record: null,
    };
    const wish = { rule, record: { file: found.file, line } };
    const mine = startReplay(
      { root, program, rule, explain: wish, limits: { detections: 0, rejected: 0 } },
      (events) => {
        for (const event of events) {
          if (event.kind === "explanation" && known === null) told.explanation = event.explanation;
          if (event.kind === "record") told.record = event.explanation;
        }
      },
    );
    this.running = mine;
    const listening = token.onCancellationRequested(() => mine.cancel());
    const outcome = await mine.outcome;
    listening.dispose();
    if (this.running === mine) this.running = null;
    if (!outcome.ok) return refused(outcome.message);
    const { explanation, record } = told;
    if (explanation === null || record === null)
      return refused(`${rule} is disabled, so no line is looked at. Take its \`status disabled\` away.`);
    if (outcome.summary.cancelled && record.record === null)
      return refused(`The logs were not read as far as ${found.file}:${line}. Ask again to read them to their end.`);
    return { ok: true, explanation, record };
  }
}

/** The one log whose path ends so. */
function findLog(root: string, asked: string): { readonly file: string } | { readonly message: string } {
  let files: readonly string[];
  try {
    ({ files } = listFolder(root));
  } catch (error) {
    return { message: `The folder ${root} cannot be read: ${describe(error)}.` };
  }
  const wanted = asked.replaceAll("\\", "/");
  if (files.includes(wanted)) return { file: wanted };
  const ending = files.filter((file) => file.endsWith(`/${wanted}`));
  if (ending.length === 1) return { file: ending[0]! };
  return {
    message:
      ending.length === 0
        ? `There is no file ${asked} in this folder. Name a log as the evidence does, such as \`logs/auth.log:12\`.`
        : `${asked} may be any of ${ending.slice(0, 5).join(", ")}. Name one with more of its path.`,
  };
}
