/** Steps of a playbook that wait for each other: none of them would ever begin. */
import { problemCheck } from "./diagnostic.ts";

export const playbookCycle = problemCheck(
  "playbook-cycle",
  "error",
  "Steps of a playbook that wait for each other",
  ({ path }) => {
    const way = [...path, path[0]!].map((name) => `\`${name}\``).join(" waits for ");
    return {
      message: `${way}, so none of them would ever begin. A step waits for each step that it names: let one of them do without the other.`,
    };
  },
);
