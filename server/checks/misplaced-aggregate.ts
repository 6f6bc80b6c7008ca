/** `count` and its like where there is nothing to count over. */
import { problemCheck } from "./diagnostic.ts";

export const misplacedAggregate = problemCheck(
  "misplaced-aggregate",
  "error",
  "An aggregate where there is nothing to aggregate",
  ({ name, where }) => ({
    message:
      where === "emit"
        ? `\`${name}\` looks at the records of an event, but \`emit\` knows only what the steps took. Give the step a label and write \`${name}(label.field)\` or \`count(label)\`.`
        : `\`${name}\` looks at many records, but this condition is about a single one. Write the aggregate as a step or as the whole \`when\`, as in \`when count(login_failed) >= 5 within 10m\`.`,
  }),
);
