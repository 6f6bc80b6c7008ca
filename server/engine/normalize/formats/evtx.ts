/**
 * `evtx`: Windows events, as XML, in one line or several, or as JSON lines, under one set of names, those of Winlogbeat. Invariant: a
 * field is read the same way whichever way the event was exported.
 */
import type { Value } from "../../../model/program.ts";
import type { FieldReader, Format, FormatReader, Reading } from "../format.ts";
import { DATA_PLACES, EVENT_ALIASES, JSON_PLACES } from "./evtxNames.ts";
import { EventParser, type EventFields } from "./evtxXml.ts";
import { jsonFormat, JsonReading } from "./json.ts";
import { NO_HEADER, valueOf } from "./named.ts";

type EventReading = JsonReading | XmlReading;
interface XmlReading extends Reading {
  readonly fields: EventFields;
}

/** In front of and behind the events of a file. */
const AROUND = /^\s*(?:\uFEFF?<\?xml[^>]*\?>\s*)?(?:<\/?Events[^>]*>\s*)?$/;
const LIST_OPENS = /^\s*(?:\uFEFF?<\?xml[^>]*\?>\s*)?<Events[^>]*>/;
const LIST_CLOSES = /<\/Events>\s*$/;

const BEGINS = /^\s*(?:<Events?[\s/>]|<\/Events>|<\?xml|\uFEFF|\{".*\}\s*$)/;
const ENDS = /(?:<\/Events?>|<Events[^<>]*>|\?>)\s*$/;
/** What `ENDS` looks at. */
const LONGEST_END = 200;

/** An event as XML goes on to the line that ends it; one as JSON is a line. */
function begins(line: string, before: string | null): boolean {
  if (before === null || BEGINS.test(line)) return true;
  return ENDS.test(before.slice(-LONGEST_END)) || before.trimStart().startsWith('{"');
}

export function evtxFormat(): Format<EventReading> {
  const json = jsonFormat();
  const field = (name: string): FieldReader<EventReading> => {
    const names = [name, ...(Object.hasOwn(EVENT_ALIASES, name) ? EVENT_ALIASES[name]! : [])];
    return firstOf(names.map((each) => eventField(each, json)));
  };
  let common: readonly (readonly [string, FieldReader<EventReading>])[] | null = null;
  return {
    key: "evtx",
    begins,
    open: () => {
      const parser = new EventParser();
      const lines = json.open();
      return { read: (text) => read(text, parser, lines) };
    },
    field,
    layout: (reading) => (reading instanceof JsonReading ? json.layout!(reading) : null),
    names: (reading) => {
      const own = reading instanceof JsonReading ? json.names(reading) : reading.fields.keys();
      common ??= [...Object.keys(EVENT_ALIASES), ...Object.keys(JSON_PLACES)].map(
        (name) => [name, field(name)] as const,
      );
      return new Set([...own, ...common.flatMap(([name, reader]) => (reader.of(reading) === null ? [] : [name]))]);
    },
  };
}

function read(text: string, parser: EventParser, json: FormatReader<JsonReading>): EventReading | string | null {
  const start = text.trimStart();
  if (start.startsWith("{") || start.startsWith("\uFEFF{")) return json.read(text);
  if (start === "") return "empty line";
  if (AROUND.test(text)) return null;
  if (!start.startsWith("<") && !start.startsWith("\uFEFF<"))
    return "no Windows event: the line is neither XML nor JSON";
  const event = text.replace(LIST_OPENS, "").replace(LIST_CLOSES, "");
  const fields = parser.read(event);
  return typeof fields === "string" ? fields : { header: NO_HEADER, message: text, timestamp: null, fields };
}

function firstOf(readers: readonly FieldReader<EventReading>[]): FieldReader<EventReading> {
  return {
    lacks: lackedBy(readers),
    of: (reading) => {
      for (const reader of readers) {
        const value = reader.of(reading);
        if (value !== null && value !== NO_VALUE) return value;
      }
      return null;
    },
  };
}

const lackedBy =
  (readers: readonly Pick<FieldReader, "lacks">[]) =>
  (layout: object): boolean =>
    readers.every((reader) => reader.lacks?.(layout) === true);

/** Windows writes it where there is nothing to say. */
const NO_VALUE = "-";
const DATA = "winlog.event_data.";

function eventField(name: string, json: Format<JsonReading>): FieldReader<EventReading> {
  const places = name.startsWith(DATA)
    ? [name, ...DATA_PLACES.map((place) => place + name.slice(DATA.length))]
    : [name, ...(Object.hasOwn(JSON_PLACES, name) ? JSON_PLACES[name]! : [])];
  const readers = places.map((place) => json.field(place)!);
  const inJson = (reading: JsonReading): Value => {
    for (const reader of readers) {
      const value = reader.of(reading);
      if (value !== null) return value;
    }
    return null;
  };
  return {
    lacks: lackedBy(readers),
    of: (reading) => {
      if (reading instanceof JsonReading) return inJson(reading);
      const text = reading.fields.get(name);
      return text === undefined ? null : valueOf(text);
    },
  };
}
