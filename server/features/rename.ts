/**
 * Giving something another name, in all files at once. Invariant: every edit replaces a name that stands in the text and
 * nothing else; a name that would change what any text means is refused, with the reason.
 */
import type { Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Field } from "../model/fields.ts";
import { BUILTIN_FIELDS } from "../model/fieldDocs.ts";
import { isReserved, type Definition } from "../model/names.ts";
import { type Location, isUnified } from "../model/program.ts";
import { nameText, pathText } from "./completion/literal.ts";
import type { TextEdit } from "./item.ts";
import { referencesTo, subjectAt, type Named } from "./references.ts";

export interface Refusal {
  readonly refused: string;
}

export interface Renaming {
  readonly edits: readonly TextEdit[];
}

/** The span that will be renamed and what stands there, or why nothing can be. */
export function prepareRename(
  analysis: Analysis,
  uri: string,
  offset: number,
): (Span & { readonly name: string }) | Refusal {
  const subject = subjectAt(analysis, uri, offset);
  if (subject === null)
    return refuse("There is no name here. Names of sources, events, rules, lists, labels and fields can be changed.");
  const fixed = subject.named.kind === "field" ? fixedField(subject.named.field) : null;
  if (fixed !== null) return refuse(fixed);
  return { ...nameIn(analysis, { document: uri, ...subject.origin }), name: nameOf(subject.named) };
}

export function rename(analysis: Analysis, uri: string, offset: number, wanted: string): Renaming | Refusal {
  const prepared = prepareRename(analysis, uri, offset);
  if ("refused" in prepared) return prepared;
  const { named } = subjectAt(analysis, uri, offset)!;
  const name = wanted.trim().replace(/^`(.*)`$/u, "$1");
  if (name === nameOf(named)) return { edits: [] };
  const reason =
    unfit(name) ??
    (named.kind === "field" ? takenField(analysis, named, name) : taken(analysis, named.definition, name));
  if (reason !== null) return refuse(reason);
  const text = named.kind === "field" ? pathText(name) : nameText(name);
  return {
    edits: referencesTo(analysis, named).map((place) => {
      const { start, end, captured } = nameIn(analysis, place);
      return { document: place.document, start, end, text: captured ? name : text };
    }),
  };
}

const refuse = (refused: string): Refusal => ({ refused });

const nameOf = (named: Named): string => (named.kind === "field" ? named.field.name : named.definition.name);

/** Of a capture, `{port:int}`, the name alone. */
function nameIn(analysis: Analysis, { document, start, end }: Location): Span & { readonly captured: boolean } {
  const text = analysis.document(document)?.text.slice(start, end) ?? "";
  const capture = /^\{\s*([^\s:}]+)/u.exec(text);
  if (capture === null) return { start, end, captured: false };
  const from = start + capture[0].length - capture[1]!.length;
  return { start: from, end: start + capture[0].length, captured: true };
}

function fixedField({ name, origin }: Field): string | null {
  if (isUnified(name))
    return `\`${name}\` is one of the ten unified fields, which every source has: it cannot be renamed.`;
  if (origin === "builtin" || BUILTIN_FIELDS.has(name))
    return `\`${name}\` is set by the engine: it cannot be renamed.`;
  if (origin === "format")
    return `\`${name}\` is what the format calls it: it cannot be renamed. Give it another name in \`map\`.`;
  if (origin === "detection") return `Every detection has \`${name}\`: it cannot be renamed.`;
  return null;
}

/** What no name can be. */
function unfit(name: string): string | null {
  if (name === "") return "A name has at least one character.";
  return /[`\p{Cc}]/u.test(name) ? "A name holds no back quotes and no line breaks." : null;
}

function taken(analysis: Analysis, definition: Definition, name: string): string | null {
  if (isReserved(name)) {
    return `\`${name}\` is a word of the language: as a name here it would be read as something else.`;
  }
  if (definition.kind !== "label") {
    const other = analysis.lookup(name);
    return other === undefined
      ? null
      : `The ${other.kind} \`${name}\` has this name already. Names are unique in a folder.`;
  }
  const { document, start } = definition.location;
  const rule = analysis.rules.find(
    ({ document: where, declaration }) => where === document && declaration.start <= start && start < declaration.end,
  );
  if (rule?.labels.has(name)) return `This rule has a step labelled \`${name}\` already. Labels are unique in a rule.`;
  return null;
}

function takenField(analysis: Analysis, named: Named & { readonly kind: "field" }, name: string): string | null {
  if (name.split(".").some((word) => word === ""))
    return `\`${name}\` is no field name: each part between dots needs at least one character.`;
  if (isUnified(name) || BUILTIN_FIELDS.has(name)) return `\`${name}\` is a field that every record has already.`;
  const { places, sources } = named.field;
  const holder = analysis.sources.find(
    ({ definition, fields }) => definition !== null && sources.includes(definition.name) && fields.fields.has(name),
  );
  if (holder !== undefined) return `The source \`${holder.definition!.name}\` has a field \`${name}\` already.`;
  const rule = analysis.rules.find(
    ({ document, declaration, fields }) =>
      fields.fields.has(name) &&
      places.some(
        (place) => place.document === document && declaration.start <= place.start && place.end <= declaration.end,
      ),
  );
  return rule === undefined
    ? null
    : `The detections of \`${rule.declaration.name?.text ?? "this rule"}\` have a field \`${name}\` already.`;
}
