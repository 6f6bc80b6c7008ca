/**
 * Whole declarations to begin with, in LSP's snippet syntax. Invariant: each is complete; filled in as it is, in a folder that
 * has sources, events and rules, it has no error.
 */
export interface Snippet {
  readonly label: string;
  readonly detail: string;
  readonly body: readonly string[];
}

export const DECLARATIONS: readonly Snippet[] = [
  {
    label: "rule",
    detail: "one event",
    body: [
      "/// ${1:What it detects.}",
      "rule ${2:name} {",
      "  severity ${3|medium,informational,low,high,critical|}",
      "  by       ${4:ip}",
      "  when     ${5:event}",
      "}",
    ],
  },
  {
    label: "rule",
    detail: "a sequence: many of one, then another",
    body: [
      "/// ${1:What it detects.}",
      "rule ${2:name} {",
      "  severity ${3|medium,informational,low,high,critical|}",
      "  by       ${4:ip}",
      "  when sequence within ${5:10m} {",
      "    ${6:tries}: count(${7:event}) >= ${8:5}",
      "    ${9:entry}: ${10:other_event}",
      "  }",
      "}",
    ],
  },
  {
    label: "rule",
    detail: "a count in a window",
    body: [
      "/// ${1:What it detects.}",
      "rule ${2:name} {",
      "  severity ${3|medium,informational,low,high,critical|}",
      "  by       ${4:ip}",
      "  when     count(${5:event}) >= ${6:10} within ${7:5m}",
      "}",
    ],
  },
  {
    label: "source",
    detail: "log files and how to read them",
    body: [
      "source ${1:name} from ${2|operating_system,security_device,network_device,application,database|} {",
      '  files    "${3:logs/**/*.log}"',
      "  format   ${4:syslog}",
      "  time     timestamp year ${5:2026}",
      "  lateness ${6:30s}",
      "",
      '  template ${7:1001} "${8:Failed password for {user\\} from {ip\\}}"',
      "}",
    ],
  },
  {
    label: "event",
    detail: "records that fit a condition",
    body: ["event ${1:name} = ${2:source} where ${3:user exists}"],
  },
  { label: "list", detail: "named values", body: ['list ${1:name} = ["${2:value}"]'] },
  {
    label: "test",
    detail: "log lines and what they lead to",
    body: [
      'test "${1:what it shows}" {',
      '  given ${2:source} """',
      "    ${3:log line}",
      '  """',
      "  expect ${4:rule}",
      "}",
    ],
  },
  {
    label: "list",
    detail: "the lines of a file",
    body: ['list ${1:name}: ${2|string,glob,regex,ip,cidr|} from "${3:lists/name.txt}"'],
  },
  {
    label: "table",
    detail: "rows of a CSV file",
    body: ['table ${1:name} from "${2:lists/name.csv}" key ${3:userid}: ${4|string,int,ip,cidr|}'],
  },
  {
    label: "field",
    detail: "a field that no log has shown yet",
    body: ["field ${1:app.name}: ${2|string,int,float,bool,time,duration,ip,cidr|}"],
  },
  {
    label: "ignore",
    detail: "detections that nobody wants to see",
    body: ["ignore ${1:rule} where ${2:ip in [10.0.0.1]}"],
  },
  {
    label: "ranking",
    detail: "who is worst, by several measures",
    body: [
      "ranking ${1:name} by ${2:ip} of ${3:event} {",
      "  rules    ${4:template}",
      "  regions  ${5:device}",
      "  hits",
      "  weights { rules ${6:0.5}  regions ${7:0.3}  hits ${8:0.2} }",
      "}",
    ],
  },
  {
    label: "action",
    detail: "a request that a playbook makes",
    body: [
      "action ${1:name}(${2:address}: ${3|ip,string,int|}) {",
      '  http POST "${4:https://example.org/api}" json { ${2:address} }',
      "  timeout  ${5:5s}",
      '  simulate takes ${6:200ms} returns { ${7:ticket} = "${8:SIM-1}" }',
      "}",
    ],
  },
  {
    label: "playbook",
    detail: "what is done about a detection",
    body: ["playbook ${1:name} {", "  on ${2:rule}", "  ${3:done}: ${4:action}(${5:ip})", "}"],
  },
  {
    label: "baseline",
    detail: "what is usual for a key",
    body: [
      "baseline ${1:name} by ${2:user} of ${3:event} {",
      '  learn   "${4:history/*.log}"',
      "  feature ${5:rhythm} { hour(time) cyclic 24, weekday(time) cyclic 7 }",
      "  rare    below ${6:0.1%}",
      "}",
    ],
  },
  {
    label: "score",
    detail: "a weighted sum of measures",
    body: [
      "score ${1:name} by ${2:ip} of ${3:events} over ${4:1h} {",
      "  measure ${5:hits}  = count() from 1 to ${6:100}  weight 0.5",
      "  measure ${7:users} = distinct(${8:user}) from 1 to ${9:10}  weight 0.5",
      "  alert at ${10:0.7}",
      "}",
    ],
  },
  {
    label: "cluster",
    detail: "items that the same keys ask for",
    body: [
      "cluster ${1:name} of ${2:events} over ${3:1h} {",
      "  items    ${4:domain} by ${5:ip}",
      "  link     when jaccard >= ${6:0.5} and shared >= ${7:3}",
      "  features length, entropy, digits",
      "  family   ${8:generated} where entropy > ${9:3.5}",
      "  alert    when size >= ${10:5}",
      "}",
    ],
  },
  { label: "workspace", detail: "settings of the folder", body: ['workspace { zone "${1:UTC}" }'] },
];

/** Names that exist, by the word that stands for one in a snippet. */
export type Names = Readonly<Record<"event" | "source" | "rule" | "action", readonly string[]>>;

/** So many names to choose from; who has more types. */
const MOST_CHOICES = 20;

/** The snippet's text, with a choice of real names where it has the word for one. The second event is another one. */
export function snippetText({ body }: Snippet, names: Names): string {
  return body.join("\n").replace(/\$\{(\d+):(other_)?(event|source|rule|action)s?\}/g, (written, stop, other, kind) => {
    const all = names[kind as keyof Names];
    const choices = (other === undefined ? all : [...all.slice(1), ...all.slice(0, 1)]).slice(0, MOST_CHOICES);
    return choices.length === 0 ? String(written) : `\${${stop}|${choices.join(",")}|}`;
  });
}
