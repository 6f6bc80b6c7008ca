/** Two things that never go together: without this check it would be a rule that never fires. */
import { problemCheck } from "./diagnostic.ts";

export const typeMismatch = problemCheck(
  "type-mismatch",
  "error",
  "A value has a type that cannot stand here",
  ({ what, expected, found, hint }) => {
    const reason = `${capital(what)} is of type ${found}, but ${expected} is needed: this could never hold.`;
    return { message: hint === null ? `${reason} Compare like with like.` : `${reason} ${capital(hint)}.` };
  },
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
