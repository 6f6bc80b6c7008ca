/** What a person reads before anything is called. */
import assert from "node:assert/strict";
import { agreementOn, approvalOf, missing } from "../../client/liveWords.ts";
import type { PlannedCall } from "../../server/protocol.ts";

const call = (playbook: string, target: string, line = `POST ${target}/x`): PlannedCall => ({
  ...{ playbook, action: "call", kind: "http", line, target },
});
const detailOf = (calls: readonly PlannedCall[]): string => {
  const agreement = agreementOn(calls, "soc");
  assert.ok(typeof agreement !== "string", String(agreement));
  return agreement.detail;
};

describe("what is missing before playbooks run for real", () => {
  it("is the trust, the setting, or both, and how each is given", () => {
    const [trust, setting] = [/Manage Workspace Trust/, /"mangrove\.playbooks\.live" \(switch it on/];
    const both = missing(false, false)!;
    assert.match(both, trust);
    assert.match(both, setting);
    const onlyTrust = missing(false, true)!;
    assert.match(onlyTrust, trust);
    assert.doesNotMatch(onlyTrust, setting);
    const onlySetting = missing(true, false)!;
    assert.doesNotMatch(onlySetting, trust);
    assert.match(onlySetting, setting);
    assert.equal(missing(true, true), null);
  });
});

describe("the list that is confirmed", () => {
  it("has every call below its playbook", () => {
    const calls = [
      call("contain", "https://a.example"),
      call("contain", "./tell.sh", "./tell.sh …"),
      call("watch", "x", "x …"),
    ];
    assert.equal(
      detailOf(calls),
      ["contain", "    POST https://a.example/x", "    ./tell.sh …", "watch", "    x …"].join("\n"),
    );
  });

  it("cannot be broken, turned around or hidden by what is written in a rule file", () => {
    const [, line] = detailOf([call("p", "x", "./a\n\u202eb\u200b\u0007")]).split("\n");
    assert.equal(line, "    ./a\\u{a}\\u{202e}b\\u{200b}\\u{7}");
    const [, long] = detailOf([call("p", "x", `./a ${"x".repeat(5_000)}`)]).split("\n");
    assert.ok(long!.length < 200);
    assert.ok(long!.endsWith("… (5004 characters)"));
  });

  it("names every server where the calls are too many for a question, and is none where these are too many", () => {
    const many = (targets: number): PlannedCall[] =>
      Array.from({ length: 120 }, (_, n) => call("p", `https://h${n % targets}.example`, `GET /${n}`));
    const detail = detailOf(many(4)).split("\n");
    assert.equal(detail[0], "120 calls of a playbook, to:");
    assert.deepEqual(
      detail.slice(1),
      [0, 1, 2, 3].map((n) => `https://h${n}.example    (30 of the calls)`),
    );
    assert.match(String(agreementOn(many(60), "soc")), /^Nothing was called: .* 60 servers and programs/);
  });
});

describe("an approval step's question", () => {
  it("says who asks whom, and a name in a log makes no link of it", () => {
    const question = { run: "r", step: "s", playbook: "contain", by: ["soc"], within: 1 };
    const text = "Disable [x](command:evil)?";
    assert.equal(approvalOf({ ...question, text }), "contain asks (for soc): Disable [x] (command:evil)?");
  });
});
