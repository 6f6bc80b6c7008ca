/**
 * What a token type is: chevrotain's, with the facts that the other readers of the table want. Invariant: facts are noted
 * once, when the type is made.
 */
import { createToken, Lexer, type TokenType } from "chevrotain";

/** The standard semantic token types that this language uses. */
export type SemanticType =
  "comment" | "keyword" | "operator" | "string" | "number" | "regexp" | "variable" | "property" | "macro";

export interface TokenFacts {
  readonly type: TokenType;
  /** What messages and completion call it. */
  readonly label: string;
  /** TextMate scope; tokens without one keep the text's colour. */
  readonly scope?: string;
  readonly semantic?: SemanticType;
  /** One line of Markdown for hover. */
  readonly doc?: string;
}

const facts = new Map<TokenType, TokenFacts>();

export type Details = Omit<TokenFacts, "type"> & {
  pattern: Parameters<typeof createToken>[0]["pattern"];
  categories?: TokenType[];
  before?: TokenType;
  group?: string;
  lineBreaks?: boolean;
  starts?: string[];
};

/** Makes a token type and notes its facts. */
export function token(name: string, details: Details): TokenType {
  const type = createToken({
    name,
    label: details.label,
    pattern: details.pattern,
    categories: details.categories ?? [],
    line_breaks: details.lineBreaks ?? false,
    ...(details.before === undefined ? {} : { longer_alt: details.before }),
    ...(details.group === undefined ? {} : { group: details.group }),
    ...(details.starts === undefined ? {} : { start_chars_hint: details.starts }),
  });
  const { label, scope, semantic, doc } = details;
  facts.set(type, { type, label, scope, semantic, doc });
  return type;
}

/** Makes a type that others belong to. */
export function category(name: string, label: string, ...above: TokenType[]): TokenType {
  const type = createToken({ name, label, pattern: Lexer.NA, categories: above });
  facts.set(type, { type, label });
  return type;
}

/** What the table says of a token type. */
export function tokenFacts(type: TokenType): TokenFacts | undefined {
  return facts.get(type);
}

/** Whether a token is of a type, or of one that belongs to the category. */
export function isA(token: { readonly tokenType: TokenType }, type: TokenType): boolean {
  return token.tokenType === type || type.categoryMatchesMap?.[token.tokenType.tokenTypeIdx!] === true;
}
