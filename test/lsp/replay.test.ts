import assert from "node:assert/strict";
import { CancellationTokenSource, type CodeAction, type Diagnostic } from "vscode-languageserver/node";
import {
  REPLAY,
  RULES as LIST_RULES,
  type ReplayParams,
  type ReplayResult,
  type RuleInfo,
} from "../../server/protocol.ts";
import { uri, type Client } from "../kit/client.ts";
import { eachInAFolder, type Folder } from "./folder.ts";
import { LOG, manyFailures, RULES } from "./forest.ts";

describe("the language server: replays", function () {
  this.timeout(30_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  eachInAFolder({ "rules/ssh.grove": RULES, "logs/auth.log": LOG }, (opened) => ({ client, folder, rules } = opened));

  const replay = (id: string, more: Partial<ReplayParams> = {}): Promise<ReplayResult> =>
    client.request<ReplayResult>(REPLAY, { folder: uri(folder.path), replay: id, ...more });
  const detections = (id: string) =>
    client.batches.all.filter((batch) => batch.replay === id).flatMap((batch) => batch.detections);

  it("sends detections and rejected lines in batches, then the summary", async () => {
    const result = await replay("one");
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual(
      detections("one").map(({ rule, key }) => [rule, key]),
      [["guessed_password", [["ip", "203.0.113.9"]]]],
    );
    const rejected = client.batches.all.flatMap((batch) => batch.rejected);
    assert.deepEqual(
      rejected.map(({ kind, file, line }) => [kind, file, line]),
      [["unparsed", "logs/auth.log", 5]],
    );
    assert.equal(result.summary.records.in, 5);
    assert.equal(result.summary.records.released, 4);
    assert.deepEqual(result.notes, []);
  });

  it("replays what the editor holds, not what the disk holds", async () => {
    await client.open(rules, RULES.replace(">= 3", ">= 4"));
    const result = await replay("unsaved");
    assert.ok(result.ok);
    assert.deepEqual(detections("unsaved"), []);
  });

  it("replays an untitled rule with the sources of the folder", async () => {
    await client.open("untitled:Untitled-1", "rule mine { severity low  by ip  when login }\n");
    const result = await replay("untitled", { rule: "mine" });
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual(
      detections("untitled").map(({ rule }) => rule),
      ["mine"],
    );
  });

  it("says which rules it left out, and where they are", async () => {
    await client.open(rules, RULES.replace("login where user", "logn where user"));
    const result = await replay("broken");
    assert.ok(result.ok);
    const note = result.notes.find(({ message }) => message.includes("guessed_password"));
    assert.deepEqual(note?.place, { uri: rules, line: 12, character: 5 });
  });

  it("answers with a message when there is nothing to replay", async () => {
    await client.open(rules, "");
    const result = await replay("empty");
    assert.equal(result.ok, false);
    assert.match(result.message, /source/);
  });

  it("refuses a folder that is not open and a file outside of it", async () => {
    const elsewhere = await client.request<ReplayResult>(REPLAY, { folder: "file:///no/such/folder", replay: "x" });
    assert.equal(elsewhere.ok, false);
    const outside = await replay("outside", { file: uri(`${folder.path}/../auth.log`) });
    assert.equal(outside.ok, false);
  });

  it("stops when the client cancels, and says so", async () => {
    folder.write("logs/auth-big.log", manyFailures(400_000));
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest<ReplayResult>(
      REPLAY,
      { folder: uri(folder.path), replay: "long" },
      source.token,
    );
    await client.batches.next((batch) => batch.replay === "long");
    source.cancel();
    const result = await answer;
    assert.ok(result.ok, JSON.stringify(result));
    assert.equal(result.summary.cancelled, true);
    assert.ok(result.summary.records.in < 400_005);
  });

  it("sends the first of very many late lines in full, and of the others their number", async () => {
    const [first, ...rest] = manyFailures(40_000).trimEnd().split("\n").reverse();
    folder.write("logs/auth-big.log", `${[first, ...rest].join("\n")}\n`);
    const result = await replay("late");
    assert.ok(result.ok, JSON.stringify(result));
    const batches = client.batches.all.filter((batch) => batch.replay === "late");
    const listed = batches.flatMap(({ rejected }) => rejected).filter(({ kind }) => kind === "late");
    const counted = batches.reduce((sum, { unlisted }) => sum + (unlisted.rejected["late"] ?? 0), 0);
    assert.equal(listed.length, 2_500);
    assert.equal(listed.length + counted, result.summary.records.late);
  });

  it("says on the clause how many records were late, and offers the lateness that would have kept them", async () => {
    const behind = "Jun 14 15:15:24 web1 sshd[811]: Failed password for root from 203.0.113.9 port 4009 ssh2\n";
    folder.write("logs/auth.log", LOG + behind);
    await client.open(rules, RULES);
    await replay("behind");
    const isLate = ({ code }: Diagnostic): boolean => code === "late-records";
    const { diagnostics } = await client.published.next((params) => params.diagnostics.some(isLate));
    const { range } = diagnostics.find(isLate)!;
    assert.deepEqual(range.start, { line: 4, character: 11 });
    const context = { diagnostics: [], triggerKind: 1 };
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: rules },
      range,
      context,
    });
    assert.deepEqual(
      actions.map(({ title }) => title),
      ["Set `lateness 45s`"],
    );
  });

  it("says on the source which of its lines could not be read, and takes it back when they can be", async () => {
    await client.open(rules, RULES);
    await replay("unread");
    const isUnread = ({ code }: Diagnostic): boolean => code === "unparsed-lines";
    const first = await client.published.next((params) => params.diagnostics.some(isUnread));
    const problem = first.diagnostics.find(isUnread)!;
    assert.deepEqual(problem.range.start, { line: 2, character: 11 });
    assert.ok(typeof problem.message === "string");
    assert.match(
      problem.message,
      /^1 of 5 lines \(20%\) .* Such a line is logs\/auth\.log:5: this line is no log line\./,
    );
    const seen = client.published.all.length;
    folder.write("logs/auth.log", LOG.replace("this line is no log line\n", ""));
    await replay("alone", { file: uri(`${folder.path}/logs/auth.log`) });
    await replay("read");
    const after = await client.published.next(
      (params) => params.uri === rules && !params.diagnostics.some(isUnread),
      seen,
    );
    assert.deepEqual(after.diagnostics, []);
  });

  it("cancels a replay that still runs when another begins", async () => {
    folder.write("logs/auth-big.log", manyFailures(400_000));
    const first = replay("first");
    await client.batches.next((batch) => batch.replay === "first");
    folder.delete("logs/auth-big.log");
    const second = await replay("second");
    const interrupted = await first;
    assert.ok(interrupted.ok && interrupted.summary.cancelled);
    assert.ok(second.ok && !second.summary.cancelled);
    assert.equal(detections("second").length, 1);
  });

  it("lists the rules with their places and tells when they change", async () => {
    const list = (): Promise<RuleInfo[]> => client.request<RuleInfo[]>(LIST_RULES, { folder: uri(folder.path) });
    assert.deepEqual(await list(), [
      {
        name: "guessed_password",
        severity: "high",
        doc: "Three failures from one address, then a success from it.",
        place: { uri: rules, line: 12, character: 5 },
        broken: false,
        below: [],
      },
    ]);
    await client.ruleChanges.next(() => true);
    const known = client.ruleChanges.all.length;
    await client.open(rules, `${RULES}\nrule another { severity low  by ip  when login }\n`);
    const change = await client.ruleChanges.next(() => true, known);
    assert.equal(change.folder, uri(folder.path));
    assert.deepEqual(
      (await list()).map(({ name }) => name),
      ["guessed_password", "another"],
    );
  });
});
