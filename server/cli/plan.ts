/** `grove plan`: what the engine makes of the rules. */
import { compilePlan } from "../engine/detect/compile.ts";
import { forestOf, type ForestPlan, type RuleShape } from "../engine/explain/forest.ts";
import { sourceSchemas } from "../engine/normalize/schema.ts";
import { duration } from "../engine/order/duration.ts";
import { load, sayDiagnostics } from "./load.ts";
import { readOptions } from "./options.ts";
import { number, plural, printable, printJson } from "./print.ts";

export function runPlan(args: readonly string[]): number {
  const options = readOptions("plan", args);
  if (!options) return 0;
  const workspace = load(options.root);
  sayDiagnostics(workspace, "errors");
  const schemas = sourceSchemas(workspace.program);
  const forest = forestOf(compilePlan(workspace.program, schemas), schemas);
  if (options.values.json) {
    for (const rule of forest.rules) printJson({ kind: "rule", ...rule });
    printJson({ kind: "plan", rules: forest.rules.length, leaves: forest.leaves });
  } else print(forest);
  return workspace.errors > 0 ? 2 : 0;
}

function print(forest: ForestPlan): void {
  const { rules, leaves } = forest;
  const shared = leaves.filter((leaf) => leaf.rules.length > 1);
  const found = leaves.filter((leaf) => leaf.found.length > 0);
  say(
    `${plural(rules.length, "rule")}, ${number(leaves.length)} leaves: ${number(shared.length)} shared by several rules, ${number(found.length)} found by an index`,
  );
  for (const rule of rules) printRule(forest, rule);
}

function printRule({ leaves }: ForestPlan, { rule, depth, by, patterns, leaves: own, memory, costs }: RuleShape): void {
  say("");
  const keyed = by.length === 0 ? "one key for all" : `by ${by.join(", ")}`;
  say(`${rule}  depth ${depth}, ${keyed}, remembers a quiet key for ${duration(memory)}`);
  for (const { kind, within, states } of patterns) {
    say(`  ${kind}${within > 0 ? ` within ${duration(within)}` : ""}`);
    for (const state of states) say(`    ${state}`);
  }
  for (const index of own) {
    const { of, rules, found } = leaves[index]!;
    const others = rules.length > 1 ? `, shared by ${number(rules.length)} rules` : "";
    say(`  leaf ${index} of ${of}${others}: ${found.length === 0 ? "tried on every item" : found.join("; ")}`);
  }
  for (const cost of costs) say(`  cost: ${cost}`);
}

function say(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}
