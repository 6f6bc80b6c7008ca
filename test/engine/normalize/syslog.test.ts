import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSyslog, syslogFormat } from "../../../server/engine/normalize/formats/syslog.ts";
import { Timestamp } from "../../../server/engine/normalize/timestamp.ts";
import type { Value } from "../../../server/model/program.ts";

const parse = (text: string): ReturnType<typeof parseSyslog> => parseSyslog(text, new Timestamp());

/** `host|process|pid|message`, a dash for what the line lacks. */
function parts(text: string): string {
  const parsed = parse(text);
  if (typeof parsed === "string") return parsed;
  const { header, pid, message } = parsed;
  return [header[3] || "-", header[5] || "-", pid ?? "-", message].join("|");
}

describe("syslog lines", () => {
  for (const [line, expected] of [
    ["Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user a from 1.2.3.4", "LabSZ|sshd|24200|Invalid user a from 1.2.3.4"],
    ["Jun  9 06:06:20 combo sshd(pam_unix)[19939]: check pass; ", "combo|sshd(pam_unix)|19939|check pass; "],
    ["Jun 14 15:16:01 combo kernel: eth0: up", "combo|kernel|-|eth0: up"],
    ["Jun 14 15:16:01 combo last message repeated 2 times", "combo|-|-|last message repeated 2 times"],
    ["Jun 14 15:16:01 combo syslogd 1.4.1: restart.", "combo|-|-|syslogd 1.4.1: restart."],
    ["Jun 14 15:16:01 web1 postfix/smtpd[7]:", "web1|postfix/smtpd|7|"],
    ["Jun 14 15:16:01 web1 app[x-1]: up", "web1|app|-|up"],
    ["Jun 14 15:16:01 kernel: no host", "-|kernel|-|no host"],
    ["Jun 14 2026 15:16:01.123 CEST h a[1]: up", "h|a|1|up"],
    ["Jun 14 15:16:01 UTC a[1]: up", "-|a|1|up"],
    ["Jun 14 15:16:01 EST", "EST|-|-|"],
    ["Jun 14 15:16:01 DB2 a[1]: up", "DB2|a|1|up"],
    ["Jun 14 15:16:01 web1", "web1|-|-|"],
    ["<34>1 is another format", 'no timestamp at column 5: "1 is another format"'],
    ["2026-06-14T15:16:01.123456+02:00 web1 sshd[1]:  two blanks", "web1|sshd|1| two blanks"],
    ["Jun 14 15:16:01", "nothing behind the timestamp"],
    ["", "empty line"],
    [" \t", "empty line"],
    [
      "reverse mapping checking getaddrinfo failed, and more text",
      'no timestamp at column 1: "reverse mapping checking getaddrinfo fai…"',
    ],
  ] as const)
    it(JSON.stringify(line), () => assert.equal(parts(line), expected));

  it("mean UTC where they say so behind the time; other zones are the source's to say", () => {
    const offset = (line: string): number | null => {
      const timestamp = new Timestamp();
      assert.ok(typeof parseSyslog(line, timestamp) !== "string");
      return timestamp.offset;
    };
    assert.equal(offset("Jun 14 15:16:01 GMT h a[1]: up"), 0);
    assert.equal(offset("Jun 14 15:16:01 Z h a[1]: up"), 0);
    assert.equal(offset("2026-06-14T15:16:01+02:00 UTC h a[1]: up"), 120);
    assert.equal(offset("Jun 14 15:16:01 CEST h a[1]: up"), null);
    const parsed = parse("Jun 14 15:16:01 CEST h a[1]: up");
    assert.ok(typeof parsed !== "string");
    assert.equal(parsed.header.join("") + parsed.message, "Jun 14 15:16:01 CEST h a[1]: up");
  });

  it("with a time that does not exist say what of it does not", () => {
    for (const [line, fault] of [
      ["Jun 31 15:16:01 web1 x: y", "no such day: June 31"],
      ["Feb 30 15:16:01 web1 x: y", "no such day: February 30"],
      ["Jun  0 15:16:01 web1 x: y", "no such day: June 0"],
      ["Foo 12 15:16:01 web1 x: y", "no such month: Foo"],
      ["Jun 14 25:00:00 web1 x: y", "no such hour: 25"],
      ["Jun 14 2026 15:60:00 web1 x: y", "no such minute: 60"],
      ["2026 Jun 14 15:16:61 web1 x: y", "no such second: 61"],
      ["2026-13-01T00:00:00Z web1 x: y", "no such month: 13"],
      ["2026-06-31 00:00:00 web1 x: y", "no such day: June 31"],
    ] as const)
      assert.equal(parts(line).split(",")[0], fault, line);
  });

  it("with a priority, and a byte order mark before all", () => {
    const parsed = parse("\uFEFF<86>Jun 14 15:16:01 web1 sshd[1]: x");
    assert.ok(typeof parsed === "object");
    assert.deepEqual([parsed.priority, parsed.pid, parsed.header[0]], [86, 1, "\uFEFF<86>"]);
    assert.match(parts("<192>Jun 14 15:16:01 web1 x: y"), /^no timestamp at column 1/);
  });

  it("are header and message put together", () => {
    const piece = fc.constantFrom(
      "<13>",
      "Jun 14 15:16:01",
      "2026-06-14T15:16:01Z",
      " ",
      "  ",
      "web1",
      "sshd",
      "[12]",
      "[",
      "]",
      ":",
      ": ",
      "\t",
      "é",
      "x y",
    );
    const line = fc.array(piece, { maxLength: 9 }).map((pieces) => "Jun 14 15:16:01 " + pieces.join(""));
    fc.assert(
      fc.property(line, (text) => {
        const parsed = parse(text);
        if (typeof parsed === "object") assert.equal(parsed.header.join("") + parsed.message, text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("syslog lines of RFC 5424", () => {
  const valueOf = (line: string, ...names: string[]): Value[] => {
    const reading = parse(line);
    assert.ok(typeof reading === "object", String(reading));
    return names.map((name) => syslogFormat.field(name)!.of(reading));
  };
  const su = "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \uFEFF'su root' failed for lonvick";
  const event =
    '<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 evntslog 8710 - [ex@32473 iut="3" eventID="10\\"1\\]"][o ip="x"] An event';

  it("have their parts under the names that those of RFC 3164 have", () => {
    assert.equal(parts(su), "mymachine.example.com|su|-|'su root' failed for lonvick");
    assert.equal(parts(event), "192.0.2.1|evntslog|8710|An event");
    assert.deepEqual(valueOf(su, "priority", "facility", "msgid", "structured_data"), [34, 4, "ID47", null]);
  });

  it("have the parameters of their structured data as fields, with and without the element's name", () => {
    assert.deepEqual(valueOf(event, "iut", "ex.eventID", "eventID", "o.ip", "none"), [
      "3",
      '10"1]',
      '10"1]',
      "x",
      null,
    ]);
  });

  it("take `-` as missing, the time too, and may have no message", () => {
    const bare = "<13>1 - - - - - -";
    assert.equal(parts(bare).split("|").at(-1), "");
    assert.deepEqual(valueOf(bare, "timestamp", "hostname", "process", "pid"), [null, null, null, null]);
  });

  it("may be counted, as they come on a stream; so may those of RFC 3164", () => {
    assert.equal(parts(`98 ${su}`), parts(su));
    assert.equal(parts("40 <34>Jun 14 15:16:01 web1 su: x"), "web1|su|-|x");
    assert.match(parts("40 Jun 14 15:16:01 web1 su: x"), /^no timestamp at column 1/);
  });

  for (const [line, reason] of [
    ["<13>1 2026-06-14T15:16:01Z web1 app", 'RFC 5424, but no process id at column 36: ""'],
    ["<13>1 2026-06-14T15:16:01Z web1  7 - -", 'RFC 5424, but no program at column 32: "  7 - -"'],
    ["<13>1 2026-06-14T15:16:01Z web1 a 7 - x", 'RFC 5424, but no structured data at column 39: "x"'],
    [
      '<13>1 2026-06-14T15:16:01Z web1 a 7 - [x y="]',
      'RFC 5424, but structured data without an end at column 39: "[x y=\\"]"',
    ],
    ["<13>1 yesterday web1 a 7 - -", 'no timestamp at column 5: "1 yesterday web1 a 7 - -"'],
  ] as const)
    it(`say what is wrong with ${line}`, () => assert.equal(parse(line), reason));

  it("are header and message put together", () => {
    const word = fc.constantFrom("-", "web1", " ", '[a b="c"]', '[a b="\\"]"]', "[", "]", "\uFEFF", "\\", '"', "é ");
    const line = fc.array(word, { maxLength: 12 }).map((words) => `<13>1 2026-06-14T15:16:01Z ${words.join(" ")}`);
    fc.assert(
      fc.property(line, (text) => {
        const parsed = parse(text);
        if (typeof parsed === "object") assert.equal(parsed.header.join("") + parsed.message, text);
      }),
      { numRuns: 1000 },
    );
  });
});
