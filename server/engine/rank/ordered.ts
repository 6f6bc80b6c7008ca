/**
 * An ordered set as balanced (AVL) tree. Invariant: of two subtrees of a node one is at most one level higher, so adding,
 * removing and finding the first cost O(log n), and k items in order O(k + log n).
 */

/** Negative: `a` stands in front of `b`. 0: they are the same. */
export type Compare<T> = (a: T, b: T) => number;

interface Node<T> {
  item: T;
  left: Node<T> | null;
  right: Node<T> | null;
  height: number;
}

export class OrderedSet<T> implements Iterable<T> {
  private readonly compare: Compare<T>;
  private root: Node<T> | null = null;
  private count = 0;

  constructor(compare: Compare<T>) {
    this.compare = compare;
  }

  get size(): number {
    return this.count;
  }

  /** `item` is not in it. */
  add(item: T): void {
    this.root = added(this.root, item, this.compare);
    this.count++;
  }

  /** `item` is in it. */
  remove(item: T): void {
    this.root = removed(this.root, item, this.compare);
    this.count--;
  }

  *[Symbol.iterator](): Generator<T, void, undefined> {
    const path: Node<T>[] = [];
    for (let node = this.root; node !== null || path.length > 0;) {
      for (; node !== null; node = node.left) path.push(node);
      const next: Node<T> = path.pop()!;
      yield next.item;
      node = next.right;
    }
  }
}

function added<T>(node: Node<T> | null, item: T, compare: Compare<T>): Node<T> {
  if (node === null) return { item, left: null, right: null, height: 1 };
  if (compare(item, node.item) < 0) node.left = added(node.left, item, compare);
  else node.right = added(node.right, item, compare);
  return balanced(node);
}

function removed<T>(node: Node<T> | null, item: T, compare: Compare<T>): Node<T> | null {
  if (node === null) return null;
  const order = compare(item, node.item);
  if (order < 0) node.left = removed(node.left, item, compare);
  else if (order > 0) node.right = removed(node.right, item, compare);
  else if (node.left === null) return node.right;
  else if (node.right === null) return node.left;
  else {
    node.item = first(node.right);
    node.right = removed(node.right, node.item, compare);
  }
  return balanced(node);
}

function first<T>(node: Node<T>): T {
  let at = node;
  while (at.left !== null) at = at.left;
  return at.item;
}

const height = (node: Node<unknown> | null): number => node?.height ?? 0;

function balanced<T>(node: Node<T>): Node<T> {
  const { left, right } = node;
  if (left !== null && left.height > height(right) + 1) {
    if (height(left.left) < height(left.right)) node.left = leftUp(left);
    return rightUp(node);
  }
  if (right !== null && right.height > height(left) + 1) {
    if (height(right.right) < height(right.left)) node.right = rightUp(right);
    return leftUp(node);
  }
  return measured(node);
}

/** The left child becomes the root. */
function rightUp<T>(node: Node<T>): Node<T> {
  const root = node.left!;
  node.left = root.right;
  root.right = measured(node);
  return measured(root);
}

/** The right child becomes the root. */
function leftUp<T>(node: Node<T>): Node<T> {
  const root = node.right!;
  node.right = root.left;
  root.left = measured(node);
  return measured(root);
}

function measured<T>(node: Node<T>): Node<T> {
  node.height = 1 + Math.max(height(node.left), height(node.right));
  return node;
}
