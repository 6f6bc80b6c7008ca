import assert from "node:assert/strict";
import { LineSplitter, LONGEST } from "../../../server/engine/intake/lines.ts";
import { Normalizer, type Normalized } from "../../../server/engine/normalize/normalize.ts";
import type { SourceDefinition, Term, Value } from "../../../server/model/program.ts";
import { compare, constant, field, program, source, template } from "../../kit/records.ts";

const host = "Jun 14 15:16:01 web1 ";

function normalize(sources: readonly SourceDefinition[], text: string, options = {}): Normalized[] {
  const splitter = new LineSplitter();
  const file = new Normalizer(program(sources, options)).file(
    "logs/auth.log",
    sources.map(({ name }) => name),
  );
  const lines = [...splitter.push(new TextEncoder().encode(text)), ...splitter.end()];
  return lines.map((line) => file.normalize(line));
}

/** These fields of the only line's record. */
function fields(definition: SourceDefinition, line: string, ...names: string[]): Value[] {
  const [result] = normalize([definition], line);
  assert.ok(result?.kind === "record", JSON.stringify(result));
  return names.map((name) => result.record.values[result.record.schema.slot(name)] ?? null);
}

const ofProcess = (name: string): Term => compare(field("process"), "==", constant(name));

describe("a record", () => {
  const failed = template(1001, "Failed password for {user} from {ip} port {port:int} ssh2");

  it("has the unified fields of its line, and what is missing is null", () => {
    assert.deepEqual(
      fields(
        source("sshd"),
        host + "sshd[811]: hello",
        ...["id", "time", "device", "user", "message", "ip", "domain", "process", "origin", "threat"],
      ),
      [
        "logs/auth.log:1",
        Date.UTC(2026, 5, 14, 15, 16, 1) * 1000,
        "web1",
        null,
        "hello",
        null,
        null,
        "sshd",
        "sshd",
        null,
      ],
    );
  });

  it("has the fields of its format, its source and no template where none matches", () => {
    assert.deepEqual(
      fields(
        source("sshd"),
        `<86>${host}sshd[811]: hello`,
        ...["timestamp", "hostname", "pid", "priority", "facility", "source", "template"],
      ),
      ["Jun 14 15:16:01", "web1", 811, 86, 10, "sshd", null],
    );
  });

  it("has its captures, numbers as numbers and addresses in their one form", () => {
    const definition = source("sshd", { templates: [failed] });
    const line = host + "sshd[811]: Failed password for root from ::FFFF:203.0.113.9 port 4001 ssh2";
    assert.deepEqual(fields(definition, line, "template", "user", "ip", "port"), [1001, "root", "203.0.113.9", 4001]);
  });

  it("leaves a unified field missing whose text is not of its type", () => {
    const definition = source("sshd", { templates: [template(1, "rhost={ip} level={threat}")] });
    assert.deepEqual(fields(definition, host + "x: rhost=host.example level=high", "template", "ip", "threat"), [
      1,
      null,
      null,
    ]);
    assert.deepEqual(fields(definition, host + "x: rhost=1.2.3.4 level=3", "ip", "threat"), ["1.2.3.4", 3]);
  });

  it("takes the texts that mean no value, and the empty text, as missing", () => {
    const definition = source("web", { missing: ["-"], templates: [template(1, "user={user} ref={ref}")] });
    assert.deepEqual(fields(definition, "Jun 14 15:16:01 - web: user=- ref=", "device", "user", "ref", "hostname"), [
      null,
      null,
      null,
      null,
    ]);
  });

  it("is mapped from top to bottom, later entries reading earlier ones", () => {
    const definition = source("sshd", {
      templates: [failed],
      map: [
        { field: "source.port", value: field("port", "int") },
        {
          field: "twice",
          value: {
            kind: "arithmetic",
            operator: "*",
            left: field("source.port", "int"),
            right: constant(2, "int"),
            type: "int",
          },
        },
        { field: "user", value: constant("someone") },
        { field: "ip", value: constant("not an address") },
        { field: "time", value: constant(0, "time") },
      ],
    });
    const line = host + "sshd[811]: Failed password for root from 1.2.3.4 port 4001 ssh2";
    assert.deepEqual(fields(definition, line, "source.port", "twice", "user", "ip"), [4001, 8002, "someone", null]);
    assert.deepEqual(fields(definition, line, "time"), [Date.UTC(2026, 5, 14, 15, 16, 1) * 1000]);
  });

  it("may have its time in a capture", () => {
    const definition = source("app", {
      templates: [template(1, "at {when}: {text}")],
      time: { field: "when", year: null, zone: "UTC" },
    });
    assert.deepEqual(fields(definition, host + "app: at 2020-01-01T00:00:00Z: up", "time"), [Date.UTC(2020, 0) * 1000]);
    const [other] = normalize([definition], host + "app: up");
    assert.ok(other?.kind === "unparsed");
    assert.equal(other.reason, "no time: this line has no when, for no template that captures it fits");
  });
});

