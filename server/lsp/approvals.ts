/** Approval steps, asked in the editor. Invariant: where nobody can answer, or nobody does in time, the answer is no. */
import { CancellationTokenSource, type Connection } from "vscode-languageserver/node";
import type { Decision, Question } from "../engine/respond/executor.ts";
import { APPROVE } from "../protocol.ts";

/** The longest that a timer can wait, in milliseconds: no run takes so long. */
const LONGEST = 2 ** 31 - 1;

const NO: Decision = { approved: false, by: null };

export class Approvals {
  private readonly connection: Connection;
  private readonly open = new Set<CancellationTokenSource>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async ask(question: Question): Promise<Decision> {
    const source = new CancellationTokenSource();
    const timer = setTimeout(() => source.cancel(), Math.min(question.within / 1000, LONGEST));
    this.open.add(source);
    try {
      const decision = await this.connection.sendRequest<Decision>(APPROVE, question, source.token);
      // A yes that crossed the end of its time on the way is too late.
      return source.token.isCancellationRequested ? NO : decision;
    } catch {
      // The editor is gone, or took the question back since its time is up.
      return NO;
    } finally {
      clearTimeout(timer);
      this.open.delete(source);
      source.dispose();
    }
  }

  /** Nobody waits for an answer any more. */
  withdraw(): void {
    for (const source of this.open) source.cancel();
  }
}
