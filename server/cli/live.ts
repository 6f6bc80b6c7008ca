/**
 * `grove replay --live`: playbooks run for real. Invariant: without `--yes` nothing is called; what may be called is listed
 * before anything is.
 */
import { createInterface } from "node:readline/promises";
import type { PlaybookRun, PlaybookSummary } from "../engine/events.ts";
import type { Decision, Question } from "../engine/respond/executor.ts";
import { addRun, noRuns } from "../engine/respond/respond.ts";
import type { Start } from "../engine/respond/start.ts";
import { plannedCalls, type PlannedCall } from "../engine/respond/planned.ts";
import { LiveResponder } from "../host/respond/pool.ts";
import type { Program } from "../model/program.ts";
import { UsageError } from "./options.ts";
import { number, printable } from "./print.ts";

export interface LiveOptions {
  readonly live?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

/** Null: nothing is to be called for real. */
export function readLive({ live, yes }: LiveOptions, program: Program): { readonly agreed: boolean } | null {
  if (!live && yes)
    throw new UsageError("--yes agrees to what --live would call; without --live there is nothing to agree to");
  if (!live) return null;
  if (program.playbooks.length === 0)
    throw new UsageError(
      "--live runs playbooks for real, and there is none that could run; write one, or leave --live out",
    );
  return { agreed: yes === true };
}

/** What is left of broken rule files may mean something else than what was written. */
export function sayBroken(errors: number): void {
  const stand = errors === 1 ? "an error stands" : `${number(errors)} errors stand`;
  process.stderr.write(
    `error: nothing was called: while ${stand} in the rule files (above), what is left of them may call for something that ` +
      "nobody wrote. Mend them, or leave --yes out to see what would be called.\n",
  );
}

export function sayPlanned(calls: readonly PlannedCall[], agreed: boolean): void {
  const { stderr } = process;
  stderr.write(
    `${agreed ? "These playbooks may call" : "With --yes these playbooks would call"}, for each detection that starts them:\n`,
  );
  const width = Math.max(0, ...calls.map(({ playbook }) => playbook.length));
  for (const { playbook, line } of calls) stderr.write(`  ${playbook.padEnd(width)}  ${printable(line)}\n`);
  if (!agreed) stderr.write("Nothing was called: what follows is simulated. Say --live --yes to call them.\n");
}

export class LivePlaybooks {
  private readonly responder: LiveResponder;
  private readonly counts = new Map<string, ReturnType<typeof noRuns>>();
  /** One question at a time. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(root: string, program: Program, take: (run: PlaybookRun) => void) {
    for (const { name } of program.playbooks) this.counts.set(name, noRuns());
    this.responder = new LiveResponder({
      root,
      program,
      agreed: plannedCalls(program),
      run: (run) => {
        addRun(this.counts.get(run.playbook)!, run);
        take(run);
      },
      ask: (question) => {
        const answer = this.last.then(() => askOnTerminal(question));
        this.last = answer;
        return answer;
      },
    });
  }

  get hasRoom(): boolean {
    return this.responder.hasRoom;
  }

  offer(start: Start): Promise<void> {
    return this.responder.offer(start);
  }

  /** When all runs have ended: what they did, by playbook. */
  async end(): Promise<Readonly<Record<string, PlaybookSummary>>> {
    await this.responder.settled();
    this.responder.close();
    return Object.fromEntries(this.counts);
  }

  close(): void {
    this.responder.close();
  }
}

/** Where there is nobody, the answer is no. */
async function askOnTerminal({ playbook, text, by }: Question): Promise<Decision> {
  const { stdin: input, stderr: output } = process;
  if (!input.isTTY) return { approved: false, by: "nobody: there is no terminal to ask on" };
  const terminal = createInterface({ input, output });
  const role = by.length === 0 ? "" : ` (for ${by.join(", ")})`;
  const answer = await terminal.question(`${playbook} asks${printable(role)}: ${printable(text)} [y/N] `);
  terminal.close();
  return { approved: /^y(es)?$/i.test(answer.trim()), by: "who sat at the terminal" };
}
