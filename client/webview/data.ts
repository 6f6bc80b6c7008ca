/**
 * What the panel knows, and how a message changes it. Pure: the same messages give the same panel, and a message that comes
 * twice changes nothing the second time.
 */
import type {
  Compared,
  Course,
  Detection,
  ExplainResult,
  LogFile,
  PanelState,
  PlaybookRun,
  RankingTree,
  Rejected,
  Row,
  RuleBrief,
  RuleExplanation,
  RunRow,
  ToPanel,
} from "../panel/messages.ts";

export interface Data {
  /** Null until the extension has spoken. */
  readonly state: PanelState | null;
  readonly rows: readonly Row[];
  /** How they differ from the replay before; null: they were not compared. */
  readonly compared: Compared | null;
  readonly rejected: readonly Rejected[];
  /** The last one asked for, with its evidence. */
  readonly detection: Detection | null;
  readonly runs: readonly RunRow[];
  /** The last one asked for, with its steps. */
  readonly run: PlaybookRun | null;
  readonly rankings: readonly RankingTree[];
  /** The watermark's way; null while it is not known. */
  readonly course: Course | null;
  readonly briefs: readonly RuleBrief[];
  /** Files that look like logs; null: nobody asked yet. */
  readonly logs: readonly LogFile[] | null;
  /** The last one, and what was known of the rule before it. */
  readonly answer: Answer | null;
}

export interface Answer {
  readonly rule: string;
  readonly asked: string;
  readonly answer: ExplainResult;
  readonly before: RuleExplanation | null;
}

export const NOTHING: Data = {
  state: null,
  rows: [],
  compared: null,
  rejected: [],
  detection: null,
  runs: [],
  run: null,
  rankings: [],
  course: null,
  briefs: [],
  logs: null,
  answer: null,
};

export function apply(data: Data, message: ToPanel): Data {
  switch (message.type) {
    case "state":
      return { ...data, state: message.state };
    case "detections":
      return { ...data, rows: [...data.rows.slice(0, message.start), ...message.rows] };
    case "compared":
      return { ...data, compared: message.compared };
    case "rejected":
      return { ...data, rejected: [...data.rejected.slice(0, message.start), ...message.rows] };
    case "runs":
      return { ...data, runs: [...data.runs.slice(0, message.start), ...message.rows] };
    case "run":
      return { ...data, run: message.run };
    case "course":
      return { ...data, course: message.course };
    case "rankings":
      return { ...data, rankings: message.rankings };
    case "remembered":
    case "show":
      return data;
    case "briefs":
      return { ...data, briefs: message.briefs };
    case "logs":
      return { ...data, logs: message.logs };
    case "explanation":
      return { ...data, answer: { ...message, before: knownOf(data, message.rule) } };
    case "evidence":
      return { ...data, detection: message.detection };
  }
}

function knownOf({ answer }: Data, rule: string): RuleExplanation | null {
  if (answer?.rule !== rule) return null;
  return answer.answer.ok ? answer.answer.explanation : answer.before;
}

/** The rows that are gone stand where they would. */
export function withGone(rows: readonly Row[], compared: Compared | null): readonly Row[] {
  if (compared === null || compared.gone.length === 0) return rows;
  return [...rows, ...compared.gone].sort((a, b) => a.time - b.time);
}
