/**
 * `evtx`: Windows events, as XML, in one line or several, or as JSON lines, under one set of names, those of Winlogbeat. Invariant: a
 * field is read the same way whichever way the event was exported.
 */
import type { Value } from "../../../model/program.ts";
import type { FieldReader, Format, Reading } from "../format.ts";
import { DATA_PLACES, EVENT_ALIASES, JSON_PLACES } from "./evtxNames.ts";
import { EventParser, type EventFields } from "./evtxXml.ts";
import { jsonFormat, type JsonReading } from "./json.ts";
import { NO_HEADER, valueOf } from "./named.ts";

type EventReading = (JsonReading & { readonly fields: null }) | XmlReading;
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

export const evtxFormat: Format<EventReading> = {
  key: "evtx",
  begins,
  open: () => {
    const parser = new EventParser();
    return { read: (text) => read(text, parser) };
  },
  field: (name) => {
    const names = [name, ...(Object.hasOwn(EVENT_ALIASES, name) ? EVENT_ALIASES[name]! : [])];
    return firstOf(names.map(eventField));
  },
  names: (reading) => {
    const own = reading.fields === null ? jsonFormat.names(reading) : reading.fields.keys();
    const common = [...Object.keys(EVENT_ALIASES), ...Object.keys(JSON_PLACES)];
    return new Set([...own, ...common.filter((name) => evtxFormat.field(name)!.of(reading) !== null)]);
  },
};

function read(text: string, parser: EventParser): EventReading | string | null {
  const start = text.trimStart();
  if (start.startsWith("{") || start.startsWith("\uFEFF{")) {
    const reading = jsonFormat.open().read(text);
    return typeof reading === "object" && reading !== null ? { ...reading, fields: null } : reading;
  }
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
    of: (reading) => {
      for (const reader of readers) {
        const value = reader.of(reading);
        if (value !== null && value !== NO_VALUE) return value;
      }
      return null;
    },
  };
}

/** Windows writes it where there is nothing to say. */
const NO_VALUE = "-";
const DATA = "winlog.event_data.";

function eventField(name: string): FieldReader<EventReading> {
  const places = name.startsWith(DATA)
    ? [name, ...DATA_PLACES.map((place) => place + name.slice(DATA.length))]
    : [name, ...(Object.hasOwn(JSON_PLACES, name) ? JSON_PLACES[name]! : [])];
  const readers = places.map((place) => jsonFormat.field(place)!);
  const inJson = (reading: JsonReading): Value => {
    for (const reader of readers) {
      const value = reader.of(reading);
      if (value !== null) return value;
    }
    return null;
  };
  return {
    of: (reading) => {
      if (reading.fields === null) return inJson(reading);
      const text = reading.fields.get(name);
      return text === undefined ? null : valueOf(text);
    },
  };
}
