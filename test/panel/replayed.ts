/**
 * What the panel's tests show: real replays by the real language server, taken down as it sent them, to be played into a store
 * as far as a test wants.
 */
import path from "node:path";
import type { PanelFolder } from "../../client/panel/session.ts";
import { ReplayStore } from "../../client/store.ts";
import type { ExplainResult, ReplayBatch, ReplayResult, RuleInfo } from "../../server/protocol.ts";
import { EXPLAIN, REPLAY, RULES } from "../../server/protocol.ts";
import { Client, uri } from "../kit/client.ts";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";

export const COMPANY = path.join(import.meta.dirname, "../../samples/company");
export const SAMPLE = path.join(import.meta.dirname, "../../samples/ssh");

export class Replayed {
  readonly folder: PanelFolder;
  readonly result: ReplayResult;
  private readonly uri: string;
  private readonly batches: readonly ReplayBatch[];
  private readonly answers: ReadonlyMap<string, ExplainResult>;

  constructor(
    root: string,
    rules: readonly RuleInfo[],
    batches: readonly ReplayBatch[],
    result: ReplayResult,
    answers: ReadonlyMap<string, ExplainResult>,
  ) {
    this.answers = answers;
    this.uri = uri(root);
    this.folder = { name: path.basename(root), rules };
    this.batches = batches;
    this.result = result;
  }

  /** What the server said of a rule, and of a line of a log if it was asked about that. */
  readonly explain = (rule: string, asked: string): ExplainResult =>
    this.answers.get(`${rule} ${asked}`) ?? { ok: false, message: `There is no file ${asked} in this folder.` };

  begin(store: ReplayStore, rule: string | null = null): void {
    store.begin("1", this.uri, rule);
  }

  stream(store: ReplayStore): void {
    for (const batch of this.batches) store.receive(batch);
  }

  finish(store: ReplayStore): void {
    store.finish("1", this.result);
  }

  /** A store in which the whole replay has happened. */
  store(): ReplayStore {
    const store = new ReplayStore();
    this.begin(store);
    this.stream(store);
    this.finish(store);
    return store;
  }

  edited(store: ReplayStore): void {
    store.edited(this.uri);
  }
}

/** Replays all rules of a folder, and asks about them and about lines of logs: rule and `file:line`. */
export async function replay(root: string, lines: readonly (readonly [string, string])[] = []): Promise<Replayed> {
  const client = await Client.start({ folders: [root] });
  try {
    const folder = uri(root);
    const { rules, result, batches } = await wholeReplay(client, folder);
    const answers = new Map<string, ExplainResult>();
    const asked = [...rules.map(({ name }) => [name, ""] as const), ...lines];
    for (const [rule, line] of asked) {
      const [file, number] = line.split(":");
      const record = line === "" ? undefined : { file: file!, line: Number(number) };
      answers.set(`${rule} ${line}`, await client.request<ExplainResult>(EXPLAIN, { folder, rule, record }));
    }
    return new Replayed(root, rules, batches, result, answers);
  } finally {
    await client.stop();
  }
}

/** Fields that only the logs name are known once the server has looked into them; a replay before that leaves rules out. */
async function wholeReplay(client: Client, folder: string): Promise<Whole> {
  for (let round = 1; ; round++) {
    const rules = await client.request<RuleInfo[]>(RULES, { folder });
    if (rules.some(({ broken }) => broken)) continue;
    const result = await client.request<ReplayResult>(REPLAY, { folder, replay: `${round}` });
    if (result.ok && Object.keys(result.summary.rules).length < rules.length) continue;
    const batches = client.batches.all.filter(({ replay: of }) => of === `${round}`);
    return { rules, result, batches: batches.map((batch) => ({ ...batch, replay: "1" })) };
  }
}

interface Whole {
  readonly rules: readonly RuleInfo[];
  readonly result: ReplayResult;
  readonly batches: readonly ReplayBatch[];
}

/** A folder in which as many addresses guess a password, each at its own second, all as `guessed`. */
export function manyGuesses(addresses: number): string {
  const lines = Array.from({ length: addresses }, (_, i) => {
    const ip = `203.0.${i >> 8}.${i & 255}`;
    return [failed(i, ip), failed(i, ip), accepted(i, ip)].join("\n");
  });
  return folderOf({ "ssh.grove": SSHD + GUESSED, "auth.log": `${lines.join("\n")}\n` });
}

/** A folder whose rule never fires: nobody guesses twice. */
export const oneGuess = (): string =>
  folderOf({ "ssh.grove": SSHD + GUESSED, "auth.log": `${failed(1)}\n${accepted(2)}\n` });

/** A folder without the logs that its source names. */
export const noLogs = (): string => folderOf({ "ssh.grove": SSHD + GUESSED });
