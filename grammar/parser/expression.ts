/**
 * Grammar of expressions. Operators form a flat row here and get their precedence in `lower/expression.ts`: a rule per
 * level would make the tree, and the stack of a deeply nested text, ten times as deep.
 * Invariant of all grammar rules: two tokens decide, and no rule looks at anything but tokens.
 */
import {
  createTokenInstance,
  CstParser,
  type CstNode,
  type IToken,
  type ParserMethod,
  tokenMatcher,
  type TokenType,
} from "chevrotain";
import { clauseTokens, declarationTokens, firmTokens, t, vocabulary } from "../tokens.ts";
import { Messages } from "./messages.ts";

export type Production = ParserMethod<[], CstNode>;

/** The closing signs may be imagined where they lack; an imagined name would mostly confuse whoever reads the tree. */
const insertable: ReadonlySet<TokenType> = new Set([t.RCurly, t.RParen, t.RBracket]);

/** Defined by the bundler: the grammar in a bundle has been validated by the tests, which run from source. */
declare const BUNDLED: true | undefined;

export class ExpressionParser extends CstParser {
  readonly messages: Messages;

  constructor() {
    const messages = new Messages();
    super(vocabulary, {
      recoveryEnabled: true,
      nodeLocationTracking: "onlyOffset",
      maxLookahead: 2,
      skipValidations: typeof BUNDLED !== "undefined",
      errorMessageProvider: messages,
    });
    this.messages = messages;
  }

  /** Imagined tokens have no place; chevrotain takes -1 for that when it computes a node's extent. */
  protected override getTokenToInsert(type: TokenType): IToken {
    return { ...createTokenInstance(type, "", -1, -1, -1, -1, -1, -1), isInsertedInRecovery: true };
  }

  /** A name only behind a declaration's keyword: a body must not be lost because nobody has named it yet. */
  protected override canTokenTypeBeInsertedInRecovery(type: TokenType): boolean {
    return insertable.has(type) || (type === t.Word && declarationTokens.has(this.LA(0).tokenType));
  }

  /** What opens a clause or ends a body is not what is too much: what stands before it lacks something. */
  protected override canTokenTypeBeDeletedInRecovery(): boolean {
    const { tokenType } = this.LA(1);
    return tokenType !== t.RCurly && tokenType !== t.LabelName && !firmTokens.has(tokenType) && !this.isQuotedWord();
  }

  /** `status "disabled"  when login`: a text that stands for a word is not too much; behind it comes what is next. */
  private isQuotedWord(): boolean {
    return tokenMatcher(this.LA(1), t.StringToken) && clauseTokens.has(this.LA(0).tokenType);
  }

