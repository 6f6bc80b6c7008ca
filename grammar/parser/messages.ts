/**
 * What the parser says when a text does not fit: what stands there, what was expected in which construct, and how that
 * construct is written. Invariant: no message names a rule of the grammar or a token type.
 */
import { EOF, tokenLabel, type IParserErrorMessageProvider, type IToken, type TokenType } from "chevrotain";
import type { Mend, Span } from "../ast.ts";
import { clauseWordsOf } from "../clauses.ts";
import { t } from "../tokens.ts";
import { declarationWords } from "../words.ts";
import { closedSlip } from "./closed.ts";
import { comparedSlip } from "./compared.ts";
import { constructs } from "./constructs.ts";
import { countedSlip } from "./counted.ts";
import { adviceIn, behindEvent, habit, nameAdvice } from "./habits.ts";
import { openingAdvice } from "./openings.ts";
import { joinedSlip } from "./joined.ts";
import { isNeedlessSign, mendOf } from "./mends.ts";
import { misplacedSlip } from "./misplaced.ts";
import { namedSlip } from "./named.ts";
import { labelOf, phraseOf } from "./phrases.ts";
import { rowSlip } from "./rows.ts";
import { firstOf, isClauseWord, type Place, type Refused, type Slip } from "./slip.ts";

/** More than these are a list that nobody reads. */
const mostTokens = 6;

const names: ReadonlySet<TokenType> = new Set([t.Word, t.AnyWord]);

function found(token: IToken, wanted: string): string {
  if (token.tokenType === EOF) return "but the declaration ends here";
  const shown = token.image.length > 40 ? `${token.image.slice(0, 40)}...` : token.image;
  const isOther = token.tokenType === t.Identifier || token.tokenType === t.LabelName;
  const word = /^[a-z]+$/.test(token.image) && wanted.includes("a name") && !isOther;
  const why = word ? ", a word of the language (in back quotes it can be a field)" : "";
  return `but found \`${shown.replace(/\s+/g, " ")}\`${why}`;
}

function sentence(ruleName: string, wanted: string, actual: IToken, advice: string): string {
  const construct = constructs[ruleName];
  const place = construct === undefined ? "here" : `in ${construct.name}`;
  return `Expected ${wanted} ${place}, ${found(actual, wanted)}.${advice === "" ? "" : ` ${advice}`}`;
}

/** An unknown word where a clause could begin is most likely meant to be one. */
function clausesFor(ruleName: string, wanted: string, actual: IToken): readonly string[] {
  return isInBody(wanted) && actual.tokenType === t.Identifier ? clauseWordsOf(ruleName) : [];
}

/** A clause or step could begin here. */
const isInBody = (wanted: string): boolean => wanted.includes("or `}`");

function placeOf(ruleName: string, wanted: string): Place {
  if (isInBody(wanted)) return "body";
  if (ruleName === "assignment") return "assignment";
  if (wanted === "a name" && ruleName.endsWith("Declaration")) return "name";
  return wanted === "`{`" && ruleName.endsWith("Declaration") ? "head" : "inside";
}

