/**
 * The grammar as a page to read, made from the parser's own rules. Invariant: every rule stands behind one that uses it,
 * so that the page reads from whole declarations down to single names.
 */
import {
  Alternation,
  Alternative,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  Terminal,
  type IProduction,
  type RepetitionWithSeparator,
  type Rule,
  type TokenType,
} from "chevrotain";
import { parser } from "./parser/instance.ts";
import { t, tokenFacts } from "./tokens.ts";

/** Tokens that are more than one text. */
const classes = new Map<TokenType, readonly [string, string]>([
  [
    t.Word,
    ["NAME", "letters, digits and `_`, not beginning with a digit and not reserved; or anything in back quotes"],
  ],
  [t.AnyWord, ["WORD", "a `NAME` or a reserved word"]],
  [t.StringToken, ["STRING", '`"escaped"`, `\'raw\'` or `"""several lines"""`']],
  [t.NumberToken, ["NUMBER", "`10`, `0.5`, `0.1%`, `1.5GB`, `1GiB`"]],
  [t.Duration, ["DURATION", "`200ms`, `30s`, `10m`, `2h`, `7d`, `1w`"]],
  [t.AddressToken, ["ADDRESS", "`10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`"]],
  [t.Regex, ["REGEX", "`/pattern/flags`"]],
]);

/** What recovery needs and no reader. */
const hidden: ReadonlySet<TokenType> = new Set([t.LabelName, t.LooseDot]);

const widest = 115;

/** `docs/grammar.md` */
export function grammarPage(): string {
  const terminals = [...classes.values()].map(([name, meaning]) => `- \`${name}\`: ${meaning}`);
  return `# The grammar

Every rule of the language, generated from the parser. What the constructs are for is in [language.md](language.md).
\`[ x ]\` may be left out, \`{ x }\` may stand any number of times, \`x | y\` is one of them; what is in quotes is written as it
stands. Line breaks mean nothing; \`// comments\` and \`/// doc comments\` may stand anywhere.

\`\`\`ebnf
file = { declaration } ;
${rulesInOrder().map(printedRule).join("\n")}
\`\`\`

Names and literals:

${terminals.join("\n")}

Operators, loosest first: \`or\`, \`and\`, \`not\`, comparisons (they do not chain), \`..\`, \`+ -\`, \`* /\`, a minus sign.
The reserved words are those of expressions and patterns; every other word may name a field, and behind a dot every word may.
An \`after\` without a name and an \`approve\` without a question are read and then refused.
`;
}

function rulesInOrder(): Rule[] {
  const found = new Set<Rule>();
  const visit = (production: IProduction): void => {
    if (production instanceof NonTerminal) enter(production.referencedRule);
    else if (!(production instanceof Terminal)) (production as Alternative).definition.forEach(visit);
  };
  const enter = (rule: Rule): void => {
    if (found.has(rule)) return;
    found.add(rule);
    rule.definition.forEach(visit);
  };
  enter(parser.getGAstProductions()["declaration"]!);
  return [...found];
}

function printedRule({ name, definition }: Rule): string {
  const only = definition.length === 1 ? definition[0] : undefined;
  const choices = only instanceof Alternation ? alternatives(only) : [sequence(definition)];
  const line = `${name} = ${choices.join(" | ")} ;`;
  if (line.length <= widest) return line;
  if (choices.length === 1) return wrapped(line);
  return `${name} =\n  ${choices.map(wrapped).join("\n| ")} ;`.replaceAll("\n| ", "\n  | ");
}

/** Breaks a long line where a space is, deeper than its beginning. */
function wrapped(line: string): string {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > widest) {
    const at = rest.lastIndexOf(" ", widest);
    lines.push(rest.slice(0, at));
    rest = `    ${rest.slice(at + 1)}`;
  }
  return [...lines, rest].join("\n");
}

function sequence(productions: readonly IProduction[]): string {
  const shown = productions.map(printed).filter((text) => text !== "");
  return shown.join(" ");
}

function alternatives({ definition }: Alternation): string[] {
  return definition.map(printed).filter((text) => text !== "");
}

function printed(production: IProduction): string {
  if (production instanceof Terminal) return terminal(production.terminalType);
  if (production instanceof NonTerminal) return production.nonTerminalName;
  if (production instanceof Alternation) {
    const choices = alternatives(production);
    return choices.length === 1 ? choices[0]! : `( ${choices.join(" | ")} )`;
  }
  if (production instanceof Alternative) return sequence(production.definition);
  const inner = inside(production as Option);
  if (inner === "") return "";
  if (production instanceof Option) return `[ ${inner} ]`;
  if (production instanceof Repetition) return `{ ${inner} }`;
  if (production instanceof RepetitionMandatory) return `${inner} { ${inner} }`;
  const separated = `${inner} { ${terminal((production as RepetitionWithSeparator).separator)} ${inner} }`;
  return production instanceof RepetitionMandatoryWithSeparator ? separated : `[ ${separated} ]`;
}

/** A choice needs no parentheses of its own inside of brackets. */
function inside({ definition }: Option): string {
  const [only] = definition;
  if (definition.length === 1 && only instanceof Alternation) return alternatives(only).join(" | ");
  return sequence(definition);
}

function terminal(type: TokenType): string {
  if (hidden.has(type)) return "";
  const name = classes.get(type)?.[0];
  return name ?? `"${tokenFacts(type)!.label.slice(1, -1)}"`;
}