  readonly expression: Production = this.RULE("expression", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.conditional) },
      {
        // As in `operation`: a rule less for every value.
        ALT: () => {
          this.SUBRULE(this.operand);
          this.MANY(() => this.SUBRULE(this.tail));
        },
      },
    ]);
  });

  /** `if c then x else if d then y else z`: a chain, so that a long one is not deep. */
  readonly conditional: Production = this.RULE("conditional", () => {
    this.CONSUME(t.If);
    this.SUBRULE(this.expression, { LABEL: "condition" });
    this.CONSUME(t.Then);
    this.SUBRULE2(this.expression, { LABEL: "then" });
    this.MANY(() => this.SUBRULE(this.elseIf));
    this.CONSUME(t.Else);
    this.SUBRULE(this.operation, { LABEL: "else" });
  });

  readonly elseIf: Production = this.RULE("elseIf", () => {
    this.CONSUME(t.Else);
    this.CONSUME(t.If);
    this.SUBRULE(this.expression, { LABEL: "condition" });
    this.CONSUME(t.Then);
    this.SUBRULE2(this.expression, { LABEL: "then" });
  });

  readonly operation: Production = this.RULE("operation", () => {
    this.SUBRULE(this.operand);
    this.MANY(() => this.SUBRULE(this.tail));
  });

  /** What may follow an operand. */
  readonly tail: Production = this.RULE("tail", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.comparison) },
      { ALT: () => this.SUBRULE(this.existence) },
      { ALT: () => this.SUBRULE(this.infix) },
    ]);
  });

  readonly comparison: Production = this.RULE("comparison", () => {
    this.OPTION(() => this.CONSUME(t.Not));
    this.OPTION2(() => this.CONSUME(t.Cased));
    this.OR([
      { ALT: () => this.CONSUME(t.Equal, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Unequal, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.AtMost, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.AtLeast, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Less, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Greater, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.In, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Contains, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Startswith, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Endswith, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Like, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Matches, { LABEL: "operator" }) },
    ]);
    this.OPTION3(() => this.CONSUME(t.All));
    this.SUBRULE(this.operand);
  });

  readonly existence: Production = this.RULE("existence", () => {
    this.OPTION(() => this.CONSUME(t.Not));
    this.CONSUME(t.Exists);
  });

  readonly infix: Production = this.RULE("infix", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.And, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Or, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Plus, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Minus, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Star, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Slash, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Range, { LABEL: "operator" }) },
    ]);
    this.SUBRULE(this.operand);
  });

  readonly operand: Production = this.RULE("operand", () => {
    this.MANY(() => this.SUBRULE(this.prefix));
    this.OR([
      { ALT: () => this.SUBRULE(this.call) },
      { ALT: () => this.SUBRULE(this.path) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.listLiteral) },
      { ALT: () => this.CONSUME(t.StringToken, { LABEL: "literal" }) },
      { ALT: () => this.CONSUME(t.NumberToken, { LABEL: "literal" }) },
      { ALT: () => this.CONSUME(t.Duration, { LABEL: "literal" }) },
      { ALT: () => this.CONSUME(t.AddressToken, { LABEL: "literal" }) },
      { ALT: () => this.CONSUME(t.Regex, { LABEL: "literal" }) },
      { ALT: () => this.CONSUME(t.True, { LABEL: "literal" }) },
      { ALT: () => this.CONSUME(t.False, { LABEL: "literal" }) },
    ]);
  });

  readonly prefix: Production = this.RULE("prefix", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Not, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Minus, { LABEL: "operator" }) },
      { ALT: () => this.CONSUME(t.Every, { LABEL: "operator" }) },
    ]);
  });

  readonly group: Production = this.RULE("group", () => {
    this.CONSUME(t.LParen);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RParen);
  });

  /** `[a, b]`; a comma may stand behind the last element. */
  readonly listLiteral: Production = this.RULE("listLiteral", () => {
    this.CONSUME(t.LBracket);
    this.OPTION(() => {
      this.SUBRULE(this.expression, { LABEL: "item" });
      this.MANY(() => {
        this.CONSUME(t.Comma);
        this.SUBRULE2(this.expression, { LABEL: "item" });
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.RBracket);
  });

  /** `lower(user)`, `count(E where x)`, `distinct(f of E)`, `percentile(f of E, 95)`. */
  readonly call: Production = this.RULE("call", () => {
    this.CONSUME(t.Word, { LABEL: "function" });
    this.CONSUME(t.LParen);
    this.OPTION(() => {
      this.SUBRULE(this.expression, { LABEL: "argument" });
      this.MANY(() => {
        this.CONSUME(t.Comma);
        this.SUBRULE2(this.expression, { LABEL: "argument" });
      });
    });
    this.OPTION2(() => {
      this.CONSUME(t.Of);
      this.CONSUME2(t.Word, { LABEL: "event" });
    });
    this.OPTION3(() => {
      this.CONSUME(t.Where);
      this.SUBRULE3(this.expression, { LABEL: "where" });
    });
    this.MANY2(() => {
      this.CONSUME2(t.Comma);
      this.SUBRULE4(this.expression, { LABEL: "rest" });
    });
    this.CONSUME(t.RParen);
  });

  readonly path: Production = this.RULE("path", () => {
    this.CONSUME(t.Word, { LABEL: "root" });
    this.MANY(() => this.SUBRULE(this.accessor));
    this.OPTION(() => this.CONSUME(t.LooseDot));
  });

  readonly accessor: Production = this.RULE("accessor", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Dot);
          this.CONSUME(t.AnyWord, { LABEL: "member" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.LBracket);
          this.SUBRULE(this.expression, { LABEL: "index" });
          this.CONSUME(t.RBracket);
        },
      },
    ]);
  });
}
