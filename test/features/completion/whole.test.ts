import assert from "node:assert/strict";
import { tokenize } from "../../../grammar/lexer.ts";
import { complete } from "../../../server/features/completion.ts";
import type { Completion } from "../../../server/features/item.ts";
import type { Analysis } from "../../../server/model/analysis.ts";
import { Model } from "../../../server/model/workspace.ts";
import { whole } from "../../grammar/whole.ts";

const URI = "whole.grove";
const FILES = ["logs/a/auth.log", "archive/auth.log", "lists/staff.csv", "lists/friendly-scanners.txt"];

function analysisOf(text: string): Analysis {
  const model = new Model();
  model.set(URI, text);
  const columns = (...names: string[]) => ({ kind: "read", columns: names }) as const;
  model.files = {
    lists: {},
    tables: {
      "lists/staff.csv": columns("userid", "team"),
      "lists/sites.csv": columns("network", "name"),
    },
  };
  return model.analysis();
}

const analysis = analysisOf(whole);
const words = tokenize(whole).map((token) => ({ ...token, text: whole.slice(token.start, token.end) }));
const before = (offset: number): string => whole.slice(whole.lastIndexOf("\n", offset - 1) + 1, offset);
const offers = (items: readonly Completion[], text: string): boolean =>
  items.some(({ label, insert }) => label === text || insert === text);

/** The places of the whole language that miss something, as a reader would point at them. */
function missing(
  of: readonly { readonly start: number; readonly text: string }[],
  has: (items: readonly Completion[], text: string) => boolean = offers,
  typed: readonly number[] = [0],
): string[] {
  return of
    .filter(({ start, text }) => !typed.some((letters) => has(complete(analysis, URI, start + letters, FILES), text)))
    .map(({ start, text }) => `${before(start)}|${text}`);
}

describe("completion anywhere in the whole language", () => {
  it("offers each word of the language at its place", () => {
    // Words of the language that name a field, an event or a part of a path are none here.
    const keywords = words.filter(({ semantic, text, start, end }) => {
      const isPart = whole[end] === "." || whole[start - 1] === "." || before(start).endsWith(" time ");
      const mention = analysis.mentionAt(URI, start);
      return semantic === "keyword" && /^[a-z]/.test(text) && !isPart && mention?.start !== start;
    });
    assert.ok(keywords.length > 300);
    assert.deepEqual(missing(keywords), []);
  });

  it("offers each operator behind a value that it fits", () => {
    const signs = [
      "==",
      "!=",
      ">=",
      "<=",
      ">",
      "<",
      "+",
      "-",
      "*",
      "/",
      "in",
      "like",
      "matches",
      "exists",
      "and",
      "or",
    ];
    const operators = words.filter(
      ({ start, text }) =>
        signs.includes(text) && /[\w)"\]`]\s*$/.test(before(start)) && !before(start).endsWith("late "),
    );
    assert.ok(operators.length > 60);
    assert.deepEqual(
      missing(operators).filter((place) => !/list<$|skew \|-$/.test(place)),
      [],
    );
  });

  it("offers each name of the folder, each label and each function where it is used", () => {
    const used = analysis.mentions(URI).flatMap(({ start, end, meaning }) => {
      const text = whole.slice(start, end);
      switch (meaning.kind) {
        case "definition":
          return meaning.definition.location.start === start ? [] : [{ start, text }];
        case "label":
          return meaning.label.definition.location.start === start ? [] : [{ start, text }];
        case "function":
        case "aggregate":
        case "summary":
          return [{ start, text }];
        default:
          return [];
      }
    });
    assert.ok(used.length > 100);
    assert.deepEqual(missing(used), []);
  });

  it("offers each field where it is read, if anything tells of it", () => {
    const read = analysis.mentions(URI).flatMap(({ start, end, meaning }) => {
      if (meaning.kind !== "field" || meaning.field.places.some((place) => place.start === start)) return [];
      // No log was looked at, so nothing tells of it.
      if (meaning.field.origin === "sample") return [];
      return [{ start, text: whole.slice(start, end) }];
    });
    assert.ok(read.length > 100);
    const written = (text: string): string => text.replaceAll("`", "");
    assert.deepEqual(
      // Of names that every record may have not all are offered until a letter is typed.
      missing(
        read,
        (items, text) => {
          const [first] = text.split(".");
          return items.some(({ label, kind }) => label === (kind === "label" ? first : written(text)));
        },
        [0, 1],
      ),
      [],
    );
  });

  it("offers no operator where a value is asked for, and no value where a comparison is only begun", () => {
    for (const { start, text } of words) {
      if (text === "where" && before(start).trim() !== "") {
        const [first, ...rest] = complete(analysis, URI, start + "where ".length);
        assert.ok(first && ![first, ...rest].some(({ label }) => label === "==" || label === "and"), before(start));
      }
    }
    const at = whole.indexOf("user in guesses.user") + "user ".length;
    assert.deepEqual(
      complete(analysis, URI, at).filter(({ kind }) => kind !== "keyword"),
      [],
    );
  });

  it("says the same of a text that ends at the cursor", () => {
    const { tree } = analysis.document(URI)!;
    const wanted = (kind: string) => tree.declarations.find((declaration) => declaration.kind === kind)!;
    for (const kind of ["source", "rule", "ranking", "action", "playbook", "score", "cluster", "test"]) {
      const { start: from, end: to } = wanted(kind);
      const model = new Model();
      model.set("rest.grove", whole.slice(0, from) + whole.slice(to));
      for (const { start, end, text } of words.filter((word) => word.start > from && word.end <= to)) {
        const meaning = analysis.mentionAt(URI, start)?.meaning;
        const isWord = /^[a-z]+$/.test(text) && whole[end] !== "." && whole[start - 1] !== ".";
        if (!isWord || (meaning !== undefined && meaning.kind !== "function" && meaning.kind !== "aggregate")) continue;
        if (words.find((word) => word.start === start)?.semantic !== "keyword") continue;
        model.set(URI, whole.slice(from, start));
        const items = complete(model.analysis(), URI, start - from, FILES);
        assert.ok(offers(items, text), `${whole.slice(from, start)}|${text}`);
      }
    }
  });
});
