/**
 * Emitted values as others read them. Inside the engine times and durations are microseconds, so that `expect ... where`
 * can compare them; outside they are ISO 8601 text in UTC, and seconds or words.
 */
import type { Detection } from "./events.ts";
import { isoTime } from "./normalize/json.ts";
import { duration } from "./order/duration.ts";
import type { Micros, Type, Value } from "../model/program.ts";

/** `seconds` for programs, `words` (`4m 16s`) for people. */
export function present(detection: Detection, durations: "seconds" | "words"): Detection["emit"] {
  const show = (value: Value, type: Type): Value => {
    if (Array.isArray(value))
      return value.map((each: Value) => show(each, typeof type === "object" ? type.list : type));
    if (typeof value !== "number") return value;
    if (type === "time") return isoTime(value as Micros);
    if (type !== "duration") return value;
    return durations === "words" ? duration(value) : value / 1_000_000;
  };
  return detection.emit.map(([field, value], i) => [field, show(value, detection.types[i] ?? "unknown")]);
}
