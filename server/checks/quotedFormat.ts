/** `time ts  format "json"`: the format of a source in quotes, behind `time`, where it is read as that of a time. */
import type { Analysis } from "../model/analysis.ts";
import type { Problem } from "../model/problems.ts";
import { FORMAT_NAMES, type Location } from "../model/program.ts";

/** The format that is meant by what was refused; null: none. */
export function formatMeant(what: string, value: string): string | null {
  const bare = /^(["'])(.*)\1$/.exec(value)?.[2];
  return what.startsWith("time format") ? (FORMAT_NAMES.find((name) => name === bare) ?? null) : null;
}

/** The sources that seem to lack a format for that reason alone: whether a place is in one of them. */
export function withQuotedFormat(analysis: Analysis, problems: readonly Problem[]): (place: Location) => boolean {
  const quoted = problems.filter(
    (each) => each.code === "invalid-value" && formatMeant(each.what, each.value) !== null,
  );
  const sources = quoted.flatMap(({ location: { document, start } }) => {
    const { declarations } = analysis.document(document)!.tree;
    return declarations
      .filter((each) => each.start <= start && start < each.end)
      .map((each) => ({ document, ...each }));
  });
  return ({ document, start }) =>
    sources.some((each) => each.document === document && each.start <= start && start < each.end);
}
