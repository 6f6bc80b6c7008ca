/** The `test` blocks of a folder as lists show them, in the order of documents and lines, and the draft of a new one. */
import type { Analysis } from "../model/analysis.ts";
import type { Location, TestDefinition, Type, Value } from "../model/program.ts";
import { nameText, pathText, quote } from "../model/written.ts";

export interface TestEntry {
  /** The same for as long as file and title are: of several with one title, the later ones carry a number. */
  readonly id: string;
  readonly title: string;
  readonly location: Location;
  /** Null: it has an error, or stands on what has one, so it cannot run. */
  readonly definition: TestDefinition | null;
}

export function tests({ documents, program }: Pick<Analysis, "documents" | "program">): TestEntry[] {
  const sound = new Map(program.tests.map((test) => [`${test.location.document} ${test.location.start}`, test]));
  return documents.flatMap(({ uri, tree }) => {
    const seen = new Map<string, number>();
    return tree.declarations.flatMap((declaration): TestEntry[] => {
      if (declaration.kind !== "test" || declaration.title === undefined) return [];
      const { start, end, title } = declaration;
      const nth = (seen.get(title.value) ?? 0) + 1;
      seen.set(title.value, nth);
      const id = `${uri}#${title.value}${nth > 1 ? `#${nth}` : ""}`;
      const definition = sound.get(`${uri} ${start}`) ?? null;
      return [{ id, title: title.value, location: { document: uri, start, end }, definition }];
    });
  });
}

/** What a test is to be drafted from: something that was raised, and the lines that it was raised for. */
export interface Sighting {
  readonly rule: string;
  readonly key: readonly { readonly field: string; readonly type: Type; readonly value: Value }[];
  /** In the order in which they came. */
  readonly lines: readonly { readonly source: string; readonly text: string }[];
}

/** A `test` block that expects what was seen, for the lines alone. `taken`: titles that are no longer free. */
export function draftTest({ rule, key, lines }: Sighting, taken: ReadonlySet<string>): string {
  const of = key.map(({ value }) => String(value)).join(", ");
  const about = of === "" ? `${rule} fires` : `${rule} fires for ${of}`;
  let title = about;
  for (let nth = 2; taken.has(title); nth++) title = `${about} (${nth})`;
  const sources = [...new Set(lines.map(({ source }) => source))];
  const given = sources.map((source) => {
    const own = lines.filter((line) => line.source === source).map(({ text }) => text);
    return `  given ${nameText(source)} ${block(own)}\n`;
  });
  const where = key.flatMap(({ field, type, value }) => {
    const literal = literalOf(type, value);
    return literal === null ? [] : [`${pathText(field)} == ${literal}`];
  });
  const condition = where.length === 0 ? "" : ` where ${where.join(" and ")}`;
  return `test ${quote(title)} {\n${given.join("")}  expect ${nameText(rule)}${condition}\n}\n`;
}

/** As the lines stand in the log where that can be written so, else with escapes. */
function block(lines: readonly string[]): string {
  const isPlain = lines.every((line) => !line.includes('"""') && !/[\p{Cc}]/u.test(line.replaceAll(/[\t\n]/g, "")));
  const keepsIndent = lines.some((line) => /^\S/.test(line)) && lines.every((line) => line.trim() !== "");
  if (!isPlain || !keepsIndent) return quote(lines.join("\n"));
  const shown = lines.flatMap((line) => line.split("\n")).map((line) => `    ${line}`);
  return `"""\n${shown.join("\n")}\n  """`;
}

function literalOf(type: Type, value: Value): string | null {
  if (type === "ip" || type === "int" || type === "float" || type === "bool")
    return value === null ? null : String(value);
  return type === "string" && typeof value === "string" ? quote(value) : null;
}
