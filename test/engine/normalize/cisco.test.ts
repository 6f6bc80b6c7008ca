import assert from "node:assert/strict";
import { ciscoFormat } from "../../../server/engine/normalize/formats/cisco.ts";
import { CISCO_FIELDS } from "../../../server/model/textFormats.ts";
import { fieldsOf, losesNothing, readLine } from "../../kit/formats.ts";

const collected =
  "<189>Jun 14 15:16:01 edge1 45: *Mar  1 00:00:00.123 UTC: %SYS-5-CONFIG_I: Configured from console by vty0 (10.1.1.1)";
const asa = "Jun 14 2026 15:16:01 fw1 : %ASA-6-302013: Built outbound TCP connection 7 for outside:192.0.2.1/443";
const session = asa.replace("ASA-6-302013", "ASA-session-6-305011");
const samples = [
  collected,
  asa,
  "000045: *Mar  1 00:00:00.123: %LINEPROTO-5-UPDOWN: Line protocol on Interface Gi0/1, changed state to down",
  "<187>45: router1: Jun 14 2026 15:16:01: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up",
  "2026-06-14T15:16:01+02:00 10.0.0.1 %ASA-4-106023: Deny tcp src outside:203.0.113.9/55 dst inside:10.0.0.5/22",
  "Jun 14 15:16:01 2001:db8::1 7: .Jun 14 15:16:00: %SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: %x]",
  "%SYS-2-MALLOCFAIL: Memory allocation failed",
  "Jun 14 15:16:07 rtr1 RP/0/RSP0/CPU0:Jun 14 15:16:07.123 : SSHD_[65753]: %SECURITY-SSHD-4-INFO_FAILURE : Failed",
  "RP/0/RP0/CPU0:Jun 14 15:16:06.123 UTC: ifmgr[213]: %PKT_INFRA-LINK-3-UPDOWN : Interface Gi0/0/0/1, changed state",
  "<187>45: rtr1 LC/0/0/CPU0:Jun 14 15:16:06.123 : ifmgr[213]: %PKT_INFRA-LINK-3-UPDOWN : Interface Gi0/0/0/1",
  "<189>1 2026-06-14T15:16:05Z edge1 - - - - %SYS-5-CONFIG_I: Configured from console",
  "<189>1 2026-06-14T15:16:05Z - - - - - %SYS-5-CONFIG_I: Configured from console",
  session,
];

describe("Cisco's lines", () => {
  const names = ["timestamp", "device_time", "unset_clock", "hostname", "sequence", "priority"];

  it("have the collector's time and host in front, then number and time of the device", () => {
    assert.deepEqual(fieldsOf(ciscoFormat, collected, ...names), [
      ...["Jun 14 15:16:01", "Mar  1 00:00:00.123", true, "edge1", 45, 189],
    ]);
    assert.equal(readLine(ciscoFormat, collected).message, "Configured from console by vty0 (10.1.1.1)");
  });

  it("have facility, severity and mnemonic of their code, and a threat that grows as the severity falls", () => {
    const code = ["facility", "severity", "mnemonic", "threat", "device"];
    assert.deepEqual(fieldsOf(ciscoFormat, collected, ...code), ["SYS", 5, "CONFIG_I", 2, "edge1"]);
    assert.deepEqual(fieldsOf(ciscoFormat, asa, ...code), ["ASA", 6, "302013", 1, "fw1"]);
    assert.deepEqual(fieldsOf(ciscoFormat, session, ...code), ["ASA", 6, "305011", 1, "fw1"]);
  });

  for (const [line, expected] of [
    [samples[2]!, ["Mar  1 00:00:00.123", "Mar  1 00:00:00.123", true, null, 45, null]],
    [samples[3]!, ["Jun 14 2026 15:16:01", "Jun 14 2026 15:16:01", false, "router1", 45, 187]],
    [samples[4]!, ["2026-06-14T15:16:01+02:00", null, false, "10.0.0.1", null, null]],
    [samples[5]!, ["Jun 14 15:16:01", "Jun 14 15:16:00", true, "2001:db8::1", 7, null]],
    [samples[6]!, [null, null, false, null, null, null]],
    [samples[7]!, ["Jun 14 15:16:07", "Jun 14 15:16:07.123", false, "rtr1", null, null]],
    [samples[8]!, ["Jun 14 15:16:06.123", "Jun 14 15:16:06.123", false, null, null, null]],
    [samples[9]!, ["Jun 14 15:16:06.123", "Jun 14 15:16:06.123", false, "rtr1", 45, 187]],
    [samples[10]!, ["2026-06-14T15:16:05Z", null, false, "edge1", null, 189]],
    [samples[11]!, ["2026-06-14T15:16:05Z", null, false, null, null, 189]],
  ] as const)
    it(line, () => assert.deepEqual(fieldsOf(ciscoFormat, line, ...names), expected));

  it("mean UTC where the device says so", () => {
    const line = "7: Jun 14 2026 15:16:01 UTC: %SYS-6-LOGOUT: bye";
    assert.equal(readLine(ciscoFormat, line).timestamp?.offset, 0);
    assert.equal(readLine(ciscoFormat, line.replace("UTC", "CET")).timestamp?.offset, null);
  });

  it("without a code are none", () => {
    const reason =
      'no message code, such as %SYS-5-CONFIG_I: or %ASA-6-302013:, in "Jun 14 15:16:01 edge1 last 100% message …"';
    assert.equal(ciscoFormat.open().read("Jun 14 15:16:01 edge1 last 100% message repeated"), reason);
    assert.equal(ciscoFormat.open().read(""), "empty line");
  });

  it("lose nothing", () =>
    losesNothing(
      ciscoFormat,
      samples,
      CISCO_FIELDS.map(({ name }) => name),
    ));
});
