/** The rows of a tree as they were drawn last. Invariant: a row is drawn anew only if it reads otherwise than it did. */
export class DrawnRows<Node> {
  private readonly reads: (node: Node) => string;
  private readonly rows = new Map<string, { readonly node: Node; readonly text: string }>();

  /** `reads`: what a row says that changes while the node stays the same. */
  constructor(reads: (node: Node) => string) {
    this.reads = reads;
  }

  drew(id: string, node: Node): void {
    this.rows.set(id, { node, text: this.reads(node) });
  }

  nodes(): readonly Node[] {
    return [...this.rows.values()].map(({ node }) => node);
  }

  changed(): readonly Node[] {
    return [...this.rows.values()].filter(({ node, text }) => this.reads(node) !== text).map(({ node }) => node);
  }

  forget(): void {
    this.rows.clear();
  }
}
