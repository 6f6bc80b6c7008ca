import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import type {
  CodeAction,
  DocumentDiagnosticReport,
  SemanticTokens,
  SemanticTokensDelta,
  WorkspaceDiagnosticReport,
} from "vscode-languageserver/node";
import { Client, position, uri } from "../kit/client.ts";
import { makeFolder, type Folder } from "./folder.ts";
import { RULES } from "./forest.ts";

const WRONG = RULES.replaceAll("sshd where", "sshdd where");

describe("the language server: diagnostics that are asked for", function () {
  this.timeout(20_000);
  let folder: Folder;
  let client: Client;
  let rules: string;
  let broken: string;

  before(async () => {
    folder = makeFolder({ "rules/ssh.grove": RULES, "broken.grove": "event e = nothing\n" });
    rules = uri(`${folder.path}/rules/ssh.grove`);
    broken = uri(`${folder.path}/broken.grove`);
    client = await Client.start({ folders: [folder.path], pulls: true });
    await client.open(rules, RULES);
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  const pull = (document: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    client.request("textDocument/diagnostic", { textDocument: { uri: document }, previousResultId });

  it("says once what is wrong, then that nothing changed", async () => {
    const first = await pull(broken);
    assert.ok(first.kind === "full" && first.resultId !== undefined);
    assert.deepEqual(
      first.items.map(({ code }) => code),
      ["unused-event", "unknown-name"],
    );
    assert.deepEqual(await pull(broken, first.resultId), { kind: "unchanged", resultId: first.resultId });
  });

  it("names all files of the folder, and leaves out what the client has", async () => {
    const all = await client.request<WorkspaceDiagnosticReport>("workspace/diagnostic", { previousResultIds: [] });
    assert.deepEqual(all.items.map((item) => item.uri).sort(), [broken, rules].sort());
    const previousResultIds = all.items.map((item) => ({ uri: item.uri, value: item.resultId! }));
    const again = await client.request<WorkspaceDiagnosticReport>("workspace/diagnostic", { previousResultIds });
    assert.deepEqual(
      again.items.map(({ kind }) => kind),
      ["unchanged", "unchanged"],
    );
  });

  it("asks the client to ask again when an edit broke another file", async () => {
    const refreshes = client.diagnosticRefreshes.all.length;
    await client.change(rules, `${RULES}event nothing = sshd\n`);
    await client.diagnosticRefreshes.next(() => true, refreshes);
    const after = await pull(broken);
    assert.ok(after.kind === "full");
    assert.deepEqual(
      after.items.map(({ code }) => code),
      ["unused-event"],
    );
    await client.change(rules, RULES);
  });

  it("links each code to its page", async () => {
    const found = await pull(broken);
    const page = found.kind === "full" ? found.items[1]?.codeDescription?.href : undefined;
    assert.ok(page?.endsWith("/docs/diagnostics/unknown-name.md") && existsSync(new URL(page)));
  });

  it("sends nothing unasked", () => {
    assert.deepEqual(client.published.all, []);
  });
});

describe("the language server: fixes and colours", function () {
  this.timeout(20_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  before(async () => {
    folder = makeFolder({ "rules/ssh.grove": RULES, "other.grove": "event e = login\n" });
    rules = uri(`${folder.path}/rules/ssh.grove`);
    client = await Client.start({ folders: [folder.path] });
    await client.open(rules, RULES);
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  const actions = (text: string, mark: string, only?: string[]): Promise<CodeAction[]> => {
    const at = position(text, text.indexOf(mark));
    return client.request("textDocument/codeAction", {
      textDocument: { uri: rules },
      range: { start: at, end: at },
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  };

  it("offers to fix one, or all of its kind", async () => {
    await client.change(rules, WRONG);
    const offered = await actions(WRONG, "sshdd");
    assert.deepEqual(
      offered.map(({ kind, edit }) => [kind, edit?.changes?.[rules]?.length]),
      [
        ["quickfix", 1],
        ["quickfix", 2],
      ],
    );
    assert.match(offered[1]!.title, /^Fix all 2 problems of the kind `unknown-name`/);
  });

  it("fixes on request whatever has one fix, wherever the cursor is", async () => {
    for (const only of ["source.fixAll", "source.fixAll.mangrove"]) {
      const [all, ...others] = await actions(WRONG, "source", [only]);
      assert.deepEqual(others, []);
      assert.equal(all?.kind, "source.fixAll.mangrove");
      assert.deepEqual(
        all.edit?.changes?.[rules]?.map(({ newText }) => newText),
        ["sshd", "sshd"],
      );
    }
    assert.deepEqual(await actions(WRONG, "sshdd", ["refactor"]), []);
  });

  it("sends of the tokens only what changed", async () => {
    await client.change(rules, RULES);
    const textDocument = { uri: rules };
    const before = await client.request<SemanticTokens>("textDocument/semanticTokens/full", { textDocument });
    await client.change(rules, RULES.replace("severity high", "severity  high"));
    const delta = await client.request<SemanticTokensDelta>("textDocument/semanticTokens/full/delta", {
      textDocument,
      previousResultId: before.resultId,
    });
    const [edit, ...more] = delta.edits;
    assert.deepEqual(more, []);
    assert.ok(edit!.deleteCount <= 10 && (edit!.data?.length ?? 0) <= 10);
    const patched = [...before.data];
    patched.splice(edit!.start, edit!.deleteCount, ...(edit!.data ?? []));
    const after = await client.request<SemanticTokens>("textDocument/semanticTokens/full", { textDocument });
    assert.deepEqual(patched, after.data);
    const stale = { textDocument, previousResultId: before.resultId };
    const whole = await client.request<SemanticTokens>("textDocument/semanticTokens/full/delta", stale);
    assert.deepEqual(whole.data, after.data);
    await client.change(rules, RULES);
  });

  it("sends the tokens of a range", async () => {
    const start = position(RULES, RULES.indexOf("event login "));
    const { data } = await client.request<SemanticTokens>("textDocument/semanticTokens/range", {
      textDocument: { uri: rules },
      range: { start, end: { line: start.line, character: start.character + 11 } },
    });
    assert.equal(data.length, 2 * 5);
    assert.deepEqual(data.slice(0, 3), [start.line, 0, "event".length]);
  });

  it("asks for colours to be read again when a name in another file is another thing now", async () => {
    for (const text of [RULES.replace("login ", "lgn "), RULES]) {
      const refreshes = client.tokenRefreshes.all.length;
      await client.change(rules, text);
      await client.tokenRefreshes.next(() => true, refreshes);
    }
  });
});
