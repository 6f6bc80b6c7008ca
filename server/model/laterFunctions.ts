/**
 * Functions that the language has and the engine cannot run yet: typed and documented like those of `functions.ts`, so that
 * what uses them is checked today. Invariant: none of them is in `FUNCTIONS` too.
 */
import { FUNCTIONS, type FunctionInfo } from "./functions.ts";

const list: readonly FunctionInfo[] = [
  {
    name: "geo_km",
    parameters: [
      { name: "address", type: "ip" },
      { name: "other", type: "ip" },
    ],
    result: "float",
    doc: "How far apart two addresses are, in kilometres along the earth; missing where the place of one is not known.\n\n`geo_km(source.ip, born.source.ip) > 500`",
  },
];

export const LATER_FUNCTIONS: ReadonlyMap<string, FunctionInfo> = new Map(list.map((info) => [info.name, info]));

/** A function of either table. */
export const functionNamed = (name: string): FunctionInfo | undefined =>
  FUNCTIONS.get(name) ?? LATER_FUNCTIONS.get(name);

export const FUNCTION_NAMES: readonly string[] = [...FUNCTIONS.keys(), ...LATER_FUNCTIONS.keys()];
