import assert from "node:assert/strict";
import type { TextEdit } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Client, position, uri } from "../kit/client.ts";
import { makeFolder } from "./folder.ts";

const TEXT = "event a=b // 😀\r\nrule r {\r\nseverity low\r\nby ip }\r\nevent c=d\r\n";
const options = { tabSize: 4, insertSpaces: false };

describe("the language server: formatting", function () {
  this.timeout(20_000);
  let client: Client;
  let rules: string;

  before(async () => {
    const folder = makeFolder({ "a.grove": TEXT });
    rules = uri(`${folder.path}/a.grove`);
    client = await Client.start({ folders: [folder.path] });
    await client.open(rules, TEXT);
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  /** What the text is after the edits that the server answers with. */
  async function formatted(method: string, params: object): Promise<string> {
    const edits = await client.request<TextEdit[]>(`textDocument/${method}`, {
      textDocument: { uri: rules },
      options,
      ...params,
    });
    return TextDocument.applyEdits(TextDocument.create(rules, "mangrove", 1, TEXT), edits);
  }

  it("formats a document, whatever the editor's own indentation is", async () => {
    assert.equal(
      await formatted("formatting", {}),
      "event a = b  // 😀\r\nrule r {\r\n  severity low\r\n  by       ip\r\n}\r\nevent c = d\r\n",
    );
  });

  it("formats a range", async () => {
    const range = { start: position(TEXT, TEXT.indexOf("low")), end: position(TEXT, TEXT.indexOf("by")) };
    assert.equal(
      await formatted("rangeFormatting", { range }),
      "event a=b // 😀\r\nrule r {\r\n  severity low\r\n  by       ip\r\n}\r\nevent c=d\r\n",
    );
  });

  it("formats the declaration whose brace has been typed, and says that it does", async () => {
    const { firstTriggerCharacter, moreTriggerCharacter } = client.capabilities.documentOnTypeFormattingProvider!;
    assert.deepEqual([firstTriggerCharacter, moreTriggerCharacter], ["}", ["\n"]]);
    assert.equal(
      await formatted("onTypeFormatting", { position: position(TEXT, TEXT.indexOf("}") + 1), ch: "}" }),
      "event a=b // 😀\r\nrule r {\r\n  severity low\r\n  by       ip\r\n}\r\nevent c=d\r\n",
    );
  });

  it("formats what has been edited and not saved, and nothing that it does not know", async () => {
    await client.change(rules, "event a=b\n");
    const edits = await client.request<TextEdit[]>("textDocument/formatting", {
      textDocument: { uri: rules },
      options,
    });
    assert.equal(edits.length, 2);
    const unknown = { textDocument: { uri: "untitled:none" }, options };
    assert.deepEqual(await client.request("textDocument/formatting", unknown), []);
  });
});
