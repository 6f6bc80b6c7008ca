/** What holds of the formatter whatever the text is. */
import fc from "fast-check";
import { declared, holds } from "./printing.ts";
import { sample } from "./sample.ts";

describe("format: any text", function () {
  this.timeout(60_000);

  it("of right declarations, laid out at random", () => {
    fc.assert(fc.property(declared, holds), { numRuns: 300 });
  });

  it("with a piece cut out or put in", () => {
    const place = fc.nat({ max: sample.length });
    const pieces = fc.constantFrom(
      ...[
        "",
        "\n",
        "\r\n",
        "\r",
        " ",
        "{",
        "}",
        "(",
        '"',
        '"""',
        "`",
        "/",
        "#",
        ";",
        "// c",
        "\nrule a {",
        "\n  event",
        "\uFEFF",
      ],
    );
    fc.assert(
      fc.property(place, fc.nat({ max: 60 }), pieces, (at, length, put) =>
        holds(sample.slice(0, at) + put + sample.slice(at + length)),
      ),
      { numRuns: 60 },
    );
  });

  it("of random characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), holds), { numRuns: 300 });
  });
});
