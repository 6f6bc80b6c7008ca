/**
 * Answers REPLAY, PLANNED_CALLS, RULES, STEPS and EXPLAIN. Invariant: one replay runs at a time, a second one cancels the
 * first; every replay gets exactly one answer, and no batch of it comes after that.
 */
import type { CancellationToken, Connection } from "vscode-languageserver/node";
import { isRejected, type ReplayEvent, type Unlisted } from "../engine/events.ts";
import { present } from "../engine/present.ts";
import { startReplay, type OnEvents, type RunningReplay } from "../host/replay.ts";
import { Unread } from "../host/unread.ts";
import {
  EXPLAIN,
  PLANNED_CALLS,
  REPLAY,
  REPLAY_BATCH,
  RULES,
  STEPS,
  type ExplainParams,
  type ExplainResult,
  type FolderParams,
  type Note,
  type PlannedResult,
  type ReplayBatch,
  type ReplayParams,
  type ReplayResult,
  type RuleInfo,
  type StepInfo,
  type StepsParams,
} from "../protocol.ts";
import { Approvals } from "./approvals.ts";
import { toPlace } from "./convert.ts";
import { declaredIn } from "./declared.ts";
import { Explanations } from "./explanations.ts";
import { learn } from "./facts.ts";
import type { Forest } from "./forest.ts";
import { guarded, type Report } from "./guard.ts";
import { startLiveReplay } from "./liveReplay.ts";
import { brokenRules, planned } from "./planned.ts";
import type { Publisher } from "./publish.ts";
import { RecordQuestions } from "./recordQuestion.ts";
import { rulesOf } from "./rules.ts";
import { ruleTexts } from "./ruleTexts.ts";
import type { Sampler } from "./sampler.ts";
import type { Session } from "./session.ts";
import { stepsOf } from "./steps.ts";
import { techniquesIn } from "./techniques.ts";
import { relativeFile } from "./uri.ts";

/** What a view can show. The evidence of each detection may be 100 lines, so it has a measure of its own: some 200 MB. */
const LIMITS = { detections: 100_000, evidence: 100_000_000, runs: 20_000, rejected: 2_500 };

interface Parts {
  readonly session: Session;
  readonly publisher: Publisher;
  readonly sampler: Pick<Sampler, "looked">;
  readonly report: Report;
}

