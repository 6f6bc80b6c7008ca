import assert from "node:assert/strict";
import fc from "fast-check";
import type { SemanticTokens, SemanticTokensDelta } from "vscode-languageserver/node";
import { position, type Client } from "../kit/client.ts";
import { inOneFolder } from "./folder.ts";
import { RULES } from "./forest.ts";

type Answer = SemanticTokens | SemanticTokensDelta;

describe("the language server: semantic tokens", function () {
  this.timeout(20_000);
  let client: Client;
  let rules: string;

  inOneFolder({ "a.grove": RULES }, (opened) => ({ client, rules } = opened));

  const whole = (): Promise<SemanticTokens> =>
    client.request("textDocument/semanticTokens/full", { textDocument: { uri: rules } });
  const since = (previousResultId: string): Promise<Answer> =>
    client.request("textDocument/semanticTokens/full/delta", { textDocument: { uri: rules }, previousResultId });
  const range = (text: string, start: number, end: number): Promise<SemanticTokens> =>
    client.request("textDocument/semanticTokens/range", {
      textDocument: { uri: rules },
      range: { start: position(text, start), end: position(text, end) },
    });

  /** What an editor makes of an answer that says what has changed. */
  function applied(before: readonly number[], answer: Answer): number[] {
    assert.ok("edits" in answer, "it says what has changed");
    return [...answer.edits]
      .sort((a, b) => b.start - a.start)
      .reduce((now, { start, deleteCount, data = [] }) => now.toSpliced(start, deleteCount, ...data), [...before]);
  }

  /** After each change, the one before and what is said to have changed make the tokens of the new text. */
  async function follows(texts: readonly string[]): Promise<void> {
    await client.change(rules, RULES);
    let last = await whole();
    for (const text of texts) {
      await client.change(rules, text);
      const answer = await since(last.resultId ?? "");
      const data = applied(last.data, answer);
      last = await whole();
      assert.deepEqual(data, last.data, text.slice(0, 80));
    }
  }

  it("say what an edit changes, wherever it is", () =>
    follows([
      `// first\n${RULES}`,
      RULES,
      RULES.replace("severity high", "severity low  risk 5"),
      `${RULES}event last = login\n`,
      RULES.replace("guesses.user", "guesses.ip"),
      "",
      RULES,
      "event a = \u{1F333}\r\nevent b = sshd\r\n",
      `${RULES}${RULES}`,
    ]));

  it("say what any edit changes", () => {
    const edit = fc.record({
      at: fc.nat(RULES.length),
      gone: fc.nat(40),
      text: fc.constantFrom("", "\n", " ", "x", '"', "{", "}", "event e = login\n", "// note\n", '"""\n', "user"),
    });
    return fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const after = (text: string, { at, gone, text: put }: (typeof edits)[number]): string =>
          text.slice(0, at) + put + text.slice(at + gone);
        return follows(edits.map((_, last) => edits.slice(0, last + 1).reduce(after, RULES)));
      }),
      { numRuns: 25 },
    );
  });

  it("say that nothing has changed where nothing has", async () => {
    await client.change(rules, RULES);
    const { resultId = "" } = await whole();
    const answer = await since(resultId);
    assert.ok("edits" in answer);
    assert.deepEqual(answer.edits, []);
    assert.notEqual(answer.resultId, resultId);
  });

  it("are whole for who asks with an answer that is not the last, or of nobody", async () => {
    await client.change(rules, RULES);
    const first = await whole();
    await client.change(rules, `\n${RULES}`);
    const second = await whole();
    for (const stale of [first.resultId ?? "", "", "none"]) {
      const answer = await since(stale);
      assert.ok("data" in answer, "it is whole");
      assert.deepEqual(answer.data, second.data);
    }
  });

  it("of a range are those of the whole that touch it", async () => {
    await client.change(rules, RULES);
    const all = placed((await whole()).data);
    for (const [from, to] of [
      ["source", "files"],
      ["event login_failed", "rule"],
      ["guesses:", "entry:"],
      ["emit", "}\n"],
    ] as const) {
      const [start, end] = [RULES.indexOf(from), RULES.lastIndexOf(to)];
      const within = all.filter((token) => {
        const at = offsetOf(token);
        return at + token.length >= start && at <= end;
      });
      assert.ok(within.length > 0);
      assert.deepEqual(placed((await range(RULES, start, end)).data), within, `${from} to ${to}`);
    }
    assert.deepEqual((await range(RULES, 0, RULES.length)).data, (await whole()).data);
  });

  it("are none in a text that is empty or not known", async () => {
    await client.change(rules, "");
    assert.deepEqual((await whole()).data, []);
    assert.deepEqual((await range("", 0, 0)).data, []);
    const unknown = { textDocument: { uri: "untitled:none" } };
    assert.deepEqual(await client.request("textDocument/semanticTokens/full", unknown), { data: [] });
  });
});

interface Placed {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: number;
}

function placed(data: readonly number[]): Placed[] {
  const tokens: Placed[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down, along, length, type] = data.slice(at, at + 4) as [number, number, number, number];
    character = down === 0 ? character + along : along;
    line += down;
    tokens.push({ line, character, length, type });
  }
  return tokens;
}

/** In `RULES`. */
const offsetOf = ({ line, character }: Placed): number =>
  RULES.split("\n")
    .slice(0, line)
    .reduce((sum, { length }) => sum + length + 1, character);
