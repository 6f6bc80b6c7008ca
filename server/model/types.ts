/**
 * What types can do together. Invariant: `unknown` goes with everything, so that one error never causes a second one.
 */
import type { ListType, Term, Type } from "./program.ts";

/** The type names a user can write: in `field`, in captures, as a table's key. */
export const WRITABLE_TYPES = ["string", "int", "float", "bool", "time", "duration", "ip", "cidr"] as const;

export const isList = (type: Type): type is ListType => typeof type === "object";
export const elementOf = (type: Type): Type => (isList(type) ? type.list : type);
export const isNumber = (type: Type): boolean => type === "int" || type === "float";
const isAddress = (type: Type): boolean => type === "ip" || type === "cidr";

/** `string`, `list<ip>`: as the language and its messages print a type. */
export function typeName(type: Type): string {
  return isList(type) ? `list<${typeName(type.list)}>` : type;
}

export function sameType(a: Type, b: Type): boolean {
  return isList(a) && isList(b) ? sameType(a.list, b.list) : a === b;
}

/** The type of a value that is one or the other (branches of `if`, one field in two sources); null: there is none. */
export function unify(a: Type, b: Type): Type | null {
  if (sameType(a, b)) return a;
  if (a === "unknown") return b;
  if (b === "unknown") return a;
  if (isNumber(a) && isNumber(b)) return "float";
  if (isList(a) && isList(b)) {
    const element = unify(a.list, b.list);
    return element === null ? null : { list: element };
  }
  return null;
}

/** Whether a value of type `from` can stand where `to` is wanted. */
export function assignable(from: Type, to: Type): boolean {
  if (from === "unknown" || to === "unknown" || sameType(from, to)) return true;
  if (isList(from) && isList(to)) return assignable(from.list, to.list);
  return from === "int" && to === "float";
}

/** Whether `==` and `in` can ever hold between elements of these types. */
export function comparable(a: Type, b: Type): boolean {
  return assignable(a, b) || assignable(b, a);
}

/** Whether `in` can look an element up among values of type `among`: addresses also in networks. */
export function containable(element: Type, among: Type): boolean {
  return comparable(element, among) || (isAddress(element) && isAddress(among));
}

/** Whether `< <= > >=` order these types. Strings have no order that a user could rely on. */
export function ordered(a: Type, b: Type): boolean {
  if (a === "unknown" || b === "unknown") return true;
  return (isNumber(a) && isNumber(b)) || (a === b && (a === "time" || a === "duration"));
}

/** One value that a text can go on with: `"from " + ip`. A time is a number of microseconds inside, which says nothing. */
const isWritten = (type: Type): boolean => type === "string" || type === "ip" || type === "cidr" || isNumber(type);

/** The type of `a operator b`; null: the operator does not take them. */
export function arithmetic(operator: "+" | "-" | "*" | "/", a: Type, b: Type): Type | null {
  if (a === "unknown" || b === "unknown") return "unknown";
  if (isNumber(a) && isNumber(b)) return operator !== "/" && a === "int" && b === "int" ? "int" : "float";
  if (operator === "+" && (a === "string" || b === "string")) return isWritten(a) && isWritten(b) ? "string" : null;
  if (operator === "-" && a === "time" && b === "time") return "duration";
  if ((operator === "+" || operator === "-") && a === "time" && b === "duration") return "time";
  if ((operator === "+" || operator === "-") && a === "duration" && b === "duration") return "duration";
  if (operator === "*" && ((a === "duration" && isNumber(b)) || (isNumber(a) && b === "duration"))) return "duration";
  if (operator === "/" && a === "duration" && isNumber(b)) return "duration";
  if (operator === "/" && a === "duration" && b === "duration") return "float";
  return null;
}

/** Of a whole term. */
export function typeOf(term: Term): Type {
  switch (term.kind) {
    case "constant":
    case "field":
    case "label":
    case "negate":
    case "arithmetic":
    case "if":
    case "call":
    case "aggregate":
    case "summary":
    case "items":
    case "index":
    case "row":
      return term.type;
    case "regex":
      return "regex";
    case "not":
    case "and":
    case "or":
    case "compare":
    case "exists":
      return "bool";
    case "list":
    case "range":
      return "unknown";
  }
}
