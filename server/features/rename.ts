/**
 * Giving something another name, in all files at once. Invariant: every edit replaces a name that stands in the text and
 * nothing else; a name that would change what any text means is refused, with the reason.
 */
import type { Declaration, Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Field } from "../model/fields.ts";
import { BUILTIN_FIELDS } from "../model/fieldDocs.ts";
import { readTemplate } from "../model/lower/template.ts";
import { isReserved, type Definition } from "../model/names.ts";
import { type Location, isUnified } from "../model/program.ts";
import { nameText, pathText, quote } from "../model/written.ts";
import { fixedEmit } from "./emits.ts";
import type { TextEdit } from "./item.ts";
import { namedPlaces, referencesTo, subjectAt, type Named } from "./references.ts";
import { textsOfRule } from "./ruleTexts.ts";
import { changedMeaning, triedAnew } from "./sameMeaning.ts";

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
  const fixed = fixedName(analysis, subject.named);
  if (fixed !== null) return refuse(fixed);
  return { ...nameIn(analysis, { document: uri, ...subject.origin }), name: nameOf(subject.named) };
}

export function rename(
  analysis: Analysis,
  uri: string,
  offset: number,
  wanted: string,
  tried = triedAnew(analysis),
): Renaming | Refusal {
  const prepared = prepareRename(analysis, uri, offset);
  if ("refused" in prepared) return prepared;
  const { named } = subjectAt(analysis, uri, offset)!;
  if (named.kind === "column" || named.kind === "level") return refuse(fixedName(analysis, named) ?? "");
  const name = wanted.trim().replace(/^`(.*)`$/u, "$1");
  if (name === nameOf(named)) return { edits: [] };
  const reason =
    unfit(name) ??
    (named.kind === "field" ? takenField(analysis, named, name) : taken(analysis, named.definition, name));
  if (reason !== null) return refuse(reason);
  const text = named.kind === "field" ? pathText(name) : nameText(name);
  const found = referencesTo(analysis, named).map((place) => ({ ...place, ...nameIn(analysis, place) }));
  if (found.some(({ captured }) => captured) && readTemplate(`{${name}}`).faults.length > 0)
    return refuse(
      `\`${name}\` cannot be captured: between the braces of a template stand letters, digits, \`_\` and dots.`,
    );
  const short = shortMembers(analysis);
  const places = found.map((place) => {
    const { start, end, captured } = place;
    const kept = short.get(place.document)?.has(start) ? `${nameOf(named)} = ` : "";
    return { document: place.document, start, end, text: captured ? name : `${kept}${text}` };
  });
  const isRule = named.kind === "definition" && named.definition.kind === "rule";
  const texts = isRule ? textsOfRule(analysis, named.definition.name) : [];
  const edits = [...places, ...texts.map((place) => ({ ...place, text: quote(name) }))];
  const changed = changedMeaning(analysis, edits, tried);
  return changed === null ? { edits } : refuse(elsewhere(analysis, name, changed));
}

function elsewhere(analysis: Analysis, name: string, { document, start }: Location): string {
  const line = analysis.document(document)?.text.slice(0, start).split("\n").length ?? 1;
  const file = document.slice(document.lastIndexOf("/") + 1);
  return `With the name \`${name}\`, line ${line} of ${file} would mean something else, or nothing: that name is taken there, or cannot stand there. Choose another one.`;
}

const refuse = (refused: string): Refusal => ({ refused });

function nameOf(named: Named): string {
  switch (named.kind) {
    case "field":
      return named.field.name;
    case "definition":
      return named.definition.name;
    case "column":
      return named.use.column;
    case "level":
      return named.use.name;
  }
}

/** Of a capture, `{port:int}`, the name alone. */
function nameIn(analysis: Analysis, { document, start, end }: Location): Span & { readonly captured: boolean } {
  const text = analysis.document(document)?.text.slice(start, end) ?? "";
  const capture = /^\{\s*([^\s:}]+)/u.exec(text);
  if (capture === null) return { start, end, captured: false };
  const from = start + capture[0].length - capture[1]!.length;
  return { start: from, end: start + capture[0].length, captured: true };
}

