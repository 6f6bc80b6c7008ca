/**
 * From the checked program to the plan. Invariant: every rule that is not disabled is in it; rules that read a disabled
 * one see none of its detections.
 */
import type { Program, RuleDefinition } from "../../model/program.ts";
import { DETECTION_FIELDS } from "../../model/fieldDocs.ts";
import { Schema } from "../item.ts";
import { compileField, compileTerm, type Predicate } from "../terms/compile.ts";
import { termEnvironment, type TermEnvironment } from "../terms/environment.ts";
import { ignoreOf } from "./ignore.ts";
import { LeafTable, type Leaf } from "./leaf.ts";
import { PatternCompiler } from "./compile-pattern.ts";
import { roams } from "./partition.ts";
import type { Plan, Reader, RulePlan } from "./plan.ts";
import { compileRisk } from "./risk.ts";
import { Router } from "./route/router.ts";

/** `sources`: the schemas of the sources' records, each at its own index. */
export function compilePlan(program: Program, sources: readonly Schema[]): Plan {
  const environment = termEnvironment(program);
  const schemas = [...sources];
  const definitions = program.rules
    .filter(({ status }) => status !== "disabled")
    .sort((a, b) => a.depth - b.depth || (a.name < b.name ? -1 : 1));
  const own = definitions.map((definition) => {
    const schema = schemaOf(definition, schemas.length);
    schemas.push(schema);
    return schema;
  });
  const table = new LeafTable(program, schemas, environment);
  const rules = definitions.map((definition, index) => compileRule(definition, index, own[index]!, table, environment));
  const bySchema: Leaf[][] = schemas.map(() => []);
  for (const leaf of table.leaves) bySchema[leaf.schema]!.push(leaf);
  const routes = schemas.map((schema, index) => new Router(bySchema[index]!, schema));
  return { rules, leaves: table.leaves, schemas, routes, readers: readersOf(rules, table.leaves, environment) };
}

function schemaOf(rule: RuleDefinition, index: number): Schema {
  const fields = [
    ...rule.by.map(({ field }) => field),
    ...rule.emit.map(({ field }) => field),
    ...DETECTION_FIELDS.keys(),
  ];
  return new Schema(index, rule.name, "rule", fields);
}

function compileRule(
  definition: RuleDefinition,
  index: number,
  schema: Schema,
  table: LeafTable,
  environment: TermEnvironment,
): RulePlan {
  const compiler = new PatternCompiler(definition, table, environment);
  compiler.pattern(definition.when, null);
  const { patterns, slots } = compiler;
  const span = Math.max(...patterns.map(({ memory }) => memory));
  const keyFields = definition.by.map(({ field }) => field);
  return {
    index,
    definition,
    schema,
    nestedSchema: new Schema(-1, definition.name, "rule", keyFields),
    keys: definition.by.map(({ field, cased }) => ({ read: compileField(field), cased })),
    emit: definition.emit.map(({ value }) => compileTerm(value, environment)),
    severity: compileTerm(definition.severity, environment),
    risk: compileRisk(definition.risk, environment),
    patterns,
    slots,
    span,
    memory: Math.max(definition.suppress ?? 0, span),
    roaming: slots.some(({ alternatives }) => alternatives.some(roams)),
  };
}

function readersOf(
  rules: readonly RulePlan[],
  leaves: readonly Leaf[],
  environment: TermEnvironment,
): readonly (readonly Reader[])[] {
  const readers: Reader[][] = leaves.map(() => []);
  for (const rule of rules) {
    const known = new Map<Schema, Predicate | null>();
    const ignoring = (schema: Schema): Predicate | null => {
      let ignore = known.get(schema);
      if (ignore === undefined) known.set(schema, (ignore = ignoreOf(rule.definition, schema, environment)));
      return ignore;
    };
    for (const slot of rule.slots)
      slot.alternatives.forEach(({ leaf, derive }, alternative) => {
        if (leaf < 0) return;
        const { view } = leaves[leaf]!;
        // What reads a field that labels decide is judged in the match.
        const ignore =
          derive === null
            ? ignoring(view)
            : ignoreOf(
                rule.definition,
                view,
                environment,
                (fields) => !fields.some((field) => derive.fields.has(field)),
              );
        readers[leaf]!.push({ rule: rule.index, slot: slot.index, alternative, ignore });
      });
  }
  return readers;
}
