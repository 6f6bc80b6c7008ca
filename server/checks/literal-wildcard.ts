/**
 * `user == "ro*"`, `user like "a%"`: a wildcard that is none where it stands, so that only the sign itself would fit. Says
 * nothing where the sign may well be meant, inside of a text, or where a log has shown this very value.
 */
import type {
  CompareExpression,
  Expression,
  ListDeclaration,
  SourceDeclaration,
  Span,
  StringLiteral,
} from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { ownCheck, type Edit, type Fix } from "./diagnostic.ts";
import { comparesOf } from "./nodes.ts";

export const literalWildcard = ownCheck(
  "literal-wildcard",
  "warning",
  "A wildcard that is none where it stands",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      if (declaration.kind === "list") yield* inList(document, declaration);
      if (declaration.kind === "source") yield* inTemplates(document, declaration);
      for (const compare of comparesOf(declaration)) {
        const sign = signOf(compare.operator);
        const texts = sign === null ? [] : textsIn(compare.right).filter(({ value }) => sign.stands(value));
        const [first] = texts;
        if (
          sign === null ||
          first === undefined ||
          texts.some(({ value }) => isSeen(analysis, document, compare, value))
        )
          continue;
        const { start, end } = first;
        yield {
          location: { document, start, end },
          message: sign.message(compare),
          fixes: sign.fix(document, compare, texts),
        };
      }
    }
  },
);

/** A list compares as its type says: texts whole, globs as patterns. */
function* inList(document: string, { name, type, items }: ListDeclaration) {
  const texts = type === undefined || type.text === "string" ? textsIn(items) : [];
  const first = texts.find(({ value }) => EQUAL.stands(value));
  if (first === undefined || name === undefined) return;
  const edit =
    type === undefined ? { start: name.end, end: name.end, text: ": glob" } : { ...spanOf(type), text: "glob" };
  yield {
    location: { document, ...spanOf(first) },
    message: `A list of texts takes \`*\` for a star, so only a value with a star in it is meant here. For patterns write \`list ${name.text}: glob\`.`,
    fixes: [{ title: "Make it a list of `glob`", edits: [{ document, ...edit }] }],
  };
}

/** Signs of regular expressions that no message has in it. */
const REGEX = /\(\?P?<\w|\.\*|\.\+|\\[dwsDWS][+*)]/;

/** A template is text, but for what stands in braces. */
function* inTemplates(document: string, { templates }: SourceDeclaration) {
  for (const { text } of templates) {
    const found = text === undefined ? null : REGEX.exec(text.value.replaceAll(/\{[^}]*\}/g, ""));
    if (text === undefined || found === null) continue;
    yield {
      location: { document, ...spanOf(text) },
      message: `A template is matched letter by letter but for what stands in braces, so \`${found[0]}\` would have to stand in the message. For any text write a capture, as in \`{user}\`, \`{port:int}\` or \`{_rest}\`.`,
    };
  }
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

interface Sign {
  readonly stands: (text: string) => boolean;
  readonly message: (compare: CompareExpression) => string;
  readonly fix: (document: string, compare: CompareExpression, texts: readonly StringLiteral[]) => readonly Fix[];
}

function signOf(operator: CompareExpression["operator"]): Sign | null {
  if (operator === "like") return PERCENT;
  return STARS[operator] ?? null;
}

const star = (stands: Sign["stands"], instead: "like" | null): Sign => ({
  stands,
  message: ({ operator, negated }) =>
    instead === null
      ? `\`${operator}\` takes \`*\` for a star, so only texts with a star in them fit. ${WITHOUT}`
      : `\`${operator}\` takes \`*\` for a star, not for any text, so only a value with a star in it is meant here. For a pattern write \`${negated !== (operator === "!=") ? "not like" : "like"}\`.`,
  fix: (document, compare, texts) => (instead === null ? bare(document, texts) : useLike(document, compare)),
});

const WITHOUT = "What stands around the text does not matter to it: leave the star out, or write `like` for a pattern.";

/** Of a text in front, at the end, or both; a star alone, or one in the middle, may be what is looked for. */
const begins = (text: string): boolean => /^\*+[^*]/.test(text);
const ends = (text: string): boolean => /[^*]\*+$/.test(text);

/** `rm -rf /*` is looked for as it is. */
const isOneWord = (text: string): boolean => !/\s/.test(text);

const EQUAL = star((text) => begins(text) || ends(text), "like");
const STARS: Readonly<Partial<Record<CompareExpression["operator"], Sign>>> = {
  "==": EQUAL,
  "!=": EQUAL,
  in: EQUAL,
  contains: star((text) => begins(text) && ends(text), null),
  startswith: star((text) => ends(text) && isOneWord(text), null),
  endswith: star((text) => begins(text) && isOneWord(text), null),
};

const PERCENT: Sign = {
  // `%20` is how an address is written on the web.
  stands: (text) => !text.includes("*") && (/^%(?![0-9a-f]{2})./i.test(text) || /.%$/.test(text)),
  message: () =>
    "`like` takes `%` for a percent sign, so only texts with one fit. Any text is written `*` here, one character `?`.",
  fix: (document, _, texts) => [
    {
      title: "Write `*` for `%`",
      edits: texts.flatMap((text) => inner(document, text, (value) => value.replaceAll("%", "*"))),
    },
  ],
};

function useLike(document: string, { negated, operator, cased, operatorSpan }: CompareExpression): readonly Fix[] {
  if (negated || cased) return [];
  const like = operator === "!=" ? "not like" : "like";
  return [{ title: `Replace \`${operator}\` with \`${like}\``, edits: [{ document, ...operatorSpan, text: like }] }];
}

const bare = (document: string, texts: readonly StringLiteral[]): readonly Fix[] => [
  {
    title: "Leave the stars out",
    edits: texts.flatMap((text) => inner(document, text, (value) => value.replaceAll(/^\*+|\*+$/g, ""))),
  },
];

/** What stands between the quotes; only where that is written as it is meant. */
function inner(
  document: string,
  { start, end, value, quote }: StringLiteral,
  change: (value: string) => string,
): readonly Edit[] {
  if (end - start !== value.length + 2 * quote.length) return [];
  return [{ document, start: start + quote.length, end: end - quote.length, text: change(value) }];
}

const textsIn = (right: Expression | undefined): readonly StringLiteral[] =>
  (right?.kind === "list" ? right.items : [right]).filter((item) => item?.kind === "string");

/** The samples hold this value, star and all. */
function isSeen(analysis: Analysis, document: string, { left }: CompareExpression, value: string): boolean {
  const meaning = left?.kind === "path" ? analysis.mentionAt(document, left.end)?.meaning : undefined;
  if (meaning?.kind !== "field") return false;
  return analysis.values(meaning.field).some(([seen]) => seen.toLowerCase() === value.toLowerCase());
}
