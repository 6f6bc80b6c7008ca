/**
 * Which of many paths a JSON object may have, found by going over what the object has: a line has tens of keys, where its
 * source's lines together may have thousands. Invariant: every path that leads to a value in the object is found; others
 * may be, so who wants the value looks for it.
 */

const INDEX = /\[\d+\](?=\.)/g;

interface Step {
  readonly steps: Map<string, Step>;
  /** The paths that end here, by their numbers. */
  readonly ends: number[];
}

export class JsonPaths {
  private readonly root = step();
  private readonly deepest: number;
  /** By path: the walk that found it last, so that none is listed twice. */
  private readonly found: Float64Array;
  private walks = 0;

  /** Lists in lists are not followed any deeper. */
  constructor(paths: readonly string[], deepest: number) {
    this.deepest = deepest;
    this.found = new Float64Array(paths.length);
    paths.forEach((path, index) => {
      this.add(path, index);
      // `roles[0].name` is where `roles.name` is, or under a key of just this name.
      const list = path.replaceAll(INDEX, "");
      if (list !== path) this.add(list, index);
    });
  }

  private add(path: string, index: number): void {
    let at = this.root;
    for (const segment of path.split(".")) {
      let next = at.steps.get(segment);
      if (next === undefined) at.steps.set(segment, (next = step()));
      at = next;
    }
    at.ends.push(index);
  }

  /** The numbers of the paths, in the order of the object's keys. */
  in(object: unknown): readonly number[] {
    this.walks++;
    const into: number[] = [];
    this.walk(object, this.root, 0, into);
    return into;
  }

  private walk(value: unknown, at: Step, depth: number, into: number[]): void {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      if (depth <= this.deepest) for (const element of value) this.walk(element, at, depth + 1, into);
      return;
    }
    for (const key of Object.keys(value)) {
      const next = key.includes(".") ? far(at, key) : at.steps.get(key);
      if (next === undefined) continue;
      for (const index of next.ends) {
        if (this.found[index] === this.walks) continue;
        this.found[index] = this.walks;
        into.push(index);
      }
      if (next.steps.size > 0) this.walk((value as Readonly<Record<string, unknown>>)[key], next, depth, into);
    }
  }
}

/** A key may have dots: it stands for several segments. */
function far(from: Step, key: string): Step | undefined {
  let at: Step | undefined = from;
  for (const segment of key.split(".")) {
    at = at.steps.get(segment);
    if (at === undefined) return undefined;
  }
  return at;
}

const step = (): Step => ({ steps: new Map(), ends: [] });
