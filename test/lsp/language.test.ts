import assert from "node:assert/strict";
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  CompletionList,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  SemanticTokens,
} from "vscode-languageserver/node";
import { REPLAY, type ReplayResult } from "../../server/protocol.ts";
import { Client, position, uri } from "../kit/client.ts";
import { makeFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: features", function () {
  this.timeout(20_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  before(async () => {
    folder = makeFolder({ "rules/ssh.grove": RULES, "logs/auth.log": LOG });
    rules = uri(`${folder.path}/rules/ssh.grove`);
    client = await Client.start({ folders: [folder.path] });
    await client.open(rules, RULES);
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  /** Asks at the end of the first `mark` in the rules. */
  const ask = <Answer>(method: string, mark: string, text = RULES): Promise<Answer> =>
    client.request<Answer>(`textDocument/${method}`, client.at(rules, text, text.indexOf(mark) + mark.length));

  it("completes fields, and knows the values after a replay", async () => {
    const result = await client.request<ReplayResult>(REPLAY, { folder: uri(folder.path), replay: "facts" });
    assert.ok(result.ok, JSON.stringify(result));
    const text = RULES.replace("login where user in guesses.user", "login where user == ");
    await client.change(rules, text);
    const items = await ask<CompletionItem[]>("completion", "login where user == ", text);
    const root = items.find(({ label }) => label === "root");
    assert.equal(root?.detail, "3 in the logs");
    assert.deepEqual(root?.textEdit, {
      range: {
        start: position(text, text.indexOf("user == ") + 8),
        end: position(text, text.indexOf("user == ") + 8),
      },
      newText: '"root"',
    });
    await client.change(rules, RULES);
  });

  it("asks again with every letter of a length of time, and says in each row what it is", async () => {
    const text = RULES.replace("lateness 30s", "lateness 30");
    await client.change(rules, text);
    const list = await ask<CompletionList>("completion", "lateness 30", text);
    assert.equal(list.isIncomplete, true);
    assert.deepEqual(list.items.find(({ label }) => label === "30m")?.labelDetails, { description: "minutes" });
    await client.change(rules, RULES);
    assert.deepEqual(await ask<CompletionItem[]>("completion", "lateness 30s"), []);
  });

  it("tells declarations that begin with the same word apart in each row", async () => {
    const text = `${RULES}\n`;
    await client.change(rules, text);
    const items = await ask<CompletionItem[]>("completion", text, text);
    const rows = items.filter(({ label }) => label === "rule").map(({ labelDetails }) => labelDetails?.description);
    assert.ok(rows.length >= 3);
    assert.equal(new Set(rows).size, rows.length);
    await client.change(rules, RULES);
  });

  it("shows what a name means", async () => {
    const hover = await ask<Hover>("hover", "count(login_fai");
    assert.match((hover.contents as { value: string }).value, /event login_failed = sshd where template == 1001/);
    const start = RULES.indexOf("login_failed) >= 3");
    assert.deepEqual(hover.range, { start: position(RULES, start), end: position(RULES, start + 12) });
  });

  it("goes to the definition", async () => {
    const found = await ask<Location[]>("definition", "in gues");
    const start = RULES.indexOf("guesses: count");
    assert.deepEqual(found, [
      { uri: rules, range: { start: position(RULES, start), end: position(RULES, start + 7) } },
    ]);
  });

  it("names the legend and sends tokens that lie in the text", async () => {
    const legend = client.capabilities.semanticTokensProvider?.legend.tokenTypes ?? [];
    assert.ok(legend.includes("event"));
    const { data } = await client.request<SemanticTokens>("textDocument/semanticTokens/full", {
      textDocument: { uri: rules },
    });
    const lines = RULES.split("\n");
    const words: string[] = [];
    let line = 0;
    let character = 0;
    for (let i = 0; i < data.length; i += 5) {
      line += data[i]!;
      character = data[i] === 0 ? character + data[i + 1]! : data[i + 1]!;
      if (legend[data[i + 3]!] === "event") words.push(lines[line]!.slice(character, character + data[i + 2]!));
    }
    assert.deepEqual(words, ["login_failed", "login", "login_failed", "login"]);
  });

  it("offers a replay above each rule", async () => {
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri: rules } });
    assert.deepEqual(
      lenses.map(({ command, range }) => [command, range.start.line]),
      [[{ title: "Replay", command: "mangrove.replayRule", arguments: [uri(folder.path), "guessed_password"] }, 12]],
    );
  });

  it("offers the fix of a misspelt name", async () => {
    const text = RULES.replace("count(login_failed)", "count(login_faild)");
    const version = await client.change(rules, text);
    const problem = (await client.diagnostics(rules, version)).find(({ code }) => code === "unknown-name");
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: rules },
      range: problem!.range,
      context: { diagnostics: [problem] },
    });
    const edits = actions[0]?.edit?.changes?.[rules];
    assert.deepEqual(edits, [{ range: problem!.range, newText: "login_failed" }]);
    await client.change(rules, RULES);
  });

  it("outlines and folds the document", async () => {
    const outline = await client.request<DocumentSymbol[]>("textDocument/documentSymbol", {
      textDocument: { uri: rules },
    });
    assert.deepEqual(
      outline.map(({ name, children }) => [name, children?.map((child) => child.name)]),
      [
        ["sshd", ["1001", "1003"]],
        ["login_failed", []],
        ["login", []],
        ["guessed_password", ["guesses", "entry"]],
      ],
    );
    const folding = await client.request<FoldingRange[]>("textDocument/foldingRange", { textDocument: { uri: rules } });
    assert.deepEqual(
      folding.map(({ startLine, endLine }) => [startLine, endLine]),
      [
        [0, 6],
        [12, 19],
        [15, 17],
      ],
    );
  });

  it("has no answer, and no error, for a document that it does not know", async () => {
    const elsewhere = { textDocument: { uri: "file:///no/such/file.grove" }, position: { line: 3, character: 9 } };
    assert.deepEqual(await client.request("textDocument/completion", elsewhere), []);
    assert.equal(await client.request("textDocument/hover", elsewhere), null);
  });
});
