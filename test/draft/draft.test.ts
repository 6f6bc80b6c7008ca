import assert from "node:assert/strict";
import fc from "fast-check";
import { check } from "../../server/checks/index.ts";
import { format } from "../../grammar/print.ts";
import { draft } from "../../server/draft/draft.ts";
import { Model } from "../../server/model/workspace.ts";
import { CHANGED, learn, NOTHING, raises, SSH, textOf } from "./learn.ts";

const refusal = (text: string): string => {
  const drafted = draft(
    { path: "x.log", head: new TextEncoder().encode(text), isWhole: true, changed: CHANGED },
    NOTHING,
  );
  assert.ok(!drafted.ok);
  return drafted.message;
};

describe("a source drafted from a log", () => {
  it("of syslog has a template for each kind of message, with what stands in it named", () => {
    assert.equal(
      learn(SSH, "logs/auth.log").source,
      `source auth from operating_system {
  files    "logs/auth.log*"
  format   syslog
  time     timestamp year 2026  // no line names its year: that of the log's last change
  lateness 30s

  template 1 "Failed password for {user} from {ip} port {port:int} ssh2"
  template 2 "Accepted password for {user} from {ip} port {port:int} ssh2"

  map {
    source.port = port
  }
}`,
    );
  });

  it("of JSON lines takes the field that holds the time", () => {
    const lines = [1, 2, 3].map((n) => JSON.stringify({ level: "info", eventTime: `2026-06-14T15:16:0${n}Z`, n }));
    assert.match(learn(lines).source, /format {3}json\n {2}time {5}eventTime\n/);
  });

  it("says where days and months cannot be told apart, and does not where they can", () => {
    const rows = (day: string): string[] => [
      "at;who;what;where",
      `${day}/04/2026 10:00;bob;open;door`,
      "05/04/2026 10:01;ann;open;door",
    ];
    assert.match(
      learn(rows("03")).source,
      /format {3}csv ";"\n {2}time {5}at format "%d\/%m\/%Y %H:%M" {2}\/\/ days or months first\?/,
    );
    assert.doesNotMatch(learn(rows("23")).source, /days or months/);
  });

  it("of free text captures the time at its beginning, for the line alone", () => {
    const lines = [3, 4, 5].map(
      (n) => `[Sun Jun 14 15:16:0${n} 2026] [error] [client 203.0.113.${n}] File does not exist: /var/www/${n}`,
    );
    assert.match(
      learn(lines).source,
      /template 1 "\[\{_when\}\] \[\{level\}\] \[client \{ip\}\] File does not exist: \{_path\}"/,
    );
  });

  it("of free text has no host, although a word stands behind the time", () => {
    const level = (n: number): string => (n % 3 === 0 ? "ERROR" : "INFO");
    const lines = [1, 2, 3, 4, 5, 6].map((n) => `2026-06-14 15:16:0${n} ${level(n)} worker ${n} stops`);
    const { source } = learn(lines);
    assert.match(source, /\n {2}format {3}text\n/);
    assert.match(source, /template 1 "\{_when\} \{level:word\} worker \{_number:int\} stops"/);
    const dashed = [1, 2, 3].map((n) => `2026-06-14 15:16:0${n},5 - app.auth - INFO - token ${n} checked`);
    assert.match(learn(dashed).source, /\n {2}format {3}text\n/);
    const words = ["Starting", "Loaded", "Opened", "Closing", "Stopped"];
    assert.match(learn(words.map((word, n) => `2026-06-14 15:16:0${n} ${word} the store`)).source, /format {3}text\n/);
  });

  it("waits as long as its records are out of order", () => {
    const lines = ["2026-06-14T15:20:00Z a b c", "2026-06-14T15:17:30Z a b c", "2026-06-14T15:21:00Z a b c"];
    assert.match(learn(lines).source, /lateness 3m/);
  });

  for (const [what, line, format] of [
    ["CEF", "Jun 14 15:16:01 ids CEF:0|V|P|1|100|worm|10|src=10.0.0.7", "cef"],
    ["an access log", '203.0.113.9 - - [14/Jun/2026:15:16:01 +0000] "GET / HTTP/1.1" 200 5 "-" "curl"', "access"],
    ["a firewall's pairs", "<189>date=2026-06-14 time=15:16:01 devname=f srcip=10.0.0.1 action=deny", "kv"],
    ["logfmt", "ts=2026-06-14T15:16:01Z level=warn user=bob msg=x", "logfmt"],
    ["a switch", "<189>Jun 14 15:16:01 sw1 45: %SYS-5-CONFIG_I: Configured from console by vty0", "cisco"],
    ["Zeek", "1781450161.25\tCa1\t203.0.113.9\t10.0.0.5\t22", "tsv"],
  ] as const) {
    it(`tells ${what}`, () => assert.match(learn([line, line]).source, new RegExp(`\n  format   ${format}\\b`)));
  }

  it("takes a name that is free, and the log with what it is rotated to", () => {
    const drafted = learn(SSH, "logs/2026-06-14/Auth Log-2026-06-14.log.3.gz", {
      ...NOTHING,
      names: new Set(["auth_log"]),
    });
    assert.equal(drafted.name, "auth_log_2");
    assert.match(drafted.source, /files {4}"logs\/\*\/Auth Log-2026-06-14\.log\*"/);
  });

  it("says how much of the log it reads, and why not more", () => {
    const { lines, records, reason } = learn([...SSH, "no time here"]);
    assert.deepEqual([lines, records], [SSH.length + 1, SSH.length]);
    assert.match(reason ?? "", /timestamp/);
  });
});

