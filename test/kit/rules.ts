/** Rule texts to analyses and diagnostics, for tests of the model, the checks and the features. */
import { check, type Diagnostic } from "../../server/checks/index.ts";
import type { Analysis } from "../../server/model/analysis.ts";
import { NO_FILES, type FolderFiles, type SampleFacts } from "../../server/model/facts.ts";
import { Model } from "../../server/model/workspace.ts";
import { expectMarks, fixture } from "./fixture.ts";

/** A source and events that most rules of tests stand on. */
export const SSHD = `
source sshd from operating_system {
  files "logs/*.log"
  format syslog
  time timestamp year 2026
  template 1001 "Failed password for {user} from {ip} port {port:int} ssh2"
  template 1003 "Accepted {method} for {user} from {ip} port {port:int} ssh2"
  map { source.port = port  event.action = method }
}
event login_failed = sshd where template == 1001
event login = sshd where template == 1003
rule uses_both { severity low  by ip  when sequence within 1h { login_failed  login } }
`;

export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

export function analysisOf(
  files: readonly RuleFile[],
  facts: SampleFacts = {},
  folder: FolderFiles = NO_FILES,
): Analysis {
  const model = new Model();
  model.facts = facts;
  model.files = folder;
  for (const { path, text } of files) model.set(path, text);
  return model.analysis();
}

/** The analysis of one text beside `SSHD`. */
export const analyzed = (text: string, facts?: SampleFacts): Analysis =>
  analysisOf([{ path: "main.grove", text }, ...base("main.grove")], facts);

const base = (other: string): readonly RuleFile[] =>
  other === "sshd.grove" ? [] : [{ path: "sshd.grove", text: SSHD }];

/** Diagnostics of one text beside `SSHD`. */
export const diagnosed = (text: string, facts?: SampleFacts): readonly Diagnostic[] =>
  check(analyzed(text, facts)).filter(({ document }) => document === "main.grove");

/** Asserts that the files of a fixture have exactly the marked diagnostics. `SSHD` stands beside them. */
export function expectDiagnostics(source: string, facts?: SampleFacts, folder?: FolderFiles): void {
  const { files } = fixture(source);
  const found = check(analysisOf([...files, { path: "sshd.grove", text: SSHD }], facts, folder));
  for (const file of files)
    expectMarks(
      file,
      found.filter(({ document }) => document === file.path),
    );
}
