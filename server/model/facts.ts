/**
 * What the sample logs hold: the input that lets completion, hover and checks speak of real fields and real values.
 * Invariant: facts never change what a program means; without them everything still works, only blinder.
 */
export interface FieldFacts {
  /** How many records had a value. */
  readonly present: number;
  /** The most frequent values with their counts, most frequent first. */
  readonly values: readonly (readonly [value: string, count: number])[];
}

export interface SourceFacts {
  /** Records that were looked at. */
  readonly records: number;
  readonly fields: Readonly<Record<string, FieldFacts>>;
}

/** By source name. */
export type SampleFacts = Readonly<Record<string, SourceFacts>>;
