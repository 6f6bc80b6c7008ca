/** What the origin of a rule means to find and what only looks like it, as records by hand. Times are seconds. */

export interface Line {
  readonly at: number;
  readonly source: string;
  readonly fields: Readonly<Record<string, string | number>>;
}

export interface Story {
  readonly rule: string;
  readonly told: string;
  readonly raises: boolean;
  readonly lines: readonly Line[];
}

export type Fields = Line["fields"];
export type Moment = readonly [at: number, ...parts: readonly Fields[]];
type Told = readonly [told: string, lines: readonly Line[]];

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;

export const from = (source: string, ...moments: readonly Moment[]): readonly Line[] =>
  moments.map(([at, ...parts]) => ({ at, source, fields: Object.assign({}, ...parts) as Fields }));

export const each = (count: number, moment: (index: number) => Moment): readonly Moment[] =>
  Array.from({ length: count }, (_, index) => moment(index));

/** The first story raises one detection, the others none. */
export const stories = (rule: string, [told, lines]: Told, ...misses: readonly Told[]): readonly Story[] => [
  { rule, told, raises: true, lines },
  ...misses.map(([miss, missed]) => ({ rule, told: miss, raises: false, lines: missed })),
];
