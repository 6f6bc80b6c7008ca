import assert from "node:assert/strict";
import type { CompletionItem, CompletionList, MarkupContent } from "vscode-languageserver/node";
import { REPLAY, type ReplayResult } from "../../server/protocol.ts";
import { position, uri, type Client } from "../kit/client.ts";
import { inOneFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: completion", function () {
  this.timeout(20_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  inOneFolder({ "rules/ssh.grove": RULES, "logs/auth.log": LOG }, (opened) => ({ client, folder, rules } = opened));
  afterEach(() => client.change(rules, RULES));

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

  it("opens the next list once a word was taken that says nothing alone", async () => {
    const text = RULES.replace("login where user in guesses.user", "login where user ");
    await client.change(rules, text);
    const items = await ask<CompletionItem[]>("completion", "login where user ", text);
    const equal = items.find(({ label }) => label === "==");
    assert.equal(equal?.command?.command, "editor.action.triggerSuggest");
    assert.ok(equal.textEdit?.newText.startsWith("== "));
    assert.equal(items.find(({ label }) => label === "exists")?.command, undefined);
  });

  it("tells declarations that begin with the same word apart in each row", async () => {
    const text = `${RULES}\n`;
    await client.change(rules, text);
    const items = await ask<CompletionItem[]>("completion", text, text);
    const rows = items.filter(({ label }) => label === "rule").map(({ labelDetails }) => labelDetails?.description);
    assert.ok(rows.length >= 3);
    assert.equal(new Set(rows).size, rows.length);
  });

  it("offers the operators of a type, the files of the folder and what a template can capture", async () => {
    const labels = async (text: string, mark: string): Promise<string[]> => {
      await client.change(rules, text);
      const answer = await ask<CompletionItem[] | CompletionList>("completion", mark, text);
      const items = Array.isArray(answer) ? answer : answer.items;
      return items.toSorted((a, b) => (a.sortText! < b.sortText! ? -1 : 1)).map(({ label }) => label);
    };
    const number = RULES.replace("sshd where template == 1003", "sshd where port ");
    assert.deepEqual((await labels(number, "sshd where port ")).slice(0, 2), [">=", ">"]);
    assert.deepEqual(await labels(`${RULES}list l from ""`, 'list l from "'), ["logs/auth.log"]);
    const template = RULES.replace("from {ip} port {port:int} ssh2", "from {");
    assert.equal((await labels(template, "Failed password for {user} from {"))[0], "method");
  });

  it("sends a field without its docs, and the docs of the one that is looked at", async () => {
    const text = RULES.replace("sshd where template == 1003", "sshd where ");
    await client.change(rules, text);
    const items = await ask<CompletionItem[]>("completion", "event login        = sshd where ", text);
    assert.ok(items.length > 20 && items.every(({ documentation }) => documentation === undefined));
    const docs = async (label: string): Promise<string> => {
      const item = items.find((each) => each.label === label);
      const { documentation } = await client.request<CompletionItem>("completionItem/resolve", item);
      return (documentation as MarkupContent).value;
    };
    assert.match(await docs("port"), /Captured by templates of `sshd`/);
    assert.match(await docs("device"), /One of the ten unified fields/);
    // Those of an older list are nobody's any more.
    await ask<CompletionItem[]>("completion", "event login        = sshd where ", text);
    assert.deepEqual(await client.request("completionItem/resolve", items[0]), items[0]);
  });

  it("looks behind a brace only in the text of a template", async () => {
    const typed = async (text: string, mark: string): Promise<readonly CompletionItem[]> => {
      await client.change(rules, text);
      const at = client.at(rules, text, text.indexOf(mark) + mark.length);
      const context = { triggerKind: 2, triggerCharacter: "{" };
      const answer = await client.request<CompletionItem[] | CompletionList>("textDocument/completion", {
        ...at,
        context,
      });
      return Array.isArray(answer) ? answer : answer.items;
    };
    assert.ok(client.capabilities.completionProvider?.triggerCharacters?.includes("{"));
    const template = RULES.replace("from {ip} port {port:int} ssh2", "from {");
    const captures = await typed(template, "Failed password for {user} from {");
    assert.ok(captures.some(({ label }) => label === "ip"));
    assert.deepEqual(await typed(`${RULES}rule r {`, "rule r {"), []);
  });
});
