/**
 * Actions: parameters, and what is sent, run and returned. Invariant: which program an action runs and which server it
 * calls is written in it, never computed: a log's text cannot choose either.
 */
import type { ActionDeclaration, Expression, Members, Name, Span } from "../../../grammar/ast.ts";
import { makeField, noFields, openFields, withFields, type Field, type FieldSet } from "../fields.ts";
import type { ActionDefinition, ExecCall, FieldAssignment, HttpCall, Micros, Simulation, Term } from "../program.ts";
import type { Type } from "../program.ts";
import { itemScope, type Scope } from "../scopes.ts";
import { WRITABLE_TYPES } from "../types.ts";
import { duration, oneOf, wholeNumber } from "./constant.ts";
import type { Called, Lowering } from "./context.ts";
import { pathText } from "./path.ts";
import { unknownField } from "./unknown.ts";

export interface LoweredAction extends Called {
  /** Null: it has an error. */
  readonly definition: ActionDefinition | null;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
/** Of one attempt, unless `timeout` says otherwise. */
const TIMEOUT: Micros = 30_000_000;

export function lowerAction(c: Lowering, action: ActionDeclaration): LoweredAction {
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
  const call = lowerCalls(c, scope, action);
  const timeout = duration(c, action.timeout, "timeout") ?? TIMEOUT;
  const retry = action.retry === undefined ? 0 : wholeNumber(c, action.retry, "number of retries", "3");
  const once: string[] = [];
  for (const path of action.once) {
    const word = pathText(path) ?? "";
    const field = scope.item.fields.get(word);
    if (field === undefined) c.report(path, unknownField(word, scope.item, null));
    else c.mention(path, { kind: "field", field, label: null, type: field.type });
    once.push(word);
  }
  const { result, simulate } = lowerSimulate(c, scope, action, name);
  const whole = !c.broken && call !== null && retry !== null && simulate !== null && action.name !== undefined;
  const definition = whole ? { name, parameters, call, timeout, retry, once, simulate, location: c.at(action) } : null;
  return { parameters, result, definition };
}

/** `string`, `list<ip>`. */
export function writableType(c: Lowering, name: Name | undefined): Type {
  const inner = name === undefined ? null : /^list<(\w+)>$/.exec(name.text);
  if (name === undefined || inner === null) return oneOf(c, name, WRITABLE_TYPES, "type") ?? "unknown";
  return { list: oneOf(c, { ...name, text: inner[1]! }, WRITABLE_TYPES, "type") ?? "unknown" };
}

/** All of them are looked at, one is taken. */
function lowerCalls(c: Lowering, scope: Scope, action: ActionDeclaration): HttpCall | ExecCall | null {
  const http = lowerHttp(c, scope, action);
  const exec = lowerExec(c, scope, action);
  if (action.http !== undefined && action.exec !== undefined) {
    const value = "exec";
    return c.report(action.exec, { code: "invalid-value", what: "second call of an action", value, ...NO_SECOND });
  }
  if (action.http !== undefined || action.exec !== undefined) return http ?? exec;
  if (action.broken) return null;
  const example = 'http POST "https://example.org/block" json { address }';
  return c.report(action.name ?? action.keyword, { code: "missing-clause", of: "action", clause: "http", example });
}

const NO_SECOND = { allowed: [], example: 'action other() { exec ["./other.sh"] }' } as const;

function lowerHttp(c: Lowering, scope: Scope, { http }: ActionDeclaration): HttpCall | null {
  if (http === undefined) return null;
  const method = oneOf(c, http.method, METHODS, "method of HTTP");
  const url = http.url === undefined ? null : text(c, scope, http.url, "the address of `http`");
  const body = http.body === undefined ? null : text(c, scope, http.body, "the body of `http`");
  const json = http.json === undefined ? null : lowerMembers(c, scope, http.json).values;
  const headers = http.headers === undefined ? [] : lowerMembers(c, scope, http.headers).values;
  if (method === null || url === null || http.url === undefined) return null;
  const origin = originOf(url);
  if (origin === null) {
    const value = c.text.slice(http.url.start, http.url.end);
    const example = '"https://firewall.example/api/" + address';
    const what = "web address whose server is written out";
    return c.report(http.url, { code: "invalid-value", what, value, allowed: [], example });
  }
  return { kind: "http", method, origin, url, json, body, headers };
}

/** Scheme, host and port of what a term begins with; null: they are computed, or it is no web address. */
function originOf(url: Term): string | null {
  let first = url;
  while (first.kind === "arithmetic") first = first.left;
  const start = first.kind === "constant" && typeof first.value === "string" ? first.value : "";
  // Behind the last character of a constant the name of the host could go on.
  const whole = first === url ? /^(https?:\/\/[^/?#\\@\s]+)(?:[/?#]|$)/i : /^(https?:\/\/[^/?#\\@\s]+)[/?#]/i;
  const written = whole.exec(start)?.[1];
  if (written === undefined) return null;
  return URL.canParse(written) ? new URL(written).origin : null;
}

function lowerExec(c: Lowering, scope: Scope, { exec }: ActionDeclaration): ExecCall | null {
  if (exec === undefined) return null;
  const terms = exec.items.map((argument) => c.expression(scope, argument)?.term ?? null);
  const [program, ...rest] = terms;
  if (program === null) return null;
  if (program?.kind !== "constant" || typeof program.value !== "string" || program.value === "") {
    const at = exec.items[0] ?? exec;
    const value = c.text.slice(at.start, at.end);
    const what = "program that is written out";
    return c.report(at, { code: "invalid-value", what, value, allowed: [], example: '["./block.sh", address]' });
  }
  const whole = rest.filter((term) => term !== null);
  return whole.length < rest.length ? null : { kind: "exec", program: program.value, arguments: whole };
}

function text(c: Lowering, scope: Scope, expression: Expression, what: string): Term | null {
  const typed = c.expression(scope, expression);
  if (typed === null || typed.type === "string" || typed.type === "unknown") return typed?.term ?? null;
  return c.mismatch(expression, what, "string", typed.type);
}

function lowerMembers(
  c: Lowering,
  scope: Scope,
  members: Members,
): { readonly fields: readonly Field[]; readonly values: readonly FieldAssignment[] } {
  const fields: Field[] = [];
  const values: FieldAssignment[] = [];
  for (const { target, value, short } of members.items) {
    const typed = c.expression(scope, short ? target : value);
    const name = pathText(target);
    if (name === null) continue;
    fields.push(makeField(name, typed?.type ?? "unknown", "result", { places: [c.at(target)] }));
    if (typed !== null) values.push({ field: name, value: typed.term });
  }
  return { fields, values };
}

function lowerSimulate(
  c: Lowering,
  scope: Scope,
  { simulate }: ActionDeclaration,
  name: string,
): { readonly result: FieldSet; readonly simulate: Simulation | null } {
  const { takes, fails: share, returns } = simulate ?? {};
  const written = takes === undefined ? [] : takes.kind === "range" ? [takes.from, takes.to] : [takes];
  const ends = written.map((end) => duration(c, end, "takes"));
  const fails = share === undefined ? 0 : shareOf(c, scope, share);
  const members = returns === undefined ? null : lowerMembers(c, scope, returns);
  const result = members === null ? openFields(name) : withFields(noFields(name), members.fields);
  const [from, to = from] = ends.length === 0 ? [0] : ends;
  if (typeof from !== "number" || typeof to !== "number" || fails === null) return { result, simulate: null };
  const times = [Math.min(from, to), Math.max(from, to)] as const;
  return { result, simulate: { takes: times, returns: members?.values ?? [], fails } };
}

function shareOf(c: Lowering, scope: Scope, fails: Expression & Span): number | null {
  if (fails.kind === "number" && fails.value >= 0 && fails.value <= 1) {
    c.expression(scope, fails);
    return fails.value;
  }
  const value = c.text.slice(fails.start, fails.end);
  return c.report(fails, { code: "invalid-value", what: "share from 0% to 100%", value, allowed: [], example: "2%" });
}
