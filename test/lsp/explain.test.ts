/** What the server says of a replay beyond its detections: briefs beside the summary, explanations, steps, one line. */
import assert from "node:assert/strict";
import { CancellationTokenSource } from "vscode-languageserver/node";
import {
  EXPLAIN,
  REPLAY,
  RULES as LIST_RULES,
  STEPS,
  type ExplainParams,
  type ExplainResult,
  type ReplayResult,
  type RuleInfo,
  type StepInfo,
} from "../../server/protocol.ts";
import { uri, type Client } from "../kit/client.ts";
import { eachInAFolder, type Folder } from "./folder.ts";
import { LOG, manyFailures, RULES } from "./forest.ts";

const MORE = `
event entry = any { login  login_failed }
rule above {
  severity low
  by       ip
  when sequence within 1h { deep: guessed_password  no login_failed  entry }
  suppress 1m
}
rule never { severity low  by ip  when sequence within 10m { a: login  b: login_failed } }
`;
const TEXT = RULES + MORE;

describe("the language server: explanations", function () {
  this.timeout(30_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  eachInAFolder({ "rules/ssh.grove": TEXT, "logs/auth.log": LOG }, (opened) => ({ client, folder, rules } = opened));

  const replay = (): Promise<ReplayResult> =>
    client.request<ReplayResult>(REPLAY, { folder: uri(folder.path), replay: "one" });
  const explain = (rule: string, record?: ExplainParams["record"]): Promise<ExplainResult> =>
    client.request<ExplainResult>(EXPLAIN, { folder: uri(folder.path), rule, record });

  it("sends with the summary what the rule file shows of each rule, and where it stands", async () => {
    const result = await replay();
    assert.ok(result.ok);
    assert.deepEqual(
      result.rules.map(({ rule, detections, ladder }) => [rule, detections, ladder.map(({ reached }) => reached)]),
      [
        // The guessing is over when the entry comes, and nothing comes behind it.
        ["above", 0, [1, null, 0]],
        ["guessed_password", 1, [1, 1]],
        ["never", 0, [1, 0]],
      ],
    );
    const { text } = result.rules[0]!;
    assert.ok(text);
    assert.equal(text.uri, rules);
    assert.match(TEXT.slice(text.start, text.end), /^rule above \{[^}]*\}[^}]*\}$/);
    assert.match(TEXT.slice(text.by!), /^by +ip/);
    assert.match(TEXT.slice(text.suppress!), /^suppress 1m/);
  });

  it("keeps the explanation of each rule until it is asked for", async () => {
    await replay();
    const answer = await explain("never");
    assert.ok(answer.ok);
    assert.equal(answer.explanation.nearMisses[0]!.reached, 1);
    assert.equal(answer.record, null);
  });

  it("has nothing to tell of a rule that was not replayed, and says what to do", async () => {
    const answer = await explain("never");
    assert.ok(!answer.ok);
    assert.match(answer.message, /never.*Replay it first/);
  });

  it("says of one line what it is to a rule, replayed or not, by as much of its path as is needed", async () => {
    for (const file of ["logs/auth.log", "auth.log"]) {
      const answer = await explain("guessed_password", { file, line: 4 });
      assert.ok(answer.ok && answer.record);
      assert.equal(answer.record.record?.line, 4);
      assert.match(answer.record.verdict, /^Fits entry of guessed_password/);
    }
  });

  it("says of a line that is no record why", async () => {
    const answer = await explain("guessed_password", { file: "auth.log", line: 5 });
    assert.ok(answer.ok && answer.record);
    assert.equal(answer.record.record, null);
    assert.match(answer.record.verdict, /unparsed/);
  });

  it("asks for more of a path that is none, or several", async () => {
    folder.write("rules/auth.log", LOG);
    const gone = await explain("guessed_password", { file: "secure.log", line: 1 });
    assert.ok(!gone.ok);
    assert.match(gone.message, /no file secure\.log/);
    const either = await explain("guessed_password", { file: "auth.log", line: 1 });
    assert.ok(!either.ok);
    assert.match(either.message, /may be any of logs\/auth\.log, rules\/auth\.log/);
  });

  it("ends a question about a line that is cancelled", async () => {
    folder.write("logs/auth.log", manyFailures(200_000));
    const cancel = new CancellationTokenSource();
    const asked = client.connection.sendRequest<ExplainResult>(
      EXPLAIN,
      { folder: uri(folder.path), rule: "never", record: { file: "auth.log", line: 200_000 } },
      cancel.token,
    );
    await client.request(LIST_RULES, { folder: uri(folder.path) }); // by its answer the question has arrived
    cancel.cancel();
    const answer = await asked;
    assert.ok(!answer.ok);
    assert.match(answer.message, /not read as far as logs\/auth\.log:200000/);
  });

  it("tells the lines of a rule's pattern and what each names", async () => {
    const steps = await client.request<StepInfo[]>(STEPS, { folder: uri(folder.path), rule: "above" });
    assert.deepEqual(
      steps.map(({ label, step, uses }) => [label, step, uses.map(({ kind, name }) => `${kind} ${name}`)]),
      [
        ["deep", "guessed_password", ["rule guessed_password"]],
        [null, "no login_failed", ["event login_failed"]],
        [null, "entry", ["event entry"]],
      ],
    );
    const line = TEXT.slice(0, TEXT.indexOf("rule guessed_password")).split("\n").length - 1;
    assert.equal(steps[0]!.uses[0]!.place?.line, line);
  });

  it("lists with each rule the rules below it", async () => {
    const listed = await client.request<RuleInfo[]>(LIST_RULES, { folder: uri(folder.path) });
    assert.deepEqual(
      listed.map(({ name, below }) => [name, below]),
      [
        ["guessed_password", []],
        ["above", ["guessed_password"]],
        ["never", []],
      ],
    );
  });
});
