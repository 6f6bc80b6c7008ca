/**
 * What the call around an offset takes. Invariant: found in the tokens before the offset, so that a call which is only half
 * typed has an answer; `active` is a parameter that there is, or null.
 */
import type { Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { AGGREGATES, signature, SUMMARIES } from "../model/functions.ts";
import { functionNamed } from "../model/laterFunctions.ts";
import { nearby, type Word } from "./lexemes.ts";

export interface SignatureHelp {
  readonly label: string;
  /** Markdown. */
  readonly doc: string;
  /** Offsets into the label. */
  readonly parameters: readonly Span[];
  readonly active: number | null;
}

interface OpenCall {
  /** What stands in front of the parenthesis. */
  readonly name: string;
  /** Whether that is a name, not a word or a sign of the language. */
  readonly named: boolean;
  commas: number;
  /** The last of `of` and `where` that was written. */
  word: "of" | "where" | null;
}

export function signatureAt(analysis: Analysis, uri: string, offset: number): SignatureHelp | null {
  const document = analysis.document(uri);
  if (!document) return null;
  const { words } = nearby(document, offset);
  if (words.some((word) => word.semantic === "comment" && word.start < offset && offset <= word.end)) return null;
  const before = words.filter(({ end, semantic }) => end <= offset && semantic !== "comment");
  const call = callAround(opened(before));
  if (call === null) return null;
  const place = analysis.scopeAt(uri, offset)?.calls;
  return (place === "measure" ? measureHelp(call) : null) ?? help(analysis, call, place === "emit");
}

/** The innermost call, be it around a list or parentheses of its own. */
function callAround(open: readonly Opened[]): OpenCall | null {
  const inner = open.slice(open.lastIndexOf("block") + 1);
  return (inner.findLast((each) => typeof each === "object" && isCalled(each)) as OpenCall | undefined) ?? null;
}

/** In scores and baselines aggregates are about the items at hand: there is no `of`. */
function measureHelp({ name, commas }: OpenCall): SignatureHelp | null {
  if (name === "ratio")
    return made("ratio(condition)", "The share of the items for which the condition holds.", commas);
  const aggregate = AGGREGATES.get(name);
  if (aggregate === undefined) return null;
  const taken = name === "count" ? "" : name === "percentile" ? "f, rank" : "f";
  return made(`${name}(${taken})`, aggregate.doc, commas);
}

/** Whether the argument behind these words is a time zone. */
export function wantsZone(before: readonly Word[]): boolean {
  const call = openCall(before);
  return call !== null && functionNamed(call.name)?.parameters[call.commas]?.name === "zone" && isFresh(before.at(-1));
}

const isFresh = (word: Word | undefined): boolean => word?.text === "," || word?.text === "(";

/** The call that is not closed yet, unless a list or a block in it is not either. */
export function openCall(words: readonly Word[]): OpenCall | null {
  const last = opened(words).at(-1);
  return typeof last === "object" ? last : null;
}

type Opened = OpenCall | "list" | "block";

/** What is not closed yet, the outermost first. */
function opened(words: readonly Word[]): readonly Opened[] {
  const open: Opened[] = [];
  words.forEach(({ text }, index) => {
    const last = open.at(-1);
    const call = typeof last === "object" ? last : null;
    const before = words[index - 1];
    if (text === "(")
      open.push({ name: before?.text ?? "", named: before?.semantic === "variable", commas: 0, word: null });
    else if (text === "[") open.push("list");
    else if (text === "{") open.push("block");
    else if (text === ")" || text === "]" || text === "}") open.pop();
    else if (call && text === ",") call.commas++;
    else if (call && (text === "of" || text === "where")) call.word = text;
  });
  return open;
}

/** Parentheses behind anything else only hold something together. */
const isCalled = ({ name, named }: OpenCall): boolean =>
  named || AGGREGATES.has(name) || SUMMARIES.has(name) || functionNamed(name) !== undefined;

function help(analysis: Analysis, call: OpenCall, inEmit: boolean): SignatureHelp | null {
  const { name, commas } = call;
  const summary = inEmit ? SUMMARIES.get(name) : undefined;
  if (summary) return made(summary.signature, summary.doc, 0);
  const aggregate = AGGREGATES.get(name);
  if (aggregate) return made(aggregate.signature, aggregate.doc, aggregateActive(aggregate.signature, call));
  const info = functionNamed(name);
  if (info) return made(`${signature(info)}: ${analysis.typeName(info.result)}`, info.doc, commas);
  const action = analysis.names.declared.find(
    ({ declaration, definition }) => declaration.kind === "action" && definition?.name === name,
  );
  if (action?.declaration.kind !== "action") return null;
  const parameters = action.declaration.parameters.map(
    (each) => `${each.name?.text ?? "?"}: ${each.type?.text ?? "?"}`,
  );
  return made(`${name}(${parameters.join(", ")})`, action.declaration.doc ?? "", commas);
}

/** Parameters are what stands between the parentheses, parted by commas and by the words `of` and `where`. */
function made(label: string, doc: string, active: number): SignatureHelp {
  const from = label.indexOf("(") + 1;
  const inside = label.slice(from, label.lastIndexOf(")"));
  const parameters: Span[] = [];
  for (const { 0: text, index } of inside.matchAll(/\S(?:(?!, | of | where ).)*/g)) {
    const skipped = /^(?:of |where |, ?)/.exec(text)?.[0].length ?? 0;
    const start = from + index + skipped;
    if (text.length > skipped) parameters.push({ start, end: from + index + text.length });
  }
  return { label, doc, parameters, active: active < parameters.length ? active : null };
}

/** `percentile(f of E, rank)`: 0 is the field, 1 the event, 2 the rank. `first(f, g of E)` takes any number of fields. */
function aggregateActive(label: string, { commas, word }: OpenCall): number {
  const fields = label.slice(0, Math.max(0, label.indexOf(" of "))).split(",").length;
  const hasFields = label.includes(" of ");
  if (word === null) return hasFields ? Math.min(commas, fields - 1) : commas;
  const event = hasFields ? fields : 0;
  if (word === "where") return event + 1;
  return label.includes("rank") ? event + commas : event;
}
