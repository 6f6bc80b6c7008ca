/**
 * What the folder says elsewhere in the same place: tags, the keys of `meta` and their values, who approves. Invariant: nothing is
 * invented; what is offered stands in some rule or playbook.
 */
import type { ApproveStep, Path } from "../../../grammar/ast.ts";
import type { Analysis } from "../../model/analysis.ts";
import { groupBy } from "../../model/group.ts";
import { nodesOf } from "../../model/nodes.ts";
import type { Completion } from "../item.ts";
import { isString, wordBefore, type Cursor } from "./cursor.ts";
import { pathText, quote } from "../../model/written.ts";

/** Keys that rules have; those that this one has already are none of them. */
export function metaKeys(cursor: Cursor, analysis: Analysis): Completion[] {
  const start = cursor.before.findLastIndex(({ text }) => text === "meta");
  const used = new Set(cursor.before.slice(start).map(({ text }) => text));
  const keys = metaOf(analysis).filter(({ key }) => !used.has(key));
  return counted(
    keys.map(({ key }) => key),
    "rule",
  ).map(([key, detail]) => {
    const insert = cursor.after[0]?.text === "=" ? pathText(key) : `${pathText(key)} = `;
    return { label: key, kind: "field", detail, insert, filter: key, replace: cursor.replace, sort: "0" };
  });
}

/** The texts that rules give this key. */
export function metaValues(cursor: Cursor, analysis: Analysis): Completion[] {
  const key = wordBefore(cursor, 1)?.text === "=" ? wordBefore(cursor, 2)?.text : undefined;
  if (key === undefined) return [];
  return texts(
    cursor,
    metaOf(analysis).flatMap((each) => (each.key === key && each.value !== null ? [each.value] : [])),
    "rule",
  );
}

function metaOf({ rules }: Analysis): { readonly key: string; readonly value: string | null }[] {
  return rules.flatMap(({ declaration: { meta } }) =>
    meta.map(({ target, value }) => ({ key: wordsOf(target), value: value?.kind === "string" ? value.value : null })),
  );
}

const wordsOf = ({ parts }: Path): string =>
  parts.flatMap((part) => (part.kind === "name" ? part.name.text : [])).join(".");

export function approverCompletions(cursor: Cursor, { names }: Analysis): Completion[] {
  const asked = names.declared.flatMap(({ declaration }) =>
    declaration.kind === "playbook" ? nodesOf(declaration).filter(isApproval) : [],
  );
  return texts(
    cursor,
    asked.flatMap(({ by }) => by.map(({ value }) => value)),
    "approval",
  );
}

const isApproval = (node: object): node is ApproveStep => "kind" in node && node.kind === "approve";

export function tagCompletions(cursor: Cursor, { rules }: Analysis): Completion[] {
  return texts(cursor, tagsOf(rules), "rule");
}

/** The tags of all rules, each with how many have it. */
export const tags = ({ rules }: Analysis): readonly (readonly [tag: string, detail: string])[] =>
  counted(tagsOf(rules), "rule");

const tagsOf = (rules: Analysis["rules"]): string[] =>
  rules.flatMap(({ declaration }) => declaration.tags.map(({ value }) => value));

function texts(cursor: Cursor, all: readonly string[], of: string): Completion[] {
  // The text that is being typed says so itself.
  const own = isString(cursor.touched) ? all.indexOf(cursor.touched!.text.replace(/^["']|["']$/g, "")) : -1;
  return counted(
    all.filter((_, index) => index !== own),
    of,
  ).map(([text, detail]) => ({
    label: text,
    kind: "value",
    detail,
    insert: quote(text),
    filter: isString(cursor.touched) ? quote(text).slice(0, -1) : undefined,
    replace: cursor.replace,
    sort: "0",
  }));
}

/** Each once, with how many say it. */
function counted(all: readonly string[], of: string): (readonly [text: string, detail: string])[] {
  return [...groupBy(all, (text) => text)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, { length }]) => [text, length === 1 ? `of one ${of}` : `of ${length} ${of}s`]);
}
