/** Goldens of declarations: a text, and what its tree says. */
import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { declaration } from "./print.ts";

const plain = (expected: string): string => expected.trim().replaceAll("\n    ", "\n");

/** The text parses without an error. */
export function reads(title: string, text: string, expected: string): void {
  it(title, () => {
    const tree = parse(text);
    assert.deepEqual(tree.errors, []);
    assert.equal(tree.declarations.flatMap(declaration).join("\n"), plain(expected));
  });
}

/** The text has errors, and this is what is left. */
export function recovers(title: string, text: string, expected: string): void {
  it(title, () => {
    const tree = parse(text);
    assert.notDeepEqual(tree.errors, []);
    assert.equal(tree.declarations.flatMap(declaration).join("\n"), plain(expected));
  });
}
