/** What is drafted from lines of a log, and what a replay makes of the draft. */
import assert from "node:assert/strict";
import { draft, type Draft, type Present } from "../../server/draft/draft.ts";
import { runTest } from "../../server/engine/test.ts";
import { Model } from "../../server/model/workspace.ts";

export type Drafted = Extract<Draft, { ok: true }>;

/** When the logs were last written to. */
export const CHANGED = Date.UTC(2026, 5, 20) * 1000;
/** A folder without rules. */
export const NOTHING: Present = { names: new Set(), fields: new Set(), readers: [] };

export function learn(lines: readonly string[], path = "logs/app.log", present = NOTHING): Drafted {
  const head = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  const drafted = draft({ path, head, isWhole: true, changed: CHANGED }, present);
  assert.ok(drafted.ok, JSON.stringify(drafted));
  return drafted;
}

/** As they stand in the rule file that is made of them. */
export const textOf = ({ source, rule }: Drafted): string => `${source}\n\n${rule}\n`;

/** The draft's rule, run over these lines: whether it raises so many detections; without a number, at least one. */
export function raises(drafted: Drafted, lines: readonly string[], times: number | null = null): boolean {
  const ruleName = /^rule (\w+)/m.exec(drafted.rule)![1]!;
  const model = new Model();
  model.set("draft.grove", textOf(drafted));
  const { program } = model.analysis();
  const location = { document: "draft.grove", start: 0, end: 0 };
  const given = [{ source: drafted.name, text: lines.join("\n"), location }];
  const expect = [{ rule: ruleName, negated: false, times, where: null, location }];
  return runTest(program, { title: "draft", given, expect, location }).length === 0;
}

export const SSH = [
  ..."abcdef"
    .split("")
    .map(
      (user, i) => `Jun 14 15:16:0${i} web1 sshd[811]: Failed password for ${user} from 203.0.113.9 port 400${i} ssh2`,
    ),
  "Jun 14 15:16:08 web1 sshd[812]: Accepted password for root from 10.0.0.7 port 4009 ssh2",
  "Jun 14 15:16:09 web1 sshd[812]: Accepted password for ann from 10.0.0.8 port 4010 ssh2",
  "Jun 14 15:16:10 web1 sshd[813]: Accepted publickey for ann from 10.0.0.8 port 4011 ssh2",
];
