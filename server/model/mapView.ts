/**
 * A map that is not written out: what stands under one key can be told without the others. Invariant: immutable to whoever
 * holds it. Places of one text see almost the same names; a map for each of thousands would fill the memory.
 */
export class MapView<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly get: (key: Key) => Value | undefined;
  private readonly writeOut: () => ReadonlyMap<Key, Value>;

  /** `get` and `writeOut` say the same; no value is undefined. */
  constructor(get: (key: Key) => Value | undefined, writeOut: () => ReadonlyMap<Key, Value>) {
    this.get = get;
    this.writeOut = writeOut;
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  get size(): number {
    return this.writeOut().size;
  }

  entries(): MapIterator<[Key, Value]> {
    return this.writeOut().entries();
  }

  keys(): MapIterator<Key> {
    return this.writeOut().keys();
  }

  values(): MapIterator<Value> {
    return this.writeOut().values();
  }

  forEach(visit: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    this.writeOut().forEach(visit);
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }
}
