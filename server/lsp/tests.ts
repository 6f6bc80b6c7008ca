/**
 * Answers TESTS, RUN_TESTS and DRAFT_TEST. Invariant: tests run as the editor has them, in a thread of their own; one run at a
 * time, a second one cancels the first; every run gets exactly one answer, and nothing is heard of it after that.
 */
import type { CancellationToken, Connection } from "vscode-languageserver/node";
import type { Detection, EvidenceRecord, EvidenceStep } from "../engine/events.ts";
import { runTest, type TestFailure } from "../engine/test.ts";
import { draftTest, tests, type Sighting, type TestEntry } from "../features/tests.ts";
import { startTests, type RunningTests } from "../host/tests.ts";
import type { TestDefinition } from "../model/program.ts";
import {
  DRAFT_TEST,
  RUN_TESTS,
  TEST_ENDED,
  TESTS,
  type DraftTestParams,
  type FolderParams,
  type RunTestsParams,
  type TestDraft,
  type TestEnded,
  type TestInfo,
  type TestMessage,
  type TestsResult,
} from "../protocol.ts";
import { toPlace } from "./convert.ts";
import type { Forest } from "./forest.ts";
import { guarded, type Report } from "./guard.ts";
import type { Session } from "./session.ts";

interface Parts {
  readonly session: Session;
  readonly report: Report;
}

export function answerTests(connection: Connection, { session, report }: Parts): { cancel(): void } {
  let running: RunningTests | null = null;

  async function run({ folder, run, tests: ids }: RunTestsParams, token: CancellationToken): Promise<TestsResult> {
    running?.cancel();
    const forest = session.folder(folder);
    if (!forest) return { ok: false, message: NOT_OPEN };
    const analysis = forest.model.analysis();
    const { program } = analysis;
    const wanted = tests(analysis).filter(({ id }) => ids?.includes(id) ?? true);
    const sound = new Map(wanted.flatMap((each) => (each.definition ? [[each.definition, each.id] as const] : [])));
    const indexes = program.tests.flatMap((test, index) => (sound.has(test) ? [index] : []));
    // By the texts as they are now: they may change while the tests run.
    const say = (id: string, failures: readonly TestMessage[], milliseconds: number): void => {
      const ended: TestEnded = { run, id, failures, milliseconds };
      void connection.sendNotification(TEST_ENDED, ended);
    };
    for (const { id } of wanted.filter(({ definition }) => definition === null)) say(id, [BROKEN], 0);
    const mine = startTests(program, indexes, ({ test, failures, milliseconds }) => {
      const messages = failures.map((failure) => messageOf(forest, failure));
      say(sound.get(program.tests[test]!)!, messages, milliseconds);
    });
    running = mine;
    token.onCancellationRequested(() => mine.cancel());
    const failed = await mine.outcome;
    if (running === mine) running = null;
    return failed === null ? { ok: true } : { ok: false, message: failed };
  }

  connection.onRequest(
    TESTS,
    guarded("the list of tests", report, ({ folder }: FolderParams): TestInfo[] => {
      const forest = session.folder(folder);
      return forest ? testsOf(forest) : [];
    }),
  );
  connection.onRequest(RUN_TESTS, guarded("running tests", report, run));
  connection.onRequest(
    DRAFT_TEST,
    guarded("drafting a test", report, ({ folder, detection }: DraftTestParams): TestDraft => {
      const forest = session.folder(folder);
      return forest ? draft(forest, detection) : { ok: false, message: NOT_OPEN };
    }),
  );
  return { cancel: () => running?.cancel() };
}

const NOT_OPEN = "This folder is not open in the editor, so it has no tests here. Open it as a folder.";
const BROKEN: TestMessage = {
  message: "This test was not run: it has an error, or a rule or source that it names has one. Mend that first.",
  place: null,
};

/** The tests of a forest as the protocol has them. */
export function testsOf(forest: Forest): TestInfo[] {
  return tests(forest.model.analysis()).flatMap((entry): TestInfo[] => {
    const { id, title, location, definition } = entry;
    const place = toPlace(location, forest.find);
    const text = forest.find(location.document)?.text;
    if (place === undefined || text === undefined) return [];
    return [{ id, title, place, endLine: text.positionAt(location.end).line, broken: definition === null }];
  });
}

function messageOf(forest: Forest, { location, message, found }: TestFailure): TestMessage {
  const place = toPlace(location, forest.find) ?? null;
  if (found === undefined) return { message, place };
  const text = forest.find(location.document)?.text.getText().slice(location.start, location.end) ?? "";
  return { message, place, expected: text, found: found.length === 0 ? "nothing" : found.join("\n") };
}

function draft(forest: Forest, detection: Detection): TestDraft {
  const { shortened } = detection;
  if (shortened) {
    const message = `No test was written: of the ${shortened.of.toLocaleString("en-US")} records of this detection only ${shortened.kept.toLocaleString("en-US")} were kept, because the evidence of this replay would not fit into memory, and a test needs all of them. Take the lines that "grove replay --json" names, or write a narrower rule that raises this detection, replay that alone, and create the test from there.`;
    return { ok: false, message };
  }
  const analysis = forest.model.analysis();
  const rule = analysis.rules.find(({ definition }) => definition?.name === detection.rule);
  const document = rule && forest.find(rule.document);
  if (!rule?.lowered || document === undefined) {
    const message = `There is no sound rule ${detection.rule} any more, so there is nothing to test. Mend or restore it first.`;
    return { ok: false, message };
  }
  const types = new Map(rule.keys.map(({ name, type }) => [name, type]));
  const key = detection.key.map(([field, value]) => ({ field, type: types.get(field) ?? "unknown", value }));
  const records = recordsOf(detection.evidence);
  const sighting: Sighting = { rule: detection.rule, key, lines: records };
  const taken = new Set(tests(analysis).map(({ title }: TestEntry) => title));
  const end = document.text.positionAt(rule.declaration.end);
  const place = { uri: document.uri, line: end.line, character: end.character };
  const failures = runTest(analysis.program, asTest(sighting, rule.lowered.location));
  const text = draftTest(sighting, taken);
  return { ok: true, place, text, fails: failures[0]?.message ?? null };
}

/** Every line of the evidence once, file by file, in their order. */
function recordsOf(steps: readonly EvidenceStep[]): EvidenceRecord[] {
  const all = new Map<string, EvidenceRecord>();
  const follow = (step: EvidenceStep): void => {
    for (const record of step.records) all.set(`${record.file}:${record.line}`, record);
    step.steps.forEach(follow);
  };
  steps.forEach(follow);
  return [...all.values()].sort(
    (a, b) => a.time - b.time || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line),
  );
}

function asTest({ rule, lines }: Sighting, location: TestDefinition["location"]): TestDefinition {
  const sources = [...new Set(lines.map(({ source }) => source))];
  const given = sources.map((source) => {
    const text = lines.filter((line) => line.source === source).map((line) => line.text);
    return { source, text: text.join("\n"), location };
  });
  return { title: rule, given, expect: [{ rule, negated: false, times: null, where: null, location }], location };
}
