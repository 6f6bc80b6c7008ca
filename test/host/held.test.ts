import assert from "node:assert/strict";
import { heldNote } from "../../server/host/held.ts";

describe("records that wait in memory", () => {
  it("are spoken of when they are very many, with whom they wait for and what to do", () => {
    assert.equal(heldNote({ records: 500_000, by: "vpn" }), null);
    const note = heldNote({ records: 500_001, by: "vpn" });
    assert.equal(note?.severity, "warning");
    assert.match(note.message, /^More than 500,000 records waited at once.* source vpn: .*`lateness`.*`idle`/);
    assert.match(heldNote({ records: 600_000, by: null })!.message, /`time` names the right field/);
  });
});
