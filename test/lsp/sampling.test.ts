import assert from "node:assert/strict";
import type { CompletionItem, Hover } from "vscode-languageserver/node";
import { Client, uri } from "../kit/client.ts";
import { makeFolder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: a look into the logs", function () {
  this.timeout(20_000);
  let client: Client;
  before(async () => {
    client = await Client.start();
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  /** Opens rules in a new folder and waits until the check that needs facts has them. */
  async function sampled(text: string): Promise<{ document: string; message: string }> {
    const { path } = makeFolder({ "ssh.grove": text, "logs/auth.log": LOG });
    const document = uri(`${path}/ssh.grove`);
    await client.addFolder(path);
    await client.open(document, text);
    const isWarning = ({ code }: { code?: unknown }): boolean => code === "missing-in-sample";
    const { diagnostics } = await client.published.next(
      (params) => params.uri === document && params.diagnostics.some(isWarning),
    );
    return { document, message: String(diagnostics.find(isWarning)?.message) };
  }

  it("warns of a field that lines of the log lack, before any replay", async () => {
    const text = RULES.replace("login where user in", 'sshd where method != "publickey" and user in');
    const { message } = await sampled(text);
    assert.match(message, /75%/);
  });

  it("knows the values, with counts", async () => {
    const text = `${RULES}\nevent odd = sshd where method != "publickey" and user == \n`;
    const { document } = await sampled(text);
    const items = await client.request<CompletionItem[]>(
      "textDocument/completion",
      client.at(document, text, text.indexOf("user == \n") + 8),
    );
    assert.deepEqual(
      items.filter(({ detail }) => /\d in the logs$/.test(detail ?? "")).map(({ label, detail }) => [label, detail]),
      [
        ["root", "3 in the logs"],
        ["admin", "1 in the logs"],
      ],
    );
  });

  it("does not take a source for another one since it knows what its fields hold", async () => {
    const text = `source cloud from application { files "c.json"  format json  time ts  map { ip = src } }
      rule r { severity low  by ip  when cloud where role != "admin" }`;
    const line = '{"ts":"2026-06-14T08:00:00Z","src":"203.0.113.9"}';
    const { path } = makeFolder({ "c.grove": text, "c.json": `${line}\n${line.replace("}", ',"role":"dev"}')}\n` });
    const document = uri(`${path}/c.grove`);
    await client.addFolder(path);
    await client.open(document, text);
    await client.published.next(
      (params) => params.uri === document && params.diagnostics.some(({ code }) => code === "missing-in-sample"),
    );
    const other = uri(`${path}/other.grove`);
    await client.open(other, "rule s { severity low  by ip  when cloud }");
    const version = await client.change(document, text.replace("low", "high"));
    const found = await client.diagnostics(document, version);
    assert.deepEqual(
      found.map(({ code }) => code),
      ["missing-in-sample"],
    );
  });

  it("counts no record as one without a field because it is late", async () => {
    const text = `source gate from application { files "gate.json"  format json  time at }
rule r { severity low  by user  when gate where user != "x" and n != 1 and door != "a" }`;
    // Without a lateness every line of second 0 but the first is late.
    const lines = Array.from({ length: 40 }, (_, n) => {
      const at = `2026-06-14T08:00:0${n % 2}Z`;
      return JSON.stringify(n % 4 === 1 ? { at, user: "ann", n, door: "b" } : { at, user: "ann", n });
    });
    const { path } = makeFolder({ "gate.grove": text, "gate.json": `${lines.join("\n")}\n` });
    const document = uri(`${path}/gate.grove`);
    await client.addFolder(path);
    await client.open(document, text);
    const { diagnostics } = await client.published.next(
      (params) => params.uri === document && params.diagnostics.some(({ code }) => code === "missing-in-sample"),
    );
    assert.deepEqual(
      diagnostics.map(({ code, range }) => [code, range.start.character]),
      [["missing-in-sample", text.split("\n")[1]!.indexOf("door")]],
    );
    // Ten of the 21 that are not late have a door.
    assert.match(String(diagnostics[0]!.message), /52%/);
    const hover = await client.request<Hover>("textDocument/hover", client.at(document, text, text.indexOf("user !=")));
    assert.doesNotMatch(JSON.stringify(hover.contents), /Missing from/);
  });

  it("still knows them while the source itself is half typed", async () => {
    const text = RULES.replace("login where user in", 'sshd where method != "publickey" and user in');
    const { document } = await sampled(text);
    const typing = text.replace("  time  ", '  only process == "\n  time  ');
    await client.change(document, typing);
    // Answered once the half-typed text was checked.
    await client.published.next(({ uri: of, version }) => of === document && version === 2);
    const items = await client.request<CompletionItem[]>(
      "textDocument/completion",
      client.at(document, typing, typing.indexOf('== "\n') + 4),
    );
    assert.deepEqual(
      items.map(({ label }) => label),
      ["sshd"],
    );
  });
});
