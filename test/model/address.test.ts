import assert from "node:assert/strict";
import { canonicalAddress, compareAddresses, networkMatcher } from "../../server/model/address.ts";

describe("addresses", () => {
  it("have one text each", () => {
    assert.equal(canonicalAddress("10.0.0.1"), "10.0.0.1");
    assert.equal(canonicalAddress("2001:DB8:0:0::1"), "2001:db8::1");
    assert.equal(canonicalAddress("::ffff:10.0.0.1"), "10.0.0.1");
  });

  for (const text of [
    "",
    "10.0.0",
    "10.0.0.256",
    "010.0.0.1",
    "1.2.3.4.5",
    "2130706433",
    "host",
    "fe80::1::2",
    "1.2.3.",
    "1.2.3.4 ",
  ])
    it(`${JSON.stringify(text)} is none`, () => assert.equal(canonicalAddress(text), null));

  it("are in the network whose prefix they share", () => {
    const net = networkMatcher("10.1.0.0/16")!;
    assert.deepEqual(["10.1.255.255", "10.2.0.0", "::ffff:10.1.0.1", "::1", "x"].map(net), [
      true,
      false,
      true,
      false,
      false,
    ]);
    const six = networkMatcher("2001:db8::/32")!;
    assert.deepEqual(["2001:db8:1::1", "2001:db9::1", "10.1.0.1"].map(six), [true, false, false]);
    assert.equal(networkMatcher("0.0.0.0/0")!("255.255.255.255"), true);
    assert.equal(networkMatcher("10.0.0.7")!("10.0.0.7"), true);
  });

  it("a text that is no network has no matcher", () => {
    assert.deepEqual(
      ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "net"].map(networkMatcher),
      Array(5).fill(null),
    );
  });

  it("are ordered by their bytes, IPv4 first", () => {
    assert.ok(compareAddresses("9.0.0.1", "10.0.0.1") < 0);
    assert.ok(compareAddresses("255.0.0.1", "::1") < 0);
    assert.equal(compareAddresses("::1", "0:0::1"), 0);
    assert.ok(Number.isNaN(compareAddresses("x", "::1")));
  });
});