function adviceOf(ruleName: string, wanted: string, actual: IToken, previous: IToken | undefined): string {
  const form = constructs[ruleName]?.form;
  const declares = ruleName.endsWith("Declaration");
  if (actual.image === "-" && declares) return nameAdvice;
  if (actual.image === "=" && placeOf(ruleName, wanted) === "name")
    return `Its name is missing. It is written: ${form ?? ""}`;
  if (actual.image === ":" && placeOf(ruleName, wanted) === "head")
    return `What it says stands in braces. It is written: ${form ?? ""}`;
  const inBody = isInBody(wanted);
  if (isNeedlessSign(actual, placeOf(ruleName, wanted), previous))
    return `No sign stands behind \`${previous!.image}\`: leave it out.`;
  const advice = adviceIn(ruleName, actual, previous) ?? habit(actual, inBody, previous);
  if (advice !== undefined) return advice;
  if (inBody && actual.tokenType === EOF) return "Close it with `}`.";
  if (inBody && actual.tokenType === t.LabelName) {
    return "A colon stands behind the label of a step. A clause has none: write its word and its value.";
  }
  if (actual.tokenType === t.LabelName) return "A colon stands behind the label of a step. Fields are set with `=`.";
  const clauses = clausesFor(ruleName, wanted, actual);
  if (clauses.length > 0) return `The clauses are ${clauses.map((word) => `\`${word}\``).join(", ")}.`;
  return form === undefined ? "" : `It is written: ${form}`;
}

function oneOf(paths: readonly (readonly TokenType[])[], ruleName: string): string {
  const starts = constructs[ruleName]?.starts;
  const firsts = [...new Set(paths.flatMap((path) => (path[0] === undefined ? [] : [tokenLabel(path[0])])))];
  if (starts !== undefined && (firsts.length > mostTokens || paths.some((path) => names.has(path[0]!)))) return starts;
  return firsts.length === 1 ? firsts[0]! : `${firsts.slice(0, -1).join(", ")} or ${firsts.at(-1)}`;
}

const SLIPS = [phraseOf, labelOf, countedSlip, comparedSlip, joinedSlip, closedSlip, rowSlip, namedSlip, misplacedSlip];

const slipOf = (refused: Refused): Slip | undefined => firstOf(SLIPS, refused);

/** For a token that belongs to no declaration. `behind`: the declaration that it follows, and maybe was meant to go on. */
export function strayMessage(token: IToken, behind?: Behind, next?: string): string {
  const inEvent = behind?.keyword.tokenType === t.Event;
  const slip = straySlip(behind);
  if (slip?.place !== undefined) return slip.advice;
  const advice =
    (behind === undefined ? openingAdvice(token.image, next) : undefined) ??
    slip?.advice ??
    habit(token, false, behind?.previous) ??
    (inEvent ? behindEvent(token) : undefined);
  const said =
    behind?.goesOn === true
      ? `Expected the end of the ${behind.keyword.image} here, ${found(token, "")}.`
      : `Expected ${constructs["declaration"]!.starts} here, ${found(token, "")}, which belongs to none.`;
  return advice === undefined ? said : `${said} ${advice}`;
}

export interface Behind extends Pick<Refused, "text" | "tokens" | "at"> {
  readonly keyword: IToken;
  readonly previous: IToken;
  readonly goesOn: boolean;
}

/** Only what goes on with the declaration can be a slip in it. */
export const straySlip = (behind: Behind | undefined): Slip | undefined =>
  behind?.goesOn === true ? slipOf({ ...behind, ruleName: "", wanted: "", place: "behind" }) : undefined;

/** What a file's first word may be meant to be, if it is no habit. */
export function strayWords(token: IToken, next: string | undefined): readonly string[] | undefined {
  const known = openingAdvice(token.image, next) ?? habit(token, false);
  return known === undefined && token.tokenType === t.Identifier ? declarationNames : undefined;
}

const declarationNames = Object.keys(declarationWords).map((word) => word.toLowerCase());

export function strayMend(token: IToken, behind?: Behind): Mend | undefined {
  const slip = straySlip(behind);
  return slip === undefined
    ? mendOf(behind?.text ?? "", token, "behind", behind?.goesOn === false ? undefined : behind?.previous)
    : slip.mend;
}

/**
 * Thrown out of the parser once a declaration has more errors than recovery should work through: chevrotain recurses
 * with every error in a repetition, so thousands of them would overflow the stack.
 */
export class TooManyErrors extends Error {
  readonly token: IToken;

  constructor(token: IToken) {
    super("too many errors");
    this.token = token;
  }
}

/** What is known of a refused token beside its message. */
export interface Told {
  readonly mend?: Mend;
  /** The clauses that may be meant. */
  readonly words?: readonly string[];
  readonly place?: Span;
}

/** Counts the errors of the declaration that is being parsed. */
export class Messages implements IParserErrorMessageProvider {
  private left = Infinity;
  private text = "";
  private tokens: readonly IToken[] = [];
  /** By the token that was refused. */
  readonly told = new Map<IToken, Told>();

  /** To be called before each declaration. */
  allow(errors: number, tokens: readonly IToken[], text = ""): void {
    this.left = errors;
    this.text = text;
    // The parser puts an end behind its own.
    this.tokens = [...tokens];
    this.told.clear();
  }

  buildMismatchTokenMessage: IParserErrorMessageProvider["buildMismatchTokenMessage"] = ({
    expected,
    actual,
    ruleName,
  }) => {
    // A body that should close but does not: what stands there is no clause of it.
    const starts = expected === t.RCurly ? constructs[ruleName]?.starts : undefined;
    return this.say(ruleName, starts ?? tokenLabel(expected), actual);
  };

  buildNotAllInputParsedMessage: IParserErrorMessageProvider["buildNotAllInputParsedMessage"] = ({ firstRedundant }) =>
    strayMessage(firstRedundant);

  buildNoViableAltMessage: IParserErrorMessageProvider["buildNoViableAltMessage"] = (options) =>
    this.say(options.ruleName, oneOf(options.expectedPathsPerAlt.flat(), options.ruleName), options.actual[0]!);

  buildEarlyExitMessage: IParserErrorMessageProvider["buildEarlyExitMessage"] = (options) =>
    this.say(options.ruleName, oneOf(options.expectedIterationPaths, options.ruleName), options.actual[0]!);

  private say(ruleName: string, wanted: string, actual: IToken): string {
    this.left--;
    if (this.left < 0) throw new TooManyErrors(actual);
    // What chevrotain calls the previous token is at times one that recovery has skipped later.
    const at = actual.tokenType === EOF ? this.tokens.length : this.tokens.indexOf(actual);
    const previous = this.tokens[at - 1];
    const place = placeOf(ruleName, wanted);
    const slip = slipOf({ ruleName, wanted, place, text: this.text, tokens: this.tokens, at });
    if (slip !== undefined) {
      this.told.set(actual, slip);
      return slip.place === undefined ? sentence(ruleName, wanted, actual, slip.advice) : slip.advice;
    }
    const clauses = clausesFor(ruleName, wanted, actual);
    const isHabit = adviceIn(ruleName, actual, previous) !== undefined;
    const listed = actual.image === "," && (ruleName === "sequence" || ruleName === "allOf" || ruleName === "anyOf");
    // In front of anything else than a clause it may be to make a list, or to join conditions.
    const choice = actual.image === "," && place === "body" && !listed && !isClauseWord(this.tokens[at + 1]);
    this.told.set(actual, {
      ...(!choice && (place === "assignment" || listed || !isHabit)
        ? { mend: mendOf(this.text, actual, place, previous) }
        : {}),
      ...(clauses.length > 0 && habit(actual, true, previous) === undefined ? { words: clauses } : {}),
    });
    return sentence(ruleName, wanted, actual, adviceOf(ruleName, wanted, actual, previous));
  }
}