export function answerReplays(
  connection: Connection,
  { session, publisher, sampler, report }: Parts,
): { cancel(): void } {
  let running: RunningReplay | null = null;
  const explanations = new Explanations();
  const questions = new RecordQuestions();
  const approvals = new Approvals(connection);

  async function replay(params: ReplayParams, token: CancellationToken): Promise<ReplayResult> {
    running?.cancel();
    approvals.withdraw();
    const forest = session.folder(params.folder);
    if (!forest) return refused(NOT_OPEN);
    if (forest.path === null) return refused("This folder is not on this machine's disk, so its logs cannot be read.");
    const file = params.file === undefined ? undefined : relativeFile(forest.path, params.file);
    if (file === null) return refused("Only a log inside the workspace folder can be replayed. Copy it there.");
    await sampler.looked(forest);
    if (token.isCancellationRequested) return refused("The replay was stopped before it began.");
    const analysis = forest.model.analysis();
    const broken = params.agreed === undefined ? null : brokenRules(analysis);
    if (broken !== null) return refused(broken);
    const { program } = analysis;
    explanations.begin(params.folder, ruleTexts(forest));
    const unread = new Unread();
    const take: OnEvents = (events, unlisted) => {
      explanations.take(params.folder, events);
      unread.take(events);
      return connection.sendNotification(REPLAY_BATCH, batch(params.replay, program.zone, events, unlisted));
    };
    const { rule, agreed } = params;
    const request = { root: forest.path, program, rule, file, explain: {}, limits: LIMITS };
    const ask = approvals.ask.bind(approvals);
    const mine = agreed ? startLiveReplay({ ...request, agreed, ask }, take) : startReplay(request, take);
    running = mine;
    token.onCancellationRequested(() => {
      mine.cancel();
      approvals.withdraw();
    });
    const outcome = await mine.outcome;
    if (running === mine) running = null;
    if (!outcome.ok)
      return { ok: false, message: outcome.message, place: outcome.at && toPlace(outcome.at, forest.find) };
    const isWhole = file === undefined && rule === undefined && !outcome.summary.cancelled;
    if (learn(forest, outcome.summary, isWhole ? unread : null)) publisher.schedule(forest);
    const notes = [
      ...outcome.notes.map(({ severity, message, at }): Note => ({
        severity,
        message,
        place: at && toPlace(at, forest.find),
      })),
      ...leftOut(forest, params.rule),
    ];
    const rules = explanations.briefs(params.folder);
    const { summary, milliseconds } = outcome;
    return { ok: true, summary, rules, notes, declared: declaredIn(forest, program), milliseconds };
  }

  async function explain(params: ExplainParams, token: CancellationToken): Promise<ExplainResult> {
    const { folder, rule, record } = params;
    const explanation = explanations.of(folder, rule);
    const forest = session.folder(folder);
    if (record !== undefined && forest && forest.path !== null) {
      const { program } = forest.model.analysis();
      return questions.ask({ root: forest.path, program, rule, ...record }, explanation, token);
    }
    if (explanation !== null) return { ok: true, explanation, record: null };
    const message = `There is nothing to tell of ${rule} yet: it took no part in the last replay. Replay it first.`;
    return { ok: false, message };
  }

  connection.onRequest(REPLAY, guarded("a replay", report, replay));
  connection.onRequest(
    PLANNED_CALLS,
    guarded("what playbooks would call", report, ({ folder }: FolderParams): PlannedResult => {
      const forest = session.folder(folder);
      return forest ? planned(forest.model.analysis().program) : refused(NOT_OPEN);
    }),
  );
  connection.onRequest(
    RULES,
    guarded("the list of rules", report, ({ folder }: FolderParams): RuleInfo[] => {
      const forest = session.folder(folder);
      return forest ? rulesOf(forest) : [];
    }),
  );
  connection.onRequest(
    STEPS,
    guarded("the steps of a rule", report, ({ folder, rule }: StepsParams): StepInfo[] => {
      const forest = session.folder(folder);
      return forest ? stepsOf(forest, rule) : [];
    }),
  );
  connection.onRequest(EXPLAIN, guarded("an explanation", report, explain));
  return {
    cancel: () => {
      running?.cancel();
      questions.cancel();
      approvals.withdraw();
    },
  };
}

const NOT_OPEN = "This folder is not open in the editor, so it cannot be replayed. Open it as a folder.";
const refused = (message: string) => ({ ok: false, message }) as const;

function batch(replay: string, zone: string, events: readonly ReplayEvent[], unlisted: Unlisted): ReplayBatch {
  const progress = events.findLast((event) => event.kind === "progress");
  const course = events.findLast((event) => event.kind === "course");
  return {
    replay,
    detections: events.flatMap((event) =>
      event.kind === "detection" ? [{ ...event.detection, emit: present(event.detection, "words") }] : [],
    ),
    rejected: events.filter(isRejected),
    unlisted,
    runs: events.flatMap((event) => (event.kind === "run" ? [event.run] : [])),
    rankings: events.flatMap((event) => (event.kind === "ranking" ? [event.ranking] : [])),
    progress: progress?.progress ?? null,
    techniques: techniquesIn(events),
    ...(course && { course: course.course }),
    zone,
  };
}

/** A rule with an error takes no part in a replay: the user who waits for its detections must hear of it. */
function leftOut(forest: Forest, only: string | undefined): Note[] {
  if (only !== undefined) return [];
  return rulesOf(forest)
    .filter((rule) => rule.broken)
    .map((rule) => ({
      severity: "warning",
      message: `Rule ${rule.name} was left out because it has errors. Mend them to see what it finds.`,
      place: rule.place,
    }));
}
