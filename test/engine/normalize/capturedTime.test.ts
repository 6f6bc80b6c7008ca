/** `time when`, where a template captures `when`. */
import assert from "node:assert/strict";
import { isoTime } from "../../../server/engine/normalize/json.ts";
import { Normalizer, type Normalized } from "../../../server/engine/normalize/normalize.ts";
import { analysisOf, diagnosed } from "../../kit/rules.ts";

const SOURCE = (clauses: string): string => `source app from application { files "logs/*.log"  ${clauses} }`;

function read(clauses: string, ...lines: readonly string[]): readonly string[] {
  const { program, problems } = analysisOf([{ path: "main.grove", text: SOURCE(clauses) }]);
  assert.deepEqual(problems, []);
  const file = new Normalizer(program).file("logs/a.log", ["app"]);
  const splitter = file.splitter();
  const found = [...splitter.push(new TextEncoder().encode(lines.join("\n"))), ...splitter.end()];
  return found.map((line) => said(file.normalize(line)));
}

const said = (made: Normalized): string =>
  made.kind === "record" ? isoTime(made.record.time) : made.kind === "unparsed" ? made.reason : made.kind;

describe("the time that a template captures", () => {
  it("is that of the record, wherever it stands in the line", () => {
    const clauses = `format text  time ts format "%Y-%m-%d %H:%M:%S"
      template 1 "{ts} user {u} did {what}"  template 2 "[{level}] {ts}: {what}"`;
    assert.deepEqual(
      read(clauses, "2026-06-14 15:16:01 user ann did login", "[warn] 2026-06-14 15:16:02: disk", "no such line"),
      [
        "2026-06-14T15:16:01.000000Z",
        "2026-06-14T15:16:02.000000Z",
        "no time: this line has no ts, for no template that captures it fits",
      ],
    );
  });

  it("may be called `time`, and may be a number", () => {
    assert.deepEqual(read('format text  time time  template 1 "at {time} {what}"', "at 2026-06-14T15:16:01Z x"), [
      "2026-06-14T15:16:01.000000Z",
    ]);
    const epoch = 'format text  time ts format "epoch"  template 1 "{ts:int} {what}"';
    assert.deepEqual(read(epoch, "1781450161 x", "17814 50161"), [
      "2026-06-14T15:16:01.000000Z",
      "1970-01-01T04:56:54.000000Z",
    ]);
  });

  it("goes before what the format knows, where both have a name", () => {
    const clauses = 'format text  time timestamp  template 1 "{arrival} sent {timestamp} {what}"';
    assert.deepEqual(read(clauses, "2026-06-14T15:16:09Z sent 2026-06-14T15:16:01Z x", "2026-06-14T15:16:02Z other"), [
      "2026-06-14T15:16:01.000000Z",
      "2026-06-14T15:16:02.000000Z",
    ]);
  });

  it("is known to be none where nothing captures it, and where it is no text", () => {
    const codes = (clauses: string): readonly string[] =>
      diagnosed(SOURCE(clauses))
        .filter(({ severity }) => severity === "error")
        .map(({ code }) => code);
    assert.deepEqual(codes('format text  time when  template 1 "{ts} {what}"'), ["unknown-field"]);
    assert.deepEqual(codes('format text  time threat  template 1 "{ts} {what}"'), ["type-mismatch"]);
    assert.deepEqual(codes('format text  time ts  template 1 "{ts} {"'), ["invalid-template"]);
    assert.deepEqual(codes('format text  time when  template 1 "{ts} {when"'), ["invalid-template"]);
  });
});
