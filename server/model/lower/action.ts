/**
 * Actions: parameters, and what is sent, run and returned. Invariant: nothing of them reaches the program yet; what they
 * return has names and types all the same, so that the steps of playbooks are checked.
 */
import type { ActionDeclaration, Expression, Members, Name, Span } from "../../../grammar/ast.ts";
import { makeField, noFields, openFields, withFields, type Field, type FieldSet } from "../fields.ts";
import type { Type } from "../program.ts";
import { itemScope, type Scope } from "../scopes.ts";
import { LATER } from "../support.ts";
import { WRITABLE_TYPES } from "../types.ts";
import { duration, oneOf, wholeNumber } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { pathText } from "./path.ts";
import { unknownField } from "./unknown.ts";

export interface LoweredAction {
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  /** What later steps can read of its result; open where no `returns` says it. */
  readonly result: FieldSet;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export function lowerAction(c: Lowering, action: ActionDeclaration): LoweredAction {
  c.later(action.keyword, LATER.action, false);
  const name = action.name?.text ?? "this action";
  const fields: Field[] = [];
  const parameters: { name: string; type: Type }[] = [];
  for (const { name: word, type: written } of action.parameters) {
    if (word === undefined) continue;
    const type = writableType(c, written);
    const field = makeField(word.text, type, "declared", { places: [c.at(word)] });
    c.mention(word, { kind: "field", field, label: null, type });
    fields.push(field);
    parameters.push({ name: word.text, type });
  }
  const scope = c.enter(action, itemScope(withFields(noFields(name), fields)));
  lowerHttp(c, scope, action);
  for (const argument of action.exec?.items ?? []) c.expression(scope, argument);
  if (action.http === undefined && action.exec === undefined && !action.broken) {
    const example = 'http POST "https://example.org/block" json { address }';
    c.report(action.name ?? action.keyword, { code: "missing-clause", of: "action", clause: "http", example });
  }
  duration(c, action.timeout, "timeout");
  if (action.retry !== undefined) wholeNumber(c, action.retry, "number of retries", "3");
  for (const path of action.once) {
    const word = pathText(path) ?? "";
    const field = scope.item.fields.get(word);
    if (field === undefined) c.report(path, unknownField(word, scope.item, null));
    else c.mention(path, { kind: "field", field, label: null, type: field.type });
  }
  return { parameters, result: lowerSimulate(c, scope, action, name) };
}

/** `string`, `list<ip>`. */
export function writableType(c: Lowering, name: Name | undefined): Type {
  const inner = name === undefined ? null : /^list<(\w+)>$/.exec(name.text);
  if (name === undefined || inner === null) return oneOf(c, name, WRITABLE_TYPES, "type") ?? "unknown";
  return { list: oneOf(c, { ...name, text: inner[1]! }, WRITABLE_TYPES, "type") ?? "unknown" };
}

function lowerHttp(c: Lowering, scope: Scope, { http }: ActionDeclaration): void {
  if (http === undefined) return;
  oneOf(c, http.method, METHODS, "method of HTTP");
  if (http.url !== undefined) text(c, scope, http.url, "the address of `http`");
  if (http.body !== undefined) text(c, scope, http.body, "the body of `http`");
  for (const members of [http.json, http.headers]) if (members !== undefined) lowerMembers(c, scope, members);
}

function text(c: Lowering, scope: Scope, expression: Expression, what: string): void {
  const typed = c.expression(scope, expression);
  if (typed !== null && typed.type !== "string" && typed.type !== "unknown")
    c.mismatch(expression, what, "string", typed.type);
}

function lowerMembers(c: Lowering, scope: Scope, members: Members): readonly Field[] {
  return members.items.flatMap(({ target, value, short }) => {
    const typed = c.expression(scope, short ? target : value);
    const name = pathText(target);
    return name === null ? [] : [makeField(name, typed?.type ?? "unknown", "result", { places: [c.at(target)] })];
  });
}

function lowerSimulate(c: Lowering, scope: Scope, { simulate }: ActionDeclaration, name: string): FieldSet {
  const { takes, fails, returns } = simulate ?? {};
  if (takes !== undefined) {
    for (const end of takes.kind === "range" ? [takes.from, takes.to] : [takes]) duration(c, end, "takes");
  }
  if (fails !== undefined) shareOf(c, scope, fails);
  const fields = returns === undefined ? [] : lowerMembers(c, scope, returns);
  return returns === undefined ? openFields(name) : withFields(noFields(name), fields);
}

function shareOf(c: Lowering, scope: Scope, fails: Expression & Span): void {
  if (fails.kind === "number" && fails.value >= 0 && fails.value <= 1) return void c.expression(scope, fails);
  const value = c.text.slice(fails.start, fails.end);
  c.report(fails, { code: "invalid-value", what: "share from 0% to 100%", value, allowed: [], example: "2%" });
}
