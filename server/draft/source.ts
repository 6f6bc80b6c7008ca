/** A `source` block for what was found out about a log. */
import { SLOT } from "../engine/normalize/schema.ts";
import type { FormatName, SourceClass } from "../model/program.ts";
import { nameText, pathText, quote } from "../model/written.ts";
import { addressNames } from "./addresses.ts";
import { shapesOf, type Shape } from "./cluster.ts";
import type { DraftMap } from "./map.ts";
import type { LogHead, Sight } from "./sight.ts";
import { templateLine, templatesFrom, WHEN, type DraftTemplate } from "./templates.ts";

const CLASSES: Readonly<Partial<Record<FormatName, SourceClass>>> = {
  ...{ cef: "security_device", leef: "security_device", kv: "security_device", cisco: "network_device" },
  ...{ evtx: "operating_system", syslog: "operating_system", mysql: "database" },
};

/** A name of the namespace that is still free, from the log's own. */
export function sourceName(path: string, taken: ReadonlySet<string>): string {
  const base = path.split("/").at(-1)!;
  const words = base
    .toLowerCase()
    .split(/\.|[-_]?\d{4}-?\d\d-?\d\d/)[0]!
    .replaceAll(/[^a-z0-9_]+/g, "_");
  const plain = words.replaceAll(/^[_0-9]+|_+$/g, "");
  const name = plain === "" || nameText(plain) !== plain ? `${plain || "my"}_log` : plain;
  for (let nth = 1; ; nth++) {
    const free = nth === 1 ? name : `${name}_${nth}`;
    if (!taken.has(free)) return free;
  }
}

/** The log and what it was or will be rotated to. */
export function filesPattern(path: string): string {
  const escaped = path.replaceAll(/[*?[\]{}!]/g, "?");
  const open = escaped.replace(/\d{4}-?\d\d-?\d\d/, "*").replace(/(?:\.\d+)?(?:\.gz)?$/, "*");
  return open.replaceAll(/\*{2,}/g, "*");
}

/** Formats that leave a message to templates. */
const MESSAGES: ReadonlySet<FormatName> = new Set<FormatName>(["syslog", "cisco", "text"]);

/** What a log's messages have in common. */
export interface Messages {
  readonly templates: readonly DraftTemplate[];
  /** Names of captures that hold now an address, now a host's name. */
  readonly mixed: ReadonlySet<string>;
}

/** Formats that name their fields have none. */
export function messagesOf({ way, records }: Sight): Messages {
  if (!MESSAGES.has(way.format)) return { templates: [], mixed: new Set() };
  const heads = records.map((record) => (way.format === "text" ? timeHead(record) : ""));
  const messages = records.map(({ values }, index) => String(values[SLOT.message] ?? "").slice(heads[index]!.length));
  const shapes = shapesOf(messages).filter(isTelling);
  const names = addressNames(shapes);
  const templates = templatesFrom(enough(shapes, records.length), names);
  const mixed = new Set([...names.values()].filter((each) => each !== "ip" && each !== "destination_ip"));
  if (way.format !== "text") return { templates, mixed };
  const head = [heads.some((each) => each.startsWith("[")) ? "[" : "", WHEN];
  return { templates: templates.map((each) => ({ ...each, parts: [...head, ...each.parts] })), mixed };
}

/** What of the message is the time, with the bracket in front of it. */
function timeHead({ schema, values }: Sight["records"][number]): string {
  const written = String(values[schema.fields.indexOf("timestamp")] ?? "");
  const message = String(values[SLOT.message]);
  return message.slice(0, message.startsWith("[") ? written.length + 1 : written.length);
}

/** More than a mark or two stays the same. */
const isTelling = ({ parts }: Shape): boolean =>
  parts.some((part) => part.kind === "literal" && /\p{L}{2}/u.test(part.text));

const MOST = 40;

/** Those that are seen more than once, until nearly all records have one. */
function enough(shapes: readonly Shape[], records: number): readonly Shape[] {
  let covered = 0;
  return shapes.slice(0, MOST).filter(({ members }) => {
    const wanted = members.length > 1 && covered < 0.995 * records;
    if (wanted) covered += members.length;
    return wanted;
  });
}

/** `reads`: captures that a rule or the map names. */
export function sourceText(
  name: string,
  log: LogHead,
  sight: Sight,
  templates: readonly DraftTemplate[],
  { entries, reads }: DraftMap,
): string {
  const { way, time } = sight;
  const { field, year, format } = time.time;
  const options = way.options.map((option) =>
    typeof option === "string" ? ` ${quote(option)}` : ` [${option.map(quote).join(", ")}]`,
  );
  const clock = `${pathText(field)}${format === undefined ? "" : ` format ${quote(format)}`}${year === null ? "" : ` year ${year}`}`;
  const doubt = time.doubt === null ? "" : `  // ${time.doubt}`;
  const read = new Set(reads);
  return [
    `source ${name} from ${CLASSES[way.format] ?? "application"} {`,
    `  files    ${quote(filesPattern(log.path))}`,
    `  format   ${way.format}${options.join("")}`,
    `  time     ${clock}${doubt}`,
    `  lateness ${latenessOf(sight)}`,
    ...(templates.length > 0 ? ["", ...templates.map((template) => templateLine(template, read))] : []),
    ...(entries.length > 0 ? ["", "  map {", ...entries.map((entry) => `    ${entry}`), "  }"] : []),
    "}",
  ].join("\n");
}

/** What would have kept every record, and no less than half a minute. */
function latenessOf({ records }: Sight): string {
  let newest = -Infinity;
  let most = 0;
  for (const { time } of records) {
    newest = Math.max(newest, time);
    most = Math.max(most, newest - time);
  }
  const seconds = most / 1e6;
  if (seconds <= 30) return "30s";
  if (seconds <= 3600) return `${Math.ceil(seconds / 60)}m`;
  // Whoever is further behind than that has another clock, not a longer way.
  return "1h";
}
