import assert from "node:assert/strict";
import fc from "fast-check";
import { LineSplitter } from "../../../server/engine/intake/lines.ts";
import { Normalizer } from "../../../server/engine/normalize/normalize.ts";
import { templatesOf } from "../../../server/engine/normalize/restore.ts";
import { SourceSizer, type SourceSize } from "../../../server/engine/normalize/size.ts";
import { Pieces, splitterOf } from "../../../server/engine/normalize/skeleton.ts";
import { FORMAT_NAMES, type SourceDefinition } from "../../../server/model/program.ts";
import { program, source, template } from "../../kit/records.ts";

function sizeOf(definition: SourceDefinition, text: string): SourceSize {
  const sizer = new SourceSizer(definition, templatesOf([definition]));
  const file = new Normalizer(program([definition])).file("a.log", [definition.name]);
  const splitter = new LineSplitter();
  for (const line of [...splitter.push(new TextEncoder().encode(text)), ...splitter.end()]) {
    const found = file.normalize(line);
    if (found.kind === "record") sizer.add(found.record);
  }
  return sizer.result();
}

const json = source("api", { format: "json", time: { field: "at", year: null, zone: "UTC" } });

describe("the size of records in code", () => {
  it("counts what two lines share once, and each value behind its length", () => {
    const text = '{"at":1781450161,"u":"bob"}\n{"at":1781450162,"u":"jane"}\n';
    // The common parts `{"at":` `,"u":"` `"}`, each behind its length, and the byte that says how the line ends.
    const common = 7 + 7 + 3 + 1;
    // Of each line the number of its common part; the time and the name, each behind its length.
    const records = 1 + 11 + 4 + (1 + 11 + 5);
    assert.deepEqual(sizeOf(json, text), {
      ...{ source: "api", records: 2, raw: text.length },
      ...{ coded: common + records, common, skeletons: 1 },
    });
  });

  it("saves nothing on a line that is like no other", () => {
    const text = '{"at":1781450161,"u":"bob"}\n';
    assert.deepEqual(sizeOf(json, text), {
      ...{ source: "api", records: 1, raw: text.length },
      ...{ coded: text.length + 2, common: 0, skeletons: 0 },
    });
  });

  it("takes what a template matched apart at its captures", () => {
    const definition = source("sshd", { templates: [template(1, "Invalid user {user} from {ip}")] });
    const lines = ["bob from 1.2.3.4", "jane from 1.2.3.4"].map(
      (rest) => `Jun 14 15:16:01 web1 sshd: Invalid user ${rest}`,
    );
    assert.equal(sizeOf(definition, lines.join("\n")).skeletons, 0, "the last line has no line end");
    assert.equal(sizeOf(definition, `${lines.join("\n")}\n`).skeletons, 1);
  });

  it("counts bytes, not characters", () => {
    assert.equal(sizeOf(json, '{"at":1781450161,"u":"é"}\n').raw, 27);
  });
});

describe("a line that no template matched", () => {
  it("is its common parts and its values, whatever the text and the format", () => {
    const piece = fc.constantFrom('"', "'", "\\", "<", ">", "=", ",", " ", "a", "7", "{", ":", "\t", "é");
    const text = fc.array(piece).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(fc.constantFrom(...FORMAT_NAMES), fc.oneof(text, fc.string(), fc.json()), (format, line) => {
        const pieces = new Pieces();
        splitterOf({ format })(line, pieces);
        assert.equal(pieces.list.join(""), line);
      }),
    );
  });

  it("is split in linear time", () => {
    for (const piece of ['"', '\\"', "='", "<", "<'", "a ", "=a"])
      for (const format of FORMAT_NAMES) splitterOf({ format })(piece.repeat(20_000), new Pieces());
  });
});
