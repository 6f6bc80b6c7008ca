/**
 * What an analysis finds changed since the last one that came to its end, so that what asked for nothing of that need not ask again. Invariant:
 * never too little; a name stands here before anything that asked for it is looked at, and so do items, which come behind
 * what they are made of.
 */
import type { SampleFacts } from "./facts.ts";
import type { Declared, Definition, Names } from "./names.ts";

export class Changes {
  /** Names that mean something else. */
  readonly names = new Set<string>();
  /** Declarations that were lowered anew: what they yield may be something else. */
  readonly items = new Set<Definition>();
  /** Sources whose logs are known to hold something else. */
  readonly facts = new Set<string>();
  /** Something that all read. */
  everything = true;
  private declared: ReadonlyMap<string, readonly Declared[]> = new Map();
  private byName: Names["byName"] = new Map();
  private known: SampleFacts = {};
  private readonly shared = new Map<string, unknown>();

  begin(): void {
    this.names.clear();
    this.items.clear();
    this.facts.clear();
    this.everything = false;
  }

  get areNone(): boolean {
    return !this.everything && this.names.size === 0 && this.items.size === 0 && this.facts.size === 0;
  }

  compare(declared: ReadonlyMap<string, readonly Declared[]>, { byName }: Names, facts: SampleFacts): void {
    const look = (list: readonly Declared[] | undefined): void => {
      for (const { definition } of list ?? [])
        if (definition !== null && this.byName.get(definition.name) !== byName.get(definition.name))
          this.names.add(definition.name);
    };
    for (const [uri, list] of declared) {
      const before = this.declared.get(uri);
      if (before === list) continue;
      look(before);
      look(list);
    }
    for (const [uri, list] of this.declared) if (!declared.has(uri)) look(list);
    if (facts !== this.known) {
      for (const source of [...Object.keys(facts), ...Object.keys(this.known)])
        if (facts[source] !== this.known[source]) this.facts.add(source);
    }
    this.declared = declared;
    this.byName = byName;
    this.known = facts;
  }

  share(name: string, value: unknown): void {
    if (this.shared.get(name) !== value) this.everything = true;
    this.shared.set(name, value);
  }
}
