/**
 * The cases in test/cases: Markdown that a detection engineer wrote, run through the real path, from a folder on disk over
 * the replay's thread to the report. The form is told in test/cases/README.md. Invariant: a sentence that is not
 * understood fails its case, so that nothing in a case is decoration.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { isRejected, type Detection, type Rejected, type ReplayEvent, type Summary } from "../server/engine/events.ts";
import { readDisturbance, withSkews } from "../server/cli/disturb.ts";
import { isoTime } from "../server/engine/normalize/json.ts";
import { durationLiteral } from "../server/engine/order/words.ts";
import { check } from "../server/checks/index.ts";
import { startReplay } from "../server/host/replay.ts";
import { Model } from "../server/model/workspace.ts";
import { folderOf } from "./kit/folder.ts";

const FOLDER = path.join(import.meta.dirname, "cases");

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly then: readonly string[];
}

interface Outcome {
  readonly detections: readonly Detection[];
  readonly rejected: readonly Rejected[];
  readonly summary: Summary;
}

function readCase(text: string): Case {
  const files: Record<string, string> = {};
  for (const [, name, content] of text.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)) files[name!] = content!;
  const section = (title: string): string => text.split(/^## /m).find((part) => part.startsWith(title)) ?? "";
  const bullets = (title: string): string[] => [...section(title).matchAll(/^- (.+)$/gm)].map(([, line]) => line!);
  const options = bullets("When").map((line) => {
    const [, name, value] = /^`--(\w+) (\S+)`$/.exec(line) ?? assert.fail(`not understood: ${line}`);
    return [name!, value!] as const;
  });
  const title = /^# (.+)$/m.exec(text)?.[1] ?? assert.fail("a case has a title");
  return { title, files, options: Object.fromEntries(options), then: bullets("Then") };
}

async function run({ files, options }: Case): Promise<Outcome> {
  const model = new Model();
  for (const [name, text] of Object.entries(files)) if (name.endsWith(".grove")) model.set(name, text);
  const analysis = model.analysis();
  const problems = check(analysis).filter(({ severity }) => severity === "error");
  assert.deepEqual(
    problems.map(({ message }) => message),
    [],
  );
  const { skew, ...disturbing } = options;
  const events: ReplayEvent[] = [];
  const outcome = await startReplay(
    {
      root: folderOf(files),
      program: withSkews(analysis.program, skew === undefined ? [] : [skew]),
      disturb: readDisturbance(disturbing),
    },
    (batch) => void events.push(...batch),
  ).outcome;
  assert.ok(outcome.ok, "the replay is run");
  const detections = events.flatMap((event) => (event.kind === "detection" ? [event.detection] : []));
  return { detections, rejected: events.filter(isRejected), summary: outcome.summary };
}

type Judge = (outcome: Outcome, ...words: string[]) => void;

const SENTENCES: readonly (readonly [RegExp, Judge])[] = [
  [
    /^`(\w+)` fires (\d+) times?$/,
    ({ detections }, rule, times) => assert.equal(firedBy(detections, rule!).length, Number(times)),
  ],
  [/^`(\w+)` does not fire$/, ({ detections }, rule) => assert.deepEqual(firedBy(detections, rule!), [])],
  [
    /^`(\w+)` fires at (\S+) (\S+)(?: for (.+))?$/,
    ({ detections }, rule, date, time, key) => {
      const fired = firedBy(detections, rule!).map((each) => [isoTime(each.time), each.key.map(([, value]) => value)]);
      const wanted = [`${date}T${time}.000000Z`, key === undefined ? [] : key.split(", ")];
      assert.ok(
        fired.some((each) => JSON.stringify(each) === JSON.stringify(wanted)),
        `fired ${JSON.stringify(fired)}`,
      );
    },
  ],
  [
    /^(\d+) lines = (.+)$/,
    ({ summary }, lines, sum) => {
      const parts = sum!.split(" + ").map((part) => part.split(" ") as [string, string]);
      const none = { released: 0, late: 0, unparsed: 0, filtered: 0, duplicate: 0, ahead: 0 };
      const ways = Object.fromEntries(parts.map(([count, way]) => [way, Number(count)]));
      assert.deepEqual(summary.records, { in: Number(lines), ...none, ...ways });
    },
  ],
  [
    /^(late|ahead|duplicate|unparsed): (.+)$/,
    ({ rejected }, kind, places) => {
      const found = rejected.filter((each) => each.kind === kind).map(({ file, line }) => `${file}:${line}`);
      assert.deepEqual(found.sort(), places!.split(", ").sort());
    },
  ],
  [
    /^`lateness (\S+)` would have kept all of `(\w+)`$/,
    ({ summary }, wanted, source) => assert.equal(durationLiteral(summary.sources[source!]!.latenesses.all), wanted),
  ],
  [
    /^no lateness would have kept (\d+) of `(\w+)`$/,
    ({ summary }, lost, source) => assert.equal(summary.sources[source!]!.latenesses.lost, Number(lost)),
  ],
  [/^nothing is listed$/, ({ rejected }) => assert.deepEqual(rejected, [])],
  [
    /^`(\w+)` was silent (\d+) times?$/,
    ({ summary }, source, times) => assert.equal(summary.sources[source!]!.silence.count, Number(times)),
  ],
];

const firedBy = (detections: readonly Detection[], rule: string): readonly Detection[] =>
  detections.filter((detection) => detection.rule === rule);

function judge(outcome: Outcome, sentence: string): void {
  for (const [form, holds] of SENTENCES) {
    const words = form.exec(sentence)?.slice(1);
    if (words) return holds(outcome, ...words);
  }
  assert.fail(`not understood: ${sentence}`);
}

describe("the cases", function () {
  this.timeout(20_000);
  const files = fs.readdirSync(FOLDER).filter((name) => name !== "README.md");

  for (const file of files.sort()) {
    const each = readCase(fs.readFileSync(path.join(FOLDER, file), "utf8"));
    describe(`${each.title} (${file})`, () => {
      let outcome: Outcome;
      before(async () => {
        outcome = await run(each);
      });
      for (const sentence of each.then) it(sentence, () => judge(outcome, sentence));
    });
  }

  it("are there, and each expects something", () => {
    assert.ok(files.length >= 15);
    for (const file of files) {
      const { then } = readCase(fs.readFileSync(path.join(FOLDER, file), "utf8"));
      assert.ok(then.length > 0, `${file} expects nothing`);
    }
  });
});
