import assert from "node:assert/strict";
import type { CompletionItem } from "vscode-languageserver/node";
import { position, uri, type Client } from "../kit/client.ts";
import { inOneFolder, type Folder } from "./folder.ts";
import { RULES } from "./forest.ts";

const AT_PLACE = ["hover", "definition", "references", "documentHighlight", "signatureHelp", "completion"];
const OF_DOCUMENT = [
  ...["documentSymbol", "foldingRange", "documentLink", "codeLens", "codeAction", "selectionRange"],
  ...["semanticTokens/full", "semanticTokens/range", "formatting", "rangeFormatting", "onTypeFormatting"],
];

interface Place {
  readonly line: number;
  readonly character: number;
}

describe("the language server: odd places", function () {
  this.timeout(20_000);
  let client: Client;
  let folder: Folder;
  let rules: string;

  inOneFolder(
    { "a.grove": RULES, "gone.grove": "event gone = login\n" },
    (opened) => ({ client, folder, rules } = opened),
  );

  const ask = (document: string, method: string, place: Place): Promise<unknown> =>
    client.request(`textDocument/${method}`, {
      textDocument: { uri: document },
      position: place,
      positions: [place, { line: 0, character: 0 }],
      range: { start: place, end: place },
      context: { includeDeclaration: true, diagnostics: [] },
      options: { tabSize: 2, insertSpaces: true },
      ch: "}",
    });

  /** What is said of a place, by feature; nothing of what the whole document is. */
  async function said(document: string, place: Place): Promise<Record<string, unknown>> {
    const answers = AT_PLACE.map(async (method) => [method, await ask(document, method, place)] as const);
    const { completion, ...rest } = Object.fromEntries(await Promise.all(answers)) as Record<string, unknown>;
    return { ...rest, completion: (completion as CompletionItem[]).map(({ label }) => label) };
  }

  it("beyond the last line are its end, beyond a line's end are that", async () => {
    const last = position(RULES, RULES.length);
    assert.deepEqual(await said(rules, { line: 9_999, character: 9_999 }), await said(rules, last));
    const name = RULES.indexOf("event login_failed");
    const { line } = position(RULES, name);
    const end = position(RULES, RULES.indexOf("\n", name));
    assert.deepEqual(await said(rules, { line, character: 9_999 }), await said(rules, end));
    for (const method of OF_DOCUMENT)
      assert.ok(Array.isArray(await ask(rules, method, last)) || method.includes("Tokens"));
  });

  it("in an empty text have nothing but what can begin there", async () => {
    const empty = "untitled:Empty";
    await client.open(empty, "");
    const { completion, ...rest } = await said(empty, { line: 0, character: 0 });
    assert.ok(Array.isArray(completion) && completion.length > 0);
    assert.deepEqual(rest, NOTHING);
    await client.close(empty);
  });

  it("in a text that is not known, or was deleted, have nothing", async () => {
    folder.delete("gone.grove");
    const gone = uri(`${folder.path}/gone.grove`);
    await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: gone, type: 3 }] });
    for (const document of [gone, "file:///no/such/file.grove", "untitled:none", "no uri at all"]) {
      assert.deepEqual(await said(document, { line: 0, character: 7 }), { ...NOTHING, completion: [] }, document);
      for (const method of OF_DOCUMENT) {
        const none = method.startsWith("semanticTokens") ? { data: [] } : [];
        assert.deepEqual(await ask(document, method, { line: 0, character: 7 }), none, `${method} of ${document}`);
      }
    }
  });

  it("say the same with other line ends and behind signs of two units", async () => {
    const marks = ["event login  ", "in guesses.us", "count(login_fa", "severity hi", "by       i"];
    const plain = await Promise.all(marks.map((mark) => seen(RULES, mark)));
    const crlf = RULES.replaceAll("\n", "\r\n");
    const astral = `// \u{1F333}\u{1F333} \u{1F980}\n${RULES}`;
    for (const [text, down] of [
      [crlf, 0],
      [astral, 1],
    ] as const) {
      await client.change(rules, text);
      for (const [index, mark] of marks.entries()) {
        const moved = (await seen(text, mark)).map(({ line, character }) => ({ line: line - down, character }));
        assert.deepEqual(moved, plain[index], mark);
      }
    }
    const beside = RULES.replace("severity high", 'tags "\u{1F333}"  status disabled');
    await client.change(rules, beside);
    const hover = (await ask(rules, "hover", position(beside, beside.indexOf("status") + 2))) as { range: object };
    const start = beside.indexOf("status");
    assert.deepEqual(hover.range, { start: position(beside, start), end: position(beside, start + 6) });
    await client.change(rules, RULES);
  });

  /** Where the features that answer with places point to, asked behind the mark. */
  async function seen(text: string, mark: string): Promise<Place[]> {
    const place = position(text, text.indexOf(mark) + mark.length);
    const [hover, definition, references] = await Promise.all(
      ["hover", "definition", "references"].map((method) => ask(rules, method, place)),
    );
    const ranges = [hover, definition, references].flat() as ({ range: { start: Place } } | null)[];
    return ranges.flatMap((each) => each?.range.start ?? []);
  }
});

const NOTHING = { hover: null, definition: [], references: [], documentHighlight: [], signatureHelp: null };
