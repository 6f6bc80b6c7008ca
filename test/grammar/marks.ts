/** Tests of what the parser says, and where. */
import { parse } from "../../grammar/parse.ts";
import { expectMarks, fixtureFile } from "../kit/fixture.ts";

/** A test that the source has exactly the marked errors. */
export function marks(title: string, source: string): void {
  it(title, () => {
    const file = fixtureFile(source);
    expectMarks(
      file,
      parse(file.text).errors.map((error) => ({ ...error, severity: "error" })),
    );
  });
}
