/** Templates that fit few of a source's records: what rules ask of templates and captures, most records cannot have. */
import { ownCheck } from "./diagnostic.ts";
import { replayed, seenIn, shareOf } from "./intake.ts";

const MOST = 0.5;
/** Fewer records tell nothing about the rest. */
const ENOUGH = 20;

export const untemplatedRecords = ownCheck(
  "untemplated-records",
  "information",
  "Templates that fit few of the records",
  function* (analysis) {
    for (const { source, declaration, intake, at } of replayed(analysis)) {
      const { records, untemplated } = intake;
      if (source.templates.length === 0 || records < ENOUGH || untemplated / records < MOST) continue;
      const { name, templates } = source;
      const known = templates.length === 1 ? "the template" : `any of the ${templates.length} templates`;
      yield {
        location: at(declaration.templates[0]),
        message: `${shareOf(untemplated, records, "record")} of ${name} did not fit ${known} ${seenIn(intake)}: they have no captures, and an event that asks for a template never has them. If some of them matter, add their templates; \`Mangrove: Learn Source from Log File\` drafts the commonest.`,
      };
    }
  },
);
