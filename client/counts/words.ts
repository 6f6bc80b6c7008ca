/**
 * What stands at the ends of a rule's lines after a replay: records, then what came of them. Pure. Invariant: one note per
 * line, in the order of the text; where several steps share a line, the one that stops the rule has it, else the last.
 */
import type { LadderStep, RuleBrief, RuleText } from "../../server/protocol.ts";

export interface LineNote {
  /** In the text that was replayed: somewhere on the line. */
  readonly offset: number;
  /** `1,204 records, ` */
  readonly quiet: string;
  /** `17 times >= 5` */
  readonly said: string;
  /** No match came any further. */
  readonly stops: boolean;
  /** Index on the ladder of the outermost pattern; null: it is no step of it. */
  readonly step: number | null;
}

const count = (n: number): string => n.toLocaleString("en-US");
export const counted = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

export function lineNotes(brief: RuleBrief, text: RuleText): readonly LineNote[] {
  const { keyless, suppressed, by, ladder } = brief;
  const notes = stepNotes(ladder, brief, 0);
  const field = by.length === 1 ? by[0] : "key field";
  if (text.by !== null && keyless > 0) notes.push(quiet(text.by, `no ${field} in ${counted(keyless, "record")}`));
  if (text.suppress !== null && suppressed > 0) notes.push(quiet(text.suppress, `${count(suppressed)} not raised`));
  return notes.sort((a, b) => a.offset - b.offset);
}

const quiet = (offset: number, words: string): LineNote => ({
  offset,
  quiet: words,
  said: "",
  stops: false,
  step: null,
});

function stepNotes(ladder: readonly LadderStep[], brief: RuleBrief, level: number): LineNote[] {
  const climbed = ladder.filter(({ reached }) => reached !== null);
  const stop = climbed.find(({ reached }) => reached === 0);
  return ladder.flatMap((step, index) => {
    const { location, inner, records } = step;
    const own = {
      // A nested pattern is told at its head, for its own steps stand below that; what is long is told where it ends.
      offset: inner.length > 0 ? location.start : Math.max(location.start, location.end - 1),
      quiet: `${counted(records, "record")}, `,
      said: step === stop ? "0, stops here" : outcome(step, climbed, brief),
      stops: step === stop,
      step: level === 0 ? index : null,
    };
    return [own, ...stepNotes(inner, brief, level + 1)];
  });
}

function outcome(step: LadderStep, climbed: readonly LadderStep[], { detections, suppressed }: RuleBrief): string {
  const { kind, reached, kills } = step;
  if (reached === null) return kills === 0 ? "ended none" : `ended ${count(kills)}`;
  const bound = kind === "count" ? /(?:>=|<=|==|!=|>|<) \S+$/.exec(step.step)?.[0] : undefined;
  if (bound !== undefined) return `${counted(reached, "time")} ${bound}`;
  if (kind === "condition") return `held ${counted(reached, "time")}`;
  if (step === climbed.at(-1) && detections + suppressed > 0) return `${count(reached)} matched`;
  return step === climbed[0] ? `${count(reached)} began` : `${count(reached)} reached`;
}

/** `9 detections, 4 suppressed`, or `fired 2 times, raised none`, or `never fired, 3 of 4 steps reached`. */
export function resultOf({ detections, fired, suppressed, ladder }: RuleBrief): string {
  if (detections + suppressed > 0)
    return counted(detections, "detection") + (suppressed > 0 ? `, ${count(suppressed)} suppressed` : "");
  if (fired > 0) return `fired ${counted(fired, "time")}, raised none`;
  const climbed = ladder.filter(({ reached }) => reached !== null);
  const stop = climbed.findIndex(({ reached }) => reached === 0);
  return `never fired, ${stop < 0 ? climbed.length : stop} of ${counted(climbed.length, "step")} reached`;
}
