/** The account of a replay adds up, also where it was stopped. */
import assert from "node:assert/strict";
import { sentence } from "../../../client/webview/account.ts";

const RECORDS = { in: 412_806, released: 412_791, late: 12, unparsed: 3, filtered: 0, duplicate: 0, ahead: 0 };

describe("the account", () => {
  it("says where every record went", () => {
    assert.equal(sentence(RECORDS, 0), "412,806 in = 412,791 released + 12 late + 3 unparsed. Nothing is missing.");
  });

  it("says how many waited when it was stopped, and adds up without them", () => {
    assert.equal(
      sentence({ ...RECORDS, in: 419_856 }, 7_050),
      "412,806 in = 412,791 released + 12 late + 3 unparsed. 7,050 more had been read and waited for the watermark.",
    );
  });
});
