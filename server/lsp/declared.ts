/** Where sources, rankings and playbooks are declared. Invariant: a name whose text is gone has no place. */
import type { Location, Program } from "../model/program.ts";
import type { Declared, Place } from "../protocol.ts";
import { toPlace } from "./convert.ts";
import type { Forest } from "./forest.ts";

export function declaredIn(forest: Forest, { sources, rankings, playbooks }: Program): Declared {
  return {
    sources: placesOf(forest, sources),
    rankings: placesOf(forest, rankings),
    playbooks: placesOf(forest, playbooks),
  };
}

type Named = { readonly name: string; readonly location: Location };

const placesOf = (forest: Forest, named: readonly Named[]): Readonly<Record<string, Place>> =>
  Object.fromEntries(
    named.flatMap(({ name, location }) => {
      const place = toPlace(location, forest.find);
      return place === undefined ? [] : [[name, place]];
    }),
  );