describe("a line", () => {
  const kinds = (results: readonly Normalized[]): string[] =>
    results.map((result) => (result.kind === "record" ? result.record.source : `${result.kind} ${result.source}`));

  it("belongs to the first source whose `only` holds", () => {
    const sources = [source("a", { only: ofProcess("sudo") }), source("b", { only: ofProcess("sshd") }), source("c")];
    assert.deepEqual(kinds(normalize(sources, `${host}sshd: x\n${host}sudo: x\n${host}cron: x\n`)), ["b", "a", "c"]);
  });

  it("that no `only` wants is filtered", () => {
    const sources = [source("a", { only: ofProcess("sudo") }), source("b", { only: ofProcess("sshd") })];
    assert.deepEqual(kinds(normalize(sources, `${host}cron: x\n`)), ["filtered a"]);
  });

  it("can be chosen by what a template or the map fills", () => {
    const templates = [template(7, "user={user}")];
    const byCapture = source("a", { templates, only: compare(field("user"), "==", constant("root")) });
    const byMap = source("b", {
      map: [{ field: "zone", value: constant("dmz") }],
      only: compare(field("zone"), "==", constant("DMZ")),
    });
    assert.deepEqual(kinds(normalize([byCapture, byMap], `${host}x: user=root\n${host}x: user=bob\n`)), ["a", "b"]);
  });

  it("that is none of the format, has no year or is too long is unparsed, with the reason", () => {
    const definition = source("sshd", { time: { field: "timestamp", year: null, zone: "UTC" } });
    const results = normalize(
      [definition],
      `garbage\n${host}sshd: x\n\n${"x".repeat(LONGEST + 1)}\n2026-06-14T15:16:01Z web1 sshd: x\n`,
    );
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ["unparsed", "unparsed", "unparsed", "unparsed", "record"],
    );
    const reasons = results.map((result) => (result.kind === "unparsed" ? result.reason : ""));
    assert.equal(reasons[0], 'no timestamp at column 1: "garbage"');
    assert.match(reasons[1]!, /^no year: /);
    assert.equal(reasons[2], "empty line");
    assert.match(reasons[3]!, /^line of 1048577 bytes: /);
  });

  it("whose last message is cut off has the whole ones, and says what the rest is", () => {
    const file = new Normalizer(program([source("sshd")])).file("a.log", ["sshd"]);
    const message = `<86>${host}sshd[811]: hello`;
    const splitter = file.splitter();
    const text = `${message.length} ${message}99 ${message}`;
    const lines = [...splitter.push(new TextEncoder().encode(text)), ...splitter.end()];
    const results = lines.map((line) => file.normalize(line));
    assert.deepEqual(
      results.map(({ kind }) => kind),
      ["record", "unparsed"],
    );
    assert.match(results[1]?.kind === "unparsed" ? results[1].reason : "", /^the line ends within a message: /);
  });

  it("counts for the year even where `only` turns it away", () => {
    const definition = source("sshd", { only: ofProcess("sshd") });
    const results = normalize(
      [definition],
      "Dec 31 10:00:00 h sshd: x\nJan  1 10:00:00 h cron: x\nAug  1 10:00:00 h sshd: x\n",
    );
    assert.ok(results[2]?.kind === "record");
    assert.equal(results[2].record.time, Date.UTC(2027, 7, 1, 10) * 1000);
  });
});
