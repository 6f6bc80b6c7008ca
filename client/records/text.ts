/** The record of a line in Markdown. Invariant: what comes from the log stays text. */
import type { LineReading, ShownField } from "../../server/protocol.ts";
import { escape } from "../markdown.ts";

/** Null: there is nothing to say. */
export function textOf(reading: LineReading): string | null {
  switch (reading.kind) {
    case "none":
      return null;
    case "unparsed":
      return `**No record of ${escape(reading.source)}**: ${escape(reading.reason)}\n\nNo rule sees this line.`;
    case "filtered":
      return `**No record of ${escape(reading.source)}**: it is a heading, or \`only\` turns it away\n\nNo rule sees this line.`;
    case "record": {
      const { source, template, fields, others } = reading;
      const of =
        template === null
          ? "no template fits its message"
          : `template ${template.code}, \u201c${escape(clip(template.text))}\u201d`;
      return `**${escape(source)}** \u2013 ${of}\n\n${table("Unified\u00a0field", fields)}${table("Other\u00a0field", others)}`;
    }
  }
}

/** The whole of a long message is the line that the pointer is on. */
const LONGEST = 160;

const clip = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}\u2026`);

/** The rest of a record of a format with hundreds of fields is in the panel. */
const MOST_FIELDS = 40;

function table(title: string, fields: readonly ShownField[]): string {
  if (fields.length === 0) return "";
  const rows = fields.slice(0, MOST_FIELDS).map(([name, value]) => `| ${escape(name)} | ${escape(clip(value))} |`);
  const more = fields.length > MOST_FIELDS ? `\n\n${fields.length - MOST_FIELDS} more fields` : "";
  return `| ${title} | Value |\n|:--|:--|\n${rows.join("\n")}${more}\n\n`;
}
