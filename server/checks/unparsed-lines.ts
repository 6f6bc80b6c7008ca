/** Lines that the last replay, or a look at the logs' beginnings, could not read with their source, counted, with the commonest reason and one of them. */
import { RETURNS_ALONE } from "../model/facts.ts";
import { ownCheck } from "./diagnostic.ts";
import { replayed, seenIn, shareOf } from "./intake.ts";

/** From this share on it is the source that is wrong rather than some lines. */
const MANY = 0.1;
/** A line in a message; the log has the rest. */
const LONGEST = 120;

export const unparsedLines = ownCheck(
  "unparsed-lines",
  "information",
  "Lines of a log that its source cannot read",
  function* (analysis) {
    for (const { declaration, intake, at } of replayed(analysis)) {
      const { unparsed, lines, common } = intake;
      if (unparsed === 0) continue;
      const many = unparsed / lines >= MANY;
      const example =
        common === null
          ? ""
          : ` Mostly: ${common.reason}. Such a line is ${common.file}:${common.line}: ${cut(common.text)}`;
      const mend = many
        ? " Mend `format` or `time` until they fit these lines."
        : " If they matter, mend `format` or `time`; if they are of another kind, give them a source of their own.";
      // No source can be written that reads such a file.
      const advice = common?.reason === RETURNS_ALONE ? "" : mend;
      yield {
        location: at(declaration.format),
        severity: many ? "warning" : "information",
        message: `${shareOf(unparsed, lines, "line")} could not be read ${seenIn(intake)}, and no rule saw them.${example}.${advice}`,
      };
    }
  },
);

/** In one line, without what cannot be seen. */
function cut(text: string): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}\u2026`;
}
