/** Verdicts of tests as JUnit XML, which CI servers read. Invariant: it holds no time and no host, so equal verdicts are equal bytes. */
import Builder from "fast-xml-builder";
import type { TestFailure } from "../engine/test.ts";
import { groupBy } from "../model/group.ts";
import type { TestDefinition } from "../model/program.ts";
import type { Workspace } from "./load.ts";
import { printable } from "./print.ts";

export interface Verdict {
  readonly test: TestDefinition;
  /** Empty: it passed. */
  readonly failures: readonly TestFailure[];
}

/** What begins with `@` is an attribute, and `#text` stands between the tags. */
interface Case {
  readonly "@classname": string;
  readonly "@name": string;
  readonly "@file": string;
  readonly failure?: Told;
  readonly error?: Told;
}
interface Told {
  readonly "@message": string;
  readonly "@type": string;
  readonly "#text": string;
}

/** A suite for each rule file, in their order; errors of the rules are a suite too, for what has one was not tested. */
export function junit(workspace: Workspace, verdicts: readonly Verdict[]): string {
  const suites = [...groupBy(verdicts, ({ test }) => test.location.document)].map(([file, all]) =>
    suiteOf(
      file,
      all.map((verdict) => testCase(workspace, verdict)),
    ),
  );
  const errors = workspace.diagnostics.filter(({ severity }) => severity === "error");
  const broken = errors.map((error): Case => {
    const { document, code, message } = error;
    const place = workspace.place(error);
    const told: Told = { "@message": printable(message), "@type": code, "#text": `${place}: error[${code}]` };
    return { "@classname": "grove check", "@name": place, "@file": printable(document), error: told };
  });
  if (broken.length > 0) suites.push(suiteOf("grove check", broken));
  const format = { ignoreAttributes: false, attributeNamePrefix: "@", format: true, suppressEmptyNode: true };
  const head = { "@version": "1.0", "@encoding": "UTF-8" };
  return new Builder(format).build({ "?xml": head, testsuites: { "@name": "grove test", testsuite: suites } });
}

function suiteOf(name: string, cases: readonly Case[]): object {
  const having = (what: "failure" | "error"): number => cases.filter((each) => each[what] !== undefined).length;
  const counts = { "@tests": cases.length, "@failures": having("failure"), "@errors": having("error") };
  return { "@name": printable(name), ...counts, testcase: cases };
}

function testCase(workspace: Workspace, { test, failures }: Verdict): Case {
  const file = printable(test.location.document);
  const passed = { "@classname": file, "@name": printable(test.title), "@file": file };
  if (failures.length === 0) return passed;
  const message = failures.map((failure) => printable(failure.message)).join("; ");
  const lines = failures.flatMap((failure) => linesOf(workspace, failure)).join("\n");
  return { ...passed, failure: { "@message": message, "@type": "test-failed", "#text": lines } };
}

/** Where it is written and what is wrong, and under it what was raised instead. */
export function linesOf(workspace: Workspace, { location, message, found = [] }: TestFailure): string[] {
  const place = `${workspace.place(location)}: error[test-failed]: ${printable(message)}`;
  return [place, ...found.slice(0, MOST_FOUND).map((each) => `    found ${printable(each)}`)];
}

const MOST_FOUND = 10;
