/** A bare number where a duration belongs: ten what? */
import type { Location } from "../model/program.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";

export const suspiciousUnit = problemCheck(
  "suspicious-unit",
  "error",
  "A duration without its unit",
  ({ clause, value, location }) => ({
    message: `\`${clause}\` takes a duration, but this number has no unit, so nobody can tell how long it is. Add one: \`us\`, \`ms\`, \`s\`, \`m\`, \`h\`, \`d\` or \`w\`.`,
    fixes: value === null ? undefined : ["s", "m", "h"].map((unit) => withUnit(location, value, unit)),
  }),
);

function withUnit(location: Location, value: number, unit: string): Fix {
  const text = `${value}${unit}`;
  return { title: `Make it \`${text}\``, edits: [{ ...location, text }] };
}
