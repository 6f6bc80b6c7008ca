/**
 * What a rule emits, as a name to change. Invariant: it is the rule's own, so that no other rule's name changes with it; where
 * something reads several as one, nobody can change one alone, and that is said.
 */
import type { EventUse, Path } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { nodesOf } from "../model/nodes.ts";
import { type Location, isUnified } from "../model/program.ts";
import { referencesTo, type Named, type Reference } from "./references.ts";

/** Why it cannot have another name; null: it can. */
export function fixedEmit(analysis: Analysis, named: Named & { readonly kind: "field" }): string | null {
  const { name } = named.field;
  const circle = readerInCircle(analysis, name);
  if (circle !== null)
    return `\`${circle}\` reads \`${name}\` too and needs itself through other rules, so that nobody can say which \`${name}\` it means: mend that circle first.`;
  const places = referencesTo(analysis, named);
  const emitting = emittingRules(analysis);
  const shared = sharedByDetection(analysis, { name, places, emitting });
  if (shared !== null) return shared;
  const isOther = (place: Reference): boolean => place.defines && !emitting.has(keyOf(place));
  return !isUnified(name) || !places.some(isOther)
    ? null
    : `\`${name}\` is emitted here, and elsewhere read as one with the unified field \`${name}\`, which cannot be renamed. Give that reading a name of its own first, in \`with\`.`;
}

/** `detection` has what any rule emits as one field: nobody asked for the names of the others. */
function sharedByDetection(analysis: Analysis, { name, places, emitting }: Emitted): string | null {
  const emitters = [...new Set(places.flatMap((place) => (place.defines ? (emitting.get(keyOf(place)) ?? []) : [])))];
  if (emitters.length < 2) return null;
  const reader = detectionReaders(analysis).find(({ document, declaration: { start, end } }) =>
    places.some((place) => !place.defines && place.document === document && start <= place.start && place.end <= end),
  );
  if (reader === undefined) return null;
  const [first, second] = emitters;
  const rules = `\`${first}\` and ${emitters.length > 2 ? `${emitters.length - 1} other rules` : `\`${second}\``}`;
  const by = reader.definition?.name ?? reader.declaration.kind;
  return `\`${name}\` is emitted by ${rules}, and \`${by}\` reads it of any of them through \`detection\`: another name would be one for all. Let \`${by}\` name the rule that it means instead of \`detection\`, or change the names by hand.`;
}

/** A name that rules emit, and where. */
interface Emitted {
  readonly name: string;
  readonly places: readonly Reference[];
  readonly emitting: ReadonlyMap<string, string>;
}

/** The names of the rules, by the places where they emit something. */
function emittingRules({ rules }: Analysis): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { document, declaration } of rules) {
    for (const { target } of declaration.emit)
      if (target !== undefined) found.set(keyOf({ document, start: target.start }), declaration.name?.text ?? "");
  }
  return found;
}

const keyOf = ({ document, start }: Omit<Location, "end">): string => `${start} ${document}`;

/** What reads `detection`, or an event that does. */
function detectionReaders({ names }: Analysis): Analysis["names"]["declared"] {
  const known = new Set(["detection"]);
  const reads = ({ declaration }: (typeof names.declared)[number]): boolean =>
    nodesOf(declaration).some((node) => isUse(node) && node.name !== undefined && known.has(node.name.text));
  for (let size = 0; size !== known.size;) {
    size = known.size;
    for (const each of names.declared) {
      if (each.definition?.kind === "event" && reads(each)) known.add(each.definition.name);
    }
  }
  return names.declared.filter(reads);
}

const isUse = (node: object): node is EventUse => "kind" in node && node.kind === "use";

/** What stands in a circle of rules and reads a field of this name, of which the model then cannot say whose it is. */
function readerInCircle(analysis: Analysis, name: string): string | null {
  const circles = analysis.problems.flatMap((problem) => (problem.code === "rule-cycle" ? problem.path : []));
  if (circles.length === 0) return null;
  const members = new Set(circles);
  const reader = analysis.names.declared.find(({ document, declaration, definition }) => {
    if (definition === null || !members.has(definition.name)) return false;
    return nodesOf(declaration).some(
      (node) =>
        isPath(node) &&
        `.${wordsOf(node)}`.endsWith(`.${name}`) &&
        analysis.mentionAt(document, node.end) === undefined,
    );
  });
  return reader?.definition?.name ?? null;
}

const isPath = (node: object): node is Path => "kind" in node && node.kind === "path" && "parts" in node;

const wordsOf = ({ parts }: Path): string =>
  parts.map((part) => (part.kind === "name" ? part.name.text : "[]")).join(".");
