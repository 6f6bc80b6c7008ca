/** What the words mean that are values and no names: for completion and hover. */
import { FORMAT_DOCS } from "../model/formats.ts";
import type { SEVERITIES, SOURCE_CLASSES } from "../model/program.ts";
import type { WRITABLE_TYPES } from "../model/types.ts";

export const SEVERITY_DOCS: Readonly<Record<(typeof SEVERITIES)[number], string>> = {
  informational: "Worth knowing; nobody has to do anything.",
  low: "To be looked at when there is time.",
  medium: "To be looked at soon. What a rule has that names none.",
  high: "To be looked at now.",
  critical: "Damage is being done: to be stopped now.",
};

const CLASS_DOCS: Readonly<Record<(typeof SOURCE_CLASSES)[number], string>> = {
  security_device: "Logs of what guards: firewalls, intrusion detection, scanners, VPN gateways.",
  operating_system: "Logs of servers and workstations: logons, processes, services.",
  network_device: "Logs of routers, switches and access points.",
  application: "Logs of programs: web servers, mail, business applications.",
  database: "Logs of databases: sessions, queries, audits.",
};

const TYPE_DOCS: Readonly<Record<(typeof WRITABLE_TYPES)[number], string>> = {
  string: 'A text. Comparisons ignore case: `user == "root"`.',
  int: "A whole number.",
  float: "A number with a fraction.",
  bool: "`true` or `false`.",
  time: "A point in time; two of them make a duration.",
  duration: "A length of time: `10m`, `1h`.",
  ip: "An address of version 4 or 6: `10.0.0.1`, `::1`.",
  cidr: "A network: `10.0.0.0/8`. `in` asks whether an address lies in it.",
};

/** By the role of the word in the grammar. */
export const CONSTANT_DOCS = {
  severity: SEVERITY_DOCS,
  class: CLASS_DOCS,
  format: FORMAT_DOCS,
  late: {
    side: "Late records are listed beside the others and not matched.",
    drop: "Late records are counted and not kept.",
  },
  status: {
    building_block: "Its detections feed the rules above and are never raised themselves.",
    disabled: "It does nothing.",
    deprecated: "It runs, and who uses it is told to use another.",
  },
  ties: { either: "Records of equal time and different sources may come in either order." },
  listType: {
    string: "`in` finds equal texts, ignoring case.",
    glob: "`in` finds texts that an entry with `*` and `?` fits.",
    regex: "`in` finds texts that a regular expression fits.",
    ip: "`in` finds equal addresses.",
    cidr: "`in` finds addresses that lie in one of the networks.",
  },
  type: TYPE_DOCS,
  method: {
    GET: "asks for what is there, and changes nothing",
    POST: "hands something in",
    PUT: "puts something in the place of what is there",
    PATCH: "changes a part of what is there",
    DELETE: "takes away what is there",
  },
  feature: {
    length: "how many characters",
    entropy: "how unpredictable the characters are, in bits",
    digits: "the share of digits",
    vowels: "the share of vowels",
    depth: "how many parts between dots",
    suffix: "the last part",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export function constantDoc(role: string, word: string): string | undefined {
  const docs: Readonly<Record<string, Readonly<Record<string, string>>>> = CONSTANT_DOCS;
  const known = Object.hasOwn(docs, role) ? docs[role] : undefined;
  return known !== undefined && Object.hasOwn(known, word) ? known[word] : undefined;
}
