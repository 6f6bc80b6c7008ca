/**
 * The parser's own grammar, walked as an automaton: fed with the tokens before a place, it knows what may come next
 * there and inside which constructs. Invariant: it accepts every text that the parser accepts; where a token fits
 * nowhere, it leaves as few constructs as it needs to go on, or else skips the token.
 */
import {
  Alternation,
  Alternative,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
  type IProduction,
  type TokenType,
} from "chevrotain";
import type { Token } from "./lexer.ts";
import { parser } from "./parser/instance.ts";
import { isA } from "./tokens.ts";

/** A construct that is being read. */
export interface Frame {
  readonly rule: string;
  readonly parent?: Frame;
  /** Index of its first token. */
  readonly first: number;
}

/** What is still to be read: a production, then the next cell; after the last cell the declaration is complete. */
interface Cell {
  readonly production: IProduction;
  readonly frame: Frame;
  readonly next?: Cell;
}

/** A token that may come next. */
export interface NextToken {
  readonly type: TokenType;
  /** The role that the grammar gives it, as `event` or `label`. */
  readonly label?: string;
  readonly frame: Frame;
}

export interface Walk {
  readonly options: readonly NextToken[];
  /** What may come next if everything but the declaration's body is left unfinished. */
  readonly clauses: readonly NextToken[];
  /** True if the declaration may end here. */
  readonly complete: boolean;
}

interface Head {
  readonly terminal: Terminal;
  readonly cell: Cell;
}

/** Reads the tokens from the start rule on and says what may follow them. */
export function walk(tokens: readonly Token[]): Walk {
  const start = parser.getGAstProductions()["declaration"]!;
  const frame: Frame = { rule: start.name, first: 0 };
  let states: (Cell | undefined)[] = [chain(start.definition, frame, undefined)];
  let at = 0;
  for (const token of tokens) {
    const following = step(states, token, at) ?? recover(states, token, at);
    if (following !== undefined) states = following;
    at++;
  }
  return {
    options: nextTokens(states, at),
    clauses: nextTokens(states.map(toBody), at),
    complete: states.some((state) => ends(state, at)),
  };
}

function nextTokens(states: readonly (Cell | undefined)[], at: number): NextToken[] {
  return states
    .flatMap((state) => heads(state, at))
    .map(({ terminal, cell }) => ({
      type: terminal.terminalType,
      ...(terminal.label === undefined ? {} : { label: terminal.label }),
      frame: cell.frame,
    }));
}

/** Leaves every construct inside a declaration; the declaration itself is the child of the start rule. */
function toBody(state: Cell | undefined): Cell | undefined {
  let open = state;
  while (open?.frame.parent?.parent !== undefined) open = leave(open);
  return open;
}

function step(states: readonly (Cell | undefined)[], token: Token, at: number): (Cell | undefined)[] | undefined {
  const fitting = states.flatMap((state) => heads(state, at)).filter((head) => isA(token, head.terminal.terminalType));
  return fitting.length === 0 ? undefined : fitting.map((head) => head.cell.next);
}

/** Leaves the innermost constructs, one after the other, until the token fits. */
function recover(states: readonly (Cell | undefined)[], token: Token, at: number): (Cell | undefined)[] | undefined {
  let open = states;
  while (open.some((state) => state !== undefined)) {
    open = open.map((state) => state && leave(state));
    const following = step(open, token, at);
    if (following !== undefined) return following;
  }
  return undefined;
}

/** What is to be read behind the innermost construct. Inside a repetition that is its next round. */
function leave(cell: Cell): Cell | undefined {
  const { frame } = cell;
  let next: Cell | undefined = cell;
  while (next !== undefined && next.frame === frame) next = next.next;
  return next;
}

/** The tokens that a state can go on with. */
function heads(cell: Cell | undefined, at: number): Head[] {
  if (cell === undefined) return [];
  if (cell.production instanceof Terminal) return [{ terminal: cell.production, cell }];
  return expand(cell, at).flatMap((next) => heads(next, at));
}

function ends(cell: Cell | undefined, at: number): boolean {
  if (cell === undefined) return true;
  return !(cell.production instanceof Terminal) && expand(cell, at).some((next) => ends(next, at));
}

/** The ways to go on from a production that is no token. */
function expand(cell: Cell, at: number): (Cell | undefined)[] {
  const { production, frame, next } = cell;
  if (production instanceof NonTerminal) {
    const inner: Frame = { rule: production.nonTerminalName, parent: frame, first: at };
    return [chain(production.referencedRule.definition, inner, next)];
  }
  if (production instanceof Alternation) {
    return production.definition.map((alternative) => chain([alternative], frame, next));
  }
  if (production instanceof Alternative) return [chain(production.definition, frame, next)];
  if (production instanceof Option || production instanceof Repetition) {
    return [chain(production.definition, frame, production instanceof Option ? next : cell), next];
  }
  if (production instanceof RepetitionMandatory) {
    const again = { production: new Repetition({ definition: production.definition }), frame, next };
    return [chain(production.definition, frame, again)];
  }
  if (production instanceof RepetitionMandatoryWithSeparator || production instanceof RepetitionWithSeparator) {
    const items = chain(production.definition, frame, separated(production, frame, next));
    return production instanceof RepetitionWithSeparator ? [items, next] : [items];
  }
  throw new Error(`no such production: ${production.constructor.name}`);
}

function separated(
  production: RepetitionMandatoryWithSeparator | RepetitionWithSeparator,
  frame: Frame,
  next: Cell | undefined,
): Cell {
  const separator = new Terminal({ terminalType: production.separator });
  return { production: new Repetition({ definition: [separator, ...production.definition] }), frame, next };
}

function chain(productions: readonly IProduction[], frame: Frame, next: Cell | undefined): Cell | undefined {
  return productions.reduceRight<Cell | undefined>((rest, production) => ({ production, frame, next: rest }), next);
}
