import assert from "node:assert/strict";
import { annotate, expectMarks, fixture, fixtureFile } from "./fixture.ts";

describe("fixture", () => {
  it("reads files, cursor and marks, and removes them from the text", () => {
    const { files, cursor } = fixture(`
      //- a.grove
      rule a { sev$0 }
               ^^^^^ error[syntax] expected
      //- logs/b.log
      line one
    `);
    assert.deepEqual(
      files.map((file) => [file.path, file.text]),
      [
        ["a.grove", "rule a { sev }"],
        ["logs/b.log", "line one\n"],
      ],
    );
    assert.deepEqual(cursor, { path: "a.grove", offset: 12 });
    assert.deepEqual(files[0]?.marks, [{ start: 9, end: 12, severity: "error", code: "syntax", message: "expected" }]);
  });

  it("calls a text without header main.grove", () => {
    assert.deepEqual(fixture("event a = b").files, [{ path: "main.grove", text: "event a = b", marks: [] }]);
  });

  it("writes marks under the lines they are about", () => {
    const file = fixtureFile(`
      one
      ^^^ error[first]
      two
       ^^ warning[second] why
      three`);
    assert.equal(annotate(file.text, file.marks), "one\n^^^ error[first]\ntwo\n ^^ warning[second] why\nthree");
  });

  it("accepts a message that contains the written one, and refuses a missing or additional problem", () => {
    const file = fixtureFile("one\n^^^ error[code] middle");
    const found = { start: 0, end: 3, severity: "error", code: "code", message: "start middle end" };
    expectMarks(file, [found]);
    assert.throws(() => expectMarks(file, []));
    assert.throws(() => expectMarks(file, [{ ...found, message: "other" }]));
    assert.throws(() => expectMarks(file, [found, { ...found, start: 1 }]));
  });
});
