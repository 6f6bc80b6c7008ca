/**
 * The rules of all workspace folders as the server knows them. Invariant: what is kept of a folder is the answer to the
 * latest question about it; an answer that was overtaken is dropped.
 */
import type { RuleInfo } from "../server/protocol.ts";

export class RuleBook {
  private readonly fetch: (folder: string) => Promise<readonly RuleInfo[]>;
  private readonly rules = new Map<string, readonly RuleInfo[]>();
  private readonly asked = new Map<string, number>();
  private readonly listeners = new Set<() => void>();

  /** `fetch` asks the server for the rules of a folder's uri. */
  constructor(fetch: (folder: string) => Promise<readonly RuleInfo[]>) {
    this.fetch = fetch;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Undefined while the server has not answered yet. */
  of(folder: string): readonly RuleInfo[] | undefined {
    return this.rules.get(folder);
  }

  find(folder: string, name: string): RuleInfo | undefined {
    return this.rules.get(folder)?.find((rule) => rule.name === name);
  }

  async refresh(folder: string): Promise<void> {
    const question = (this.asked.get(folder) ?? 0) + 1;
    this.asked.set(folder, question);
    // A server that is gone has said so itself; what was known stays.
    const rules = await this.fetch(folder).catch(() => this.rules.get(folder));
    if (rules === undefined || this.asked.get(folder) !== question) return;
    this.rules.set(folder, rules);
    for (const listener of this.listeners) listener();
  }

  forget(folder: string): void {
    this.asked.set(folder, (this.asked.get(folder) ?? 0) + 1);
    if (!this.rules.delete(folder)) return;
    for (const listener of this.listeners) listener();
  }
}
