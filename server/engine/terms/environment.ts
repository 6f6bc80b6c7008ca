/**
 * What terms share in one program: its named lists as matchers, its tables as look-ups. Invariant: built once per program,
 * never changed; a list entry that is no pattern, address or network of its list's type matches nothing.
 */
import type { ListDefinition, Program } from "../../model/program.ts";
import { canonicalAddress, networkMatcher } from "../../model/address.ts";
import { fold } from "./fold.ts";
import { compileRegex } from "./regex.ts";
import { lookUp, type LookUp } from "./table.ts";
import { wildcardMatcher, type TextMatcher } from "./wildcard.ts";

/** Whether a text is in a list; `cased` counts for strings and globs only. */
export interface NamedList {
  readonly folded: TextMatcher;
  readonly cased: TextMatcher;
}

export interface TermEnvironment {
  readonly lists: ReadonlyMap<string, NamedList>;
  readonly tables: ReadonlyMap<string, LookUp>;
}

export function termEnvironment(program: Pick<Program, "lists"> & Partial<Pick<Program, "tables">>): TermEnvironment {
  return {
    lists: new Map(program.lists.map((list) => [list.name, namedList(list)])),
    tables: new Map((program.tables ?? []).map((table) => [table.name, lookUp(table)])),
  };
}

function namedList(list: ListDefinition): NamedList {
  switch (list.type) {
    case "string":
      return { folded: memberOf(list.items.map(fold), fold), cased: memberOf(list.items, (text) => text) };
    case "glob": {
      const cased = anyOf(list.items.map(wildcardMatcher));
      const folded = anyOf(list.items.map((item) => wildcardMatcher(fold(item))));
      return { folded: (text) => folded(fold(text)), cased };
    }
    case "regex":
      return caseless(anyOf(list.items.map(listedRegex)));
    case "ip": {
      const addresses = list.items.map(canonicalAddress).filter((address) => address !== null);
      return caseless(memberOf(addresses, canonicalAddress));
    }
    case "cidr":
      return caseless(anyOf(list.items.map(networkMatcher).filter((matcher) => matcher !== null)));
  }
}

/** `/source/flags`, or the source alone. */
function listedRegex(item: string): TextMatcher {
  const written = /^\/(.*)\/([a-z]*)$/s.exec(item);
  const regex = written === null ? compileRegex(item, "") : compileRegex(written[1]!, written[2]!);
  return "problem" in regex ? () => false : regex.test;
}

function memberOf(items: readonly string[], normal: (text: string) => string | null): TextMatcher {
  const set = new Set<string | null>(items);
  return (text) => set.has(normal(text));
}

function anyOf(matchers: readonly TextMatcher[]): TextMatcher {
  return (text) => matchers.some((matches) => matches(text));
}

function caseless(matcher: TextMatcher): NamedList {
  return { folded: matcher, cased: matcher };
}
