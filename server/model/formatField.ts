/** A field that a format has before any template or map. */
import type { Type } from "./program.ts";

export interface FormatField {
  readonly name: string;
  readonly type: Type;
  readonly doc: string;
}
