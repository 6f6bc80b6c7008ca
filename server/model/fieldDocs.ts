/** What the fields mean that every record has, and those that every detection has. */
import type { Type } from "./program.ts";

const unified: readonly (readonly [string, string])[] = [
  ["id", "Log id: `file:line` unless the map sets another."],
  ["time", "When it happened, as the record says; microseconds."],
  ["device", "The device that wrote the record."],
  ["user", "The user name."],
  ["message", "The message: its common part and its features."],
  ["ip", "The IP address that the record is about."],
  ["domain", "The domain name that the record is about."],
  ["process", "The process that wrote the record or that it is about."],
  ["origin", "Where the message comes from: the name of the source unless the map says otherwise."],
  ["threat", "Threat level: a whole number, larger is worse."],
];

const builtin: readonly (readonly [string, Type, string])[] = [
  ["template", "int", "Code of the template that the message matched; missing if none did."],
  ["source", "string", "Name of the source that owns the record."],
  ["arrived", "time", "System time: when the record arrived."],
  ["lag", "duration", "How long it took to arrive: `arrived - time`."],
];

const detection: readonly (readonly [string, Type, string])[] = [
  ["rule", "string", "Name of the rule that was raised."],
  ["severity", "string", "Severity of the detection: `where severity >= high`."],
  ["risk", "float", "The number that the rule gives it; missing where the rule says none."],
  ["tags", { list: "string" }, "Tags of the rule."],
  ["attack", { list: "string" }, "ATT&CK techniques of the rule."],
  ["first", "time", "Time of the first record of the evidence."],
  ["last", "time", "Time of the last record of the evidence."],
];

/** Fields that the engine sets on each record, beside the ten unified ones. */
export const BUILTIN_FIELDS: ReadonlyMap<string, Type> = new Map(builtin.map(([name, type]) => [name, type]));
/** Fields of each detection, beside its keys and emits. */
export const DETECTION_FIELDS: ReadonlyMap<string, Type> = new Map(detection.map(([name, type]) => [name, type]));
export const DETECTION_DOCS: ReadonlyMap<string, string> = new Map(detection.map(([name, , doc]) => [name, doc]));
export const FIELD_DOCS: ReadonlyMap<string, string> = new Map([
  ...unified,
  ...builtin.map(([name, , doc]) => [name, doc] as const),
]);
