/**
 * One Windows event as XML to its fields, named as Winlogbeat names them. Invariant: an XML parser that keeps to the
 * standard reads it, no entity but the five of XML and numbered characters is ever expanded, and a document type is
 * refused; so no line can make more of itself than it is.
 */
import { SaxesParser } from "saxes";

export type EventFields = Map<string, string>;

const SYSTEM: Readonly<Record<string, string>> = {
  EventID: "winlog.event_id",
  Version: "winlog.version",
  Level: "winlog.level",
  Task: "winlog.task",
  Opcode: "winlog.opcode",
  Keywords: "winlog.keywords",
  EventRecordID: "winlog.record_id",
  Channel: "winlog.channel",
  Computer: "winlog.computer_name",
};

const ATTRIBUTES: Readonly<Record<string, string>> = {
  "Provider.Name": "winlog.provider_name",
  "Provider.Guid": "winlog.provider_guid",
  "TimeCreated.SystemTime": "@timestamp",
  "Correlation.ActivityID": "winlog.activity_id",
  "Execution.ProcessID": "winlog.process.pid",
  "Execution.ThreadID": "winlog.process.thread.id",
  "Security.UserID": "winlog.user.identifier",
};

/** What the exporting machine made of the numbers, in words. */
const RENDERED: Readonly<Record<string, string>> = {
  Message: "message",
  Level: "log.level",
  Task: "winlog.task",
  Opcode: "winlog.opcode",
  Channel: "winlog.channel",
  Provider: "winlog.provider_name",
};

const OPTIONS = { position: false, xmlns: false } as const;
/** No event nests as deep. */
const DEEPEST = 32;

/** A line is given in pieces, so that a long one ends where its first fault is. */
const PIECE = 16 << 10;

/** Reads event after event: making a parser costs more than reading an event. */
export class EventParser {
  private parser: SaxesParser | null = null;
  private reading = new EventReading();
  private fault: string | null = null;

  /** Or what is wrong with it. */
  read(xml: string): EventFields | string {
    this.reading = new EventReading();
    this.fault = null;
    this.parser ??= this.create();
    for (let at = 0; at < xml.length && this.fault === null; at += PIECE) this.parser.write(xml.slice(at, at + PIECE));
    // Closing it makes it ready for the next event; one that found a fault would find more.
    if (this.fault === null) this.parser.close();
    if (this.fault !== null) {
      this.parser = null;
      return `no XML of an event: ${this.fault as string}`;
    }
    const { fields } = this.reading;
    return fields.size === 0 ? "no XML of an event: it has no `Event` with anything in it" : fields;
  }

  private create(): SaxesParser {
    const parser = new SaxesParser(OPTIONS);
    parser.on("error", ({ message }) => (this.fault ??= message));
    parser.on("doctype", () => (this.fault ??= DOCUMENT_TYPE));
    parser.on("opentag", ({ name, attributes }) => (this.fault ??= this.reading.open(name, attributes)));
    parser.on("text", (text) => this.reading.add(text));
    parser.on("cdata", (text) => this.reading.add(text));
    parser.on("closetag", () => this.reading.close());
    return parser;
  }
}

const DOCUMENT_TYPE = "it has a document type, which no event has, and whose entities are not read";

class EventReading {
  readonly fields: EventFields = new Map();
  private readonly path: string[] = [];
  private text = "";
  /** Of the `Data` that is open. */
  private dataName: string | null = null;
  private nameless = 0;

  open(tag: string, attributes: Readonly<Record<string, string>>): string | null {
    const name = tag.slice(tag.indexOf(":") + 1);
    this.path.push(name);
    this.text = "";
    if (this.path.length > DEEPEST) return `it is nested more than ${DEEPEST} deep`;
    if (name === "Data" || name === "ComplexData") this.dataName = attributes.Name ?? null;
    if (this.path.at(-2) === "System")
      for (const [attribute, value] of Object.entries(attributes)) this.set(ATTRIBUTES[`${name}.${attribute}`], value);
    return null;
  }

  add(text: string): void {
    this.text += text;
  }

  close(): void {
    const name = this.path.pop()!;
    const section = this.path.at(-1);
    const text = this.text;
    this.text = "";
    if (section === "System") this.set(own(SYSTEM, name), text);
    else if (section === "RenderingInfo") this.rendered(own(RENDERED, name), text);
    else if (section === "EventData" && name === "Data") {
      this.set(`winlog.event_data.${this.dataName ?? `param${++this.nameless}`}`, text);
      this.dataName = null;
    } else if (section === "EventData") this.set(`winlog.event_data.${name}`, text);
    else if (this.path.includes("UserData") && text.trim() !== "") this.set(`winlog.user_data.${name}`, text);
  }

  private rendered(field: string | undefined, text: string): void {
    if (field !== undefined && text.trim() !== "") this.fields.set(field, text);
  }

  private set(field: string | undefined, text: string): void {
    if (field !== undefined && !this.fields.has(field) && text.trim() !== "") this.fields.set(field, text);
  }
}

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
