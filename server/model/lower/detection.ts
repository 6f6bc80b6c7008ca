/** The fields of detections. Invariant: a detection of any rule has the built-in ones; keys and emits come on top. */
import { DETECTION_DOCS, DETECTION_FIELDS } from "../fieldDocs.ts";
import { makeField, noFields, withFields, type Field, type FieldSet } from "../fields.ts";
import type { Location } from "../program.ts";

/** `place`: where the rule is named. */
export function detectionFields(
  rule: string,
  keys: readonly Field[],
  emit: readonly Field[],
  place: Location | null,
): FieldSet {
  const places = place === null ? [] : [place];
  const own = [...DETECTION_FIELDS].map(([name, type]) =>
    makeField(name, type, "detection", { doc: DETECTION_DOCS.get(name) ?? null, places }),
  );
  return withFields(noFields(rule), [...own, ...keys, ...emit]);
}

/** Of `detection` where there is no rule yet. */
export const ANY_DETECTION: FieldSet = detectionFields("detection", [], [], null);
