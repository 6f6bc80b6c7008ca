/** The rules of a forest as the protocol has them. */
import { rules } from "../features/rules.ts";
import type { RuleInfo } from "../protocol.ts";
import { toPlace } from "./convert.ts";
import type { Forest } from "./forest.ts";

export function rulesOf(forest: Forest): RuleInfo[] {
  return rules(forest.model.analysis()).flatMap(({ name, severity, doc, location, broken }) => {
    const place = toPlace(location, forest.find);
    return place ? [{ name, severity, doc, place, broken }] : [];
  });
}
