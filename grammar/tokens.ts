/**
 * The one token table: pattern, label for messages, TextMate scope, semantic token type and doc line of every token.
 * Lexer, parser, highlighting, hover and completion read it; nothing else says what a token looks like.
 * Invariant: order is priority.
 */
import { createToken, Lexer, type TokenType } from "chevrotain";
import {
  AddressToken,
  BadNumber,
  BlockString,
  Duration,
  EscapedString,
  Float,
  Int,
  Ipv4,
  Ipv6,
  NumberToken,
  Percent,
  RawString,
  Size,
  StringToken,
} from "./literals.ts";
import { scanForeign, scanRegex, unknownSigns, unknownStarts } from "./scan.ts";
import { category, token, tokenFacts } from "./token.ts";
import { clauseWords, declarationWords, innerWords, reservedWords } from "./words.ts";

// ---- categories -------------------------------------------------------------------------------------------------

/** What may stand behind a dot. */
export const AnyWord = category("AnyWord", "a name");
/** What may name something: every word that is not reserved, and quoted names. */
export const Word = category("Word", "a name", AnyWord);

// ---- words ------------------------------------------------------------------------------------------------------

const Identifier = token("Identifier", {
  label: "a name",
  pattern: /[A-Za-z_][A-Za-z0-9_]*/,
  categories: [Word],
  scope: "variable.other.mangrove",
  semantic: "variable",
});

const QuotedName = token("QuotedName", {
  label: "a name in back quotes",
  pattern: /`[^`\r\n]*`?/,
  categories: [Word],
  scope: "variable.other.quoted.mangrove",
  semantic: "variable",
});

/** A name that the layout has found to be a label (`clauses.ts`): it begins a step and is nobody's value. */
const LabelName = token("LabelName", { label: "a label", pattern: Lexer.NA, categories: [AnyWord] });

/** With a wrong number of digits too: the check of techniques then says which one may be meant. */
const Technique = token("Technique", {
  label: "an ATT&CK technique",
  pattern: /[Tt]\d+\.\d+(?![A-Za-z0-9_])/,
  categories: [Word],
  scope: "constant.other.technique.mangrove",
  semantic: "macro",
});

function words<Name extends string>(docs: Readonly<Record<Name, string>>, above: TokenType, scope: string) {
  const made: Partial<Record<Name, TokenType>> = {};
  for (const name of Object.keys(docs) as Name[]) {
    const word = name.toLowerCase();
    made[name] = token(name, {
      label: `\`${word}\``,
      pattern: word,
      categories: [above],
      before: Identifier,
      scope,
      semantic: "keyword",
      doc: docs[name],
    });
  }
  return made as Record<Name, TokenType>;
}

const declarations = words(declarationWords, Word, "keyword.control.declaration.mangrove");

/**
 * Clause words come in two types. The lexer makes the soft one (`WhenWord`), which may open a clause or name a field. Where
 * the layout says that it opens a clause, `clauses.ts` makes it the firm one (`When`), which is no name; so an unfinished
 * clause does not take the next one's keyword for its value.
 */
function clauseTypes<Name extends string>(docs: Readonly<Record<Name, string>>) {
  const firm: Partial<Record<Name, TokenType>> = {};
  const soft = new Map<TokenType, TokenType>();
  for (const name of Object.keys(docs) as Name[]) {
    const word = name.toLowerCase();
    const details = {
      label: `\`${word}\``,
      scope: "keyword.control.clause.mangrove",
      semantic: "keyword" as const,
      doc: docs[name],
    };
    const type = token(name, { ...details, pattern: Lexer.NA });
    firm[name] = type;
    soft.set(type, token(`${name}Word`, { ...details, pattern: word, categories: [type, Word], before: Identifier }));
  }
  return { firm: firm as Record<Name, TokenType>, soft };
}

const { firm: clauses, soft: softClauses } = clauseTypes({ ...clauseWords, ...innerWords });
const reserved = words(reservedWords, AnyWord, "keyword.control.mangrove");

