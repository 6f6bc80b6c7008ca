/** A call of a function that there is not. */
import type { Location } from "../model/program.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";
import { listed, replace, suggestion } from "./words.ts";

const NETWORK = "`ip in 10.0.0.0/8`, or a list of networks behind `in`";
const REGEX = "`user matches /^adm/`";

/** What functions of other languages are here; those that are operators above all. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  cidrmatch: NETWORK,
  cidr_match: NETWORK,
  cidr: NETWORK,
  ipv4_is_in_range: NETWORK,
  startswith: '`user startswith "adm"`',
  starts_with: '`user startswith "adm"`',
  endswith: '`user endswith "$"`',
  ends_with: '`user endswith "$"`',
  contains: '`user contains "adm"`',
  stringcontains: '`user contains "adm"`',
  strcontains: '`user contains "adm"`',
  like: '`user like "adm*"`',
  wildcard: '`user like "adm*"`',
  match: REGEX,
  matches: REGEX,
  regex: REGEX,
  regexp: REGEX,
  regex_match: REGEX,
  regexp_like: REGEX,
  re_match: REGEX,
  rlike: REGEX,
  isnull: "`not user exists`",
  isempty: "`not user exists`",
  isnotnull: "`user exists`",
  isnotempty: "`user exists`",
  exists: "`user exists`",
  in: '`user in ["root", "admin"]`',
  not: "`not` in front of the condition",
  len: "`length(user)`",
  strlen: "`length(user)`",
  tolower: "`lower(user)`; comparisons ignore case by themselves",
  lowercase: "`lower(user)`; comparisons ignore case by themselves",
  toupper: "`upper(user)`; comparisons ignore case by themselves",
  isprivate: "`private(ip)`",
  is_private: "`private(ip)`",
  ipv4_is_private: "`private(ip)`",
  dayofweek: "`weekday(time)`",
  substr: "`capture(user, /^svc-(.*)/)`",
  substring: "`capture(user, /^svc-(.*)/)`",
  concat: "`user + device`",
  coalesce: "`if user exists then user else device`",
  toint: "`number(text)`, or give the capture a type, as in `{port:int}`",
  tonumber: "`number(text)`, or give the capture a type, as in `{port:int}`",
  dcount: "`distinct(user of login_failed)`",
  count_distinct: "`distinct(user of login_failed)`",
  cardinality: "`distinct(user of login_failed)`",
  dc: "`distinct(user of login_failed)`",
  nunique: "`distinct(user of login_failed)`",
  uniq: "`distinct(user of login_failed)`",
  count_if: "`count(login_failed where port == 22)`",
  countif: "`count(login_failed where port == 22)`",
  now: "a condition on the record's own `time`, as in `hour(time) < 6`",
  ago: "`within 1h` behind what is counted; there is no clock but the records'",
};

/** Those that take the same and only have another name here. */
const RENAMED: ReadonlySet<string> = new Set(["length", "lower", "upper", "number", "private", "weekday"]);

function renamed(name: string, here: string, location: Location): readonly Fix[] {
  const own = /^`(\w+)\(/.exec(here)?.[1];
  return own !== undefined && RENAMED.has(own) ? [replace(location, name, own)] : [];
}

export const unknownFunction = problemCheck(
  "unknown-function",
  "error",
  "A function that there is not",
  ({ name, candidates, location }) => {
    const here = Object.hasOwn(ELSEWHERE, name.toLowerCase()) ? ELSEWHERE[name.toLowerCase()] : undefined;
    if (here !== undefined && !candidates.some((each) => each === name.toLowerCase())) {
      const message = `There is no function \`${name}\`, so this has no value. Write ${here}.`;
      return { message, fixes: renamed(name, here, location) };
    }
    const { hint, fixes } = suggestion(name, candidates, location, `There are ${listed(candidates, 20)}.`);
    return { message: `There is no function \`${name}\`, so this has no value. ${hint}`, fixes };
  },
);
