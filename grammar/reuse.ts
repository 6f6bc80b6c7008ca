/**
 * What a text's declarations were parsed to, so that an edit costs the declarations that it touches. Invariant: what is
 * taken from here is what parsing would give; a tree's pieces live as long as the tree.
 */
import type { Declaration, Span, SyntaxError, SyntaxTree } from "./ast.ts";
import type { Chunk } from "./chunks.ts";
import { spanOf } from "./lexer.ts";

export interface Parsed {
  readonly declaration?: Declaration;
  readonly errors: readonly SyntaxError[];
}

interface Piece extends Omit<Chunk, "tokens"> {
  readonly start: number;
  /** Where its last token ends: a text block that nobody closed may do so earlier, once something follows. */
  readonly end: number;
  readonly parsed: Parsed;
}

/** Pieces by their text. Of equal ones any will do. */
export class Pieces {
  private readonly byText = new Map<string, Piece>();

  /** What the chunk was parsed to, moved to where it stands now. */
  find(text: string, chunk: Chunk): Parsed | undefined {
    const piece = this.byText.get(textOf(text, chunk));
    if (piece === undefined || piece.declares !== chunk.declares || piece.doc !== chunk.doc) return undefined;
    const { start, end } = extentOf(chunk);
    const by = start - piece.start;
    if (end - piece.end !== by) return undefined;
    return by === 0 ? piece.parsed : moved(piece.parsed, by);
  }

  add(text: string, chunk: Chunk, parsed: Parsed): void {
    const { declares, doc } = chunk;
    this.byText.set(textOf(text, chunk), { declares, doc, ...extentOf(chunk), parsed });
  }
}

const piecesOf = new WeakMap<SyntaxTree, Pieces>();

export function remember(tree: SyntaxTree, pieces: Pieces): SyntaxTree {
  piecesOf.set(tree, pieces);
  return tree;
}

export function remembered(tree: SyntaxTree | undefined): Pieces | undefined {
  return tree && piecesOf.get(tree);
}

/** With the character behind it, at which the lexer has looked to see where the last token ends. */
function textOf(text: string, chunk: Chunk): string {
  const { start, end } = extentOf(chunk);
  return text.slice(start, end + 1);
}

const extentOf = ({ tokens }: Chunk): Span => ({ start: tokens[0]!.startOffset, end: spanOf(tokens.at(-1)!).end });

/** The same, so many characters further on. */
function moved<Value>(value: Value, by: number): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => moved(item, by)) as Value;
  const copy = { ...value } as Record<string, unknown>;
  for (const key in copy) {
    const part = copy[key];
    if (typeof part === "object") copy[key] = moved(part, by);
    else if (typeof part === "number" && (key === "start" || key === "end")) copy[key] = part + by;
  }
  return copy as Value;
}
