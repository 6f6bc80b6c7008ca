/** Rules and events that need each other: none could be decided first. */
import { problemCheck } from "./diagnostic.ts";

export const ruleCycle = problemCheck(
  "rule-cycle",
  "error",
  "Rules or events that need themselves",
  ({ path, whole, kind }) => {
    const names = [...path, path[0]!].map((name) => `\`${name}\``);
    const circle = (whole ? names : names.toSpliced(-1, 0, "...")).join(" needs ");
    return {
      message: `This ${kind} needs itself: ${circle}. None of them could be decided first. Let one of them name a source or another event.`,
    };
  },
);
