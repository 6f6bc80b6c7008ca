/**
 * Completion in every position of real rule files: each word of the samples is taken away, one after the other, and has to
 * be offered at the place where it stood: with what follows it still there, and where its declaration ends, as it does while
 * it is being typed.
 */
import assert from "node:assert/strict";
import { complete, changesWithTyping } from "../../../server/features/completion.ts";
import type { Completion } from "../../../server/features/item.ts";
import { openSample, ownOf, wordsOf, type Sample, type Taken } from "./everywhere.ts";

/** Whether choosing it writes the word that was taken away, at its place. */
function writes({ replace, insert, snippet }: Completion, { before, text }: Taken, edited: string): boolean {
  const written = snippet === true ? insert.replace(/\$\{?\d.*/s, "") : insert;
  const result = edited.slice(0, replace.start) + written;
  const wanted = before + text;
  const ends = !/\w$/.test(text) || !/\w/.test(result[wanted.length] ?? "");
  return result.startsWith(wanted) && ends;
}

function offers({ model, files }: Sample, word: Taken, behind: string): boolean {
  const { file, before, start } = word;
  const at = (letters: number): readonly [items: readonly Completion[], edited: string] => {
    const edited = before + word.text.slice(0, letters) + behind;
    model.set(file, edited);
    return [complete(model.glance(file), file, start + letters, files), edited];
  };
  const [items, edited] = at(0);
  if (items.some((item) => writes(item, word, edited))) return true;
  // Of very many names some come with the first letters only, and the editor is told so.
  if (!changesWithTyping(items) || !/^[\w`]/.test(word.text)) return false;
  const [more, typed] = at(Math.min(3, word.text.length - 1));
  return more.some((item) => writes(item, word, typed));
}

/** The words that are not offered, as a reader would point at them; of the words one in `each` is asked for. */
function missing(sample: Sample, behind: (word: Taken) => string, each = 1): string[] {
  const { model, texts } = sample;
  const misses: string[] = [];
  for (const [file, text] of texts) {
    const analysis = model.analysis();
    const known = wordsOf(file, text).filter((word) => ownOf(word, analysis) === null);
    const words = known.filter((_, index) => index % each === 0);
    for (const word of words) {
      if (offers(sample, word, behind(word))) continue;
      const line = word.before.slice(word.before.lastIndexOf("\n") + 1).trimStart();
      misses.push(`${file}: ${line}|${word.text}`);
    }
    model.set(file, text);
  }
  return misses;
}

/** What stands behind the declaration of a word. */
function nextDeclarations({ model, texts }: Sample): (word: Taken) => string {
  const ends = new Map(
    [...texts.keys()].map((file) => [file, model.document(file)!.tree.declarations.map(({ end }) => end)]),
  );
  return ({ file, start }) => texts.get(file)!.slice(ends.get(file)!.find((end) => end > start) ?? Infinity);
}

/** What is missed, each with its reason. */
const MISSED: Readonly<Record<string, readonly string[]>> = {
  // A pattern of the author's own: what is offered is `logs/**/auth.log`, for the log that both folders have.
  ssh: ['ssh.grove: files    |"logs/**/auth*.log"'],
  company: [],
};
/** At the end of what is typed nothing says that the number is to begin a range: there it is offered in brackets. */
const MISSED_AT_END: typeof MISSED = {
  ...MISSED,
  company: ["sources/web.grove: event web_ok        = web where http.response.status_code in |200"],
};

describe("completion of every word of the samples", function () {
  this.timeout(120_000);
  for (const [name, each] of [
    ["ssh", 1],
    ["company", 3],
  ] as const) {
    it(`offers each of ${name} where it was taken away`, () => {
      assert.deepEqual(
        missing(openSample(name), ({ behind }) => behind),
        MISSED[name],
      );
    });

    it(`offers each of ${name} at the end of a declaration that is typed so far`, () => {
      const sample = openSample(name);
      assert.deepEqual(missing(sample, nextDeclarations(sample), each), MISSED_AT_END[name]);
    });
  }
});
