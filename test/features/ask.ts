/** Asks features about fixtures: builds the model of all files of a fixture and knows where its cursor is. */
import assert from "node:assert/strict";
import type { Analysis } from "../../server/model/analysis.ts";
import type { SampleFacts } from "../../server/model/facts.ts";
import { Model } from "../../server/model/workspace.ts";
import { fixture } from "../kit/fixture.ts";

export interface Asked {
  readonly analysis: Analysis;
  readonly uri: string;
  readonly offset: number;
  readonly text: string;
}

/** The source and events that the fixtures of features speak of. */
export const SSH = `
source sshd from operating_system {
  files    "auth.log"
  format   syslog
  time     timestamp year 2026
  lateness 30s
  template 1001 "Failed password for {user} from {ip} port {port:int} ssh2"
  template 1003 "Accepted {method} for {user} from {ip} port {port:int} ssh2"
  map { source.port = port }
}
/// A wrong password.
event login_failed = sshd where template == 1001
event login = sshd where template == 1003
list scanners: cidr = ["203.0.113.0/24"]
`;

/** What a look into the logs of that source might have found. */
export const FACTS: SampleFacts = {
  sshd: {
    records: 200,
    fields: {
      user: {
        present: 150,
        values: [
          ["root", 100],
          ["o'neil", 30],
          ['say "hi"', 20],
        ],
      },
      ip: {
        present: 200,
        values: [
          ["203.0.113.9", 199],
          ["::1", 1],
        ],
      },
      port: {
        present: 200,
        values: [["4001", 200]],
      },
      template: {
        present: 200,
        values: [
          ["1001", 190],
          ["1003", 10],
        ],
      },
      id: { present: 200, values: [["auth.log:1", 1]] },
      domain: { present: 0, values: [] },
    },
  },
};

/** The fixture's files beside `ssh.grove`; a fixture that needs other sources says `bare`. */
export function open(
  source: string,
  { facts = {}, bare = false }: { facts?: SampleFacts; bare?: boolean } = {},
): Asked {
  const { files, cursor } = fixture(source);
  const model = new Model();
  if (!bare) model.set("ssh.grove", SSH);
  for (const file of files) model.set(file.path, file.text);
  model.facts = facts;
  const file = files.find(({ path }) => path === cursor?.path) ?? files[0];
  assert.ok(file, "the fixture has no file");
  return { analysis: model.analysis(), uri: file.path, offset: cursor?.offset ?? 0, text: file.text };
}

/** The text of a span of one of the documents. */
export function textOf(analysis: Analysis, document: string, span: { start: number; end: number }): string {
  return analysis.document(document)?.text.slice(span.start, span.end) ?? "";
}
