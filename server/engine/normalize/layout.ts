/**
 * The fields that a format itself fills, and which of them lines of one layout have. Invariant: what a layout leaves out
 * none of its lines has; so what a record holds does not depend on whether its line's layout was known.
 */
import { isOpenFormat, unifiedFrom } from "../../model/formats.ts";
import { UNIFIED_FIELDS, isUnified, type SourceDefinition, type Type } from "../../model/program.ts";
import { elementOf } from "../../model/types.ts";
import type { Schema } from "../item.ts";
import type { FieldReader, Format, Reading } from "./format.ts";
import { BUILTIN_FIELDS, SLOT } from "./schema.ts";

/** A field that the format itself has. */
interface Own {
  readonly slot: number;
  readonly type: Type;
  /** The first of these that has a value, and the names that they read. */
  readonly readers: readonly FieldReader[];
  readonly names: readonly string[];
}

/** Fields that only the engine sets. */
export const FIXED = new Set<string>(["time", ...BUILTIN_FIELDS]);

/** Of lines that lack the same fields. */
export class Layout {
  readonly own: readonly Own[];
  /** Slots that may have a value where no template matches, ascending. */
  readonly filled: readonly number[];
  private readonly matched = new Map<number, readonly number[]>();

  /** `others`: slots that are filled in other ways. */
  constructor(own: readonly Own[], others: readonly number[]) {
    this.own = own;
    this.filled = ascending([...own.map(({ slot }) => slot), ...others]);
  }

  /** Slots that may have a value where the template with this code matches. */
  filledBy(code: number, captures: readonly { readonly slot: number }[]): readonly number[] {
    let filled = this.matched.get(code);
    if (filled === undefined) {
      const slots = captures.map(({ slot }) => slot).filter((slot) => slot >= 0);
      this.matched.set(code, (filled = ascending([...this.filled, ...slots])));
    }
    return filled;
  }
}

/** With more fields it takes longer to ask a line for each than to see what it has. */
const MANY = 64;

/** Those of one source. */
export class Layouts {
  private readonly format: Format;
  private readonly others: readonly number[];
  /** Of lines of which nothing is known. */
  private readonly whole: Layout;
  /** Finds the places in `whole.own` of the fields that such a line may have; null: all are asked for. */
  private readonly found: ((reading: Reading) => ReadonlySet<number>) | null;
  private readonly known = new WeakMap<object, Layout>();
  private last: object | null = null;
  private layout: Layout;

  /** `mapped`: slots that `map` fills. */
  constructor(definition: SourceDefinition, schema: Schema, format: Format, mapped: readonly number[]) {
    this.format = format;
    this.others = [...Object.values(SLOT), ...mapped];
    this.whole = this.layout = new Layout(ownFields(definition, schema, format), this.others);
    this.found = this.whole.own.length > MANY ? this.finder() : null;
  }

  of(reading: Reading): Layout {
    const layout = this.format.layout?.(reading) ?? null;
    if (layout === null) return this.found === null ? this.whole : this.only(this.found(reading));
    if (layout !== this.last) {
      this.layout = this.known.get(layout) ?? this.lookInto(layout);
      this.last = layout;
    }
    return this.layout;
  }

  private only(places: ReadonlySet<number>): Layout {
    return new Layout(
      [...places].map((place) => this.whole.own[place]!),
      this.others,
    );
  }

  private finder(): ((reading: Reading) => ReadonlySet<number>) | null {
    const named = this.whole.own.flatMap(({ names }, place) => names.map((name) => ({ name, place })));
    const among = this.format.among?.(named.map(({ name }) => name));
    return among === undefined ? null : (reading) => new Set(among.in(reading).map((index) => named[index]!.place));
  }

  private lookInto(layout: object): Layout {
    const own = this.whole.own
      .map((each) => ({ ...each, readers: each.readers.filter((reader) => reader.lacks?.(layout) !== true) }))
      .filter(({ readers }) => readers.length > 0);
    const made = new Layout(own, this.others);
    this.known.set(layout, made);
    return made;
  }
}

/** `roles[0].name` is of the type of what `roles.name` lists. */
const INDEX = /\[\d+\](?=\.)/;

/** What the format fills, each field once. */
function ownFields(definition: SourceDefinition, schema: Schema, format: Format): readonly Own[] {
  const open = isOpenFormat(definition.format);
  const types = new Map(definition.fields.map(({ name, type }) => [name, type]));
  return schema.fields.flatMap((name, slot): readonly Own[] => {
    if (FIXED.has(name)) return [];
    const names = open ? [name, ...unifiedFrom(definition.format, name)] : [name];
    const readers = names.map((each) => format.field(each)).filter((reader) => reader !== null);
    if (readers.length === 0 || name === "id" || name === "origin") return [];
    const type = unifiedType(name) ?? types.get(name) ?? elementOf(types.get(name.replace(INDEX, "")) ?? "unknown");
    return [{ slot, type, readers, names }];
  });
}

export function unifiedType(field: string): Type | null {
  return isUnified(field) ? UNIFIED_FIELDS[field as keyof typeof UNIFIED_FIELDS] : null;
}

const ascending = (slots: readonly number[]): readonly number[] => [...new Set(slots)].sort((a, b) => a - b);
