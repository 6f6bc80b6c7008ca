import assert from "node:assert/strict";
import { accessFormat } from "../../../server/engine/normalize/formats/access.ts";
import { logFormat } from "../../../server/model/logFormat.ts";
import { ACCESS_FIELDS } from "../../../server/model/textFormats.ts";
import { fieldsOf, losesNothing } from "../../kit/formats.ts";

const plain = accessFormat([]);
const reason = (text: string, format = plain): unknown => format.open().read(text);

const common = '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326';
const combined = `${common} "http://www.example.com/start.html" "Mozilla/4.08 [en] (Win98; I ;Nav)"`;
const samples = [
  common,
  combined,
  '2001:db8::7 - - [14/Jun/2026:15:16:01 +0200] "POST /login?next=%2F&x=1 HTTP/2.0" 302 0 "-" "curl/8.5.0" "198.51.100.4"',
  '203.0.113.9 - - [14/Jun/2026:15:16:02 +0200] "\\x16\\x03\\x01\\x02" 400 157 "-" "-"',
  'web.example.org - ann b [14/Jun/2026:15:16:03 +0200] "GET /a\\"b HTTP/1.1" 404 - "-" "say \\"hi\\" \\\\"',
  '203.0.113.9 - - [14/Jun/2026:15:16:04 +0200] "-" 408 0 "-" "-"',
];

describe("access logs", () => {
  it("in the common form have who asked, when, for what, and the answer", () => {
    const names = ["timestamp", "source.address", "ip", "user", "request", "http.request.method", "url.original"];
    assert.deepEqual(fieldsOf(plain, common, ...names), [
      "10/Oct/2000:13:55:36 -0700",
      ...["127.0.0.1", "127.0.0.1", "frank", "GET /apache_pb.gif HTTP/1.0", "GET", "/apache_pb.gif"],
    ]);
    const more = ["http.version", "http.response.status_code", "http.response.body.bytes", "user_agent.original"];
    assert.deepEqual(fieldsOf(plain, common, ...more), ["1.0", 200, 2326, null]);
  });

  it("in the combined form have the page and the program that it came from too, and what is behind them", () => {
    const names = ["http.request.referrer", "user_agent.original", "rest"];
    assert.deepEqual(fieldsOf(plain, combined, ...names), [
      "http://www.example.com/start.html",
      "Mozilla/4.08 [en] (Win98; I ;Nav)",
      null,
    ]);
    assert.deepEqual(fieldsOf(plain, samples[2]!, ...names), [null, "curl/8.5.0", '"198.51.100.4"']);
    assert.deepEqual(fieldsOf(plain, samples[2]!, "url.path", "url.query"), ["/login", "next=%2F&x=1"]);
  });

  it("have no user where the server wrote one of no name", () => {
    for (const user of ['""', "-"])
      assert.deepEqual(fieldsOf(plain, common.replace("frank", user), "user", "ip"), [null, "127.0.0.1"]);
  });

  it("keep a request that is none as it is, without parts", () => {
    const names = ["request", "http.request.method", "url.path", "http.response.status_code"];
    assert.deepEqual(fieldsOf(plain, samples[3]!, ...names), ["\\x16\\x03\\x01\\x02", null, null, 400]);
    assert.deepEqual(fieldsOf(plain, samples[5]!, ...names), [null, null, null, 408]);
  });

  it("may have quotes inside quotes behind a backslash, and blanks in a user's name", () => {
    assert.deepEqual(
      fieldsOf(plain, samples[4]!, "user", "url.original", "user_agent.original", "http.response.body.bytes"),
      ["ann b", '/a\\"b', 'say \\"hi\\" \\\\', null],
    );
  });

  for (const [line, said] of [
    ["", "empty line"],
    ["hello", 'no " " behind $remote_addr'],
    ['1.2.3.4 - - [14/Jun/2026:15:16:01 +0200] "GET / HTTP/1.1 200 5', 'no "\\" " behind $request'],
  ] as const)
    it(`say of ${JSON.stringify(line)}: ${said}`, () =>
      assert.ok(String(reason(line)).startsWith(said), String(reason(line))));

  it("by site are told the form that reads them", () => {
    const line = `shop.example:443 ${combined}`;
    const said = String(reason(line));
    assert.match(said, /^"shop\.example:443" is a site: write format access "/);
    const form = JSON.parse(said.slice(said.indexOf("access ") + 7)) as string;
    assert.deepEqual(fieldsOf(accessFormat([form]), line, "domain", "ip", "user"), [
      ...["shop.example", "127.0.0.1", "frank"],
    ]);
    const anonymous = "shop.example:80 203.0.113.9 - - [14/Jun/2026:15:16:01 +0200]";
    assert.match(String(reason(`${anonymous} "GET / HTTP/1.1" 200 5`)), /is a site/);
    // A user's name may have a blank, and a proxy may say the client's port.
    assert.equal(typeof reason(combined.replace("frank", "frank b")), "object");
    assert.equal(typeof reason(combined.replace("127.0.0.1", "127.0.0.1:4001")), "object");
  });

  it("in a form of nginx's have its variables as fields, the known ones under their usual names", () => {
    const form =
      '$time_iso8601 $host "$remote_user" $remote_addr "$request_method $request_uri" $status $request_time $upstream_addr';
    const line = '2026-06-14T15:16:01+02:00 shop.example:8080 "ann" 203.0.113.9 "GET /a?b" 200 0.004 10.0.0.7:80';
    const format = accessFormat([form]);
    const names = [
      "timestamp",
      "domain",
      "user",
      "ip",
      "http.request.method",
      "url.path",
      "request_time",
      "upstream_addr",
    ];
    assert.deepEqual(fieldsOf(format, line, ...names), [
      ...["2026-06-14T15:16:01+02:00", "shop.example", "ann", "203.0.113.9", "GET", "/a", "0.004", "10.0.0.7:80"],
    ]);
    assert.match(String(reason(`${line} more`, accessFormat([`${form}|`]))), /^no "\|" behind \$upstream_addr/);
  });

  it("in a form of Apache's have its directives", () => {
    const form = '%v:%p %h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i" %{X-Id}i';
    const line = `shop.example:443 ${combined} 77`;
    assert.deepEqual(
      fieldsOf(
        accessFormat([form]),
        line,
        "domain",
        "port",
        "ip",
        "timestamp",
        "bytes_sent",
        "http.request.referrer",
        "http_x_id",
      ),
      [
        "shop.example",
        "443",
        "127.0.0.1",
        "10/Oct/2000:13:55:36 -0700",
        "2326",
        "http://www.example.com/start.html",
        "77",
      ],
    );
  });

  it("have seconds with a fraction as time where the form says so", () => {
    assert.deepEqual(
      fieldsOf(accessFormat(["$msec $remote_addr"]), "1781450161.250 1.2.3.4", "timestamp"),
      [1781450161.25],
    );
  });

  it("have no form of nothing, nor of variables side by side", () => {
    assert.deepEqual(["", "plain", "$a$b", "%h%l"].map(logFormat), [null, null, null, null]);
  });

  it("lose nothing", () =>
    losesNothing(
      plain,
      samples,
      ACCESS_FIELDS.map(({ name }) => name),
    ));
});
