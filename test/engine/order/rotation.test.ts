/** The order of the files that rotation made of one log. */
import assert from "node:assert/strict";
import { ageOf, compareFiles } from "../../../server/engine/order/rotation.ts";

describe("files of rotated logs", () => {
  it("tell their age by a number, a date or neither", () => {
    for (const [name, set, rank] of [
      ["logs/auth.log", "logs/auth.log", Infinity],
      ["logs/auth.log.1", "logs/auth.log", -1],
      ["logs/auth.log.12.gz", "logs/auth.log", -12],
      ["auth.log-20260614.gz", "auth.log", 20260614000000],
      ["auth.log.2026-06-14", "auth.log", 20260614000000],
      ["auth.log-20260614-1530", "auth.log", 20260614153000],
      ["app-2026-06-14.log", "app.log", 20260614000000],
      ["app-20261399.log", "app-20261399.log", Infinity],
      ["backup.gz", "backup", Infinity],
    ] as const)
      assert.deepEqual(ageOf(name), { set, rank }, name);
  });

  it("are ordered from the oldest to the newest, those of other logs by their names", () => {
    const files = ["auth.log", "auth.log.1", "auth.log.10.gz", "auth.log.2.gz", "b.log", "a.log", "auth.log.1.gz"];
    assert.deepEqual(files.sort(compareFiles), [
      "a.log",
      ...["auth.log.10.gz", "auth.log.2.gz", "auth.log.1", "auth.log.1.gz", "auth.log"],
      "b.log",
    ]);
    assert.equal(compareFiles("auth.log", "auth.log"), 0);
  });
});
