import assert from "node:assert/strict";
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  SemanticTokens,
  SymbolInformation,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Client, position, uri } from "../kit/client.ts";
import { inOneFolder, makeFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: several folders in one window", function () {
  this.timeout(20_000);
  const OTHER = "event login = web where true\nsource web from application { }\n";
  let first: Folder;
  let second: Folder;
  let client: Client;
  const document = (folder: Folder): string => uri(`${folder.path}/a.grove`);

  before(async () => {
    first = makeFolder({ "a.grove": RULES, "logs/auth.log": LOG });
    second = makeFolder({ "a.grove": OTHER, "other.log": "x\n" });
    client = await Client.start({ folders: [first.path, second.path] });
    await client.open(document(first), RULES);
    await client.open(document(second), OTHER);
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  it("goes to the definition and finds the uses in the folder that was asked about", async () => {
    const places = await client.request<Location[]>("textDocument/references", {
      ...client.at(document(second), OTHER, OTHER.indexOf("login") + 1),
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      places.map(({ uri: where }) => where),
      [document(second)],
    );
    const at = client.at(document(first), RULES, RULES.indexOf("entry:   log") + 12);
    const [found] = await client.request<Location[]>("textDocument/definition", at);
    assert.equal(found?.uri, document(first));
  });

  it("renames in one folder and leaves the same name of the other alone", async () => {
    const edit = await client.request<WorkspaceEdit>("textDocument/rename", {
      ...client.at(document(first), RULES, RULES.indexOf("event login ") + 7),
      newName: "entered",
    });
    assert.deepEqual(Object.keys(edit.changes ?? {}), [document(first)]);
  });

  it("offers the names and the files of its own folder", async () => {
    const text = `${OTHER}rule r { by ip  when `;
    await client.change(document(second), text);
    const items = await client.request<CompletionItem[]>(
      "textDocument/completion",
      client.at(document(second), text, text.length),
    );
    const labels = items.map(({ label }) => label);
    assert.ok(labels.includes("web") && !labels.includes("sshd") && !labels.includes("guessed_password"));
    const list = `${OTHER}list l from "`;
    await client.change(document(second), list);
    const files = await client.request<CompletionItem[]>(
      "textDocument/completion",
      client.at(document(second), list, list.length),
    );
    assert.deepEqual(
      files.map(({ label }) => label),
      ["other.log"],
    );
    await client.change(document(second), OTHER);
  });

  it("finds declarations of all of them", async () => {
    const found = await client.request<SymbolInformation[]>("workspace/symbol", { query: "login" });
    assert.deepEqual(new Set(found.map(({ location }) => location.uri)), new Set([document(first), document(second)]));
  });
});

describe("the language server: features", function () {
  this.timeout(20_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  inOneFolder({ "rules/ssh.grove": RULES, "logs/auth.log": LOG }, (opened) => ({ client, folder, rules } = opened));

  /** Asks at the end of the first `mark` in the rules. */
  const ask = <Answer>(method: string, mark: string, text = RULES): Promise<Answer> =>
    client.request<Answer>(`textDocument/${method}`, client.at(rules, text, text.indexOf(mark) + mark.length));

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

  it("fixes all of a kind in one go", async () => {
    const text = RULES.replaceAll("sshd where", "sshdd where");
    const version = await client.change(rules, text);
    const problem = (await client.diagnostics(rules, version)).find(({ code }) => code === "unknown-name");
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: rules },
      range: problem!.range,
      context: { diagnostics: [problem] },
    });
    const all = actions.find(({ title }) => title.startsWith("Fix all 2 problems"));
    const edits = all?.edit?.changes?.[rules] ?? [];
    const fixed = TextDocument.applyEdits(TextDocument.create(rules, "mangrove", 1, text), edits);
    assert.equal(fixed, RULES);
    await client.change(rules, RULES);
  });

  it("answers in a text that nobody has saved, with the names of the folder", async () => {
    const untitled = "untitled:Untitled-7";
    const text = "rule mine { severity low  by ip  when login_failed }\nevent e = sshd where us\n";
    await client.open(untitled, text);
    const at = (mark: string): object => client.at(untitled, text, text.indexOf(mark) + mark.length);
    const hover = await client.request<Hover>("textDocument/hover", at("when login_f"));
    assert.match((hover.contents as { value: string }).value, /event login_failed = sshd/);
    const [definition] = await client.request<Location[]>("textDocument/definition", at("when login_f"));
    assert.equal(definition?.uri, rules);
    const items = await client.request<CompletionItem[]>("textDocument/completion", at("where us"));
    assert.ok(items.some(({ label }) => label === "user"));
    const used = await client.request<Location[]>("textDocument/references", {
      ...client.at(rules, RULES, RULES.indexOf("login_failed") + 1),
      context: { includeDeclaration: false },
    });
    assert.ok(used.some(({ uri: where }) => where === untitled));
    await client.close(untitled);
  });

  it("answers from what is typed, not from what is on disk", async () => {
    const text = RULES.replace("event login  ", "event logon  ").replace("entry:   login", "entry:   logon");
    await client.change(rules, text);
    const [found] = await ask<Location[]>("definition", "entry:   log", text);
    assert.deepEqual(found?.range.start, position(text, text.indexOf("logon")));
    const outline = await client.request<DocumentSymbol[]>("textDocument/documentSymbol", {
      textDocument: { uri: rules },
    });
    assert.ok(outline.some(({ name }) => name === "logon") && !outline.some(({ name }) => name === "login"));
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
