import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "../../grammar/parse.ts";
import { sample } from "./sample.ts";

const before = parse(sample);

describe("parsing again", function () {
  this.timeout(20_000);

  it("gives what parsing anew gives, whatever was changed", () => {
    const piece = fc.constantFrom("", " ", "\n", ".", "}", "rule", "/// doc\n", '"', '"""', "event x = y\n", "&");
    const change = fc.record({
      at: fc.nat({ max: sample.length }),
      length: fc.oneof(fc.constant(0), fc.nat({ max: 200 })),
      piece,
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let text = sample;
        let tree = before;
        for (const { at, length, piece: inserted } of changes) {
          text = text.slice(0, at) + inserted + text.slice(at + length);
          tree = parse(text, tree);
          assert.deepEqual(tree, parse(text));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the declarations before the change as they are", () => {
    const after = parse(`${sample}\nevent more = sshd`, before);
    for (const [index, declaration] of before.declarations.entries()) {
      assert.equal(after.declarations[index], declaration);
    }
  });

  it("knows that a text block without its end ends earlier once a declaration follows", () => {
    const text = 'test "a" { given b """c\n';
    assert.deepEqual(parse(`${text}event d = e`, parse(text)), parse(`${text}event d = e`));
  });

  it("reads of a text of another language no further than what it is known by", () => {
    for (const text of ["login  |", "login |", "login|", "login | head"])
      assert.deepEqual(parse(text, parse("login  ")), parse(text), text);
  });

  it("knows that a dot before a name and one before a blank are not the same", () => {
    const text = "event a = b where c.";
    assert.deepEqual(parse(`${text}d`, parse(`${text} `)), parse(`${text}d`));
  });
});
