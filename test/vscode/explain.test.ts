/** What a replay leaves in the rule file, and the ways from there to the explanation. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Mangrove } from "../../client/extension.ts";
import { extension, until } from "./extension.ts";

const NEVER = `
rule never {
  severity low
  by       ip
  when sequence within 1m {
    scan:    knock
    guesses: login_failed where user == "nobody at all"
  }
}
`;

describe("a replay in the rule file", () => {
  let mangrove: Mangrove;
  let document: vscode.TextDocument;
  const uri = vscode.workspace.workspaceFolders![0]!.uri.toString();
  const changed: vscode.Event<unknown> = (listener) =>
    vscode.Disposable.from(
      new vscode.Disposable(mangrove.rules.onChange(() => listener(null))),
      new vscode.Disposable(mangrove.store.onChange(() => listener(null))),
    );

  const write = async (at: vscode.Position, text: string): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, at, text);
    await vscode.workspace.applyEdit(edit);
  };
  const lineOf = (text: string): number => document.positionAt(document.getText().indexOf(text)).line;
  const notes = () => new Map(mangrove.counts.painted(document).map((note) => [note.line, note]));
  const lensesAbove = async (rule: string): Promise<string[]> => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      20,
    );
    const line = lineOf(`rule ${rule}`);
    return lenses.flatMap(({ range, command }) => (range.start.line === line && command ? [command.title] : []));
  };

  before(async () => {
    mangrove = await extension();
    assert.equal(await mangrove.ready, true);
    const [file] = await vscode.workspace.findFiles("ssh.grove");
    document = await vscode.workspace.openTextDocument(file!);
    await vscode.window.showTextDocument(document);
    await write(document.positionAt(document.getText().length), NEVER);
    await until(changed, () => (mangrove.rules.find(uri, "never")?.broken === false ? [true] : []));
    await vscode.commands.executeCommand("mangrove.replay");
  });
  after(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("stands at the ends of the lines: what a step had, what came of it, and where a rule stops", () => {
    const brief = mangrove.store.briefs.find(({ rule }) => rule === "guessed_password")!;
    const [guesses, entry] = brief.ladder;
    const number = (n: number): string => n.toLocaleString("en-US");
    assert.equal(
      notes().get(lineOf("guesses: count"))?.text,
      `${number(guesses!.records)} records, ${number(guesses!.reached!)} ${guesses!.reached === 1 ? "time" : "times"} >= 5`,
    );
    assert.equal(notes().get(lineOf("entry:   login where"))?.text, `${number(entry!.records)} records, 1 matched`);
    const stop = notes().get(lineOf('guesses: login_failed where user == "nobody'))!;
    assert.equal(stop.text, "0 records, 0, stops here");
    assert.equal(stop.stops, true);
  });

  it("has the nearest misses and ways to act under the pointer", () => {
    const { hover } = notes().get(lineOf('guesses: login_failed where user == "nobody'))!;
    assert.match(hover, /matched 0 records, none where a match waited for it/);
    assert.match(hover, /command:mangrove\.openEvidence\?/);
    assert.match(hover, /\[Explain never\]\(command:mangrove\.explain\?/);
  });

  it("is summed up above each rule, between Replay and Explain", async () => {
    assert.deepEqual(await lensesAbove("guessed_password"), ["Replay", "1 detection", "Explain"]);
    assert.deepEqual(await lensesAbove("never"), ["Replay", "never fired, 1 of 2 steps reached", "Explain"]);
  });

  it("moves with the text, and goes where the rule itself is edited", async () => {
    const before = notes().get(lineOf("guesses: count"))?.text;
    await write(new vscode.Position(0, 0), "// one line more\n");
    assert.equal(notes().get(lineOf("guesses: count"))?.text, before);
    await write(new vscode.Position(lineOf("rule brute_force") + 1, 0), "  // edited\n");
    const shown = [...notes().values()].map(({ line }) => line);
    const [from, to] = [lineOf("rule brute_force"), lineOf("rule knock_then_login")];
    assert.deepEqual(
      shown.filter((line) => line >= from && line < to),
      [],
    );
    assert.ok(shown.some((line) => line > to));
    assert.deepEqual(await lensesAbove("brute_force"), ["Replay", "edited since the last replay", "Explain"]);
  });

  it("can be switched off", async () => {
    const settings = vscode.workspace.getConfiguration("mangrove.rules", document);
    await settings.update("counts", false, vscode.ConfigurationTarget.Global);
    assert.deepEqual(mangrove.counts.painted(document), []);
    await settings.update("counts", undefined, vscode.ConfigurationTarget.Global);
    assert.ok(mangrove.counts.painted(document).length > 0);
  });

  it("is explained in the panel, one line of a log too", async () => {
    const rule = await mangrove.panel.explain("never", "");
    assert.ok(rule?.ok);
    assert.equal(rule.explanation.detections, 0);
    const line = await mangrove.panel.explain("guessed_password", "web1/auth.log:38");
    assert.ok(line?.ok && line.record);
    assert.equal(line.record.record?.line, 38);
    assert.match(line.record.verdict, /^Fits entry of guessed_password/);
    await vscode.commands.executeCommand("mangrove.explain", uri, "never");
  });

  it("begins with a replay of all rules where the last one left out the rule that is asked for", async () => {
    const { store } = mangrove;
    const told = (): string[] => store.briefs.map(({ rule }) => rule);
    await vscode.commands.executeCommand("mangrove.replayRule", uri, "brute_force");
    assert.deepEqual(told(), ["brute_force"]);
    const { generation } = store;
    await vscode.commands.executeCommand("mangrove.explain", uri, "brute_force");
    assert.equal(store.generation, generation, "what is known is not replayed again");
    await vscode.commands.executeCommand("mangrove.explain", uri, "no_such_rule");
    assert.equal(store.generation, generation, "what is not there is not looked for in the logs");
    await vscode.commands.executeCommand("mangrove.explain", uri, "never");
    assert.ok(told().includes("never"), told().join());
    assert.equal(store.rule, null);
  });

  it("waits for the replay of all rules that runs already instead of beginning another", async () => {
    const { store } = mangrove;
    await vscode.commands.executeCommand("mangrove.replayRule", uri, "brute_force");
    let began = 0;
    let wasRunning = store.phase === "running";
    const unlisten = store.onChange(() => {
      const isRunning = store.phase === "running";
      if (isRunning && !wasRunning) began++;
      wasRunning = isRunning;
    });
    const whole = vscode.commands.executeCommand("mangrove.replay");
    await vscode.commands.executeCommand("mangrove.explain", uri, "never");
    await whole;
    unlisten();
    assert.equal(began, 1);
    assert.ok(store.briefs.some(({ rule }) => rule === "never"));
  });

  it("changes the rule to what would fire, and replays that rule", async () => {
    await vscode.commands.executeCommand("mangrove.replay");
    const text = "within 10m";
    const start = document.getText().indexOf(text);
    const location = { document: uri, start, end: start + text.length };
    await vscode.commands.executeCommand("mangrove.tryFix", uri, "guessed_password", { text: "within 9m", location });
    assert.ok(document.getText().includes("when sequence within 9m {"));
    assert.equal(mangrove.store.rule, "guessed_password");
    assert.equal(mangrove.store.stale, false);
    await write(new vscode.Position(lineOf("rule guessed_password") + 1, 0), "  // edited\n");
    const before = document.getText();
    const changed = vscode.commands.executeCommand("mangrove.tryFix", uri, "guessed_password", { text: "x", location });
    await changed;
    assert.equal(document.getText(), before);
  });
});
