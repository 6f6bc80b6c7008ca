import assert from "node:assert/strict";
import type { Location, SymbolInformation, WorkspaceEdit } from "vscode-languageserver/node";
import { uri, type Client } from "../kit/client.ts";
import { eachInAFolder, makeFolder, type Folder } from "./folder.ts";
import { RULES } from "./forest.ts";

const INNER = "event inner = login\n";
const OTHER = `${RULES}event of_other = login\n`;

describe("the language server: folders that come and go", function () {
  this.timeout(20_000);
  let client: Client;
  let folder: Folder;
  let rules: string;

  eachInAFolder({ "a.grove": RULES, "inner/c.grove": INNER }, (opened) => ({ client, folder, rules } = opened));

  /** The files in which the event `login` of this document is named. */
  const namedIn = async (document: string): Promise<string[]> => {
    const offset = RULES.indexOf("event login ") + "event lo".length;
    const places = await client.request<Location[]>("textDocument/references", {
      ...client.at(document, RULES, offset),
      context: { includeDeclaration: true },
    });
    return [...new Set(places.map(({ uri: where }) => where))];
  };
  const found = async (query: string): Promise<string[]> => {
    const symbols = await client.request<SymbolInformation[]>("workspace/symbol", { query });
    return symbols.map(({ location }) => location.uri).sort();
  };

  it("keep the same names of two folders apart, and name both where all are looked for", async () => {
    const other = makeFolder({ "a.grove": OTHER });
    const second = uri(`${other.path}/a.grove`);
    await client.addFolder(other.path);
    assert.deepEqual(await namedIn(second), [second]);
    assert.deepEqual(await namedIn(rules), [rules, uri(`${folder.path}/inner/c.grove`)]);
    assert.deepEqual(await found("guessed_password"), [rules, second].sort());
    await client.reset(other.path);
    assert.deepEqual(await found("guessed_password"), [rules]);
  });

  it("take a text along that was open before its folder was", async () => {
    const other = makeFolder({ "a.grove": RULES, "b.grove": "event of_other = login\n" });
    const [text, beside] = [uri(`${other.path}/a.grove`), uri(`${other.path}/b.grove`)];
    await client.open(text, RULES);
    assert.deepEqual(await namedIn(text), [text]);
    await client.addFolder(other.path);
    assert.deepEqual(await namedIn(text), [text, beside]);
    await client.reset(other.path);
  });

  it("leave an open text to itself when its folder goes", async () => {
    await client.open(rules, RULES);
    await client.removeFolder(folder.path);
    assert.deepEqual(await namedIn(rules), [rules]);
    assert.deepEqual(await found("inner"), []);
    await client.addFolder(folder.path);
    assert.equal((await namedIn(rules)).length, 2);
  });

  it("give their files to a folder inside of them, and get them back", async () => {
    const inner = uri(`${folder.path}/inner/c.grove`);
    await client.addFolder(`${folder.path}/inner`);
    assert.deepEqual(await namedIn(rules), [rules]);
    assert.deepEqual(await found("inner"), [inner]);
    await client.removeFolder(`${folder.path}/inner`);
    assert.deepEqual(await namedIn(rules), [rules, inner]);
  });

  it("change a name in an untitled text too, with those of the first folder", async () => {
    const untitled = "untitled:Untitled-1";
    await client.open(untitled, "event mine = login\n");
    const offset = RULES.indexOf("event login ") + "event lo".length;
    const edit = await client.request<WorkspaceEdit>("textDocument/rename", {
      ...client.at(rules, RULES, offset),
      newName: "entered",
    });
    assert.deepEqual(
      Object.keys(edit.changes ?? {}).sort(),
      [rules, uri(`${folder.path}/inner/c.grove`), untitled].sort(),
    );
  });

  it("know nothing of a text outside of them but itself", async () => {
    const alone = uri(`${makeFolder({ "x.grove": INNER }).path}/x.grove`);
    await client.open(alone, INNER);
    const codes = (await client.diagnostics(alone)).map(({ code }) => code);
    assert.ok(codes.includes("unknown-name"), codes.join());
    const at = client.at(alone, INNER, INNER.indexOf("login") + 1);
    assert.deepEqual(await client.request("textDocument/definition", at), []);
    assert.deepEqual(await client.request("textDocument/codeLens", at), []);
  });
});
