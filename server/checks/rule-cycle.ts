/** Rules and events that need each other: none could be decided first. */
import { problemCheck } from "./diagnostic.ts";

export const ruleCycle = problemCheck(
  "rule-cycle",
  "error",
  "Rules or events that need themselves",
  ({ path, kind }) => {
    const circle = [...path, path[0]!].map((name) => `\`${name}\``).join(" needs ");
    return {
      message: `This ${kind} needs itself: ${circle}. None of them could be decided first. Let one of them name a source or another event.`,
    };
  },
);
