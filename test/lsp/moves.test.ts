/** Folders of rules that come, go and are renamed, as an editor tells it: of the folder alone, not of the files in it. */
import assert from "node:assert/strict";
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DocumentLink, DidChangeWatchedFilesRegistrationOptions } from "vscode-languageserver/node";
import { Session } from "../../server/lsp/session.ts";
import { RULES as LIST_RULES, type RuleInfo } from "../../server/protocol.ts";
import { uri, type Client } from "../kit/client.ts";
import { eachInAFolder, makeFolder, type Folder } from "./folder.ts";
import { RULES } from "./forest.ts";

const [CREATED, DELETED] = [1, 3];
const READER = `list users from "lists/users.txt"
rule reader { severity low  by ip  when login where user in users }
`;

describe("the language server: folders of rules that move", function () {
  this.timeout(20_000);
  let client: Client;
  let folder: Folder;
  let reader: string;

  eachInAFolder({ "reader.grove": READER, "rules/deep/ssh.grove": RULES, "lists/users.txt": "root\n" }, (opened) => {
    ({ client, folder, rules: reader } = opened);
  });

  const file = (name: string): string => uri(`${folder.path}/${name}`);
  const told = (...changes: (readonly [string, number])[]): Promise<void> =>
    client.notify("workspace/didChangeWatchedFiles", {
      changes: changes.map(([name, type]) => ({ uri: file(name), type })),
    });
  const move = (from: string, to: string): void => renameSync(join(folder.path, from), join(folder.path, to));

  /** Where each rule of the folder stands. */
  async function listed(): Promise<Record<string, string>> {
    const found = await client.request<RuleInfo[]>(LIST_RULES, { folder: uri(folder.path) });
    return Object.fromEntries(found.map(({ name, place }) => [name, place.uri]));
  }
  const problems = async (cause: () => Promise<void>): Promise<unknown[]> =>
    (await client.diagnosticsAfter(reader, cause)).map(({ code }) => code);

  it("keeps the rules of a folder that is renamed", async () => {
    assert.equal((await listed())["guessed_password"], file("rules/deep/ssh.grove"));
    move("rules", "detections");
    await told(["rules", DELETED], ["detections", CREATED]);
    assert.deepEqual(await listed(), { reader, guessed_password: file("detections/deep/ssh.grove") });
  });

  it("takes the problems back that the folder's absence had made", async () => {
    const [rules, away] = [join(folder.path, "rules"), join(makeFolder({}).path, "rules")];
    renameSync(rules, away);
    assert.deepEqual(await problems(() => told(["rules", DELETED])), ["unknown-name"]);
    renameSync(away, rules);
    assert.deepEqual(await problems(() => told(["rules", CREATED])), []);
  });

  it("reads the lists in a folder that comes back, and links to them", async () => {
    const targets = async (): Promise<unknown[]> => {
      const links = await client.request<DocumentLink[]>("textDocument/documentLink", {
        textDocument: { uri: reader },
      });
      return links.map(({ target }) => target);
    };
    move("lists", "elsewhere");
    assert.deepEqual(await problems(() => told(["lists", DELETED], ["elsewhere", CREATED])), [
      "list-file",
      "broken-dependency",
    ]);
    assert.deepEqual(await targets(), []);
    move("elsewhere", "lists");
    assert.deepEqual(await problems(() => told(["elsewhere", DELETED], ["lists", CREATED])), []);
    assert.deepEqual(await targets(), [file("lists/users.txt")]);
  });

  it("follows a text that is open, unchanged, in a folder that is renamed", async () => {
    const [before, after] = [file("rules/deep/ssh.grove"), file("moved/deep/ssh.grove")];
    await client.open(before, RULES);
    move("rules", "moved");
    await told(["rules", DELETED], ["moved", CREATED]);
    await client.close(before);
    await client.open(after, RULES);
    assert.deepEqual(await listed(), { reader, guessed_password: after });
  });

  it("leaves out what listing a folder leaves out", async () => {
    const outside = makeFolder({ "out.grove": "rule outside { severity low  when login }\n" });
    mkdirSync(join(folder.path, "new/node_modules/p"), { recursive: true });
    writeFileSync(join(folder.path, "new/node_modules/p/a.grove"), "rule packaged { severity low  when login }\n");
    writeFileSync(join(folder.path, "new/own.grove"), "rule own { severity low  when login }\n");
    symlinkSync(outside.path, join(folder.path, "new/link"));
    symlinkSync(outside.path, join(folder.path, "link"));
    await told(["new", CREATED], ["new/node_modules", CREATED], ["link", CREATED]);
    assert.deepEqual(Object.keys(await listed()).sort(), ["guessed_password", "own", "reader"]);
  });

  it("asks to be told of folders that are created or deleted", async () => {
    const { registerOptions } = await client.registered.next(
      ({ method }) => method === "workspace/didChangeWatchedFiles",
    );
    const { watchers } = registerOptions as DidChangeWatchedFilesRegistrationOptions;
    const all = watchers.find(({ globPattern }) => globPattern === "**/*");
    assert.equal(all?.kind, 1 | 4); // created, deleted
  });

  it("checks nothing because of a file that no rule reads", () => {
    let changes = 0;
    const session = new Session({
      changed: () => changes++,
      came: () => undefined,
      dropped: () => undefined,
      warn: assert.fail,
    });
    session.addFolder(uri(folder.path));
    const before = changes;
    folder.write("rules/notes.md", "");
    folder.write("rules/more.txt", "");
    session.filesChanged([file("rules/notes.md"), file("rules/more.txt"), file("rules/gone.tmp")]);
    assert.equal(changes, before);
    folder.write("lists/users.txt", "admin\n");
    session.filesChanged([file("lists/users.txt")]);
    assert.equal(changes, before + 1);
  });
});
