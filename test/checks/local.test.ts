import assert from "node:assert/strict";
import fc from "fast-check";
import { check, looking } from "../../server/checks/index.ts";
import { Model } from "../../server/model/workspace.ts";
import { edits } from "../kit/edits.ts";
import { SSHD } from "../kit/rules.ts";

describe("checks with a memory", function () {
  this.timeout(30_000);

  it("find after any edits what they find from nothing, of all documents or of each alone", () => {
    fc.assert(
      fc.property(edits, (steps) => {
        const model = new Model();
        const texts = new Map([["sshd.grove", SSHD]]);
        model.set("sshd.grove", SSHD);
        for (const { file, pieces } of steps) {
          texts.set(file, pieces.join(""));
          model.set(file, pieces.join(""));
          const fresh = new Model();
          for (const [uri, text] of texts) fresh.set(uri, text);
          const all = check(fresh.analysis());
          const analysis = model.analysis();
          const [first, ...others] = analysis.documents;
          const some = check(analysis, [first!]);
          assert.deepEqual(
            some,
            all.filter(({ document }) => document === first!.uri),
          );
          Array.from(looking(analysis, others));
          assert.deepEqual([...some, ...check(analysis, others)], all);
          assert.deepEqual(check(analysis), all);
        }
      }),
      { numRuns: 40 },
    );
  });
});
