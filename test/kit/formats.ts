/** A format asked by hand: what it reads of a line, and that nothing of any line is lost. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Format, Reading } from "../../server/engine/normalize/format.ts";
import type { Value } from "../../server/model/program.ts";

export function readLine<R extends Reading>(format: Format<R>, text: string): R {
  const reading = format.open().read(text);
  assert.ok(typeof reading === "object" && reading !== null, String(reading));
  return reading;
}

/** These fields of the line, null where it has none. */
export function fieldsOf<R extends Reading>(format: Format<R>, text: string, ...names: string[]): Value[] {
  const reading = readLine(format, text);
  return names.map((name) => format.field(name)?.of(reading) ?? null);
}

/** Of lines like these and worse ones: header and message are the line, and every field can be asked for. */
export function losesNothing<R extends Reading>(
  format: Format<R>,
  samples: readonly string[],
  names: readonly string[],
) {
  const pieces = samples.flatMap((line) => line.split(/(?<=[ ",:\t\n\]])/));
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 3 }));
  const worse = fc.record({ line: fc.constantFrom(...samples), at: fc.nat(200), by: piece, cut: fc.nat(9) });
  const text = fc.oneof(
    worse.map(({ line, at, by, cut }) => line.slice(0, at) + by + line.slice(at + cut)),
    fc.array(piece, { maxLength: 12 }).map((all) => all.join("")),
  );
  let read = 0;
  fc.assert(
    fc.property(text, (line) => {
      const reader = format.open();
      for (const each of [...samples, line]) {
        const reading = reader.read(each);
        if (typeof reading !== "object" || reading === null) continue;
        read++;
        assert.equal(reading.header.join("") + reading.message, each);
        for (const name of names) format.field(name)?.of(reading);
      }
    }),
    { numRuns: 1000 },
  );
  assert.ok(read > 1000);
}
