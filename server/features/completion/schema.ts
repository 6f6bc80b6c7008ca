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
const USUAL_SORT = "78";
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
  if (meant.length <= MOST) return meant.map((each) => ({ ...each, sort: sortOf(each, WHOLE) }));
  const begins = ({ name }: EcsField): boolean => name.startsWith(prefix + letters);
  return [...meant.filter(begins), ...meant.filter((each) => !begins(each))]
    .slice(0, MOST)
    .map((each) => ({ ...each, sort: sortOf(each, PART) }));
}

/** Those that most logs can fill stand in front of the schema's corners. */
const USUAL: ReadonlySet<string> = new Set(
  (
    "source.ip source.port destination.ip destination.port event.action event.outcome event.category event.code " +
    "event.id event.type user.name user.id host.name host.ip process.name process.pid process.command_line " +
    "process.executable process.parent.name file.name file.path file.size url.full url.path dns.question.name " +
    "http.request.method http.response.status_code network.protocol network.transport user_agent.original rule.name"
  ).split(" "),
);

const sortOf = ({ name }: EcsField, other: string): string => (USUAL.has(name) ? USUAL_SORT : other);

const depth = (name: string): number => name.split(".").length;

/** The short ones first. */
const SCHEMA = ECS_NAMES.toSorted((a, b) => depth(a) - depth(b)).flatMap((name) => {
  const field = ecsField(name);
  return field === null ? [] : [{ ...field, path: pathText(name) }];
});
