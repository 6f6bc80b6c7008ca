import assert from "node:assert/strict";
import fc from "fast-check";
import { draftTest, tests, type Sighting } from "../../server/features/tests.ts";
import { Model } from "../../server/model/workspace.ts";
import { open } from "./ask.ts";

const RULE = `
rule entered {
  severity low
  by ip
  when login
}
`;
const sighting = (lines: readonly string[], key: Sighting["key"] = []): Sighting => ({
  rule: "entered",
  key,
  lines: lines.map((text) => ({ source: "sshd", text })),
});
const listed = (text: string) =>
  tests(open(`${RULE}${text}$0`).analysis).map(({ id, title, definition }) => [id, title, definition !== null]);

describe("the tests of a folder", () => {
  it("are listed as written, sound or not", () => {
    assert.deepEqual(
      listed(`test "one" { given sshd "x" expect entered }\ntest "two" { given nobody "x" expect entered }`),
      [
        ["main.grove#one", "one", true],
        ["main.grove#two", "two", false],
      ],
    );
  });

  it("keep their ids apart where they have one title", () => {
    assert.deepEqual(
      listed(`test "one" { given sshd "x" expect entered }\ntest "one" { given sshd "y" expect entered }`).map(
        ([id]) => id,
      ),
      ["main.grove#one", "main.grove#one#2"],
    );
  });
});

describe("a test drafted from a detection", () => {
  const text = (drafted: string) => {
    const { definition } = tests(open(`${RULE}${drafted}$0`).analysis)[0]!;
    return definition?.given.map((given) => given.text);
  };

  it("gives the lines as they stand in the log, and expects the rule for its key", () => {
    const key = [
      { field: "ip", type: "ip", value: "203.0.113.9" },
      { field: "user", type: "string", value: 'o"neil' },
    ] as const;
    assert.equal(
      draftTest(sighting(["first", "second"], key), new Set()),
      `test "entered fires for 203.0.113.9, o\\"neil" {
  given sshd """
    first
    second
  """
  expect entered where ip == 203.0.113.9 and user == "o\\"neil"
}
`,
    );
  });

  it("takes a title that is still free", () => {
    const drafted = draftTest(sighting(["x"]), new Set(["entered fires", "entered fires (2)"]));
    assert.match(drafted, /^test "entered fires \(3\)" \{/);
  });

  it("does not compare what cannot be written", () => {
    const key = [{ field: "seen", type: "time", value: 1 }] as const;
    assert.match(draftTest(sighting(["x"], key), new Set()), /\n {2}expect entered\n/);
  });

  it("holds every line, whatever is in it", () => {
    const line = fc.oneof(
      fc.string({ unit: "binary", minLength: 1 }).filter((each) => !/[\r\n\uFEFF]/.test(each)),
      fc.constantFrom('"""', "  indented", "\ttab", " ", "'", "\\", '"', "`", "// no comment", "\u0000"),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        assert.deepEqual(text(draftTest(sighting(lines), new Set())), [lines.join("\n")]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a folder without tests", () => {
  it("lists none", () => assert.deepEqual(tests(new Model().analysis()), []));
});
