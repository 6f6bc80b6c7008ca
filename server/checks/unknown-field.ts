/** A field that the item at hand never has: the comparison would silently be false for ever. */
import { problemCheck } from "./diagnostic.ts";
import { replace, suggestion } from "./words.ts";

/** What other languages call a value that is not there. */
const NOTHING: ReadonlySet<string> = new Set(["null", "nil", "none", "undefined"]);

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

export const unknownField = problemCheck(
  "unknown-field",
  "error",
  "A field that the records of an event never have",
  ({ name, of, candidates, hint: known, location }) => {
    const otherwise = "Capture it in a template, set it in `map`, or declare it with `field`.";
    if (NOTHING.has(name.toLowerCase())) {
      return {
        message: `\`${name}\` is no word of the language, and \`${of}\` has no field of that name. Whether a field has a value is asked with \`exists\`: write \`not user exists\`.`,
      };
    }
    const here = calledHere(name, candidates);
    if (here !== null && known === null) {
      return {
        message: `\`${of}\` has no field \`${name}\`, so it would always be missing. Every record has \`${here}\`, which is what it is called here.`,
        fixes: [replace(location, name, here)],
      };
    }
    const { hint, fixes } = suggestion(name, candidates, location, otherwise);
    const advice = known ?? hint;
    // Not every set of fields has a name that stands in the rules.
    const lacks = of.includes(" ") ? `\`${name}\` is no field of ${of}` : `\`${of}\` has no field \`${name}\``;
    return {
      message: `${lacks}, so it would always be missing. ${advice}`,
      fixes: known === null ? fixes : undefined,
    };
  },
);
