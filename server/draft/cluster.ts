/**
 * Messages into shapes: lines that were written by one statement of a program belong together. Invariant: every message that was
 * given is in one shape at most, and a shape's parts, with a message's own values in them, are that message.
 *
 * Messages of one skeleton (the same gaps and kinds of tokens) are split by the word that takes the fewest values, again and
 * again, until what is left to differ looks like a value: many texts, each seldom.
 */
import { groupBy } from "../model/group.ts";
import { isLevel, isNamed, keyIn, nounIn } from "./nouns.ts";
import { tokensOf, type Token, type TokenKind } from "./tokens.ts";

export interface Shape {
  /** Indexes of the messages that are of it. */
  readonly members: readonly number[];
  readonly parts: readonly ShapePart[];
}
export type ShapePart =
  | { readonly kind: "literal"; readonly text: string }
  /** `values`: what stands there, message by message. */
  | { readonly kind: "value"; readonly form: Form; readonly values: readonly string[] };
/** That most of the values have. */
export type Form = Exclude<TokenKind, "gap">;

interface Message {
  readonly index: number;
  readonly tokens: readonly Token[];
}

/** The most frequent first. */
export function shapesOf(messages: readonly string[]): readonly Shape[] {
  const cut = withLevel(messages.map((message, index): Message => ({ index, tokens: tokensOf(message) })));
  const skeletons = groupBy(cut, ({ tokens }) => tokens.map((_, at) => skeletonOf(tokens, at)).join(""));
  return [...skeletons.values()].flatMap(split).sort((a, b) => b.members.length - a.members.length);
}

/** Where nearly all messages say near their beginning how grave they are, that is a value, and no part of what happened. */
function withLevel(messages: readonly Message[]): readonly Message[] {
  const at = LEVEL_PLACES.find((place) => {
    const levels = messages.flatMap(({ tokens }) => (isLevel(tokens[place]?.text ?? "") ? [tokens[place]!.text] : []));
    return levels.length >= 0.8 * messages.length && (place <= SURE_PLACE || new Set(levels).size > 1);
  });
  if (at === undefined) return messages;
  return messages.map(({ index, tokens }) => ({
    index,
    tokens: tokens.map((token, place) => (place === at && isLevel(token.text) ? { ...token, kind: "level" } : token)),
  }));
}

const LEVEL_PLACES = [0, 1, 2, 3, 4, 5, 6, 7, 8];
/** Further behind, a word that is always the same belongs to a sentence. */
const SURE_PLACE = 3;

/** What a text in front calls by a name may be of any form: an address here and a host's name there. */
function skeletonOf(tokens: readonly Token[], at: number): string {
  const { kind, text } = tokens[at]!;
  if (kind === "gap") return text;
  return `\u0000${kind === "code" || nounIn(before(tokens, at)) !== null ? "word" : kind}`;
}

function split(messages: readonly Message[]): readonly Shape[] {
  const position = splittingAt(messages);
  if (position === null) return [shapeOf(messages)];
  return [...groupBy(messages, ({ tokens }) => tokens[position]!.text).values()].flatMap(split);
}

/** Where the messages differ in a word that says what happened, not to whom; null: nowhere. */
function splittingAt(messages: readonly Message[]): number | null {
  let best: { readonly at: number; readonly values: number } | null = null;
  for (const [at, { kind }] of messages[0]!.tokens.entries()) {
    if (kind === "gap" || !messages.every(({ tokens }) => tokens[at]!.kind === "word")) continue;
    const values = new Set(messages.map(({ tokens }) => tokens[at]!.text)).size;
    if (values === 1 || values > mostWords(messages, at) || (best !== null && best.values <= values)) continue;
    best = { at, values };
  }
  return best?.at ?? null;
}

/** So many different words at a place are still words of the program; more are values. */
function mostWords(messages: readonly Message[], at: number): number {
  const { tokens } = messages[0]!;
  if (isNamed(before(tokens, at))) return 1;
  const isFirst = tokens.findIndex(({ kind }) => kind !== "gap") === at;
  return Math.max(4, messages.length / (isFirst ? 2 : 20));
}

function shapeOf(messages: readonly Message[]): Shape {
  const parts: ShapePart[] = [];
  const { tokens } = messages[0]!;
  for (const [at, { kind, text }] of tokens.entries()) {
    const values = messages.map((message) => message.tokens[at]!.text);
    const last = parts.at(-1);
    if (kind === "gap" || (values.every((value) => value === text) && isFixed(tokens, at, messages.length))) {
      if (last?.kind === "literal") parts[parts.length - 1] = { kind: "literal", text: last.text + text };
      else parts.push({ kind: "literal", text });
    } else {
      const forms = groupBy(messages, (message) => message.tokens[at]!.kind);
      const [form] = [...forms].sort(([, a], [, b]) => b.length - a.length)[0]!;
      parts.push({ kind: "value", form: form as Form, values });
    }
  }
  return { members: messages.map(({ index }) => index), parts: joined(parts) };
}

/** Whether what is the same in all messages is the program's own word, and no value that only these have in common. */
function isFixed(tokens: readonly Token[], at: number, messages: number): boolean {
  const front = before(tokens, at);
  if (keyIn(front) !== null || isPort(tokens, at)) return false;
  const { kind } = tokens[at]!;
  if (kind === "level") return false;
  return kind === "word" || (kind !== "ip" && kind !== "time" && messages > 1 && nounIn(front) === null);
}

/** Of the address in front of it. */
const isPort = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]!.kind === "number" && /^[/:#]$/.test(tokens[at - 1]?.text ?? "") && tokens[at - 2]?.kind === "ip";

/** What follows a value without anything between cannot be told from it: one value. */
function joined(parts: readonly ShapePart[]): ShapePart[] {
  const out: ShapePart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.kind === "value" && last?.kind === "value")
      out[out.length - 1] = {
        kind: "value",
        form: "word",
        values: last.values.map((value, i) => value + part.values[i]!),
      };
    else out.push(part);
  }
  return out;
}

const before = (tokens: readonly Token[], at: number): string =>
  tokens
    .slice(Math.max(0, at - 3), at)
    .map(({ text }) => text)
    .join("");
