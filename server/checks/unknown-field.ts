/** A field that the item at hand never has: the comparison would silently be false for ever. */
import type { Analysis } from "../model/analysis.ts";
import { FUNCTIONS, signature } from "../model/functions.ts";
import type { Location } from "../model/program.ts";
import { elementOf } from "../model/types.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";
import { undeclared } from "./undeclared.ts";
import { article, listed, replace, suggestion } from "./words.ts";

/** What other languages call a value that is not there. */
const NOTHING: ReadonlySet<string> = new Set(["null", "nil", "none", "undefined"]);

/** `user != null` asks whether there is a value. */
function withExists({ document, start, end }: Location, name: string, analysis: Analysis): readonly Fix[] {
  const before = analysis.document(document)!.text.slice(Math.max(0, start - 20), start);
  const [compared, sign] = /\s*([=!]=)\s*$/.exec(before) ?? [];
  if (compared === undefined) return [];
  const text = sign === "!=" ? "exists" : "not exists";
  const edit = { document, start: start - compared.length, end, text: ` ${text}` };
  return [{ title: `Replace \`${compared.trim()} ${name}\` with \`${text}\``, edits: [edit] }];
}

/** A word behind an operator that compares texts, and behind nothing that is known to be no text. */
function isBareValue({ document, start }: Location, name: string, analysis: Analysis): boolean {
  const before = analysis.document(document)!.text.slice(Math.max(0, start - 40), start);
  const operator = OPERATOR.exec(before);
  if (operator === null || !/^\w+$/.test(name)) return false;
  const compared = analysis.mentionAt(document, start - before.length + operator.index)?.meaning;
  const type = compared?.kind === "field" ? elementOf(compared.type) : "unknown";
  return type === "string" || type === "unknown";
}

