import assert from "node:assert/strict";
import fc from "fast-check";
import { check, looking } from "../../server/checks/index.ts";
import type { SampleFacts } from "../../server/model/facts.ts";
import { Model } from "../../server/model/workspace.ts";
import { edits } from "../kit/edits.ts";
import { SSHD } from "../kit/rules.ts";

/** The source as it is; without a template that events ask for; declared twice. */
const SOURCES = [
  SSHD,
  SSHD.replace(/ {2}template 1003 .*\n/, ""),
  `${SSHD}source sshd from application { files "x.log" format json time timestamp }\n`,
] as const;
const present = (count: number) => ({ present: count, values: [], type: "string" }) as const;
/** Nobody has looked into the logs; some fields are seldom there; another one never. */
const FACTS: readonly SampleFacts[] = [
  {},
  { sshd: { records: 300, fields: { user: present(120), port: present(300) } } },
  { sshd: { records: 300, fields: { user: present(0), "app.tenant": present(0) } } },
];

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

  it("find what they find from nothing also where sources, and what is known of their logs, change", () => {
    const change = fc.record({ source: fc.nat(SOURCES.length - 1), facts: fc.nat(FACTS.length - 1), edit: edits });
    fc.assert(
      fc.property(fc.array(change, { minLength: 2, maxLength: 5 }), (changes) => {
        const model = new Model();
        const texts = new Map<string, string>();
        let last = -1;
        for (const { source, facts, edit } of changes) {
          texts.set("sshd.grove", SOURCES[source]!);
          for (const { file, pieces } of edit.slice(0, 2)) texts.set(file, pieces.join(""));
          const fresh = new Model();
          for (const one of [model, fresh]) for (const [uri, text] of texts) one.set(uri, text);
          fresh.facts = FACTS[facts]!;
          // Facts that are set are new ones: nothing found before is kept.
          if (facts !== last) model.facts = FACTS[facts]!;
          last = facts;
          assert.deepEqual(check(model.analysis()), check(fresh.analysis()));
        }
      }),
      { numRuns: 60 },
    );
  });
});
