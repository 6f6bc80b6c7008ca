import assert from "node:assert/strict";
import fc from "fast-check";
import { Client, position, uri } from "../kit/client.ts";
import { makeFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: bad input", function () {
  this.timeout(60_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  before(async () => {
    folder = makeFolder({ "ssh.grove": RULES, "logs/auth.log": LOG });
    rules = uri(`${folder.path}/ssh.grove`);
    client = await Client.start({ folders: [folder.path] });
    await client.open(rules, RULES);
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  /** Everything an editor asks of a text while somebody types in it. */
  async function askEverything(text: string, offset: number): Promise<void> {
    const textDocument = { uri: rules };
    const at = client.at(rules, text, offset);
    await Promise.all([
      client.request("textDocument/completion", at),
      client.request("textDocument/hover", at),
      client.request("textDocument/definition", at),
      client.request("textDocument/semanticTokens/full", { textDocument }),
      client.request("textDocument/documentSymbol", { textDocument }),
      client.request("textDocument/foldingRange", { textDocument }),
      client.request("textDocument/codeLens", { textDocument }),
      client.request("textDocument/codeAction", {
        textDocument,
        range: { start: position(text, 0), end: position(text, text.length) },
        context: { diagnostics: [] },
      }),
    ]);
  }

  it("answers about a text with 5,000 errors, and does not send them all", async () => {
    const text = Array.from({ length: 5_000 }, (_, i) => `rule r${i} { severity hihg  when }\n`).join("");
    const version = await client.change(rules, text);
    const found = await client.diagnostics(rules, version);
    assert.ok(found.length > 0 && found.length <= 500, `${found.length} diagnostics`);
    await askEverything(text, text.length / 2);
  });

  it("answers at every place of a rule that is being typed", async () => {
    const start = RULES.indexOf("rule guessed_password");
    for (let end = start; end <= RULES.length; end += 7) {
      const text = RULES.slice(0, end);
      await client.change(rules, text);
      await askEverything(text, end);
    }
  });

  it("lives on whatever the text is", async () => {
    const words = fc.constantFrom(
      ...'rule source event { } ( ) [ ] where when sequence within count no any until == in . : , " \' """ ` / 10m 1.2.3.4 $ \0 ü'.split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.array(words, { maxLength: 60 }).map((each) => each.join(" ")),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.nat(), async (random, place) => {
        const changed = `${RULES}\n${random}`;
        await client.change(rules, changed);
        await askEverything(changed, RULES.length + 1 + (place % (random.length + 1)));
      }),
      { numRuns: 150, seed: 7 },
    );
    const version = await client.change(rules, RULES);
    assert.deepEqual(await client.diagnostics(rules, version), []);
  });

  it("answers a request that makes no sense with an error and goes on", async () => {
    await assert.rejects(client.request("mangrove/replay", null));
    await assert.rejects(client.request("textDocument/hover", { textDocument: null }));
    assert.equal(client.errors.length, 2);
    client.errors.length = 0;
    const hover = await client.request("textDocument/hover", client.at(rules, RULES, RULES.indexOf("severity") + 1));
    assert.notEqual(hover, null);
  });
});