describe("a rule drafted from a log", () => {
  it("counts what fails, by whom, so often that these lines raise it", () => {
    const drafted = learn(SSH);
    assert.match(drafted.rule, /event app_failed = app where template == 1/);
    assert.match(drafted.rule, /by {7}ip\n {2}when {5}count\(app_failed\) >= 5 within 10m/);
    assert.ok(raises(drafted, SSH));
  });

  it("counts all there is where nothing fails", () => {
    const lines = [1, 2, 3].map((n) => `2026-06-14T15:16:0${n}Z host${n % 2} started the service`);
    assert.match(learn(lines).rule, /^rule app_burst \{/m);
  });
});

describe("what gives no source", () => {
  it("says where the lines end with CR alone, whether or not more of the log follows", () => {
    const lines = [1, 2, 3].map((n) => `Jun 14 15:16:0${n} web1 sshd[7]: session opened for root`);
    for (const isWhole of [true, false]) {
      const head = new TextEncoder().encode(lines.join("\r"));
      const drafted = draft({ path: "x.log", head, isWhole, changed: CHANGED }, NOTHING);
      assert.ok(!drafted.ok);
      assert.match(
        drafted.message,
        /: the whole file is one line: its lines end with CR alone.*`tr '\\r' '\\n'` does\.$/,
      );
    }
    assert.match(refusal("one\rtwo\r"), /end with CR alone/);
  });

  it("says why and what to do", () => {
    assert.match(refusal(""), /gives no source: it is empty\. Choose a log/);
    assert.match(refusal("\u0000\u0001"), /it is no text/);
    assert.match(refusal("hello\nworld\n"), /no line of it begins with a time/);
  });
});

describe("any text", () => {
  const word = fc.oneof(
    fc.constantFrom("user", "root", "from", "failed", "error", "version", "src", "session", "a=b", "rhost=", "user="),
    fc.constantFrom("10.0.0.1", "::1", "mail.example.com", "/443", "/var/x", "0x1f", "Jun 14 15:16:01", "2005"),
    fc.constantFrom("=", "{", "}", '"', "\\", ",", "["),
    fc.string({ maxLength: 6 }),
    fc.nat().map(String),
  );
  const heads = [
    "Jun 14 15:16:01 h p: ",
    "2026-06-14 15:16:01 ",
    "[Sun Jun 14 15:16:01 2026] ",
    "Jun 14 15:16:01 %ASA-4-1: ",
  ];
  const said = fc
    .tuple(fc.constantFrom(...heads), fc.array(fc.array(word, { maxLength: 8 }), { maxLength: 12 }))
    .map(([head, lines]) => lines.map((words) => `${head}${words.join(" ")}`));
  const key = fc.oneof(
    fc.constantFrom("src_ip", "source.address", "client.ip", "user", "host", "category", "a b", "in", "constructor"),
    fc.string(),
  );
  const named = fc
    .array(fc.dictionary(key, word, { maxKeys: 6 }), { maxLength: 8 })
    .map((lines) => lines.map((fields) => JSON.stringify({ ...fields, time: "2026-06-14T15:16:01Z" })));

  it("gives a draft that checks clean and is in the house style, or a reason", () => {
    fc.assert(
      fc.property(fc.oneof(said, named), (lines) => {
        const head = new TextEncoder().encode(lines.join("\n"));
        const drafted = draft({ path: "x.log", head, isWhole: true, changed: CHANGED }, NOTHING);
        if (!drafted.ok) return;
        const model = new Model();
        const text = textOf(drafted);
        model.set("x.grove", text);
        assert.deepEqual(check(model.analysis()), [], text);
        assert.equal(format(text), text);
      }),
      { numRuns: 120 },
    );
  });
});
