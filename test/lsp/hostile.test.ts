/** What disks and texts hold that nobody expects: files that are no files, renamed ones in any order, marks and signs. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { RULES as LIST_RULES, type RuleInfo } from "../../server/protocol.ts";
import { position, uri, type Client } from "../kit/client.ts";
import { eachInAFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

const [CREATED, CHANGED, DELETED] = [1, 2, 3];

describe("the language server: files that nobody expects", function () {
  this.timeout(60_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  eachInAFolder({ "ssh.grove": RULES, "logs/auth.log": LOG }, (opened) => ({ client, folder, rules } = opened));

  const file = (name: string): string => uri(`${folder.path}/${name}`);
  const watched = (name: string, type: number): Promise<void> =>
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: file(name), type }] });

  async function listed(): Promise<(readonly [string, string])[]> {
    const found = await client.request<RuleInfo[]>(LIST_RULES, { folder: uri(folder.path) });
    return found.map(({ name, place }) => [name, place.uri]);
  }

  /** What was said last of a document. */
  const lastOf = (document: string) => client.published.all.findLast((each) => each.uri === document)?.diagnostics;

  it("a file that is renamed while it is open: each rule is there once, in whichever order that is told", async () => {
    const broken = RULES.replace("severity high", "severity hihg");
    let from = "ssh.grove";
    const orders = permutations(["close", "open", "created", "deleted"]).filter(
      (order) => order.indexOf("close") < order.indexOf("open"),
    );
    folder.write(from, broken);
    await watched(from, CHANGED);
    await client.open(file(from), broken);
    for (const [round, order] of orders.entries()) {
      const to = `renamed${round}.grove`;
      folder.write(to, broken);
      folder.delete(from);
      const steps: Record<string, () => Promise<void>> = {
        close: () => client.close(file(from)),
        open: () => client.open(file(to), broken),
        created: () => watched(to, CREATED),
        deleted: () => watched(from, DELETED),
      };
      for (const step of order) await steps[step]!();
      const where = order.join(", ");
      assert.deepEqual(await listed(), [["guessed_password", file(to)]], where);
      const codes = (await client.diagnostics(file(to))).map(({ code }) => code);
      assert.ok(!codes.includes("duplicate-name") && codes.length === 1, `${where}: ${codes.join()}`);
      assert.deepEqual(lastOf(file(from)) ?? [], [], where);
      from = to;
    }
  });

  it("a file that goes while others need it, and comes back", async () => {
    const other = "rule r { severity low  by ip  when login }\n";
    await client.open(file("other.grove"), other);
    assert.deepEqual(await client.diagnostics(file("other.grove")), []);
    folder.delete("ssh.grove");
    const gone = await client.diagnosticsAfter(file("other.grove"), () => watched("ssh.grove", DELETED));
    assert.deepEqual(
      gone.map(({ code }) => code),
      ["unknown-name"],
    );
    folder.write("ssh.grove", RULES);
    assert.deepEqual(await client.diagnosticsAfter(file("other.grove"), () => watched("ssh.grove", CREATED)), []);
  });

  it("lists from a folder, from outside, from a pipe, from nowhere: what it is, at the file's name", async () => {
    mkdirSync(`${folder.path}/dir.txt`);
    symlinkSync("/", `${folder.path}/link.txt`);
    execFileSync("mkfifo", [`${folder.path}/pipe.txt`]);
    const names = { dir: "dir.txt", out: "../out.txt", link: "link.txt", pipe: "pipe.txt", none: "none.txt" };
    const text = Object.entries(names)
      .map(([name, path]) => `list ${name} from "${path}"\nevent e_${name} = login where user in ${name}\n`)
      .join("");
    const uses = `rule r { severity low  by ip  when all within 5m { ${Object.keys(names)
      .map((name) => `e_${name}`)
      .join(" ")} } }\n`;
    await client.open(file("lists.grove"), text + uses);
    const found = (await client.diagnostics(file("lists.grove"))).filter(({ code }) => code === "list-file");
    assert.deepEqual(
      found.map(({ range, message }) => [
        range.start.line,
        /is a folder|lies outside|could not be read|There is no file/.exec(message as string)?.[0],
      ]),
      [
        [0, "is a folder"],
        [2, "lies outside"],
        [4, "lies outside"],
        [6, "could not be read"],
        [8, "There is no file"],
      ],
      JSON.stringify(found.map(({ message }) => message)),
    );
  });

  it("a rule file that is a folder, or a pipe, is none", async () => {
    mkdirSync(`${folder.path}/a.grove`);
    execFileSync("mkfifo", [`${folder.path}/b.grove`]);
    await watched("a.grove", CREATED);
    await watched("b.grove", CREATED);
    assert.deepEqual(await listed(), [["guessed_password", rules]]);
  });

  it("a mark at the beginning of a file, which no editor counts", async () => {
    folder.write("marked.grove", "\uFEFFoops\n");
    const found = await client.diagnosticsAfter(file("marked.grove"), () => watched("marked.grove", CREATED));
    assert.deepEqual(
      found.map(({ range }) => range),
      [{ start: { line: 0, character: 0 }, end: { line: 0, character: 4 } }],
    );
  });

  it("line ends of two signs, tabs and signs of two units: every range is that of the word", async () => {
    const text = `// \u{1F333}\u{1F333}\r\nevent tree =\tlogin where user == "\u{1F333}\u{1F333}" and ip == 192.0.2.7\r\n`;
    const document = file("signs.grove");
    await client.open(document, text);
    const rangeOf = (word: string, from = 0) => {
      const start = text.indexOf(word, from);
      return { start: position(text, start), end: position(text, start + word.length) };
    };
    const ask = <Answer>(what: string, word: string, more: object = {}): Promise<Answer> =>
      client.request(`textDocument/${what}`, { ...client.at(document, text, text.indexOf(word) + 1), ...more });
    type Ranged = { readonly range: ReturnType<typeof rangeOf> };
    assert.deepEqual((await ask<Ranged>("hover", "ip ==")).range, rangeOf("ip"));
    assert.deepEqual((await ask<Ranged>("prepareRename", "tree")).range, rangeOf("tree"));
    const highlights = await ask<Ranged[]>("documentHighlight", "tree");
    assert.deepEqual(
      highlights.map(({ range }) => range),
      [rangeOf("tree")],
    );
    const [selection] = await ask<Ranged[]>("selectionRange", "192", {
      positions: [position(text, text.indexOf("192") + 1)],
    });
    assert.deepEqual(selection!.range, rangeOf("192.0.2.7"));
    const [symbol] = await ask<{ selectionRange: Ranged["range"] }[]>("documentSymbol", "tree");
    assert.deepEqual(symbol!.selectionRange, rangeOf("tree"));
    const offered = await ask<{ label: string; textEdit: Ranged }[] | { items: { label: string; textEdit: Ranged }[] }>(
      "completion",
      "ip ==",
    );
    const items = Array.isArray(offered) ? offered : offered.items;
    assert.deepEqual(items.find(({ label }) => label === "ip")?.textEdit.range.start, rangeOf("ip").start);
    const formatted = await ask<(Ranged & { newText: string })[]>("formatting", "tree", {
      options: { tabSize: 2, insertSpaces: true },
    });
    assert.deepEqual(
      formatted.map(({ range, newText }) => [range, newText]),
      [[rangeOf("\t"), " "]],
    );
  });
});

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((first, at) => permutations(all.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}
