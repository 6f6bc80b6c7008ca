/**
 * Fields that grow one by one, as those of a `map` do: each value reads the fields above it. Invariant: a set that others
 * grew from stays as it was; what has grown from the newest shares its list, so that thousands cost what they hold together.
 */
import { MapView } from "./mapView.ts";

interface Named {
  readonly name: string;
}

/** Below, a copy is cheaper. */
const FEW = 64;

interface Growth<Field> {
  readonly base: ReadonlyMap<string, Field>;
  readonly added: Field[];
  /** Indices into `added`, ascending. */
  readonly byName: Map<string, number[]>;
}

const grown = new WeakMap<object, { readonly growth: Growth<Named>; readonly count: number }>();

/** These fields and the added ones, which win. */
export function grow<Field extends Named>(
  fields: ReadonlyMap<string, Field>,
  added: Iterable<Field>,
): ReadonlyMap<string, Field> {
  // What has grown from fields of one type holds such fields.
  const known = grown.get(fields) as { readonly growth: Growth<Field>; readonly count: number } | undefined;
  if (known === undefined && fields.size < FEW) return written(fields, added);
  const isNewest = known !== undefined && known.growth.added.length === known.count;
  const growth: Growth<Field> = isNewest
    ? known.growth
    : { base: fields, added: [], byName: new Map<string, number[]>() };
  for (const field of added) {
    const indices = growth.byName.get(field.name);
    if (indices === undefined) growth.byName.set(field.name, [growth.added.length]);
    else indices.push(growth.added.length);
    growth.added.push(field);
  }
  return seen(growth, growth.added.length);
}

function written<Field extends Named>(fields: ReadonlyMap<string, Field>, added: Iterable<Field>): Map<string, Field> {
  const all = new Map(fields);
  for (const field of added) all.set(field.name, field);
  return all;
}

/** What has grown up to a count. */
function seen<Field extends Named>(growth: Growth<Field>, count: number): ReadonlyMap<string, Field> {
  const { base, added, byName } = growth;
  let all: ReadonlyMap<string, Field> | null = null;
  const view = new MapView<string, Field>(
    (name) => {
      const index = byName.get(name)?.findLast((each) => each < count);
      return index === undefined ? base.get(name) : added[index];
    },
    () => (all ??= written(base, added.slice(0, count))),
  );
  grown.set(view, { growth, count });
  return view;
}
