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
  { label: "workspace", detail: "settings of the folder", body: ['workspace { zone "${1:UTC}" }'] },
];

/** Names that exist, by the word that stands for one in a snippet. */
export type Names = Readonly<Record<"event" | "source" | "rule", readonly string[]>>;

/** So many names to choose from; who has more types. */
const MOST_CHOICES = 20;

/** The snippet's text, with a choice of real names where it has the word for one. The second event is another one. */
export function snippetText({ body }: Snippet, names: Names): string {
  return body.join("\n").replace(/\$\{(\d+):(other_)?(event|source|rule)\}/g, (written, stop, other, kind) => {
    const all = names[kind as keyof Names];
    const choices = (other === undefined ? all : [...all.slice(1), ...all.slice(0, 1)]).slice(0, MOST_CHOICES);
    return choices.length === 0 ? String(written) : `\${${stop}|${choices.join(",")}|}`;
  });
}
