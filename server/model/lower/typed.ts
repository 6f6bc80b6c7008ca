/** Terms with what is known of them. Invariant: only constants are made here; all else is lowered from a text. */
import type { Term, Type } from "../program.ts";

export interface Typed {
  readonly term: Term;
  readonly type: Type;
  /** Set if it is the field `severity` of a detection, which compares with the names of severities. */
  readonly severity?: boolean;
}

export function constant(value: string | number | boolean | null, type: Type): Typed {
  return { term: { kind: "constant", value, type }, type };
}

/** `not not x` is `x`. */
export const negation = (term: Term): Term => (term.kind === "not" ? term.term : { kind: "not", term });
