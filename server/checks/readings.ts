/**
 * Which fields a declaration reads of which event, as far as the text says it. Invariant: depends on the declaration alone,
 * so it is looked for once; whether a word is a field of the event is for others to ask.
 */
import type {
  CallExpression,
  Declaration,
  EventUse,
  Expression,
  Path,
  Pattern,
  RuleDeclaration,
  Span,
  Step,
} from "../../grammar/ast.ts";
import { countedBy, type Narrowed } from "../model/kinds.ts";
import { nodesOf } from "./nodes.ts";

/** One event at one place, and what is read of its items. */
export interface Reading {
  readonly use: Narrowed;
  readonly role: "step" | "aggregate" | "absence";
  /** Without labels: in its own `where` and `with`; all of a ranking, which is about one event. */
  readonly paths: readonly Path[];
}

export interface Readings {
  readonly uses: readonly Reading[];
  /** What a label stands for: an event, the members of a union, what an aggregate counts. */
  readonly labels: ReadonlyMap<string, readonly Narrowed[]>;
  /** `entry.user`: paths that begin with such a label. */
  readonly labelled: readonly Path[];
}

const known = new WeakMap<Declaration, Readings>();

export function readingsOf(declaration: Declaration): Readings {
  const earlier = known.get(declaration);
  if (earlier !== undefined) return earlier;
  const made = readings(declaration);
  known.set(declaration, made);
  return made;
}

function readings(declaration: Declaration): Readings {
  const paths: Path[] = [];
  const uses: (EventUse | CallExpression)[] = [];
  const labels = new Map<string, readonly Narrowed[]>();
  const absent = new Set<object>();
  for (const node of nodesOf(declaration) as readonly (Step | Expression)[]) {
    if (node.kind === "path") paths.push(node);
    else if (node.kind === "use" || (node.kind === "call" && isAggregate(node))) uses.push(node);
    else if (node.kind === "no" || node.kind === "until") for (const each of narrowedIn(node.of)) absent.add(each);
    if ("label" in node && node.label !== undefined) labels.set(node.label.text, narrowedIn(node));
  }
  const within = (spans: readonly (Span | undefined)[]): readonly Path[] =>
    paths.filter((path) =>
      spans.some((span) => span !== undefined && span.start <= path.start && path.end <= span.end),
    );
  const made = uses.map((node): Reading => {
    if (node.kind === "use") {
      const values = node.with.map(({ value }) => value);
      return { use: node, role: absent.has(node) ? "absence" : "step", paths: within([node.where, ...values]) };
    }
    const fields = node.of === undefined ? [] : node.arguments;
    return { use: countedBy(node), role: "aggregate", paths: within([node.where, ...fields]) };
  });
  const subject = "of" in declaration ? declaration.of : undefined;
  if (subject !== undefined) {
    const { start, end } = subject;
    made.push({ use: subject, role: "step", paths: paths.filter((path) => path.end <= start || end <= path.start) });
  }
  const labelled = paths.filter(
    ({ parts: [first, ...rest] }) => rest.length > 0 && first?.kind === "name" && labels.has(first.name.text),
  );
  return { uses: made, labels, labelled };
}

const isAggregate = ({ function: { text }, of, where }: CallExpression): boolean =>
  of !== undefined || where !== undefined || text === "count";

/** Of nested patterns nothing is known: their items are detections. */
function narrowedIn(node: Pattern | Step | undefined): readonly Narrowed[] {
  if (node?.kind === "use") return [node];
  if (node?.kind === "any") return node.members.flatMap(narrowedIn);
  if (node?.kind === "no" || node?.kind === "until") return narrowedIn(node.of);
  if (node?.kind !== "aggregate") return [];
  const calls = (nodesOf(node.condition) as readonly Expression[]).filter((each) => each.kind === "call");
  return calls
    .sort((a, b) => a.start - b.start)
    .slice(0, 1)
    .map(countedBy);
}

/** `user` of `by user`, by each key of a rule. */
export const keysOf = ({ by }: RuleDeclaration): readonly Path[] => by.map(({ field }) => field);
