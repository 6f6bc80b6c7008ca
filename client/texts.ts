/**
 * Where the rules of the last replay stand by now. Invariant: an edit in front of a rule moves it, one behind it does not, and
 * one in it makes what the replay said of it old; nothing is said of a text that was not replayed.
 */
import type { RuleBrief, RuleText } from "../server/protocol.ts";

export interface LiveRule {
  readonly brief: RuleBrief;
  readonly text: RuleText;
  /** What to add to the offsets of the brief. */
  shift: number;
  /** Edited since. */
  old: boolean;
}

/** As VS Code tells it: offsets before the edit. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

export class RuleTexts {
  private rules: LiveRule[] = [];
  private briefs: readonly RuleBrief[] = [];
  private readonly same: (uri: string) => string;

  /** `same`: one writing for all uris of a file. */
  constructor(same: (uri: string) => string) {
    this.same = same;
  }

  /** True if they are new. */
  take(briefs: readonly RuleBrief[]): boolean {
    if (briefs === this.briefs) return false;
    this.briefs = briefs;
    this.rules = briefs.flatMap((brief) =>
      brief.text === null
        ? []
        : [{ brief, text: { ...brief.text, uri: this.same(brief.text.uri) }, shift: 0, old: false }],
    );
    return true;
  }

  edit(uri: string, changes: readonly TextChange[]): void {
    for (const rule of this.in(uri)) {
      const { start, end } = rule.text;
      let moved = 0;
      for (const { rangeOffset, rangeLength, text } of changes) {
        const at = rangeOffset - rule.shift;
        if (at + rangeLength <= start) moved += text.length - rangeLength;
        else if (at < end) rule.old = true;
      }
      rule.shift += moved;
    }
  }

  /** Those of a file, in the order of the text. */
  in(uri: string): readonly LiveRule[] {
    const own = this.rules.filter(({ text }) => text.uri === this.same(uri));
    return own.sort((a, b) => a.text.start - b.text.start);
  }

  find(rule: string): LiveRule | null {
    return this.rules.find(({ brief }) => brief.rule === rule) ?? null;
  }
}
