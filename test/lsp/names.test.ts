import assert from "node:assert/strict";
import type {
  DocumentHighlight,
  DocumentLink,
  Location,
  SelectionRange,
  SignatureHelp,
  SymbolInformation,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import { Client, position, uri } from "../kit/client.ts";
import { makeFolder, type Folder } from "./folder.ts";
import { RULES } from "./forest.ts";

const USES = `test "three guesses" {
  given sshd """
    x
  """
  expect guessed_password where user == "root"
}
list bad from "lists/bad.txt"
table people from "lists/people.csv" key userid: string
action look(who: string) { exec ["look", who]  simulate returns { full_name = "Ada" } }
playbook ask {
  on guessed_password
  person: look(user)
  after person { look(person.full_name) }
}
ranking worst by ip of login {
  rules method
  weights { rules 1 }
}
event in_it = login where people[user].team == "it"
rule other { severity low  attack T1110  by ip  when count(login) >= 3 within 1m }
`;

describe("the language server: names", function () {
  this.timeout(20_000);
  let folder: Folder;
  let client: Client;
  let rules: string;
  let uses: string;

  before(async () => {
    folder = makeFolder({
      "rules/ssh.grove": RULES,
      "uses.grove": USES,
      "lists/bad.txt": "1.2.3.4\n",
      "lists/people.csv": "userid,team\nroot,it\n",
    });
    rules = uri(`${folder.path}/rules/ssh.grove`);
    uses = uri(`${folder.path}/uses.grove`);
    client = await Client.start({ folders: [folder.path] });
    await client.open(rules, RULES);
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  const ask = <Answer>(method: string, document: string, mark: string, more: object = {}): Promise<Answer> => {
    const text = document === rules ? RULES : USES;
    const place = client.at(document, text, text.indexOf(mark) + mark.length);
    return client.request<Answer>(`textDocument/${method}`, { ...place, ...more });
  };
  const lines = (places: readonly Location[]): string[] =>
    places.map(({ uri: where, range }) => `${where === rules ? "rules" : "uses"} ${range.start.line}`);

  it("finds the uses of a rule in files that nobody has opened", async () => {
    const context = { includeDeclaration: true };
    assert.deepEqual(lines(await ask("references", rules, "rule guessed", { context })), [
      "rules 12",
      "uses 4",
      "uses 10",
    ]);
    const without = { context: { includeDeclaration: false } };
    assert.deepEqual(lines(await ask("references", rules, "rule guessed", without)), ["uses 4", "uses 10"]);
  });

  it("marks the places of a label, the one that defines it as written", async () => {
    const marks = await ask<DocumentHighlight[]>("documentHighlight", rules, "in gues");
    assert.deepEqual(
      marks.map(({ range, kind }) => [range.start.line, kind]),
      [
        [16, 3],
        [17, 2],
      ],
    );
  });

  it("renames a rule in all files", async () => {
    const prepared = await ask<{ placeholder: string }>("prepareRename", uses, "expect guessed");
    assert.equal(prepared.placeholder, "guessed_password");
    const edit = await ask<WorkspaceEdit>("rename", uses, "expect guessed", { newName: "guessed" });
    const start = RULES.indexOf("guessed_password");
    assert.deepEqual(edit.changes?.[rules], [
      { range: { start: position(RULES, start), end: position(RULES, start + 16) }, newText: "guessed" },
    ]);
    assert.equal(edit.changes?.[uses]?.length, 2);
  });

  it("finds the steps of a playbook, the levels of a ranking and the columns of a table", async () => {
    const context = { includeDeclaration: true };
    const at = (mark: string): Promise<string[]> =>
      ask<Location[]>("references", uses, mark, { context }).then((places) => lines(places));
    assert.deepEqual(await at("after pers"), ["uses 11", "uses 12", "uses 12"]);
    assert.deepEqual(await at("weights { rul"), ["uses 15", "uses 16"]);
    assert.deepEqual(await at("people[user].te"), ["uses 18"]);
    assert.deepEqual(await at("event in_it = login where peop"), ["uses 7", "uses 18"]);
  });

  it("renames a step of a playbook, and says why a column keeps its name", async () => {
    const edit = await ask<WorkspaceEdit>("rename", uses, "after pers", { newName: "who" });
    assert.deepEqual(
      edit.changes?.[uses]?.map(({ range }) => range.start.line),
      [11, 12, 12],
    );
    await assert.rejects(ask("prepareRename", uses, "people[user].te"), /a column of the file/);
  });

  it("goes to the file of a column and to the clause of a level", async () => {
    assert.deepEqual(lines(await ask("definition", uses, "people[user].te")), ["uses 7"]);
    assert.deepEqual(lines(await ask("definition", uses, "weights { rul")), ["uses 15"]);
  });

  it("says why a name cannot be", async () => {
    await assert.rejects(ask("rename", rules, "rule guessed", { newName: "login" }), /The event `login` has this name/);
    await assert.rejects(ask("prepareRename", rules, "sever"), /There is no name here/);
  });

  it("finds declarations of the folder by some of their letters", async () => {
    const found = await client.request<SymbolInformation[]>("workspace/symbol", { query: "gpw" });
    assert.deepEqual(
      found.map(({ name, location }) => [name, location.uri]),
      [["guessed_password", rules]],
    );
  });

  it("helps with the call at hand", async () => {
    const help = await ask<SignatureHelp>("signatureHelp", uses, "count(");
    assert.equal(help.signatures[0]?.label, "count(E where x)");
    assert.deepEqual(help.signatures[0].parameters?.[help.activeParameter ?? -1]?.label, [6, 7]);
  });

  it("widens a selection step by step", async () => {
    const at = position(RULES, RULES.indexOf("1001"));
    const [selection] = await client.request<SelectionRange[]>("textDocument/selectionRange", {
      textDocument: { uri: rules },
      positions: [at],
    });
    assert.deepEqual(selection?.range, { start: at, end: { line: at.line, character: at.character + 4 } });
    assert.ok(selection.parent?.parent);
  });

  it("links to files of the folder and to ATT&CK", async () => {
    const links = await client.request<DocumentLink[]>("textDocument/documentLink", { textDocument: { uri: uses } });
    assert.deepEqual(
      links.map(({ target }) => target),
      [
        uri(`${folder.path}/lists/bad.txt`),
        uri(`${folder.path}/lists/people.csv`),
        "https://attack.mitre.org/techniques/T1110/",
      ],
    );
  });
});
