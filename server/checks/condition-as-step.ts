/**
 * A step that names a rule whose pattern is a condition: such a rule fires when its condition begins to hold, and not again
 * while it goes on, so what goes on for hours is one item at its beginning.
 */
import type { DurationLiteral, Expression, Pattern, RuleDeclaration, Span, Step } from "../../grammar/ast.ts";
import type { Analysis, RuleInfo } from "../model/analysis.ts";
import { ownCheck, type Fix } from "./diagnostic.ts";
import { nodesOf } from "./nodes.ts";
import { usesIn, withEventsOf } from "./throughEvents.ts";

export const conditionAsStep = ownCheck(
  "condition-as-step",
  "information",
  "A step that sees only the beginning of what goes on",
  function* (analysis) {
    const rules = new Map<string, RuleInfo>();
    for (const rule of analysis.rules) {
      const { name } = rule.declaration;
      if (name !== undefined && firesOnce(rule.declaration)) rules.set(name.text, rule);
    }
    if (rules.size === 0) return;
    const once = withEventsOf(analysis, rules.keys());
    for (const { document, declaration } of analysis.rules) {
      for (const { name, within } of stepsOf(declaration)) {
        if (!once.has(name.text)) continue;
        const rule = rules.get(name.text);
        yield {
          location: { document, start: name.start, end: name.end },
          message: `\`${name.text}\` is raised when its condition begins to hold and not again while it goes on, so this step is missed where that began before the window. Give ${rule === undefined ? "its rule" : "it"} a \`suppress\`: it is then raised again that often for as long as the condition holds.`,
          fixes: rule === undefined || within === undefined ? [] : pace(analysis, rule, document, within),
        };
      }
    }
  },
);

/** `first` holds at single items, so such a condition does not go on. */
function firesOnce({ when, suppress }: RuleDeclaration): boolean {
  return when?.kind === "condition" && suppress === undefined && !namesFirst(when.condition);
}

function namesFirst(condition: Expression | undefined): boolean {
  return [...nodesOf(condition)].some(
    (node) => "function" in node && (node as { function?: { text?: string } }).function?.text === "first",
  );
}

interface NamedStep {
  readonly name: Span & { readonly text: string };
  readonly within?: DurationLiteral;
}

/** A rule is looked at once, though others around it change. */
const steps = new WeakMap<RuleDeclaration, readonly NamedStep[]>();

function stepsOf(rule: RuleDeclaration): readonly NamedStep[] {
  const known = steps.get(rule);
  if (known !== undefined) return known;
  const found = rule.when === undefined ? [] : named(rule.when, undefined);
  steps.set(rule, found);
  return found;
}

/** What is named beside other steps, in nested patterns too. */
function named(pattern: Pattern | Step, outer: DurationLiteral | undefined): readonly NamedStep[] {
  if (pattern.kind !== "sequence" && pattern.kind !== "all") return [];
  const within = pattern.within?.kind === "duration" ? pattern.within : outer;
  const members: readonly Step[] = pattern.kind === "sequence" ? pattern.steps : pattern.members;
  return members.flatMap((member) => {
    const uses = members.length > 1 ? usesIn(member) : [];
    return [...uses.flatMap(({ name }) => (name === undefined ? [] : { name, within })), ...named(member, within)];
  });
}

/** As often as the window that looks for it is long: then each window that it touches holds one. */
function pace(analysis: Analysis, rule: RuleInfo, user: string, within: DurationLiteral): readonly Fix[] {
  const { declaration, document } = rule;
  const clause = declaration.clauses.find(({ keyword }) => keyword.text === "when");
  if (clause === undefined) return [];
  const { text } = analysis.document(document)!;
  const before = text.slice(text.lastIndexOf("\n", clause.start) + 1, clause.start);
  const long = analysis.document(user)!.text.slice(within.start, within.end);
  const gap = before.trim() === "" ? `\n${before}` : "  ";
  return [
    {
      title: `Add \`suppress ${long}\` to \`${declaration.name!.text}\``,
      edits: [{ document, start: clause.end, end: clause.end, text: `${gap}suppress ${long}` }],
    },
  ];
}