/** `format` of a time clause: only there a string follows, which keeps it apart from the clause of the same name. */
const TimeFormat = token("TimeFormat", {
  label: "`format`",
  pattern: /format(?=[ \t]+["'])/,
  categories: [Word],
  scope: "keyword.control.clause.mangrove",
  semantic: "keyword",
  doc: 'How the time is written: `format "dd/LLL/yyyy:HH:mm:ss ZZZ"`.',
});

// ---- comments and blanks ----------------------------------------------------------------------------------------

const Blank = createToken({ name: "Blank", pattern: /[\s\uFEFF]+/, group: Lexer.SKIPPED, line_breaks: true });
const DocComment = token("DocComment", {
  label: "a doc comment",
  pattern: /\/\/\/(?!\/)[^\r\n]*/,
  group: "comments",
  scope: "comment.line.documentation.mangrove",
  semantic: "comment",
});
const Comment = token("Comment", {
  label: "a comment",
  pattern: /\/\/[^\r\n]*/,
  group: "comments",
  scope: "comment.line.double-slash.mangrove",
  semantic: "comment",
});

/** Comments and strings as other languages, and word processors, have them: nothing that the parser sees. */
const Foreign = token("Foreign", {
  label: "a comment",
  pattern: { exec: scanForeign },
  group: "foreign",
  lineBreaks: true,
  starts: [..."#-/<\u201c\u201d\u201e\u2018\u2019\u00ab"],
});

/**
 * What no other token fits, to be told and skipped: as many signs as there are at once, for the lexer would try every token
 * at each of them. Round quotes stand alone, since each may open a text.
 */
const Unknown = createToken({
  name: "Unknown",
  pattern: unknownSigns,
  group: "unknown",
  line_breaks: false,
  start_chars_hint: unknownStarts(),
});

// ---- signs ------------------------------------------------------------------------------------------------------

function sign(name: string, pattern: string, scope: string): TokenType {
  return token(name, { label: `\`${pattern}\``, pattern, scope });
}

function operator(name: string, text: string, doc: string, pattern: string | RegExp = text): TokenType {
  const scope = "keyword.operator.mangrove";
  return token(name, { label: `\`${text}\``, pattern, scope, semantic: "operator", doc });
}

const operators = {
  Equal: operator("Equal", "==", "The values are equal; strings ignore case."),
  Unequal: operator("Unequal", "!=", "Exactly `not ==`: true also where the field is missing."),
  AtMost: operator("AtMost", "<=", "Less or equal."),
  AtLeast: operator("AtLeast", ">=", "Greater or equal."),
  Less: operator("Less", "<", "Less."),
  Greater: operator("Greater", ">", "Greater."),
  Assign: operator("Assign", "=", "Gives the field on the left the value on the right."),
  Plus: operator("Plus", "+", "Adds numbers or durations, joins strings."),
  Minus: operator("Minus", "-", "Subtracts; a time minus a time is a duration."),
  Star: operator("Star", "*", "Multiplies."),
  // As an expression, since chevrotain takes a plain "/" behind Regex for unreachable.
  Slash: operator("Slash", "/", "Divides.", /\//),
  Range: operator("Range", "..", "From ... to, both ends included."),
};

const punctuation = {
  Colon: sign("Colon", ":", "punctuation.separator.label.mangrove"),
  Comma: sign("Comma", ",", "punctuation.separator.mangrove"),
  LParen: sign("LParen", "(", "punctuation.section.parens.begin.mangrove"),
  RParen: sign("RParen", ")", "punctuation.section.parens.end.mangrove"),
  LBracket: sign("LBracket", "[", "punctuation.section.brackets.begin.mangrove"),
  RBracket: sign("RBracket", "]", "punctuation.section.brackets.end.mangrove"),
};

/** A dot counts only directly before a word, so that a half-typed `user.` does not swallow the next line. */
const Dot = token("Dot", {
  label: "`.`",
  pattern: /\.(?=[A-Za-z_`])/,
  scope: "punctuation.accessor.mangrove",
});
const LooseDot = token("LooseDot", { label: "`.`", pattern: /\./ });

const braces = {
  LCurly: token("LCurly", { label: "`{`", pattern: "{", scope: "punctuation.section.block.begin.mangrove" }),
  RCurly: token("RCurly", { label: "`}`", pattern: "}", scope: "punctuation.section.block.end.mangrove" }),
};

/** Tokens behind which a slash divides. Reserved words are not among them: an operand has to follow those. */
const valueEnds = new Set<TokenType>([
  ...[Identifier, QuotedName, Technique, TimeFormat, ...Object.values(declarations), ...softClauses.values()],
  ...[BlockString, EscapedString, RawString, Ipv6, Ipv4, Percent, Size, Duration, BadNumber, Float, Int, LooseDot],
  ...[reserved.True, reserved.False, reserved.Exists, punctuation.RParen, punctuation.RBracket],
]);

const Regex = token("Regex", {
  label: "a regular expression",
  pattern: {
    exec: scanRegex(
      (type) => valueEnds.has(type),
      (type) => type === softClauses.get(clauses.Format),
    ),
  },
  starts: ["/"],
  scope: "string.regexp.mangrove",
  semantic: "regexp",
});

/** Every token type by name, for the parser. */
export const t = {
  ...{ AnyWord, Word, StringToken, NumberToken, AddressToken },
  ...{ Identifier, LabelName, QuotedName, Technique, TimeFormat, ...declarations, ...clauses, ...reserved },
  ...{ DocComment, Comment, BlockString, EscapedString, RawString, Regex },
  ...{ Ipv6, Ipv4, Percent, Size, Duration, BadNumber, Float, Int },
  ...{ ...operators, ...punctuation, Dot, LooseDot, ...braces },
};

/** Longer ones first: `within` is neither `with` nor a name. */
const keywords = [...Object.values(declarations), ...softClauses.values(), ...Object.values(reserved)].sort(
  (a, b) => b.name.length - a.name.length,
);

/** In the order in which the lexer tries them. */
export const lexerOrder: TokenType[] = [
  ...[Blank, DocComment, Comment, Foreign, BlockString, EscapedString, RawString, Regex],
  ...[Ipv6, Ipv4, Percent, Size, Duration, BadNumber, Float, Int],
  ...[Technique, TimeFormat],
  ...keywords,
  ...[Identifier, QuotedName, ...Object.values(operators), ...Object.values(punctuation), Dot, LooseDot],
  ...[...Object.values(braces), Unknown],
];

/** Categories and tokens, as the parser needs them. */
export const vocabulary: TokenType[] = [
  AnyWord,
  Word,
  StringToken,
  NumberToken,
  AddressToken,
  LabelName,
  ...Object.values(clauses),
  ...lexerOrder,
];

export const declarationTokens: ReadonlySet<TokenType> = new Set(Object.values(declarations));
export const clauseTokens: ReadonlySet<TokenType> = new Set([
  ...Object.values(clauses),
  ...softClauses.values(),
  TimeFormat,
]);
/** Clause words that the layout has found to open a clause. */
export const firmTokens: ReadonlySet<TokenType> = new Set(Object.values(clauses));
export const reservedTokens: ReadonlySet<TokenType> = new Set(Object.values(reserved));

/** The word that a keyword token is written as; undefined for everything else. */
export function keywordText(type: TokenType): string | undefined {
  if (!declarationTokens.has(type) && !clauseTokens.has(type) && !reservedTokens.has(type)) return undefined;
  return tokenFacts(type)?.label.slice(1, -1);
}

/** What the lexer makes of a clause word, given its firm type. */
export function softType(firm: TokenType): TokenType {
  return softClauses.get(firm)!;
}

export { isA, tokenFacts, type SemanticType, type TokenFacts } from "./token.ts";
