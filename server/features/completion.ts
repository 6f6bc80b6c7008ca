/**
 * What can be written at an offset. The grammar says which kinds of things may come, the model which names and fields
 * there are, the logs which values. Invariant: every answer replaces a span that holds the offset.
 */
import type { Declaration } from "../../grammar/ast.ts";
import type { Expected } from "../../grammar/expect.ts";
import type { Analysis, Document } from "../model/analysis.ts";
import { itemScope, type Scope } from "../model/scopes.ts";
import { aggregateAt } from "./completion/aggregates.ts";
import { literalCompletions, textCompletions } from "./completion/arguments.ts";
import { constantCompletions, durationCompletions, typeCompletions, zoneCompletions } from "./completion/constants.ts";
import { cursorAt, isString, wordBefore, type Cursor } from "./completion/cursor.ts";
import { callCompletions, memberCompletions, rootCompletions, type Context } from "./completion/expressions.ts";
import { approverCompletions, metaValues, tagCompletions } from "./completion/customs.ts";
import { fileCompletions, fileUseAt } from "./completion/files.ts";
import { keywordCompletions } from "./completion/keywords.ts";
import { listCompletions } from "./completion/lists.ts";
import { actionCompletions, eventCompletions, MOST_NAMES, nameCompletions } from "./completion/names.ts";
import { isOperator, operatorCompletions, tailAt } from "./completion/operators.ts";
import { onward } from "./completion/onward.ts";
import {
  featureCompletions,
  keyCompletions,
  levelCompletions,
  methodCompletions,
  stepCompletions,
  weightedCompletions,
} from "./completion/roles.ts";
import { rightSide } from "./completion/right.ts";
import { ruleScope } from "./completion/ruleScope.ts";
import { PART } from "./completion/schema.ts";
import { techniqueCompletions } from "./completion/techniques.ts";
import { captureCompletions } from "./completion/templates.ts";
import { comparedAt, valueCompletions } from "./completion/values.ts";
import { timeFormatCompletions, wantsTimeFormat } from "./completion/times.ts";
import { wantsApprover, wantsConstant, wantsDuration, wantsLiteral, wantsNumber } from "./completion/wanted.ts";
import type { Completion } from "./item.ts";
import { wantsZone } from "./signature.ts";

/** `files`: paths of the folder's files, relative to it, for the clauses that name some. */
export function complete(analysis: Analysis, uri: string, offset: number, files: readonly string[] = []): Completion[] {
  const document = analysis.document(uri);
  if (!document) return [];
  const cursor = cursorAt(document, offset);
  if (cursor.silent) return [];
  const declaration = declarationAt(document, cursor);
  const special = wantedAlone(cursor, analysis, declaration, files);
  if (special) return special;
  const seen = analysis.scopeAt(uri, offset);
  const knows = seen !== undefined && (seen.labels.size > 0 || (seen.calls === "item" && seen.item.fields.size > 0));
  const scope = knows ? seen : (ruleScope(cursor, analysis, document) ?? seen);
  const read = scopeOfEvent(cursor, analysis, scope);
  const compared = comparedAt(cursor, read);
  const right = rightSide(cursor, read);
  const values = compared ? valueCompletions(cursor, analysis, compared) : [];
  // In a string only values make sense, and a number is no beginning of a word.
  if (isString(cursor.touched)) return [...values, ...textCompletions(cursor)];
  if (/^\d/.test(cursor.touched?.text ?? "") || wantsConstant(cursor)) return values;
  // An aggregate takes fields as they are, and `meta` texts.
  const plain = aggregateAt(cursor) !== null || cursor.expected.some(({ clause }) => clause === "meta");
  const tail = plain ? null : tailAt(cursor, read);
  const operators = tail ? operatorCompletions(cursor, tail) : [];
  const goOn = (item: Completion): Completion => onward(item, cursor, document.text);
  if (tail?.state === "open" && operators.length > 0) return operators.map(goOn);
  const names = cursor.expected.filter((each) => each.kind === "name");
  return distinct([
    ...values,
    ...literalCompletions(cursor, right),
    ...listCompletions(cursor),
    ...operators,
    ...names.flatMap((place) => completeName(place, { cursor, analysis, scope, declaration, right })),
    ...(names.some(({ role }) => role === "name") ? [] : keywordCompletions(cursor, analysis, declaration, right)),
  ]).map(goOn);
}

/** A brace opens a block as often as a capture: behind the one of a block Enter ends the line and takes no suggestion. */
export function isWorthALook(analysis: Analysis, uri: string, offset: number, typed: string | undefined): boolean {
  const document = analysis.document(uri);
  return typed !== "{" || (document !== undefined && isString(cursorAt(document, offset).touched));
}

