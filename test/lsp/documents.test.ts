import assert from "node:assert/strict";
import type { DocumentLink } from "vscode-languageserver/node";
import { RULES as LIST_RULES, type RuleInfo } from "../../server/protocol.ts";
import { uri, type Client } from "../kit/client.ts";
import { eachInAFolder, makeFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: documents", function () {
  this.timeout(20_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  eachInAFolder({ "rules/ssh.grove": RULES, "logs/auth.log": LOG }, (opened) => ({ client, folder, rules } = opened));

  /** The rules of the folder, each with its document. */
  async function listed(): Promise<(readonly [string, string])[]> {
    const found = await client.request<RuleInfo[]>(LIST_RULES, { folder: uri(folder.path) });
    return found.map(({ name, place }) => [name, place.uri]);
  }

  it("checks the files on disk that nobody has opened", async () => {
    folder.write("rules/broken.grove", "rule broken { severity high  when no_such_event }\n");
    const broken = uri(`${folder.path}/rules/broken.grove`);
    const changed = (type: number) => () =>
      client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: broken, type }] });
    const found = await client.diagnosticsAfter(broken, changed(1));
    assert.deepEqual(
      found.map(({ code, range }) => [code, range.start]),
      [["unknown-name", { line: 0, character: 34 }]],
    );
    folder.delete("rules/broken.grove");
    assert.deepEqual(await client.diagnosticsAfter(broken, changed(3)), []);
  });

  it("reads the files that lists name, again when they change", async () => {
    const lists = uri(`${folder.path}/rules/lists.grove`);
    const file = uri(`${folder.path}/users.txt`);
    const rule = "rule listed { severity low  by ip  when login where user in users }";
    const text = `list users from "users.txt"\n${rule}\n`;
    await client.open(lists, text);
    const codes = (found: readonly { code?: unknown }[]): unknown[] => found.map(({ code }) => code);
    assert.deepEqual(codes(await client.diagnostics(lists)), ["list-file", "broken-dependency"]);
    folder.write("users.txt", "root\n");
    const changed = (type: number) => () =>
      client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: file, type }] });
    assert.deepEqual(await client.diagnosticsAfter(lists, changed(1)), []);
    folder.delete("users.txt");
    assert.deepEqual(codes(await client.diagnosticsAfter(lists, changed(3))), ["list-file", "broken-dependency"]);
  });

  it("links to a list that came later, and no longer to one that went", async () => {
    const lists = uri(`${folder.path}/rules/lists.grove`);
    const file = uri(`${folder.path}/users.txt`);
    await client.open(lists, 'list users from "users.txt"\n');
    const targets = async (type: number): Promise<(string | undefined)[]> => {
      await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: file, type }] });
      const links = await client.request<DocumentLink[]>("textDocument/documentLink", { textDocument: { uri: lists } });
      return links.map(({ target }) => target);
    };
    assert.deepEqual(await targets(3), []);
    folder.write("users.txt", "root\n");
    assert.deepEqual(await targets(1), [file]);
    assert.deepEqual(await targets(2), [file]);
    folder.delete("users.txt");
    assert.deepEqual(await targets(3), []);
  });

  it("answers for the version that was checked, not for an older one", async () => {
    await client.open(rules, RULES);
    assert.deepEqual(await client.diagnostics(rules), []);
    await client.change(rules, RULES.replace("by       ip", "by       ipp"));
    const version = await client.change(rules, RULES.replace("by       ip", "by       ipq"));
    const found = await client.diagnostics(rules, version);
    assert.ok(found.some(({ code, message }) => code === "unknown-field" && String(message).includes("ipq")));
    const versions = client.published.all.filter((each) => each.uri === rules).map((each) => each.version);
    assert.equal(versions.at(-1), version);
  });

  it("goes back to the text on disk when the editor lets go of an unsaved one", async () => {
    await client.open(rules, RULES.replace("severity high", "severity hihg"));
    assert.equal((await client.diagnostics(rules)).length, 1);
    assert.deepEqual(await client.diagnosticsAfter(rules, () => client.close(rules)), []);
  });

  it("ignores the disk while the editor owns the text", async () => {
    await client.open(rules, RULES);
    await client.diagnostics(rules);
    folder.write("rules/ssh.grove", "nonsense");
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: rules, type: 2 }] });
    const symbols = await client.request<unknown[]>("textDocument/documentSymbol", { textDocument: { uri: rules } });
    assert.equal(symbols.length, 4);
  });

  const deleted = () => client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: rules, type: 3 }] });

  it("lets go of an open, unchanged text whose file was renamed: each rule is there once", async () => {
    await client.open(rules, RULES);
    await client.diagnostics(rules);
    const renamed = uri(`${folder.path}/rules/renamed.grove`);
    folder.delete("rules/ssh.grove");
    folder.write("rules/renamed.grove", RULES);
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: renamed, type: 1 }] });
    await deleted();
    assert.deepEqual(await listed(), [["guessed_password", renamed]]);
    assert.deepEqual(await client.diagnostics(renamed), []);
  });

  it("lets go of the files and lists of a folder that is deleted as a whole", async () => {
    const root = makeFolder({
      "a.grove": `list users from "deep/lists/users.txt"\nrule r { severity low  by ip  when login where user in users }\n`,
      "deep/rules/ssh.grove": RULES,
      "deep/lists/users.txt": "root\n",
      "deeper/kept.grove": "event kept = login\n",
    });
    await client.addFolder(root.path);
    const document = uri(`${root.path}/a.grove`);
    assert.deepEqual(await client.diagnostics(document), []);
    root.deleteFolder("deep");
    const deep = uri(`${root.path}/deep`);
    const found = await client.diagnosticsAfter(document, () =>
      client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: deep, type: 3 }] }),
    );
    assert.deepEqual(found.map(({ code }) => code).sort(), ["list-file", "unknown-name"]);
    const rules = await client.request<RuleInfo[]>(LIST_RULES, { folder: uri(root.path) });
    assert.deepEqual(
      rules.map(({ name }) => name),
      ["r"],
    );
    await client.removeFolder(root.path);
  });

  it("keeps an open text with changes of its own when its file goes", async () => {
    await client.open(rules, RULES);
    await client.change(rules, `${RULES}// mine\n`);
    folder.delete("rules/ssh.grove");
    await deleted();
    assert.deepEqual(await listed(), [["guessed_password", rules]]);
    await client.close(rules);
    assert.deepEqual(await listed(), []);
  });

  it("takes a saved text for unchanged, and takes it back once it is changed again", async () => {
    await client.open(rules, RULES);
    const saved = `${RULES}// saved\n`;
    await client.change(rules, saved);
    folder.write("rules/ssh.grove", saved);
    await client.notify("textDocument/didSave", { textDocument: { uri: rules } });
    folder.delete("rules/ssh.grove");
    await deleted();
    assert.deepEqual(await listed(), []);
    await client.change(rules, `${saved}// again\n`);
    assert.deepEqual(await listed(), [["guessed_password", rules]]);
  });

  it("takes a text for unchanged that the disk has been given too", async () => {
    await client.open(rules, RULES);
    const pulled = `${RULES}// pulled\n`;
    await client.change(rules, pulled);
    folder.write("rules/ssh.grove", pulled);
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: rules, type: 2 }] });
    // Its answer says that the file was read.
    assert.deepEqual(await listed(), [["guessed_password", rules]]);
    folder.delete("rules/ssh.grove");
    await deleted();
    assert.deepEqual(await listed(), []);
  });

  it("asks for new code lenses when an edit elsewhere breaks a rule", async () => {
    const other = uri(`${folder.path}/rules/other.grove`);
    await client.open(other, "rule other { severity low  by ip  when login }\n");
    await client.diagnostics(other);
    const known = client.lensRefreshes.all.length;
    await client.open(rules, RULES.replace("event login  ", "event logon  "));
    await client.lensRefreshes.next(() => true, known);
    const lenses = await client.request<unknown[]>("textDocument/codeLens", { textDocument: { uri: other } });
    assert.deepEqual(lenses, []);
  });

  it("lets an untitled text see the names of the folder", async () => {
    const untitled = "untitled:Untitled-1";
    await client.open(untitled, "rule mine { severity low  by ip  when login_faild }\n");
    const found = await client.diagnostics(untitled);
    assert.deepEqual(
      found.map(({ code }) => code),
      ["unknown-name"],
    );
    assert.match(String(found[0]!.message), /login_failed/);
    await client.change(untitled, "rule mine { severity low  by ip  when login_failed }\n");
    assert.deepEqual(await client.diagnostics(untitled), []);
  });

  it("checks a lone file that no folder holds by itself", async () => {
    const lone = "untitled:lone.grove";
    await client.removeFolder(folder.path);
    await client.open(lone, "rule mine { severity low  by ip  when login_failed }\n");
    const found = await client.diagnostics(lone);
    assert.deepEqual(
      found.map(({ code }) => code),
      ["unknown-name"],
    );
  });

  it("knows a file again whose name the editor escapes in its own way", async () => {
    const text = "event twice = sshd\n";
    const { path } = makeFolder({ "ssh.grove": RULES, "a+b (c).grove": text });
    await client.addFolder(path);
    const document = `${uri(path)}/a%2Bb%20%28c%29.grove`;
    await client.open(document, text);
    const found = await client.diagnostics(document);
    assert.ok(!found.some(({ code }) => code === "duplicate-name"), JSON.stringify(found));
    await client.removeFolder(path);
  });

  it("does not look for rules among installed packages", async () => {
    const { path } = makeFolder({ "ssh.grove": RULES, "node_modules/p/a.grove": RULES });
    await client.addFolder(path);
    const packaged = uri(`${path}/node_modules/p/a.grove`);
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: packaged, type: 1 }] });
    const rules = await client.request<unknown[]>(LIST_RULES, { folder: uri(path) });
    assert.equal(rules.length, 1);
    await client.removeFolder(path);
  });

  it("keeps the names of two folders apart", async () => {
    const other = makeFolder({ "a.grove": "event login = sshd where template == 1003\n" });
    const document = uri(`${other.path}/a.grove`);
    const found = await client.diagnosticsAfter(document, () => client.addFolder(other.path));
    assert.ok(found.some(({ code, message }) => code === "unknown-name" && String(message).includes("sshd")));
    await client.removeFolder(other.path);
  });
});
