/**
 * Values that compare as what the other side is: a text next to an address is an address, a bare word next to a severity
 * is a severity. Invariant: only constants are turned into another type, never fields.
 */
import ipaddr from "ipaddr.js";
import type { AddressLiteral } from "../../../grammar/ast.ts";
import { canonicalAddress } from "../address.ts";
import { SEVERITIES, type Term, type Type } from "../program.ts";
import { elementOf } from "../types.ts";
import type { Lowering } from "./context.ts";
import { constant, type Typed } from "./typed.ts";

export { canonicalAddress };

/** Canonical text of a network: host bits are cleared. Null if it is none. */
export function canonicalNetwork(text: string): string | null {
  const [address = "", bits = ""] = text.split("/");
  if (!/^\d{1,3}$/.test(bits) || canonicalAddress(address) === null) return null;
  const parsed = ipaddr.parse(address);
  const kind = parsed.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  if (Number(bits) > (kind === ipaddr.IPv4 ? 32 : 128)) return null;
  return `${kind.networkAddressFromCIDR(text).toString()}/${Number(bits)}`;
}

export function lowerAddress(c: Lowering, literal: AddressLiteral): Typed | null {
  const type = literal.prefix ? "cidr" : "ip";
  const value = literal.prefix ? canonicalNetwork(literal.text) : canonicalAddress(literal.text);
  if (value === null) {
    const what = literal.prefix ? "network" : "address";
    const example = literal.prefix ? "10.0.0.0/8" : "10.0.0.1";
    return c.report(literal, { code: "invalid-value", what, value: literal.text, allowed: [], example });
  }
  c.value(literal, type);
  return { term: { kind: "constant", value, type }, type };
}

/** `value` as what stands next to `other`. */
export function coerce(value: Typed, other: Type): Typed {
  const target = elementOf(other);
  const { term } = value;
  if (term.kind === "items") {
    const items = term.items.map((item) => coerce({ term: item, type: elementOf(term.type) }, target));
    const kinds = new Set(items.map((item) => elementOf(item.type)));
    if (kinds.size === 0) return value;
    const type: Type = { list: kinds.size === 1 ? [...kinds][0]! : addresses(kinds) ? "cidr" : elementOf(term.type) };
    return { term: { ...term, items: items.map((item) => item.term), type }, type };
  }
  if (term.kind !== "constant" || term.type !== "string" || typeof term.value !== "string") return value;
  if (target !== "ip" && target !== "cidr") return value;
  const address = canonicalAddress(term.value);
  if (address !== null) return constant(address, "ip");
  const network = canonicalNetwork(term.value);
  return network === null ? value : constant(network, "cidr");
}

const addresses = (kinds: ReadonlySet<Type>): boolean => [...kinds].every((kind) => kind === "ip" || kind === "cidr");

/** The severities that stand in this relation to one of them. */
export function severitiesThat(operator: "<" | "<=" | ">" | ">=", bound: Term): Term | null {
  const limit = bound.kind === "constant" ? (SEVERITIES as readonly unknown[]).indexOf(bound.value) : -1;
  if (limit < 0) return null;
  const holds = {
    "<": (i: number) => i < limit,
    "<=": (i: number) => i <= limit,
    ">": (i: number) => i > limit,
    ">=": (i: number) => i >= limit,
  };
  const items = SEVERITIES.filter((_, index) => holds[operator](index)).map((name) => constant(name, "string").term);
  return { kind: "items", items, type: { list: "string" } };
}