/** The one around the cursor; one that nobody has closed goes on behind its last word. */
function declarationAt({ tree }: Document, { offset, expected }: Cursor): Declaration | undefined {
  const last = tree.declarations.findLast(({ start }) => start < offset);
  if (last === undefined || offset <= last.end) return last;
  const goesOn = ({ rules }: Expected): boolean => rules[1] === `${last.kind}Declaration`;
  const isInside = (each: Expected): boolean => each.rules.length > 2 || (each.kind === "name" && each.role === "key");
  return expected.some((each) => goesOn(each) && isInside(each)) ? last : undefined;
}

/**
 * What the condition at the cursor reads. Where the model sees none, or the next step in a word that is but half typed, the
 * fields of the event that is named in front of the cursor.
 */
function scopeOfEvent(cursor: Cursor, analysis: Analysis, scope: Scope | undefined): Scope | undefined {
  const event = cursor.expected.find((each) => each.event !== undefined)?.event;
  if (event === undefined || scope?.item.of === event) return scope;
  if (scope !== undefined && !begunAtCursor(cursor, scope)) return scope;
  const fields = analysis.fieldsOf(event);
  return fields === undefined ? scope : { ...(scope ?? itemScope(fields)), item: fields };
}

/** The word at the cursor was taken for a step of its own. */
const begunAtCursor = ({ touched, expected }: Cursor, { item }: Scope): boolean =>
  touched?.text === item.of && expected.some(isOperator);

/** Where the clause alone decides what can stand; null: it does not. */
function wantedAlone(
  cursor: Cursor,
  analysis: Analysis,
  declaration: Declaration | undefined,
  files: readonly string[],
): Completion[] | null {
  if (isZoneClause(cursor) || wantsZone(cursor.before)) return zoneCompletions(cursor);
  const use = fileUseAt(cursor);
  if (use !== null) return fileCompletions(cursor, files, use);
  if (wantsLiteral(cursor, "string", "tags")) return tagCompletions(cursor, analysis);
  if (wantsLiteral(cursor, "string", "meta")) return metaValues(cursor, analysis);
  if (wantsApprover(cursor)) return approverCompletions(cursor, analysis);
  if (isString(cursor.touched) && wordBefore(cursor, 2)?.text === "template")
    return captureCompletions(cursor, analysis, declaration);
  const weighted = cursor.expected.find((each) => each.kind === "name" && each.role === "weighted");
  if (weighted && cursor.touched) return weightedCompletions(cursor, analysis, declaration, weighted.rules);
  if (wantsTimeFormat(cursor)) return timeFormatCompletions(cursor);
  if (wantsDuration(cursor)) return durationCompletions(cursor);
  return wantsNumber(cursor) ? [] : null;
}

/** Behind the word, where it is none of a field's. */
const isZoneClause = (cursor: Cursor): boolean =>
  wordBefore(cursor, 1)?.text === "zone" && wantsLiteral(cursor, "string") && !cursor.expected.some(isOperator);

/** Whether one more letter may bring or take what is offered, and not only choose among it. */
export function changesWithTyping(items: readonly Completion[]): boolean {
  return items.length >= MOST_NAMES || items.some(({ kind, sort }) => kind === "unit" || sort === PART);
}

function completeName(place: Expected & { readonly kind: "name" }, context: Context): Completion[] {
  const { cursor, analysis, declaration } = context;
  switch (place.role) {
    case "name":
    case "label":
      return [];
    case "key":
      return keyCompletions(cursor, analysis, declaration);
    case "method":
      return methodCompletions(cursor);
    case "step":
      return stepCompletions(cursor, declaration);
    case "level":
      return levelCompletions(cursor, declaration);
    case "weighted":
      return weightedCompletions(cursor, analysis, declaration, place.rules);
    case "feature":
      return featureCompletions(cursor);
    case "event":
      return eventCompletions(cursor, analysis);
    case "action":
      return actionCompletions(cursor, analysis);
    case "rule":
    case "source":
      return nameCompletions(cursor, analysis, [place.role]);
    case "root":
      return rootCompletions(context, place);
    case "member":
      return memberCompletions(context, place);
    case "function":
      return callCompletions(context, place);
    case "technique":
      return techniqueCompletions(cursor);
    case "type":
      return typeCompletions(cursor, place.rules.at(-1) === "typeName");
    case "class":
    case "format":
    case "listType":
    case "late":
    case "status":
    case "ties":
      return constantCompletions(cursor, place.role);
  }
}

/** The grammar may reach one thing in several ways. */
function distinct(items: readonly Completion[]): Completion[] {
  const seen = new Set<string>();
  return items.filter(({ label, kind, insert }) => {
    const key = `${kind} ${label} ${insert}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
