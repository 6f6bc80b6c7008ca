/**
 * An action as it is called: arguments in, the request to make out. Invariant: pure; what a request lacks is a value, and
 * then nothing is called.
 */
import type { ActionDefinition, ExecCall, FieldAssignment, HttpCall, Term, Value } from "../../model/program.ts";
import { typeOf } from "../../model/types.ts";
import { Schema, type Item } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { compileTerm } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import { jsonObject, plainValue, shown, textOf } from "./values.ts";

/** What leaves the machine; plain data. */
export type Request =
  | {
      readonly kind: "http";
      readonly method: string;
      /** Scheme, host and port that were written in the action: `url` must lead there. */
      readonly origin: string;
      readonly url: string;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: string | null;
    }
  | { readonly kind: "exec"; readonly program: string; readonly arguments: readonly string[] };

export interface ActionPlan {
  readonly definition: ActionDefinition;
  /** Its parameters as an item, which its terms read. */
  item(values: readonly Value[]): Item;
  /** Or what is missing, in words. */
  request(item: Item): Request | string;
  /** What a simulated call returns. */
  returns(item: Item): Result;
  /** What makes two calls the same; null: nothing does. */
  onceKey(item: Item): string | null;
}

export type Result = readonly (readonly [field: string, value: Value])[];

export function compileAction(definition: ActionDefinition, environment: TermEnvironment): ActionPlan {
  const { call, parameters, once, name, simulate } = definition;
  const names = parameters.map((parameter) => parameter.name);
  const schema = new Schema(0, name, "rule", names);
  const returns = compileMembers(simulate.returns, environment);
  const slots = once.map((parameter) => schema.slot(parameter));
  return {
    definition,
    item: (values) => ({ schema, values, time: 0, source: "", file: "", position: 0, rank: null }),
    request: call.kind === "http" ? httpRequest(call, environment) : execRequest(call, environment),
    returns: (item) => returns.map(({ field, read }) => [field, read(item)]),
    onceKey: (item) => (slots.length === 0 ? null : JSON.stringify([name, ...slots.map((slot) => item.values[slot])])),
  };
}

type Read = (item: Item) => Value;

function compile(term: Term, environment: TermEnvironment): Read {
  const evaluate = compileTerm(term, environment);
  return (item) => evaluate(item, NO_BINDINGS);
}

const compileMembers = (fields: readonly FieldAssignment[], environment: TermEnvironment) =>
  fields.map(({ field, value }) => ({ field, read: compile(value, environment), type: typeOf(value) }));

function httpRequest(call: HttpCall, environment: TermEnvironment): ActionPlan["request"] {
  const { method, origin } = call;
  const address = urlOf(call.url, environment);
  const json = call.json === null ? null : compileMembers(call.json, environment);
  const text = call.body === null ? null : compile(call.body, environment);
  const headers = compileMembers(call.headers, environment);
  return (item) => {
    const url = address(item);
    if (url === null) return "a part of its address is missing, or is `..`";
    const lines = headers.flatMap(({ field, read, type }): [string, string][] => {
      const value = read(item);
      return value === null ? [] : [[field, textOf(value, type)]];
    });
    const fault = lines.map(faultOfHeader).find((each) => each !== null);
    if (fault !== undefined) return fault;
    const typed = lines.some(([field]) => field.toLowerCase() === "content-type");
    if (json !== null && !typed) lines.push(["content-type", "application/json"]);
    const written = text?.(item) ?? null;
    const members = json?.map(({ field, read, type }) => [field, plainValue(read(item), type)] as const);
    const body = members !== undefined ? jsonObject(members) : written === null ? null : String(written);
    return { kind: "http", method, origin, url, headers: lines, body };
  };
}

/** Why no request can carry it: the text of a log in it must not begin a header of its own. */
function faultOfHeader([name, value]: readonly [string, string]): string | null {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return `\`${name}\` is no name of a header: letters, digits and \`-\` are`;
  const wrong = /[^\t\x20-\x7e\x80-\xff]/.exec(value)?.[0];
  return wrong === undefined
    ? null
    : `its header \`${name}\` cannot be sent: no header can hold ${JSON.stringify(wrong)}. Send it in the body`;
}

/** What is computed of an address is escaped: no text of a log can leave its place between two slashes. */
function urlOf(url: Term, environment: TermEnvironment): (item: Item) => string | null {
  const parts: (string | Read)[] = [];
  let rest = url;
  for (; rest.kind === "arithmetic"; rest = rest.left) parts.unshift(partOf(rest.right, environment));
  parts.unshift(partOf(rest, environment));
  return (item) => {
    let text = "";
    for (const part of parts) {
      const value = typeof part === "string" ? part : part(item);
      if (value === null || (typeof part !== "string" && /^\.\.?$/.test(String(value)))) return null;
      text += typeof part === "string" ? value : encodeURIComponent(String(value).replace(/\p{Surrogate}/gu, "\ufffd"));
    }
    return text;
  };
}

const partOf = (term: Term, environment: TermEnvironment): string | Read =>
  term.kind === "constant" ? String(term.value) : compile(term, environment);

function execRequest({ program, arguments: terms }: ExecCall, environment: TermEnvironment): ActionPlan["request"] {
  const rest = terms.map((term) => ({ read: compile(term, environment), type: typeOf(term) }));
  return (item) => {
    const texts: string[] = [];
    for (const [index, { read, type }] of rest.entries()) {
      const value = read(item);
      if (value === null) return `its argument ${index + 1} is missing`;
      texts.push(textOf(value, type));
    }
    return { kind: "exec", program, arguments: texts };
  };
}

/** `block_ip(203.0.113.47)` */
export function titleOf({ name, parameters }: ActionDefinition, values: readonly Value[]): string {
  return `${name}(${parameters.map(({ type }, index) => shown(values[index] ?? null, type)).join(", ")})`;
}

/** A request in one line, and its body. */
export function requestLine(request: Request): { readonly line: string; readonly body: string | null } {
  if (request.kind === "http") return { line: `${request.method} ${request.url}`, body: request.body };
  const words = [request.program, ...request.arguments];
  return {
    line: words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : JSON.stringify(word))).join(" "),
    body: null,
  };
}
