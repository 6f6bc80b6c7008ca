/** The nodes below a rule of the forest: the lines of its pattern, with the counts of the last replay, and the events that they name. */
import * as vscode from "vscode";
import type { LadderStep, Place, StepInfo, UseInfo } from "../../server/protocol.ts";
import { counted } from "../counts/words.ts";
import type { ReplayStore } from "../store.ts";

export interface StepNode {
  readonly kind: "step";
  readonly id: string;
  readonly folder: string;
  readonly rule: string;
  readonly step: StepInfo;
  /** Among the lines of the rule. */
  readonly index: number;
  /** Names of the rules above it, the nearest last. */
  readonly above: readonly string[];
}

export interface EventNode {
  readonly kind: "event";
  readonly id: string;
  readonly folder: string;
  readonly use: UseInfo;
  readonly above: readonly string[];
}

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

export function stepItem(node: StepNode, store: ReplayStore): vscode.TreeItem {
  const { step } = node;
  const item = new vscode.TreeItem(step.label ?? step.step, step.uses.length > 0 ? Collapsed : None);
  item.id = node.id;
  item.tooltip = step.label === null ? step.step : `${step.label}: ${step.step}`;
  item.command = open(step.place);
  const { text, stops } = stepResult(node, store);
  item.description = text;
  item.iconPath = new vscode.ThemeIcon(stops ? "debug-breakpoint-unverified" : "circle-small-filled");
  return item;
}

/** What the last replay says of it, else what it is. */
export function stepResult(
  { folder, rule, step, index }: StepNode,
  store: ReplayStore,
): { readonly text: string; readonly stops: boolean } {
  const ladder = folder === store.folder ? store.briefs.find((brief) => brief.rule === rule)?.ladder : undefined;
  const found = ladder && flat(ladder)[index];
  const counted = found?.step === step.step || (found && step.uses.length === 0) ? found : undefined;
  const stops = counted !== undefined && counted === ladder?.find(({ reached }) => reached === 0);
  return { text: counted ? countsOf(counted, stops) : step.label === null ? "" : step.step, stops };
}

export function eventItem({ id, use }: EventNode): vscode.TreeItem {
  const item = new vscode.TreeItem(use.name, None);
  item.id = id;
  item.description = use.kind === "other" ? "" : use.kind;
  item.iconPath = new vscode.ThemeIcon(use.kind === "source" ? "output" : "symbol-event");
  if (use.place) item.command = open(use.place);
  return item;
}

/** In the order of the text, as the lines of a pattern come. */
const flat = (ladder: readonly LadderStep[]): LadderStep[] => ladder.flatMap((step) => [step, ...flat(step.inner)]);

function countsOf({ records, reached, kills }: LadderStep, stops: boolean): string {
  const number = (n: number): string => n.toLocaleString("en-US");
  if (reached === null) return `${counted(records, "record")}, ended ${number(kills)}`;
  return `${counted(records, "record")}, ${stops ? "0, stops here" : `${number(reached)} reached`}`;
}

const open = ({ uri, line, character }: Place): vscode.Command => {
  const at = new vscode.Position(line, character);
  const selection = new vscode.Range(at, at);
  return { command: "vscode.open", title: "Open", arguments: [vscode.Uri.parse(uri, true), { selection }] };
};
