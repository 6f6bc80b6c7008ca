/**
 * What a word means, as Markdown: what the model knows of it goes before what the token table says. Invariant: text of
 * the user's own (names, log values) is shown as code and cannot become Markdown.
 */
import { tokenFacts, t } from "../../grammar/tokens.ts";
import { signature } from "../model/functions.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Field } from "../model/fields.ts";
import type { Definition } from "../model/names.ts";
import type { Type } from "../model/program.ts";
import type { Label, Meaning } from "../model/scopes.ts";
import { attackText } from "./attackText.ts";
import { columnAt, fileOf } from "./columns.ts";
import { LEVELS, levelAt } from "./levels.ts";
import { fieldOrigin, fieldValues } from "./fieldText.ts";
import type { Hover } from "./item.ts";
import { nearby } from "./lexemes.ts";
import { attackAt, templateAt } from "./literals.ts";
import { block, code } from "./markdown.ts";
import { valueHover } from "./valueHover.ts";

/** Lines of a declaration that are shown; the rest is a click away. */
const SHOWN_LINES = 8;
const SHOWN_COLUMNS = 160;

export function hoverAt(analysis: Analysis, uri: string, offset: number): Hover | null {
  const mention = analysis.mentionAt(uri, offset);
  const around = analysis.scopeAt(uri, offset)?.item.of ?? "";
  const paragraphs = mention === undefined ? null : describe(analysis, mention.meaning, around);
  if (mention && paragraphs) return { start: mention.start, end: mention.end, markdown: paragraphs.join("\n\n") };
  return literalAt(analysis, uri, offset) ?? valueHover(analysis, uri, offset) ?? keywordAt(analysis, uri, offset);
}

/** `around`: what the items are of that are read there without a label. */
function describe(analysis: Analysis, meaning: Meaning, around: string): string[] | null {
  switch (meaning.kind) {
    case "definition":
      return describeDefinition(analysis, meaning.definition);
    case "label":
      return describeLabel(analysis, meaning.label);
    case "field":
      return describeField(analysis, meaning.field, meaning.type, meaning.label?.items.of ?? around);
    case "function":
      return [block(`${signature(meaning.info)}: ${analysis.typeName(meaning.info.result)}`), meaning.info.doc];
    case "aggregate":
    case "summary":
      return [block(meaning.info.signature), meaning.info.doc];
    case "value":
      return null;
  }
}

function describeDefinition(analysis: Analysis, definition: Definition): string[] {
  const { document, start, end } = definition.extent;
  const text = analysis.document(document)?.text.slice(start, end) ?? definition.name;
  const facts = definition.kind === "source" ? analysis.facts[definition.name] : undefined;
  return [
    block(excerpt(text)),
    ...(definition.doc === null ? [] : [definition.doc]),
    ...(facts === undefined ? [] : [`${facts.records.toLocaleString("en")} records of it were seen.`]),
  ];
}

function excerpt(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => (line.length > SHOWN_COLUMNS ? `${line.slice(0, SHOWN_COLUMNS)}...` : line));
  return (lines.length > SHOWN_LINES ? [...lines.slice(0, SHOWN_LINES - 1), "  ..."] : lines).join("\n");
}

function describeLabel(analysis: Analysis, label: Label): string[] {
  const { document, start, end } = label.definition.extent;
  const step = analysis.document(document)?.text.slice(start, end) ?? label.name;
  const what = label.many ? "All items that this step counts: each field is a list." : "The item that this step took.";
  return [block(excerpt(step)), `${what} It is of ${code(label.items.of)}.`];
}

function describeField(analysis: Analysis, field: Field, type: Type, of: string): string[] {
  return [
    block(`${field.name}: ${analysis.typeName(type)}`),
    ...(field.doc === null ? [] : [field.doc]),
    fieldOrigin(field),
    ...fieldValues(analysis, field, of),
  ];
}

function literalAt(analysis: Analysis, uri: string, offset: number): Hover | null {
  const template = templateAt(analysis, uri, offset);
  if (template?.templates.length) {
    const texts = template.templates.map(
      ({ source, clause }) => `${code(clause.text?.value ?? "")} of ${code(source)}`,
    );
    return { start: template.start, end: template.end, markdown: `Template ${template.code}: ${texts.join(", ")}` };
  }
  const column = columnAt(analysis, uri, offset);
  if (column) {
    const file = fileOf(analysis, column.table);
    const from = file === null ? "" : `, read from ${code(file.path)}`;
    const markdown = `${block(`${column.table.name}[...].${column.column}`)}\n\nA column of the table ${code(column.table.name)}${from}.`;
    return { start: column.start, end: column.end, markdown };
  }
  const level = levelAt(analysis, uri, offset);
  if (level && level.clause?.start !== level.start) {
    const markdown = `${code(level.name)}: a level of the ranking: ${LEVELS[level.name]}.`;
    return { start: level.start, end: level.end, markdown };
  }
  const id = attackAt(analysis, uri, offset);
  const markdown = id && attackText(id.text);
  return id && markdown !== null ? { start: id.start, end: id.end, markdown } : null;
}

function keywordAt(analysis: Analysis, uri: string, offset: number): Hover | null {
  const document = analysis.document(uri);
  const word = document && nearby(document, offset).words.find(({ start, end }) => start <= offset && offset < end);
  const doc = word && (word.semantic === "keyword" || word.semantic === "operator") ? WORDS.get(word.text) : undefined;
  return word && doc !== undefined
    ? { start: word.start, end: word.end, markdown: `${code(word.text)}: ${doc}` }
    : null;
}

/** What the token table says of the words and signs that are always written alike. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.values(t).flatMap((type) => {
    const facts = tokenFacts(type);
    return facts?.doc === undefined ? [] : [[facts.label.replaceAll("`", ""), facts.doc] as const];
  }),
);