/** From the end of what is compared. */
const OPERATOR = /\s*(?:\bnot\s+)?(?:[=!]=|\b(?:contains|startswith|endswith|like)|\bin \[(?:\w+, *)*)\s*$/;

function howToHave(of: string, candidates: readonly string[], analysis: Analysis): string {
  const kind = analysis.lookup(of)?.kind;
  if (kind === "action")
    return candidates.length === 0 ? "It has no parameters." : `Its parameters are ${listed(candidates)}.`;
  if (kind === "table")
    return candidates.length === 0 ? "It has no columns." : `Its columns are ${listed(candidates)}.`;
  if (kind === "rule") return `Give it to the rule's detections with \`emit\`; they have ${listed(candidates)}.`;
  if (analysis.fieldsOf(of)?.fields.get("rule")?.origin === "detection")
    return `Detections have what their rules give them: write \`emit\` in one of them.`;
  return "Capture it in a template, set it in `map`, or declare it with `field`.";
}

/** `user.contains("adm")`: what are methods elsewhere. */
const METHODS: ReadonlySet<string> = new Set(
  "contains startswith endswith matches like in equals tolower lower toupper upper length includes indexof match".split(
    " ",
  ),
);

/** What the name is that was taken for a field; null: nothing else that is known. */
function insteadOf(name: string, of: string, analysis: Analysis): string | null {
  const segments = name.split(".");
  const kind = analysis.lookup(segments[0]!)?.kind;
  const isEvent = kind === "event" || kind === "source" || kind === "rule";
  if (segments.length === 1 && isEvent && of === "the condition") {
    return `\`${name}\` is ${article(kind)}, and a condition of a rule counts: write \`count(${name}) >= 5 within 5m\`, or \`${name}\` alone for each of them. What must not happen stands behind what it should follow: \`sequence { first_event  no ${name} within 5m }\`.`;
  }
  const last = segments.at(-1)!;
  const field = segments.slice(0, -1).join(".");
  if (segments.length > 1 && METHODS.has(last.toLowerCase())) {
    return `Fields have no methods, so \`${name}\` would always be missing. Operators stand between their values, as in \`${field} contains "adm"\`, and functions around them, as in \`lower(${field})\`.`;
  }
  if (segments.length > 1 && isEvent && !of.includes(" ")) {
    return `\`${segments[0]!}\` is ${article(kind)}, of which this step cannot know which item is meant. Give the other step a label, as in \`first: ${segments[0]!}\`, and read \`first.${segments.slice(1).join(".")}\`.`;
  }
  return null;
}

/** `hour < 6`: a function that lacks what it is made of; null: there is none so named. */
function asCall(name: string): string | null {
  const info = FUNCTIONS.get(name);
  if (info === undefined) return null;
  const [first, ...more] = info.parameters;
  const takesTime = first?.type === "time" && more.every(({ optional }) => optional !== undefined);
  return takesTime ? `${name}(time)` : signature(info);
}

/** What the unified fields are called elsewhere. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  time: ["@timestamp", "_time", "event_time", "TimeGenerated", "timestamp", "eventTime"],
  device: ["host", "host.name", "hostname", "computer", "computer_name", "observer.name", "device_name"],
  user: ["user.name", "username", "user_name", "src_user", "account", "accountname", "principal.user.userid"],
  message: ["event.original", "_raw", "raw", "msg", "log.original"],
  ip: [
    "source.ip",
    "src_ip",
    "src",
    "srcip",
    "sourceip",
    "client.ip",
    "client_ip",
    "remote_ip",
    "ip_address",
    "source_ip",
  ],
  domain: ["dns.question.name", "url.domain", "destination.domain", "fqdn"],
  process: ["process.name", "process_name", "program", "image", "proc"],
  threat: ["level", "priority", "event.severity", "loglevel", "log.level"],
};

/** The unified field that is meant, where the records have it. */
function calledHere(name: string, candidates: readonly string[]): string | null {
  const wanted = name.toLowerCase();
  const found = Object.entries(ELSEWHERE).find(([, names]) => names.some((each) => each.toLowerCase() === wanted));
  return found !== undefined && candidates.includes(found[0]) ? found[0] : null;
}

const sourcesWith = (analysis: Analysis, field: string): readonly string[] =>
  analysis.sources
    .flatMap(({ declaration }) => declaration.name?.text ?? [])
    .filter((source) => analysis.fieldsOf(source)?.fields.has(field) === true);

/** `by sshd.ip`: a key is of no certain event. */
const KEYS = /\bby\s+(?:cased\s+)?(?:[\w.]+\s*,\s*(?:cased\s+)?)*$/;

function asKey({ document, start }: Location, name: string, analysis: Analysis): string | null {
  const [event, ...field] = name.split(".");
  const kind = analysis.lookup(event!)?.kind;
  const before = analysis.document(document)!.text.slice(Math.max(0, start - MOST_BEFORE), start);
  const isOther = kind !== "event" && kind !== "source" && kind !== "rule";
  return field.length === 0 || isOther || !KEYS.test(before) ? null : field.join(".");
}

const MOST_BEFORE = 100;

export const unknownField = problemCheck(
  "unknown-field",
  "error",
  "A field that the records of an event never have",
  ({ name, of, candidates, hint: known, location }, analysis) => {
    const otherwise = howToHave(of, candidates, analysis);
    if (NOTHING.has(name.toLowerCase())) {
      return {
        message: `\`${name}\` is no word of the language, and \`${of}\` has no field of that name. Whether a field has a value is asked with \`exists\`: write \`user exists\`, or \`user not exists\`.`,
        fixes: withExists(location, name, analysis),
      };
    }
    // Not every set of fields has a name that stands in the rules.
    const noun = analysis.lookup(of)?.kind === "table" ? "column" : "field";
    const lacks = of.includes(" ") ? `\`${name}\` is no field of ${of}` : `\`${of}\` has no ${noun} \`${name}\``;
    const here = calledHere(name, candidates);
    const elsewhere = here === null ? [] : sourcesWith(analysis, name);
    if (known === null && elsewhere.length > 0) {
      return {
        message: `${lacks}, so it would always be missing. It is a field of ${listed(elsewhere)}. ${otherwise}`,
      };
    }
    if (here !== null && known === null) {
      return {
        message: `${lacks}, so it would always be missing. Every record has \`${here}\`, which is what it is called here.`,
        fixes: [replace(location, name, here)],
      };
    }
    const key = asKey(location, name, analysis);
    if (key !== null) {
      const message = `A key is a field of every step's records, so no event is named with it: write \`${key}\`.`;
      return { message, fixes: [replace(location, name, key)] };
    }
    const other = insteadOf(name, of, analysis);
    if (other !== null) return { message: other };
    const call = known === null ? asCall(name) : null;
    if (call !== null) {
      const message = `${lacks}, so it would always be missing, but there is a function of that name. Write \`${call}\`.`;
      return { message, fixes: call === `${name}(time)` ? [replace(location, name, call)] : [] };
    }
    if (known === null && isBareValue(location, name, analysis)) {
      const { hint, fixes = [] } = suggestion(name, candidates, location, "");
      return {
        message:
          `\`${name}\` is read as a field, of which \`${of}\` has none so named. If the text is meant, put it in quotes: \`"${name}"\`. ${hint}`.trimEnd(),
        fixes: [replace(location, name, `"${name}"`), ...fixes],
      };
    }
    const later = known === null ? undeclared(analysis, of, name, location) : null;
    if (later !== null) {
      const { hint, fixes = [] } = suggestion(name, candidates, location, "");
      return {
        message: `${lacks} ${later.said}. ${hint} ${later.advice}`.replace("  ", " "),
        fixes: [...fixes, ...later.fixes],
      };
    }
    const { hint, fixes } = suggestion(name, candidates, location, otherwise);
    const advice = known ?? hint;
    return {
      message: `${lacks}, so it would always be missing. ${advice}`,
      fixes: known === null ? fixes : undefined,
    };
  },
);
