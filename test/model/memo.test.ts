import assert from "node:assert/strict";
import fc from "fast-check";
import type { Analysis } from "../../server/model/analysis.ts";
import { Model } from "../../server/model/workspace.ts";
import { SSHD } from "../kit/rules.ts";

/** Pieces of files that name each other, some of them in several versions, some wrong, one half typed. */
const PIECES = [
  "event a = sshd where template == 1001\n",
  "event a = sshd where template == 1003 and user == nothing\n",
  "event b = a where port > 1\n",
  "event c = any { a b }\n",
  "rule r { severity low  by ip  when sequence within 1m { x: a  b where user == x.user } emit who = x.user }\n",
  "rule r { severity low  by user  when count(c) > 3 within 1m }\n",
  'rule s { severity high  by ip  when r where who == "root" }\n',
  'rule t { severity high  by ip  when detection where rule == "r" }\n',
  "rule u { severity high  by ip  when u }\n",
  "list l = [10.0.0.1]\nevent d = sshd where ip in l\n",
  "field app.tenant: string\n",
  'event e = sshd where app.tenant == "x"\n',
  'workspace { zone "Europe/Berlin" }\n',
  "event f = sshd where hour(time) < 6\n",
  'test "t" { expect r where who == "root" }\n',
  "rule half { when seq",
];
const FILES = ["a.grove", "b.grove", "c.grove"] as const;

/** All that an analysis says, as plain data. */
function said(analysis: Analysis): unknown {
  return {
    problems: analysis.problems,
    program: analysis.program,
    broken: analysis.rules.map(({ lowered }) => lowered === null),
    mentions: analysis.documents.map(({ uri }) =>
      analysis.mentions(uri).map(({ start, end, meaning }) => {
        const what =
          meaning.kind === "definition"
            ? meaning.definition
            : meaning.kind === "field"
              ? meaning.field
              : meaning.kind === "label"
                ? meaning.label.definition
                : null;
        return [start, end, meaning.kind, what];
      }),
    ),
  };
}

const edits = fc.array(
  fc.record({
    file: fc.constantFrom(...FILES),
    pieces: fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
);

describe("the memory of earlier analyses", function () {
  this.timeout(30_000);

  it("gives after any edits what an analysis from nothing gives", () => {
    fc.assert(
      fc.property(edits, (steps) => {
        const model = new Model();
        model.set("sshd.grove", SSHD);
        const texts = new Map([["sshd.grove", SSHD]]);
        for (const { file, pieces } of steps) {
          texts.set(file, pieces.join(""));
          model.set(file, pieces.join(""));
          const fresh = new Model();
          for (const [uri, text] of texts) fresh.set(uri, text);
          assert.deepEqual(said(model.analysis()), said(fresh.analysis()));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps what an edit elsewhere does not concern", () => {
    const model = new Model();
    model.set("sshd.grove", SSHD);
    model.set("a.grove", PIECES[0]! + PIECES[2]!);
    model.set("b.grove", PIECES[9]!);
    const before = model.analysis();
    model.set("b.grove", PIECES[9]!.replace("10.0.0.1", "10.0.0.2"));
    const after = model.analysis();
    const source = (analysis: Analysis) => analysis.sources[0]!.fields;
    assert.equal(source(after), source(before));
    assert.equal(after.fieldsOf("b"), before.fieldsOf("b"));
    assert.notEqual(after.fieldsOf("d"), undefined);
    assert.equal(after.mentions("a.grove"), before.mentions("a.grove"));
  });

  it("does not keep what an edit elsewhere changes, over several steps", () => {
    const model = new Model();
    model.set("sshd.grove", SSHD);
    model.set("a.grove", "event a = sshd with extra = user\n");
    model.set("b.grove", "event b = a\n");
    model.set("c.grove", "event c = b where extra == user\n");
    assert.deepEqual(model.analysis().problems, []);
    model.set("a.grove", "event a = sshd\n");
    assert.deepEqual(
      model.analysis().problems.map(({ code, location }) => [code, location.document]),
      [["unknown-field", "c.grove"]],
    );
  });
});
