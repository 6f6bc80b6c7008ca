/** What the user has done to the panel: as it begins, and the part that outlives the page. */
import type { Remembered } from "../panel/messages.ts";
import { SURFACED } from "./arrange.ts";
import type { Ui } from "./view.ts";

export const FRESH: Ui = {
  tab: "detections",
  query: "",
  selected: null,
  sort: SURFACED,
  group: "none",
  foldedKeys: [],
  groupRow: null,
  hovered: null,
  saved: [],
  zoom: null,
  left: null,
  scroll: 0,
  folds: { folded: new Set(), unfolded: new Set() },
  evidenceRow: null,
  rejectedRow: null,
  rejectedQuery: "",
  foldedGroups: new Set(),
  explained: null,
  finding: "",
  asked: "",
  ruleOrder: "file",
  ladderRow: null,
  miss: null,
  leaf: null,
  openMisses: new Set([0]),
  missedAfter: null,
  nearestRow: 0,
  logRow: 0,
  runZoom: null,
  ranking: null,
  ranked: null,
  rankQuery: "",
  foldedRanks: new Set(),
  run: null,
  runStep: null,
  runQuery: "",
};

export function remembered(ui: Ui): Remembered {
  const { tab, query, selected, sort, group, foldedKeys, saved, zoom, left, scroll } = ui;
  const { rejectedQuery, explained, finding, asked, ruleOrder } = ui;
  const { ranking, ranked, rankQuery, run, runStep, runQuery } = ui;
  return {
    ...{ tab, query, selected, sort, group, foldedKeys, saved, zoom, left, scroll },
    ...{ rejectedQuery, explained, finding, asked, ruleOrder },
    ...{ ranking, ranked, rankQuery, run, runStep, runQuery },
  };
}
