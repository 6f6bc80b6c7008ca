/**
 * Conditions that can never hold, or always do: `user == "a" and user == "b"`, `count(login) >= 0`, `port in 10..1`. Fields
 * with lists are left alone where two of their elements may differ.
 */
import type { BinaryExpression, CompareExpression, Declaration, Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { FieldOrigin } from "../model/fields.ts";
import { decided, type Verdict } from "./decided.ts";
import type { Location } from "../model/program.ts";
import { ownCheck, type Fix } from "./diagnostic.ts";
import { conditionsOf } from "./nodes.ts";
import { literalConditions } from "./literalConditions.ts";
import { judge } from "./verdicts.ts";
import { replace } from "./words.ts";

const MESSAGES: Readonly<Record<Verdict, string>> = {
  never:
    "This condition can never hold: no value fits all of it, so what depends on it is dead. Correct one of the comparisons, or write `or` if either is meant.",
  always:
    "This condition always holds where what it reads has a value, so it sorts nothing out. Correct it, or leave it out; to ask for a field, write `exists`.",
  missing:
    "This condition holds only where what it reads has no value: no value fits it. Correct it; to ask for that, write `not field exists`.",
};

const EFFECTS: Readonly<Record<Verdict, string>> = {
  never: "so this condition can never hold, and what depends on it is dead. Correct it",
  always:
    "so this condition always holds where what it reads has a value, and sorts nothing out. Correct it, or leave it out",
  missing: "so this condition holds only where what it reads has no value. Correct it",
};

export const constantCondition = ownCheck(
  "constant-condition",
  "warning",
  "A condition that never or always holds",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      const { text } = analysis.document(document)!;
      const isList = (compare: CompareExpression): boolean => readsList(analysis, document, compare);
      for (const expression of conditionsIn(declaration)) {
        const location = { document, start: expression.start, end: expression.end };
        const found = expression.kind === "compare" ? alone(analysis, text, location, expression) : null;
        const verdict = found === null ? judge(text, expression, isList) : null;
        if (found !== null) yield { location, ...found };
        else if (verdict !== null) yield { location, message: MESSAGES[verdict] };
      }
      if (declaration.broken) continue;
      for (const { at, message } of literalConditions(declaration)) yield { location: { document, ...at }, message };
    }
  },
);

/** What one comparison is decided by. */
function alone(
  analysis: Analysis,
  text: string,
  location: Location,
  compare: CompareExpression,
): { readonly message: string; readonly fixes: readonly Fix[] } | null {
  const { document } = location;
  const why = fraction(analysis, document, compare);
  if (why !== null) {
    const verdict = compare.negated === (compare.operator === "!=") ? "never" : "always";
    return { message: `${why}, ${EFFECTS[verdict]}.`, fixes: [] };
  }
  const found = decided(compare, () => !readsList(analysis, document, compare));
  if (found === null) return null;
  const { operator, left, right } = compare;
  const written = ({ start, end }: Span): string => text.slice(start, end);
  const message = `${found.why}, ${EFFECTS[found.verdict]}`;
  if (right?.kind === "range" && right.from !== undefined && right.to !== undefined) {
    if (left?.kind === "call") {
      const night =
        'What goes past midnight, or past Sunday, is written with `or`, or as `during(time, "22:00-06:00")`';
      return { message: `${message}. ${night}.`, fixes: [] };
    }
    const turned = `${written(right.to)}..${written(right.from)}`;
    return { message: `${message}.`, fixes: [replace({ document, ...spanOf(right) }, written(right), turned)] };
  }
  const equal = operator === "==" || operator === "!=";
  if (equal && !compare.all && !(left?.kind === "path" && comesFromLog(analysis, document, left.end))) return null;
  if (left?.kind !== "path" || right?.kind === "list") return { message: `${message}.`, fixes: [] };
  const exists = `${written(left)} exists`;
  const asked = found.verdict === "always" ? exists : `not ${exists}`;
  return {
    message: `${message}; to ask whether there is a value, write \`${asked}\`.`,
    fixes: [replace(location, written(compare), asked)],
  };
}

/** `port == 3.5`, where the port is a whole number, and not just as far as the samples show. */
function fraction(analysis: Analysis, document: string, { left, right, operator }: CompareExpression): string | null {
  if ((operator !== "==" && operator !== "!=") || left?.kind !== "path" || right?.kind !== "number") return null;
  const meaning = analysis.mentionAt(document, left.end)?.meaning;
  if (meaning?.kind !== "field" || meaning.type !== "int" || meaning.field.origin === "sample") return null;
  if (Number.isInteger(right.value)) return null;
  return `\`${meaning.field.name}\` is a whole number, which is never equal to a fraction`;
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

/** What a log holds: an empty text in it is taken for missing. Rules may well make one. */
function comesFromLog(analysis: Analysis, document: string, at: number): boolean {
  const meaning = analysis.mentionAt(document, at)?.meaning;
  if (meaning?.kind !== "field" || meaning.field.sources.length === 0) return false;
  const { origin, name, sources } = meaning.field;
  const mapped = sources.some(
    (source) =>
      analysis.program.sources.find((each) => each.name === source)?.map.some(({ field }) => field === name) ?? true,
  );
  return FROM_LOG.has(origin) && !mapped;
}

const FROM_LOG: ReadonlySet<FieldOrigin> = new Set(["unified", "capture", "format"]);

/** Comparisons, and chains of `and` or `or`: the longest, not the pieces that the parser made of them. */
function conditionsIn(declaration: Declaration): readonly (CompareExpression | BinaryExpression)[] {
  const { compares, chains } = conditionsOf(declaration);
  const inner = new Set(
    chains.flatMap(({ left, operator }) => (left?.kind === "binary" && left.operator === operator ? left : [])),
  );
  return [...compares, ...chains.filter((chain) => isLogic(chain) && !inner.has(chain))];
}

const isLogic = ({ operator }: BinaryExpression): boolean => operator === "and" || operator === "or";

function readsList(analysis: Analysis, document: string, { left, right }: CompareExpression): boolean {
  return [left, right].some((side) => {
    if (side?.kind !== "path") return false;
    const meaning = analysis.mentionAt(document, side.end)?.meaning;
    return meaning?.kind === "field" && (typeof meaning.type === "object" || meaning.type === "unknown");
  });
}
