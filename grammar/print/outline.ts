/**
 * What the grammar says about each token of a declaration: by which rule it was read, in which role, and whether it
 * begins an item of a block (a clause, a step, an assignment). Invariant: this is found from the shape of the parser's
 * tree alone, so a form that the grammar learns is printed without the printer knowing of it.
 */
import type { CstElement, CstNode, IToken, TokenType } from "chevrotain";
import type { Token } from "../lexer.ts";
import { parser } from "../parser/instance.ts";
import { TooManyErrors } from "../parser/messages.ts";
import { keywordText, t } from "../tokens.ts";

export interface Mark {
  readonly rule: string;
  /** The token was read as a word of the language, not as a name. */
  readonly keyword: boolean;
  readonly item: boolean;
}

/** One mark for each token, as the parser is given it; undefined for a declaration with an error. */
export function outline(tokens: readonly Token[]): readonly Mark[] | undefined {
  const tree = treeOf(tokens);
  if (tree === undefined) return undefined;
  const marks = new Map<number, Mark>();
  visit(tree, false, marks);
  const found = tokens.map((token) => marks.get(token.startOffset));
  return found.every((mark) => mark !== undefined) ? found : undefined;
}

function treeOf(tokens: readonly Token[]): CstNode | undefined {
  try {
    parser.messages.allow(0, tokens);
    parser.input = tokens as Token[];
    const tree = parser.declaration();
    return parser.errors.length === 0 ? tree : undefined;
  } catch (error) {
    if (error instanceof TooManyErrors) return undefined;
    throw error;
  }
}

interface Child {
  readonly role: string;
  readonly element: CstElement;
  readonly start: number;
}

/** The block that is open among the children of one node. */
interface Block {
  first?: Child;
  previous?: Child;
}

function visit(node: CstNode, item: boolean, marks: Map<number, Mark>): void {
  const blocks: Block[] = [];
  for (const [index, child] of childrenOf(node).entries()) {
    const { element, role } = child;
    if (!isNode(element) && element.tokenType === t.RCurly) blocks.pop();
    const block = blocks.at(-1);
    const begins = block === undefined ? item && index === 0 : beginsItem(child, block);
    if (block !== undefined) {
      block.first ??= child;
      block.previous = child;
    }
    if (isNode(element)) visit(element, begins, marks);
    else {
      marks.set(element.startOffset, { rule: node.name, keyword: isKeyword(role), item: begins });
      if (element.tokenType === t.LCurly) blocks.push({});
    }
  }
}

/**
 * A block repeats something. What it repeats shows in its first child: the same role again, another clause's keyword,
 * or one part of the grammar directly behind another.
 */
function beginsItem(child: Child, { first, previous }: Block): boolean {
  if (first === undefined || previous === undefined) return true;
  if (isToken(child, t.Comma)) return false;
  if (isKeyword(child.role) || child.role === first.role) return true;
  if (isToken(previous, t.Comma)) return !isKeyword(first.role);
  return isNode(child.element) && (isNode(previous.element) || isToken(previous, t.RCurly));
}

function childrenOf(node: CstNode): Child[] {
  const found: Child[] = [];
  for (const [role, elements] of Object.entries(node.children)) {
    for (const element of elements) {
      const start = isNode(element) ? element.location!.startOffset : element.startOffset;
      // A node that matched nothing has no place.
      if (!Number.isNaN(start)) found.push({ role, element, start });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Tokens that the grammar gives no label stand under the name of their type. */
function isKeyword(role: string): boolean {
  const type = (t as Readonly<Record<string, TokenType>>)[role];
  return type !== undefined && keywordText(type) !== undefined;
}

function isToken({ element }: Child, type: TokenType): boolean {
  return !isNode(element) && element.tokenType === type;
}

function isNode(element: CstElement): element is CstNode {
  return !("image" in (element as CstNode | IToken));
}
