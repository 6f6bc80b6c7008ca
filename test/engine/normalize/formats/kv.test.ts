import assert from "node:assert/strict";
import { readLines } from "./lines.ts";

describe("kv", () => {
  it("reads what firewalls and the kernel write", () => {
    const lines = [
      '<189>date=2026-06-14 time=15:16:01 devname="FGT-1" srcip=203.0.113.9 dstport=22 action="deny" msg="user \\"bob\\" out"',
      "Jun 14 15:16:01 fw1 kernel: [UFW BLOCK] IN=eth0 OUT= SRC=203.0.113.9 DST=10.0.0.5 PROTO=TCP DPT=22 SYN",
      "type=USER_LOGIN msg=audit(1781450161.250:42): pid=811 acct='root' res=failed",
      "srcip=203.0.113.9, dstport=443; note=",
    ];
    const fields = [
      "timestamp",
      "hostname",
      "process",
      "devname",
      "srcip",
      "SRC",
      "dstport",
      "DPT",
      "msg",
      "acct",
      "note",
    ];
    assert.deepEqual(readLines("kv", lines, fields), [
      { timestamp: "2026-06-14 15:16:01", devname: "FGT-1", srcip: "203.0.113.9", dstport: 22, msg: 'user "bob" out' },
      { timestamp: "Jun 14 15:16:01", hostname: "fw1", process: "kernel", SRC: "203.0.113.9", DPT: 22 },
      { msg: "audit(1781450161.250:42):", acct: "root" },
      { srcip: "203.0.113.9", dstport: 443 },
    ]);
  });

  it("counts the first of two pairs, and reads on behind a quote that is not closed", () => {
    assert.deepEqual(readLines("kv", ['a=1 a=2 b="x y', "a == b", ""], ["a", "b"]), [
      { a: 1, b: '"x' },
      "no `key=value` pair",
      "empty line",
    ]);
  });

  it("takes other separators, between which values may have blanks", () => {
    const lines = ["user: Jane Doe | ip: 203.0.113.9 | rest"];
    assert.deepEqual(readLines("kv", lines, ["user", "ip"], ["|", ":"]), [{ user: "Jane Doe", ip: "203.0.113.9" }]);
  });

  it("is linear in a line of nothing but quotes or words", () => {
    for (const piece of ['a="\\" ', "a='x\" ", "aaaa ", "a-", "="])
      assert.equal(readLines("kv", [piece.repeat(100_000)], []).length, 1);
  });
});

describe("logfmt", () => {
  it("reads what services write", () => {
    const lines = [
      'ts=2026-06-14T15:16:01.250Z level=warn caller=auth.go:42 msg="login failed" user=bob attempts=5',
      'time="2026-06-14T15:16:01Z" level=info msg=started port=8080',
    ];
    assert.deepEqual(readLines("logfmt", lines, ["ts", "time", "level", "caller", "msg", "attempts", "port"]), [
      { ts: "2026-06-14T15:16:01.250Z", level: "warn", caller: "auth.go:42", msg: "login failed", attempts: 5 },
      { time: "2026-06-14T15:16:01Z", level: "info", msg: "started", port: 8080 },
    ]);
  });
});
