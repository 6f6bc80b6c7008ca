/**
 * What an analysis makes of a declaration that has not changed: the very same objects again, so that what depends on them
 * can tell, and making them costs nothing. Invariant: each is a function of what it is remembered by.
 */
import type { Declaration } from "../../grammar/ast.ts";
import type { RuleInfo } from "./analysis.ts";
import { openFields, unionOf, type FieldSet } from "./fields.ts";
import { usedNames, type Node } from "./graph.ts";
import type { Sink } from "./lower/context.ts";
import { ANY_DETECTION } from "./lower/detection.ts";
import type { LoweredIgnore } from "./lower/ignore.ts";
import type { LoweredRule } from "./lower/rule.ts";
import type { Declared } from "./names.ts";
import type { RuleDefinition } from "./program.ts";

/** What a declaration that yields items needs. */
export function nodeOf({ declaration, definition }: Declared): Node {
  const known = nodes.get(declaration);
  if (known !== undefined) return known;
  const used = usedNames(declaration);
  const { name, kind } = definition!;
  const uses = used.filter((each) => each !== "detection");
  const node = { name, kind, uses, readsDetections: used.includes("detection") };
  nodes.set(declaration, node);
  return node;
}

const nodes = new WeakMap<Declaration, Node>();

/** Each definition mentions itself. */
export function ownMentions(declared: readonly Declared[]): readonly Sink[] {
  const known = mentions.get(declared);
  if (known !== undefined) return known;
  const made = declared.flatMap(({ definition }): readonly Sink[] => {
    if (definition === null) return [];
    const { start, end } = definition.location;
    return [{ problems: [], mentions: [{ start, end, meaning: { kind: "definition", definition } }], scopes: [] }];
  });
  mentions.set(declared, made);
  return made;
}

const mentions = new WeakMap<readonly Declared[], readonly Sink[]>();

/** `isWhole`: it has no error, nor has anything that it needs. */
export function ruleInfo(
  { document, declaration, definition }: Declared & Pick<RuleInfo, "declaration">,
  rule: LoweredRule,
  depth: number,
  isWhole: boolean,
): RuleInfo {
  const known = infos.get(rule);
  if (known?.depth === depth && known.isWhole === isWhole) return known.info;
  const { definition: program, ...rest } = rule;
  const lowered = program === null || !isWhole ? null : { ...program, depth };
  const info = { definition, document, declaration, ...rest, lowered };
  infos.set(rule, { depth, isWhole, info });
  return info;
}

const infos = new WeakMap<
  LoweredRule,
  { readonly depth: number; readonly isWhole: boolean; readonly info: RuleInfo }
>();

/** With the conditions of those `ignore` that stand outside of rules and name them. */
export function withIgnores(
  rules: readonly RuleDefinition[],
  ignores: readonly LoweredIgnore[],
): readonly RuleDefinition[] {
  if (ignores.length === 0) return rules;
  return rules.map((rule) => {
    const outside = ignores.filter(({ rules: named }) => named.includes(rule.name)).map(({ where }) => where);
    return outside.length === 0 ? rule : { ...rule, ignore: [...rule.ignore, ...outside] };
  });
}

/** `behind`: rules of a name that others have; all others come in the order of documents and offsets already. */
export function inTextOrder(
  rules: readonly RuleInfo[],
  behind: readonly RuleInfo[],
  documents: readonly { readonly uri: string }[],
): readonly RuleInfo[] {
  if (behind.length === 0) return rules;
  const at = new Map(documents.map(({ uri }, index) => [uri, index]));
  return [...rules, ...behind].sort(
    (a, b) => at.get(a.document)! - at.get(b.document)! || a.declaration.start - b.declaration.start,
  );
}

/** How many rules stand below each. Of an event: below a rule that names it. */
export class Depths {
  private readonly known = new Map<string, number>();
  private deepest = 1;

  of({ uses, readsDetections }: Node): number {
    let depth = readsDetections ? this.deepest : 0;
    for (const name of uses) depth = Math.max(depth, this.known.get(name) ?? 0);
    return depth;
  }

  set(name: string, depth: number): void {
    this.known.set(name, depth);
    this.deepest = Math.max(this.deepest, depth);
  }
}

/** What `detection` has, wherever it is read. */
export class Detections {
  /** Those whose detections can be seen; null: not known yet. */
  rules: readonly RuleInfo[] | null = null;
  private last: { readonly rules: readonly RuleInfo[]; readonly fields: FieldSet } | null = null;

  fields(): FieldSet {
    const { rules } = this;
    if (rules === null) return openFields("detection");
    if (this.last?.rules !== rules) {
      const sets = rules.map(({ fields }) => fields);
      this.last = { rules, fields: unionOf("detection", sets.length === 0 ? [ANY_DETECTION] : sets) };
    }
    return this.last.fields;
  }
}
