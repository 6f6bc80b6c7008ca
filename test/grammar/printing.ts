/** What has to hold of the formatter for every text, and random texts to try it on. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { tokenize } from "../../grammar/lexer.ts";
import { parse } from "../../grammar/parse.ts";
import { format } from "../../grammar/print.ts";

/** Tokens and comments, with their types. */
function sequence(text: string): string[] {
  return tokenize(text).map(({ name, start, end }) => `${name} ${text.slice(start, end)}`);
}

/** The texts of the declarations, and whether there is an error in each. */
function declarations(text: string): { text: string; broken: boolean }[] {
  const { declarations, errors } = parse(text);
  return declarations.map(({ start, broken }, index) => {
    const end = declarations[index + 1]?.start ?? text.length;
    const own = tokenize(text.slice(start, end)).filter(({ semantic }) => semantic !== "comment");
    return {
      text: text.slice(start, start + own.at(-1)!.end),
      broken: broken || errors.some((error) => error.start >= start && error.start < end),
    };
  });
}

export function holds(text: string): void {
  const once = format(text);
  assert.equal(once.replace(/\s/g, ""), text.replace(/\s/g, ""), "only white space changes");
  assert.deepEqual(sequence(once), sequence(text));
  assert.equal(format(once), once, "twice is once");
  const before = declarations(text);
  const after = declarations(once);
  assert.deepEqual(
    after.map(({ broken }) => broken),
    before.map(({ broken }) => broken),
  );
  for (const [index, { broken, text: own }] of before.entries()) if (broken) assert.equal(after[index]!.text, own);
  const docs = (of: string) => parse(of).declarations.map(({ doc }) => doc);
  assert.deepEqual(docs(once), docs(text));
}

const name = fc.constantFrom("login", "user", "source.port", "status", "`cs-user`", "a[0].b", "event.action");
const event = fc.constantFrom("login", "logout", "knock");
const literal = fc.constantFrom(
  ...['"two words"', "'raw\\d'", '"""\n    tall\n  """', "5", "0.1%", "10m", "::1", "10.0.0.0/8", "/a{2} b/i", "true"],
);
const operator = fc.constantFrom(
  "==",
  "!=",
  "<",
  "in",
  "not in",
  "contains all",
  "cased like",
  "matches",
  "+",
  "-",
  "/",
);

/** Pieces with nothing between them: each is one token, or as good as one. */
type Pieces = readonly string[];

const { expression } = fc.letrec<{ expression: Pieces; operand: Pieces }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    name.map((each): Pieces => [each]),
    literal.map((each): Pieces => [each]),
    tie("expression").map((inner): Pieces => ["(", ...inner, ")"]),
    tie("operand").map((inner): Pieces => ["-", ...inner]),
    fc.array(tie("operand"), { maxLength: 3 }).map((each): Pieces => ["[", ...separated(each), "]"]),
    fc.array(tie("expression"), { maxLength: 3 }).map((each): Pieces => ["lower", "(", ...separated(each), ")"]),
    fc.tuple(event, tie("expression")).map(([of, where]): Pieces => ["count", "(", of, "where", ...where, ")"]),
  ),
  expression: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    tie("operand"),
    fc.tuple(tie("operand"), operator, tie("operand")).map(([a, op, b]): Pieces => [...a, ...op.split(" "), ...b]),
    fc
      .tuple(tie("expression"), tie("expression"))
      .map(([a, b]): Pieces => ["not", "(", ...a, ")", "and", "(", ...b, ")"]),
    fc
      .array(fc.tuple(fc.constantFrom("and", "or"), tie("operand")), { minLength: 4, maxLength: 12 })
      .map((each): Pieces => ["user", ...each.flatMap(([joint, operand]) => [joint, ...operand, "==", "1"])]),
    fc.tuple(tie("expression"), tie("operand")).map(([a, b]): Pieces => ["if", ...a, "then", "1", "else", ...b]),
  ),
}));

function separated(each: readonly Pieces[]): Pieces {
  return each.flatMap((pieces, index) => (index > 0 ? [",", ...pieces] : pieces));
}

const use = fc
  .tuple(event, fc.option(expression, { nil: undefined }))
  .map(([of, where]): Pieces => (where === undefined ? [of] : [of, "where", ...where]));
const { step } = fc.letrec<{ step: Pieces }>((tie) => {
  const steps = fc.array(tie("step"), { maxLength: 3 }).map((each): Pieces => ["{", ...each.flat(), "}"]);
  return {
    step: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      use,
      use.map((of): Pieces => ["entry", ":", ...of]),
      use.map((of): Pieces => ["a_long_label", ":", ...of]),
      use.map((of): Pieces => ["no", ...of, "within", "5m"]),
      steps.map((each): Pieces => ["any", ...each]),
      steps.map((each): Pieces => ["every", "sequence", "within", "1h", ...each]),
    ),
  };
});
const assignments = fc
  .array(fc.tuple(name, expression), { minLength: 1, maxLength: 3 })
  .map((each) => each.map(([target, value]): Pieces => [target, "=", ...value]));
const clause = fc.oneof(
  expression.map((value): Pieces => ["severity", ...value]),
  fc.array(name, { minLength: 1, maxLength: 2 }).map((each): Pieces => ["by", ...separated(each.map((one) => [one]))]),
  step.map((each): Pieces => ["when", "sequence", "{", ...each, "}"]),
  assignments.map((each): Pieces => ["emit", ...separated(each)]),
  assignments.map((each): Pieces => ["meta", "{", ...separated(each), "}"]),
);
const mapping = assignments.map((each): Pieces => ["map", "{", ...each.flat(), "}"]);
const declaration = fc.oneof(
  fc.array(clause, { maxLength: 4 }).map((each): Pieces => ["rule", "r", "{", ...each.flat(), "}"]),
  use.map((each): Pieces => ["event", "e", "=", ...each]),
  step.map((each): Pieces => ["event", "longer_name", "=", "any", "{", ...each, "}"]),
  fc
    .array(literal, { maxLength: 4 })
    .map((each): Pieces => ["list", "l", "=", "[", ...separated(each.map((one) => [one])), "]"]),
  fc.constant<Pieces>(["field", "app.tenant", ":", "list", "<", "string", ">"]),
  mapping.map((each): Pieces => ["source", "s", "from", "database", "{", "template", "1", '"{a} b"', ...each, "}"]),
  fc.constant<Pieces>(["test", '"t"', "{", "given", "s", '"""\n  line\n  """', "expect", "r", "3", "times", "}"]),
);
const gap = fc.oneof(
  { weight: 12, arbitrary: fc.constant(" ") },
  { weight: 3, arbitrary: fc.constantFrom("\n", "\n\n", "  ", "\t", "\r\n  ", "\n\n\n      ") },
  { weight: 1, arbitrary: fc.constantFrom(" // why\n", "\n/// doc\n", "\n  // on its own\n\n") },
);

/** Declarations that are right but for their layout, which may be anything. */
export const declared: fc.Arbitrary<string> = fc.array(declaration, { minLength: 1, maxLength: 4 }).chain((all) => {
  const pieces = all.flat();
  return fc
    .array(gap, { minLength: pieces.length, maxLength: pieces.length })
    .map((gaps) => pieces.map((piece, index) => piece + gaps[index]!).join(""));
});
