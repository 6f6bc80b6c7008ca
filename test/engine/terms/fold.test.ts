import assert from "node:assert/strict";
import fc from "fast-check";
import { fold, foldKey } from "../../../server/engine/terms/fold.ts";

/** Letters whose lower case is longer, shared, or depends on what follows, among ordinary ones. */
const letters = fc.constantFrom("a", "A", "k", "K", "\u212a", "İ", "i", "ß", "Σ", "σ", "ς", "Ο", " ", "-", "é", "É");
const text = fc.string({ unit: letters, maxLength: 8 });

describe("case folding", () => {
  it("lowers, and makes the final sigma an ordinary one", () => {
    assert.equal(fold("ROOT"), "root");
    assert.equal(fold("ΟΔΟΣ"), "οδοσ");
    assert.equal(fold("\u212a"), "k");
  });

  it("goes character by character, so prefix, part and whole agree", () => {
    fc.assert(fc.property(text, text, (a, b) => assert.equal(fold(a + b), fold(a) + fold(b))));
  });

  it("changes nothing the second time", () => {
    fc.assert(fc.property(text, (a) => assert.equal(fold(fold(a)), fold(a))));
  });

  it("folds keys inside lists, and leaves numbers and cased keys alone", () => {
    assert.deepEqual(foldKey(["Root", 7, null], false), ["root", 7, null]);
    assert.equal(foldKey("Root", true), "Root");
  });
});