/** Why nobody can give it another name here; null: anybody can. */
function fixedName(analysis: Analysis, named: Named): string | null {
  switch (named.kind) {
    case "definition":
      return null;
    case "column": {
      const { column, table } = named.use;
      return `\`${column}\` is a column of the file that the table \`${table.name}\` is read from: rename it there.`;
    }
    case "level":
      return `\`${named.use.name}\` is a word of the language: every ranking has it.`;
    case "field":
      return named.field.origin === "emit"
        ? fixedEmit(analysis, named)
        : fixedField(named.field, namedPlaces(analysis, named.field).length > 0);
  }
}

function fixedField({ name, origin }: Field, isNamed: boolean): string | null {
  if (isUnified(name))
    return `\`${name}\` is one of the ten unified fields, which every source has: it cannot be renamed.`;
  if (origin === "builtin" || BUILTIN_FIELDS.has(name))
    return `\`${name}\` is set by the engine: it cannot be renamed.`;
  if (origin === "format")
    return `\`${name}\` is what the format calls it: it cannot be renamed. Give it another name in \`map\`.`;
  if (origin === "ecs" || origin === "sample")
    return `\`${name}\` is what the records call it: it cannot be renamed. Give it another name in \`map\`.`;
  if (origin === "result" && !isNamed) return `The language calls it \`${name}\`: it cannot be renamed.`;
  if (origin === "detection") return `Every detection has \`${name}\`: it cannot be renamed.`;
  return null;
}

/** In `json { address }` the name is what is sent too, and that must stay: the starts of such names, by document. */
function shortMembers(analysis: Analysis): ReadonlyMap<string, ReadonlySet<number>> {
  return new Map(
    analysis.documents.map(({ uri, tree }) => [
      uri,
      new Set(tree.declarations.flatMap(shortMembersOf).map(({ start }) => start)),
    ]),
  );
}

function shortMembersOf(declaration: Declaration): readonly Span[] {
  if (declaration.kind !== "action") return [];
  const { http, simulate } = declaration;
  return [http?.json, http?.headers, simulate?.returns].flatMap(
    (members) => members?.items.filter(({ short }) => short) ?? [],
  );
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
  const steps = stepLabels(analysis, definition);
  if (steps.has(name)) return `This playbook has a step labelled \`${name}\` already. Labels are unique in a playbook.`;
  if (rule?.labels.has(name)) return `This rule has a step labelled \`${name}\` already. Labels are unique in a rule.`;
  return null;
}

/** The labels beside one of a playbook. */
function stepLabels(analysis: Analysis, { location }: Definition): ReadonlySet<string> {
  const playbook = around(analysis, location);
  if (playbook?.kind !== "playbook") return new Set();
  return new Set(
    analysis.mentions(location.document).flatMap(({ meaning, start: at }) => {
      const within = playbook.start <= at && at < playbook.end;
      return within && meaning.kind === "label" ? meaning.label.name : [];
    }),
  );
}

function around(analysis: Analysis, place: Location | undefined): Declaration | undefined {
  if (place === undefined) return undefined;
  const { declarations } = analysis.document(place.document)?.tree ?? { declarations: [] };
  return declarations.find(({ start, end }) => start <= place.start && place.start < end);
}

/** Their parameters, measures and loops name single words, not paths. */
const SINGLE: ReadonlySet<string> = new Set(["action", "score", "playbook"]);

function takenField(analysis: Analysis, named: Named & { readonly kind: "field" }, name: string): string | null {
  if (name.split(".").some((word) => word === ""))
    return `\`${name}\` is no field name: each part between dots needs at least one character.`;
  const isEmit = named.field.origin === "emit" && name !== "time" && name !== "id";
  if ((isUnified(name) && !isEmit) || BUILTIN_FIELDS.has(name))
    return `\`${name}\` is a field that every record has already.`;
  const { places, sources } = named.field;
  const holder = analysis.sources.find(
    ({ definition, fields }) => definition !== null && sources.includes(definition.name) && fields.fields.has(name),
  );
  if (holder !== undefined) return `The source \`${holder.definition!.name}\` has a field \`${name}\` already.`;
  const owner = around(analysis, places[0]);
  if (owner !== undefined && SINGLE.has(owner.kind) && name.includes("."))
    return `\`${name}\` has a dot, and here a name is a single word.`;
  if (owner?.kind === "action" && owner.parameters.some((parameter) => parameter.name?.text === name))
    return `The action \`${owner.name?.text ?? ""}\` has a parameter \`${name}\` already.`;
  if (owner?.kind === "score" && owner.measures.some((measure) => measure.name?.text === name))
    return `The score \`${owner.name?.text ?? ""}\` has a measure \`${name}\` already.`;
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
