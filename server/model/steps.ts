/** Work in steps, for the rooms that do not know the grammar. */
export { finished, type Steps } from "../../grammar/steps.ts";
