import assert from "node:assert/strict";
import type { CodeAction, CodeActionContext } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { position, type Client } from "../kit/client.ts";
import { eachInAFolder } from "./folder.ts";
import { RULES } from "./forest.ts";

/** Behind the sound rules: three errors that have one fix each, and a warning or hint that has one. */
const BROKEN = `${RULES}event a = sshdd where por > 1
event b = sshdd where user == "x"
rule r { severity low  by ip  when sequence within 1m { a  b } }
event unused = sshd
`;

describe("the language server: code actions", function () {
  this.timeout(20_000);
  let client: Client;
  let rules: string;

  eachInAFolder({ "a.grove": RULES }, (opened) => ({ client, rules } = opened));
  beforeEach(async () => {
    await client.open(rules, BROKEN);
    await client.diagnostics(rules);
  });

  const within = (start: number, end: number, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> =>
    client.request("textDocument/codeAction", {
      textDocument: { uri: rules },
      range: { start: position(BROKEN, start), end: position(BROKEN, end) },
      context: { diagnostics: [], ...context },
    });
  const at = (mark: string): Promise<CodeAction[]> => {
    const offset = BROKEN.indexOf(mark);
    return within(offset, offset);
  };
  const everywhere = (only?: string[]): Promise<CodeAction[]> =>
    within(0, BROKEN.length, only === undefined ? {} : { only });
  const titles = (actions: readonly CodeAction[]): string[] => actions.map(({ title }) => title);
  const kinds = (actions: readonly CodeAction[]): string[] => [...new Set(actions.map(({ kind }) => kind ?? ""))];
  const applied = ({ edit }: CodeAction): string =>
    TextDocument.applyEdits(TextDocument.create(rules, "mangrove", 1, BROKEN), edit?.changes?.[rules] ?? []);

  it("are those of the problem at the cursor, and of all of its kind", async () => {
    const actions = await at("sshdd where por");
    assert.deepEqual(titles(actions), [
      "Replace `sshdd` with `sshd`",
      "Fix all 2 problems of the kind `unknown-name` in this file",
    ]);
    assert.equal(applied(actions[0]!), BROKEN.replace("a = sshdd", "a = sshd"));
    assert.equal(applied(actions[1]!), BROKEN.replaceAll("sshdd", "sshd"));
    assert.deepEqual(
      actions.map(({ diagnostics }) => diagnostics?.length),
      [1, 2],
    );
  });

  it("are none where no problem is", async () => {
    assert.deepEqual(await at("guesses: count"), []);
    assert.deepEqual(await at("\nsource"), []);
    const start = BROKEN.indexOf(" where user == ");
    assert.deepEqual(await within(start + 1, start + 12), []);
  });

  it("are all in a range that touches several problems", async () => {
    const line = BROKEN.indexOf("event b = sshdd");
    assert.deepEqual(titles(await within(line, line + 20)), titles(await at("sshdd where user")));
    const all = titles(await everywhere());
    assert.ok(all.includes("Remove the event `unused`") && all.includes("Replace `sshdd` with `sshd`"));
  });

  it("are of the kinds that are asked for", async () => {
    assert.deepEqual(kinds(await everywhere(["quickfix"])), ["quickfix"]);
    for (const kind of ["source", "source.fixAll", "source.fixAll.mangrove"])
      assert.deepEqual(kinds(await everywhere([kind])), ["source.fixAll.mangrove"], kind);
    assert.deepEqual(kinds(await everywhere([""])), ["quickfix", "source.fixAll.mangrove"]);
    for (const kind of ["refactor", "source.organizeImports", "source.fixAll.other", "quickfix.other"])
      assert.deepEqual(await everywhere([kind]), [], kind);
  });

  it("mend, on saving, the errors that have one fix, and remove nothing", async () => {
    const [all, ...more] = await everywhere(["source.fixAll"]);
    assert.deepEqual(more, []);
    assert.ok(all !== undefined && applied(all).includes("event unused = sshd"));
    assert.ok(applied(all).startsWith(RULES) && !applied(all).includes("sshdd"));
  });

  it("may be done without a choice where an error has one fix", async () => {
    const [error] = await at("sshdd where por");
    assert.equal(error?.isPreferred, true);
    const [hint] = await at("unused = sshd");
    assert.equal(hint?.title, "Remove the event `unused`");
    assert.equal(hint.isPreferred, false);
  });

  it("are about the text as it is, not as it was when the problems were shown", async () => {
    const shifted = `// a line more\n${BROKEN}`;
    await client.change(rules, shifted);
    const offset = shifted.indexOf("sshdd where por");
    const [first] = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: rules },
      range: { start: position(shifted, offset), end: position(shifted, offset) },
      context: { diagnostics: [] },
    });
    const [edit] = first?.edit?.changes?.[rules] ?? [];
    assert.deepEqual(edit?.range.start, position(shifted, offset));
    await client.change(rules, RULES);
    assert.deepEqual(await at("sshdd where por"), []);
  });

  it("are none in a text that nobody knows", async () => {
    const range = { start: position("", 0), end: position("", 0) };
    const unknown = { textDocument: { uri: "untitled:none" }, range, context: { diagnostics: [] } };
    assert.deepEqual(await client.request("textDocument/codeAction", unknown), []);
  });
});
