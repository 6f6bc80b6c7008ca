/**
 * The templates of a source, and which of them a message is of. Invariant: of those that match, the one with most
 * literal characters wins, and among equals the one written first, whatever order they are tried in; templates whose
 * beginning is not the message's cost nothing.
 *
 * White space at the end of a message is no part of it, unless a template's text itself ends with some: daemons leave
 * blanks behind, and nobody writes them into a template. It is kept as one more feature, for restoring.
 */
import type { TemplateDefinition } from "../../model/program.ts";
import { isBlank } from "./captures.ts";
import { TemplateMatcher } from "./matcher.ts";

export interface TemplateMatch {
  readonly code: number;
  readonly matcher: TemplateMatcher;
  /** The texts of the captures, then the white space at the end, if there is any that no part of the template took. */
  readonly features: readonly string[];
}

export class TemplateSet {
  /** Best first; by the first two characters that the message must have, null for those that need none. */
  private readonly byBeginning = new Map<number, readonly TemplateMatcher[]>();
  private readonly others: readonly TemplateMatcher[];

  constructor(templates: readonly TemplateDefinition[]) {
    const matchers = templates.map((template) => new TemplateMatcher(template));
    // Sorting is stable: equals stay as written.
    matchers.sort((a, b) => b.literalLength - a.literalLength);
    const open = (matcher: TemplateMatcher): boolean => matcher.prefix.length < 2;
    this.others = matchers.filter(open);
    for (const key of new Set(matchers.filter((matcher) => !open(matcher)).map((matcher) => beginning(matcher.prefix))))
      this.byBeginning.set(
        key,
        matchers.filter((matcher) => open(matcher) || beginning(matcher.prefix) === key),
      );
  }

  match(message: string): TemplateMatch | null {
    const candidates = this.byBeginning.get(beginning(message)) ?? this.others;
    if (candidates.length === 0) return null;
    const trimmed = isBlank(message.charCodeAt(message.length - 1)) ? message.trimEnd() : message;
    for (const matcher of candidates) {
      const whole = trimmed === message || endsBlank(matcher);
      const features = whole ? matcher.match(message) : (withRest(matcher, message, trimmed) ?? matcher.match(message));
      if (features === null) continue;
      return { code: matcher.definition.code, matcher, features };
    }
    return null;
  }
}

/** The blanks at the end are no part of the match: they are kept as one feature more. */
function withRest(matcher: TemplateMatcher, message: string, trimmed: string): string[] | null {
  const features = matcher.match(trimmed);
  features?.push(message.slice(trimmed.length));
  return features;
}

function beginning(text: string): number {
  return (text.charCodeAt(0) << 16) | text.charCodeAt(1);
}

function endsBlank(matcher: TemplateMatcher): boolean {
  const last = matcher.definition.parts.at(-1);
  return last?.kind === "literal" && isBlank(last.text.charCodeAt(last.text.length - 1));
}
