import assert from "node:assert/strict";
import fc from "fast-check";
import { LineSplitter } from "../../../server/engine/intake/lines.ts";
import { Normalizer } from "../../../server/engine/normalize/normalize.ts";
import { FileArrivals, type Arrival } from "../../../server/engine/order/arrival.ts";
import { Order } from "../../../server/engine/order/order.ts";
import { compare, constant, day, field, program, second, source } from "../../kit/records.ts";

const sources = [
  source("sshd", { only: compare(field("process"), "==", constant("sshd")), ahead: day, lateness: 30 * second }),
  source("sudo", { only: compare(field("process"), "==", constant("sudo")), ahead: day }),
];

const piece = fc.constantFrom(
  "Jun 14 15:16:01 h sshd: x",
  "Jun 14 15:16:40 h sshd: y",
  "Jun 14 15:17:59 h sudo: x",
  "2099-01-01T00:00:00Z h sshd: z",
  "Jun 14 15:16:02 h cron: x",
  "no time",
  "",
  "\uFFFD",
  "Jun 14 15:16:01",
);
const log = fc
  .array(fc.tuple(piece, fc.constantFrom("\n", "\r\n")), { maxLength: 40 })
  .map((lines) => lines.flat().join(""));

describe("accounting", () => {
  it("every line becomes one thing: released, late, ahead, unparsed or filtered", () => {
    const totals = { released: 0, late: 0, ahead: 0, unparsed: 0, filtered: 0 };
    fc.assert(
      fc.property(log, (text) => {
        const splitter = new LineSplitter();
        const lines = [...splitter.push(new TextEncoder().encode(text)), ...splitter.end()];
        const file = new Normalizer(program(sources)).file("a.log", ["sshd", "sudo"]);
        const arrivals = new FileArrivals(() => day);
        const arrived: Arrival[] = [];
        for (const line of lines) arrivals.push(file.normalize(line), line, arrived);
        arrivals.end(arrived);
        assert.equal(arrived.length, lines.length);
        const order = new Order(program(sources));
        const count = { released: 0, late: 0, ahead: 0, unparsed: 0, filtered: 0 };
        for (const arrival of arrived) {
          if (arrival.kind === "filtered") count.filtered++;
          else if (arrival.kind !== "record") count[arrival.kind]++;
          else if (order.push(arrival.record) !== null) count.late++;
        }
        for (const { name } of sources) order.end(name, 0);
        order.drain((_, records) => (count.released += records.length));
        const { released, late, ahead, unparsed, filtered } = count;
        assert.equal(released + late + ahead + unparsed + filtered, lines.length);
        for (const kind of Object.keys(totals) as (keyof typeof totals)[]) totals[kind] += count[kind];
      }),
    );
    for (const [kind, count] of Object.entries(totals)) assert.ok(count > 0, `no line was ${kind}`);
  });
});
