/** The stream that unpacks, as one that is asked. Invariant: when `unpack` has settled, all that its bytes hold has come out. */
import zlib from "node:zlib";

export class Gunzip {
  /** Why nothing more can be unpacked; null: it can. */
  error: NodeJS.ErrnoException | null = null;
  private readonly stream = zlib.createGunzip();
  private pieces: Uint8Array[] = [];

  constructor() {
    this.stream.on("data", (piece: Uint8Array) => this.pieces.push(piece));
    this.stream.on("error", (error: NodeJS.ErrnoException) => (this.error = error));
  }

  /** Null: there is no more. The bytes may be reused afterwards. */
  async unpack(packed: Uint8Array | null): Promise<Uint8Array> {
    await new Promise<void>((settle) => {
      if (this.stream.destroyed) return settle();
      // At the end, and where it fails.
      const closed = (): void => settle();
      this.stream.once("close", closed);
      if (packed === null) this.stream.end();
      // The stream keeps what it is given until it is unpacked.
      else {
        this.stream.write(packed.slice(), () => {
          this.stream.off("close", closed);
          settle();
        });
      }
    });
    // Known before it is told.
    this.error ??= this.stream.errored;
    const { pieces } = this;
    this.pieces = [];
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  close(): void {
    this.stream.destroy();
  }
}
