/** Values of JSON as fields have them. Invariant: never throws; what a field cannot hold is undefined, never something near it. */
import { canonicalAddress } from "../../model/address.ts";
import type { Micros, Type, Value } from "../../model/program.ts";
import { Clock } from "../normalize/time.ts";

/** Times are ISO 8601 texts, durations seconds: the way in which `plainValue` shows them. */
export function fromJson(json: unknown, type: Type): Value | undefined {
  if (json === null) return null;
  if (typeof type === "object")
    return Array.isArray(json) ? wholeList(json.map((each) => fromJson(each, type.list))) : undefined;
  switch (type) {
    case "unknown":
      return Array.isArray(json) ? wholeList(json.map(scalarOf)) : scalarOf(json);
    case "bool":
      return typeof json === "boolean" ? json : undefined;
    case "int":
      return Number.isSafeInteger(json) ? (json as number) : undefined;
    case "float":
      return Number.isFinite(json) ? (json as number) : undefined;
    case "duration": {
      const micros = Number.isFinite(json) ? Math.round((json as number) * 1_000_000) : NaN;
      return Number.isSafeInteger(micros) ? micros : undefined;
    }
    case "time":
      return timeOf(json) ?? undefined;
    case "ip":
      return typeof json === "string" ? (canonicalAddress(json) ?? undefined) : undefined;
    case "string":
    case "cidr":
    case "regex":
      return typeof json === "string" ? json : undefined;
  }
}

/** Of one of the usual timestamps; without an offset it is UTC. Null: it is none. */
export function timeOf(json: unknown): Micros | null {
  if (typeof json !== "string") return null;
  const time = new Clock({ field: "time", year: null, zone: "UTC" }).read(json, { last: null, instant: null });
  return typeof time === "number" ? time : null;
}

const wholeList = (values: readonly (Value | undefined)[]): Value | undefined =>
  values.every((value) => value !== undefined) ? values : undefined;

const scalarOf = (json: unknown): Value | undefined =>
  typeof json === "string" || typeof json === "boolean" || Number.isFinite(json) ? (json as Value) : undefined;
