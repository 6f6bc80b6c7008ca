/** Texts and files that are longer than any person writes: what is asked behind them is answered before they are through. */
import assert from "node:assert/strict";
import { MOST_CHARACTERS, MOST_WORDS } from "../../grammar/limits.ts";
import { position, uri, type Client } from "../kit/client.ts";
import { eachInAFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: very large input", function () {
  this.timeout(60_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  eachInAFolder({ "ssh.grove": RULES, "logs/auth.log": LOG }, (opened) => ({ client, folder, rules } = opened));

  const rule = (at: number): string =>
    `rule r${at} {\n  severity low\n  by ip\n  when count(login_failed where port > ${at}) >= 3 within 5m\n}\n`;
  const many = Array.from({ length: 2000 }, (_, at) => rule(at)).join("");
  const large = (): string => uri(`${folder.path}/large.grove`);
  const asked = (name: string): Promise<unknown> =>
    client.request(`textDocument/${name}`, { textDocument: { uri: rules } });

  /** Asks about the large text, then about the other one: the questions in the order of their answers. */
  async function orderOf(question: string, params: object): Promise<string[]> {
    const came: string[] = [];
    const note = (what: string) => (): void => void came.push(what);
    const about = { textDocument: { uri: large() }, ...params };
    await Promise.all([
      client.request(`textDocument/${question}`, about).then(note(question)),
      asked("documentSymbol").then(note("documentSymbol")),
      asked("foldingRange").then(note("foldingRange")),
    ]);
    return came;
  }

  async function opened(text: string): Promise<void> {
    await client.open(large(), text);
    await client.diagnostics(large());
  }

  beforeEach(async () => {
    await client.open(rules, RULES);
    await client.diagnostics(rules);
  });

  it("a long file is read in slices: what is asked behind it is answered before", async () => {
    await client.open(large(), many);
    const order = await orderOf("semanticTokens/full", {});
    assert.deepEqual(order, ["documentSymbol", "foldingRange", "semanticTokens/full"]);
    assert.deepEqual(await client.diagnostics(large()), []);
  });

  it("a long file is checked in slices", async () => {
    await client.open(large(), many);
    const start = position(many, 0);
    const order = await orderOf("codeAction", { range: { start, end: start }, context: { diagnostics: [] } });
    assert.deepEqual(order, ["documentSymbol", "foldingRange", "codeAction"]);
  });

  it("a long file is formatted in slices", async () => {
    await opened(many.replaceAll(" >= ", ">="));
    const order = await orderOf("formatting", { options: { tabSize: 2, insertSpaces: true } });
    assert.deepEqual(order, ["documentSymbol", "foldingRange", "formatting"]);
  });

  it("what is asked about a long text that was just changed is answered for what it is then", async () => {
    await opened(many);
    await client.change(large(), `${many}${rule(2000)}`);
    const found = await client.request<unknown[]>("textDocument/documentSymbol", { textDocument: { uri: large() } });
    assert.equal(found.length, 2001);
  });

  it("a file that is too long: one error, no answers, and its neighbour is checked as ever", async () => {
    const text = `${RULES.replaceAll("guessed_password", "other")}//${"x".repeat(MOST_CHARACTERS)}`;
    await opened(text);
    const found = await client.diagnostics(large());
    assert.deepEqual(
      found.map(({ code, range }) => [code, range.start, range.end]),
      [["syntax", position(text, 0), position(text, "source".length)]],
    );
    const textDocument = { uri: large() };
    const at = client.at(large(), text, text.indexOf("sshd"));
    for (const question of ["documentSymbol", "foldingRange", "codeLens", "documentLink"])
      assert.deepEqual(await client.request(`textDocument/${question}`, { textDocument }), [], question);
    assert.equal(await client.request("textDocument/hover", at), null);
    assert.deepEqual(await client.request("textDocument/completion", at), []);
    assert.deepEqual(await client.request("textDocument/semanticTokens/full", { textDocument }), { data: [] });
    const version = await client.change(rules, RULES.replace("severity high", "severity hihg"));
    assert.equal((await client.diagnostics(rules, version)).length, 1);
  });

  it("a megabyte on one line: one error, and only what needs it says that it is broken", async () => {
    const text = `list users = [${'"someone", '.repeat(MOST_WORDS)}]\nrule r { severity low  by ip  when login where user in users }\n`;
    await opened(text);
    assert.deepEqual(
      (await client.diagnostics(large())).map(({ code, range }) => [code, range.start.line]),
      [
        ["syntax", 0],
        ["broken-dependency", 1],
      ],
    );
  });

  it("a list file of a million lines is read in slices", async () => {
    folder.write("users.txt", "someone\n".repeat(1_000_000));
    const text = `list users from "users.txt"\nrule r { severity low  by ip  when login where user in users }\n`;
    await client.open(large(), text);
    const start = position(text, 0);
    const order = await orderOf("codeAction", { range: { start, end: start }, context: { diagnostics: [] } });
    assert.deepEqual(order, ["documentSymbol", "foldingRange", "codeAction"]);
    assert.deepEqual(await client.diagnostics(large()), []);
  });
});
