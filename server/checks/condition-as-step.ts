/**
 * A step that names a rule whose pattern is a condition: such a rule fires when its condition begins to hold, and not again
 * while it goes on, so what goes on for hours is one item at its beginning.
 */
import type { DurationLiteral, Expression, Pattern, RuleDeclaration, Span, Step } from "../../grammar/ast.ts";
import type { Analysis, Document } from "../model/analysis.ts";
import { ownCheck, type Fix } from "./diagnostic.ts";
import { clauseAdded } from "./edits.ts";
import { inEachText } from "./eachText.ts";
import { nodesOf } from "./nodes.ts";
import { usesIn, withEventsOf } from "./throughEvents.ts";

export const conditionAsStep = ownCheck(
  "condition-as-step",
  "information",
  "A step that sees only the beginning of what goes on",
  function* (analysis) {
    const rules = new Map(onceIn(analysis));
    if (rules.size === 0) return;
    const once = withEventsOf(analysis, rules.keys());
    for (const { document, name, within } of stepsIn(analysis)) {
      if (!once.has(name.text)) continue;
      const rule = rules.get(name.text);
      yield {
        location: { document, start: name.start, end: name.end },
        message: `\`${name.text}\` is raised when its condition begins to hold and not again while it goes on, so this step is missed where that began before the window. Give ${rule === undefined ? "its rule" : "it"} a \`suppress\`: it is then raised again that often for as long as the condition holds.`,
        fixes: rule === undefined || within === undefined ? [] : pace(analysis, rule, document, within),
      };
    }
  },
);

interface Rule {
  readonly document: string;
  readonly declaration: RuleDeclaration;
}

const rulesIn = ({ uri: document, tree }: Document): readonly Rule[] =>
  tree.declarations.flatMap((declaration) => (declaration.kind === "rule" ? [{ document, declaration }] : []));

const onceIn = inEachText((document) =>
  rulesIn(document).flatMap((rule) => {
    const { name } = rule.declaration;
    return name !== undefined && firesOnce(rule.declaration) ? [[name.text, rule] as const] : [];
  }),
);

const stepsIn = inEachText((text) =>
  rulesIn(text).flatMap(({ document, declaration: { when } }) =>
    when === undefined ? [] : named(when, undefined).map((step) => ({ document, ...step })),
  ),
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
function pace(analysis: Analysis, rule: Rule, user: string, within: DurationLiteral): readonly Fix[] {
  const { declaration, document } = rule;
  const long = analysis.document(user)!.text.slice(within.start, within.end);
  return clauseAdded(analysis, document, declaration, `suppress ${long}`).map((fix) => ({
    ...fix,
    title: `${fix.title} to \`${declaration.name!.text}\``,
  }));
}
