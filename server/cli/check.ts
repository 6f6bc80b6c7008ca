/** `grove check`: every finding of every rule file. */
import { countOf, load, sayDiagnostics } from "./load.ts";
import { readOptions } from "./options.ts";
import { plural, printJson } from "./print.ts";

export function runCheck(args: readonly string[]): number {
  const options = readOptions("check", args, ["logs"]);
  if (!options) return 0;
  const workspace = load(options.root, options.values.logs);
  const { diagnostics, program, errors } = workspace;
  if (options.values.json) {
    for (const { code, severity, document, start, end, message } of diagnostics) {
      const from = workspace.position(document, start);
      const to = workspace.position(document, end);
      printJson({
        kind: "diagnostic",
        code,
        severity,
        file: document,
        line: from.line,
        column: from.column,
        endLine: to.line,
        endColumn: to.column,
        message,
      });
    }
  } else {
    sayDiagnostics(workspace, "all");
    const warnings = countOf(diagnostics, "warning");
    const found = [errors && plural(errors, "error"), warnings && plural(warnings, "warning")]
      .filter(Boolean)
      .join(", ");
    const what = [
      plural(workspace.files.length, "rule file"),
      plural(program.sources.length, "source"),
      plural(program.rules.length, "rule"),
      plural(program.tests.length, "test"),
    ];
    process.stdout.write(`${what.join(", ")}: ${found || "nothing to complain about"}\n`);
  }
  return errors > 0 ? 1 : 0;
}
