/**
 * Names of the Elastic Common Schema at the cursor. Invariant: never more than an editor takes at once; where that is not all
 * that could be meant, each one says so in `PART`, and the next letter brings others.
 */
import { ECS_NAMES, ecsField, type EcsField } from "../../model/ecs.ts";
import { hasLetters } from "./letters.ts";
import { pathText } from "../../model/written.ts";

/** The sort key of names that are but a part of those that could be meant. */
export const PART = "81";
const WHOLE = "8";
const MOST = 300;

export interface SchemaName extends EcsField {
  /** As it is written. */
  readonly path: string;
  readonly sort: string;
}

/** Those that have the letters that were typed behind the words; of very many those that begin so, and the short ones. */
export function schemaNames(typed: string, words: readonly string[]): readonly SchemaName[] {
  const prefix = words.map((word) => `${word}.`).join("");
  const letters = typed.replaceAll("`", "");
  const meant = SCHEMA.filter(
    ({ name }) => name.startsWith(prefix) && hasLetters(name.slice(prefix.length).toLowerCase(), letters),
  );
  if (meant.length <= MOST) return meant.map((each) => ({ ...each, sort: WHOLE }));
  const begins = ({ name }: EcsField): boolean => name.startsWith(prefix + letters);
  return [...meant.filter(begins), ...meant.filter((each) => !begins(each))]
    .slice(0, MOST)
    .map((each) => ({ ...each, sort: PART }));
}

const depth = (name: string): number => name.split(".").length;

/** The short ones first. */
const SCHEMA = ECS_NAMES.toSorted((a, b) => depth(a) - depth(b)).flatMap((name) => {
  const field = ecsField(name);
  return field === null ? [] : [{ ...field, path: pathText(name) }];
});
