/**
 * Sources with what the last replay of the whole folder, or a look at their logs' beginnings, made of their lines. Invariant:
 * sound ones only, and none whose logs were not read.
 */
import type { SourceDeclaration } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { IntakeFacts } from "../model/facts.ts";
import type { Location, SourceDefinition } from "../model/program.ts";

export interface Replayed {
  readonly source: SourceDefinition;
  readonly declaration: SourceDeclaration;
  readonly intake: IntakeFacts;
  /** Of this part of the declaration; of its name, where there is none. */
  at(part: { readonly start: number; readonly end: number } | undefined): Location;
}

export function* replayed(analysis: Analysis): Iterable<Replayed> {
  for (const { document, declaration, lowered: source } of analysis.sources) {
    const intake = source === null ? undefined : analysis.facts[source.name]?.intake;
    if (source === null || intake === undefined) continue;
    const at: Replayed["at"] = (part) => {
      const { start, end } = part ?? declaration.name ?? declaration;
      return { document, start, end };
    };
    yield { source, declaration, intake, at };
  }
}

/** Where these lines were seen. */
export const seenIn = ({ beginnings }: IntakeFacts): string =>
  beginnings === true ? "in the beginnings of the logs" : "in the last replay";

export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

/** `12 of 900 lines (1.3%)` */
export function shareOf(part: number, all: number, noun: string): string {
  const percent = (100 * part) / all;
  const shown = percent < 0.1 ? "less than 0.1" : percent < 10 ? percent.toFixed(1) : Math.round(percent);
  return `${part.toLocaleString("en-US")} of ${counted(all, noun)} (${shown}%)`;
}
