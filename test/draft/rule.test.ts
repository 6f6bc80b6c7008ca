/** What a drafted rule counts, by what, and from how many on. */
import assert from "node:assert/strict";
import { thresholdOf, type Seen } from "../../server/draft/threshold.ts";
import { learn, raises } from "./learn.ts";

/** A refused login, as PAM and as sshd tell of it; the process is that of the connection. */
const attempt = (n: number): readonly string[] => {
  const head = `Jun 14 15:${String(10 + n)}:0`;
  const from = `203.0.113.${n % 2}`;
  const user = n % 3 === 0 ? "root" : "ann";
  return [
    `${head}1 web1 sshd[${100 + n}]: pam_unix(sshd:auth): authentication failure; uid=0 tty=ssh rhost=${from}  user=${user}`,
    `${head}3 web1 sshd[${100 + n}]: Failed password for ${user} from ${from} port ${4000 + n} ssh2`,
  ];
};

describe("a rule drafted from a log", () => {
  it("counts what happened once, although two templates tell of it", () => {
    const lines = Array.from({ length: 20 }, (_, n) => attempt(n)).flat();
    const drafted = learn(lines);
    const code = /template (\d) "Failed password/.exec(drafted.source)![1]!;
    assert.match(drafted.rule, new RegExp(`where template == ${code}\n`));
    // Of each address there is an attempt every two minutes, so five in ten minutes, ends included six.
    assert.match(drafted.rule, />= 5 within 10m/);
    assert.ok(raises(drafted, lines, 2));
  });

  it("counts what fails by its device where nobody is named", () => {
    const lines = [1, 2, 3, 4, 5].map((n) => `Jun 14 15:16:0${n} web1 cron[${n}]: job of the day failed`);
    const drafted = learn(lines);
    assert.match(drafted.rule, /by {7}device/);
    assert.ok(raises(drafted, lines));
  });

  it("passes over a field by which nothing is seen again", () => {
    const lines = Array.from({ length: 8 }, (_, n) => `2026-06-14T15:1${n}:00Z gate[${n}]: denied for 203.0.113.${n}`);
    const drafted = learn(lines);
    assert.doesNotMatch(drafted.rule, /by {7}ip/);
    assert.ok(raises(drafted, lines));
  });
});

describe("a drafted threshold", () => {
  /** So many of one key, a second apart, and again an hour later, so many times. */
  const bursts = (size: number, times: number): readonly Seen[] =>
    Array.from({ length: size * times }, (_, n) => ({
      key: "a",
      time: (Math.floor(n / size) * 3600 + (n % size)) * 1_000_000,
    }));

  it("is five where that is reached seldom", () => {
    assert.equal(thresholdOf(bursts(30, 20)), 5);
  });

  it("is higher where five would be reached all the time", () => {
    assert.equal(thresholdOf([...bursts(6, 21), ...bursts(12, 3).map(({ time }) => ({ key: "b", time }))]), 10);
  });

  it("is what is reached where that is less than five", () => {
    assert.equal(thresholdOf(bursts(3, 2)), 3);
    assert.equal(thresholdOf(bursts(1, 2)), 2);
  });

  it("takes what lies ten minutes apart as together, and no more", () => {
    const apart = (seconds: number): readonly Seen[] =>
      [0, 1, seconds].map((second) => ({ key: "a", time: second * 1_000_000 }));
    assert.equal(thresholdOf(apart(600)), 3);
    assert.equal(thresholdOf(apart(601)), 2);
  });
});
