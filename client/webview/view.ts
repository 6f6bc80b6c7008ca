/** What every part of the panel is drawn from, and what it may do. Invariant: parts draw; only `panel.ts` changes anything. */
import type { FromPanel, Micros, PanelState, Remembered, Row } from "../panel/messages.ts";
import type { Data } from "./data.ts";
import type { Around, Term } from "./filter.ts";
import type { Arranged } from "./arrange.ts";
import type { Clock } from "./clock.ts";
import type { Columns } from "./columns.ts";
import type { Folds } from "./tree.ts";

/** What the user has done to the panel since it was opened; the remembered part outlives it. */
export interface Ui extends Remembered {
  /** The selected group of the list; null: a row is. */
  readonly groupRow: string | null;
  /** Key of the row under the pointer; null: none that has a key. */
  readonly hovered: Row["key"] | null;
  readonly folds: Folds;
  /** Path of the selected row of the evidence. */
  readonly evidenceRow: string | null;
  /** Key of the selected row of what was set aside, and the groups that are folded. */
  readonly rejectedRow: string | null;
  readonly foldedGroups: ReadonlySet<string>;
  /** Keys of the selected rows of Explain: of the ladder, the near misses, the leaves. */
  readonly ladderRow: string | null;
  readonly miss: string | null;
  readonly leaf: string | null;
  /** Indexes of the near misses that are unfolded. */
  readonly openMisses: ReadonlySet<number>;
  /** Only near misses that climbed so many steps; null: all. */
  readonly missedAfter: number | null;
  /** Ranks of the groups of a ranking that are folded. */
  readonly foldedRanks: ReadonlySet<number>;
  /** Of the rules where nothing surfaced. */
  readonly nearestRow: number;
  /** Of the log files where there are no rules. */
  readonly logRow: number;
  /** What of a run its chart shows; null, or of another run: all. */
  readonly runZoom: RunZoom | null;
}

export interface RunZoom {
  readonly run: string;
  readonly sight: readonly [from: Micros, to: Micros];
}

export interface View {
  readonly data: Data;
  readonly state: PanelState;
  readonly ui: Ui;
  readonly clock: Clock;
  /** Times need their day. */
  readonly dated: boolean;
  /** From when to when everything is; null: there is nothing. */
  readonly extent: readonly [from: Micros, to: Micros] | null;
  /** All of it is of one day. */
  readonly oneDay: boolean;
  /** What the terms of a query speak of besides the rows. */
  readonly around: Around;
  readonly terms: readonly Term[];
  readonly arranged: Arranged;
  /** All rows by their values. */
  readonly columns: Columns;
  /** All rows; where they are compared, with those that are gone. */
  readonly rows: readonly Row[];
  /** The rows that match, in their order. */
  readonly shown: readonly Row[];
  readonly set: (change: Partial<Ui>) => void;
  /** Null closes the detail. */
  readonly select: (id: string | null) => void;
  /** Shows Explain at a rule, and at a line of a log if `asked` names one. */
  readonly explain: (rule: string, asked: string) => void;
  readonly post: (message: FromPanel) => void;
}
