/**
 * What reading costs: the lines of each format decoded and split, cut by the format, and made records, in one run. Each
 * is a multiple of the time to decode and split the same bytes, so that machines can be compared. Prints ratios, judges
 * nothing.
 *
 *     node test/bench/intake.ts [--megabytes 8] [--only access,syslog]
 */
import { parseArgs } from "node:util";
import type { RawLine } from "../../server/engine/intake/lines.ts";
import { formatOf } from "../../server/engine/normalize/formats.ts";
import { Normalizer } from "../../server/engine/normalize/normalize.ts";
import type { FormatName, SourceDefinition } from "../../server/model/program.ts";
import { Model } from "../../server/model/workspace.ts";
import { generator } from "./generator.ts";

const { values: options } = parseArgs({
  options: { megabytes: { type: "string", default: "8" }, only: { type: "string", default: "" } },
});

const random = generator(11);
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
const below = (most: number): number => Math.floor(random() * most);
const two = (value: number): string => String(value).padStart(2, "0");
const address = (): string => `203.0.113.${below(250)}`;
const user = (): string => pick(["root", "ann", "bob", "admin", "www-data", "backup"]);
const page = (): string =>
  pick(["/", "/index.html", "/login", "/cart?id=7", "/static/app.js", "/api/orders?page=2&size=50"]);

/** Of the second with this number. */
function clock(second: number): string {
  return `${two(Math.floor(second / 3600) % 24)}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}

interface Case {
  readonly format: FormatName;
  /** The rest of the source's block. */
  readonly source: string;
  readonly head?: string;
  readonly line: (second: number) => string;
}

const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0";
const FAILED = '  template 1 "Failed password for {user} from {ip} port {port:int} ssh2"';

const CASES: Readonly<Record<string, Case>> = {
  syslog: {
    format: "syslog",
    source: `time timestamp year 2026\n${FAILED}`,
    line: (at) =>
      `Jun 14 ${clock(at)} web1 sshd[${below(30_000)}]: Failed password for ${user()} from ${address()} port ${below(60_000)} ssh2`,
  },
  "syslog 5424": {
    format: "syslog",
    source: `time timestamp\n${FAILED}`,
    line: (at) =>
      `<38>1 2026-06-14T${clock(at)}.${100 + below(900)}Z web1 sshd ${below(30_000)} - [meta seq="${at}"] Failed password for ${user()} from ${address()} port ${below(60_000)} ssh2`,
  },
  access: {
    format: "access",
    source: "time timestamp",
    line: (at) =>
      `${address()} - - [14/Jun/2026:${clock(at)} +0200] "GET ${page()} HTTP/1.1" ${pick([200, 304, 404])} ${below(9000)} "https://shop.example/" "${agent}"`,
  },
  cisco: {
    format: "cisco",
    source: "time timestamp year 2026",
    line: (at) =>
      `<166>Jun 14 ${clock(at)} fw1 %ASA-6-302013: Built outbound TCP connection ${below(99_999)} for outside:${address()}/443 to inside:10.0.0.${below(250)}/${below(60_000)}`,
  },
  mysql: {
    format: "mysql",
    source: "time timestamp",
    line: (at) =>
      `2026-06-14T${clock(at)}.123456Z\t   ${below(99)} Query\tSELECT id, name FROM customers WHERE id = ${below(9999)}`,
  },
  text: {
    format: "text",
    source: 'time timestamp\n  template 1 "[{when}] [{level:word}] [client {ip}] {text}"',
    line: (at) =>
      `[Sun Jun 14 ${clock(at)} 2026] [error] [client ${address()}] client denied by server configuration: /var/www${page()}`,
  },
  json: {
    format: "json",
    source: "time ts",
    line: (at) =>
      JSON.stringify({
        ts: `2026-06-14T${clock(at)}Z`,
        level: "info",
        user: { name: user() },
        source: { ip: address() },
        url: { path: page() },
        status: 200,
      }),
  },
  csv: {
    format: "csv",
    source: "time time",
    head: "time,user,src_ip,action,bytes,url",
    line: (at) => `2026-06-14T${clock(at)}Z,${user()},${address()},allow,${below(9000)},"https://example.com${page()}"`,
  },
  kv: {
    format: "kv",
    source: "time timestamp",
    line: (at) =>
      `date=2026-06-14 time=${clock(at)} devname="FGT-1" type="traffic" srcip=${address()} dstip=10.0.0.5 dstport=${below(1024)} action="deny"`,
  },
  cef: {
    format: "cef",
    source: "time timestamp year 2026",
    line: (at) =>
      `<134>Jun 14 ${clock(at)} ids1 CEF:0|Security|threatmanager|1.0|100|port scan|4|src=${address()} dst=10.0.0.5 dpt=${below(1024)} act=blocked`,
  },
  w3c: {
    format: "w3c",
    source: "time timestamp",
    head: "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken",
    line: (at) =>
      `2026-06-14 ${clock(at)} 10.0.0.5 GET /index.aspx - 443 ${user()} ${address()} Mozilla/5.0+(Windows+NT) 200 ${below(400)}`,
  },
  evtx: {
    format: "evtx",
    source: "time `@timestamp`",
    line: (at) =>
      `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4625</EventID><TimeCreated SystemTime='2026-06-14T${clock(at)}Z'/><EventRecordID>${at}</EventRecordID><Channel>Security</Channel><Computer>DC1</Computer></System><EventData><Data Name='TargetUserName'>${user()}</Data><Data Name='IpAddress'>${address()}</Data></EventData></Event>`,
  },
};

function sourceOf({ format, source }: Case): { model: Model; definition: SourceDefinition } {
  const model = new Model();
  model.set("a.grove", `source log from application {\n  files "*.log"\n  format ${format}\n  ${source}\n}`);
  const [definition] = model.analysis().program.sources;
  if (definition === undefined) throw new Error(`the source of ${format} has errors`);
  return { model, definition };
}

function bytesOf({ head, line }: Case): Uint8Array {
  const lines = head === undefined ? [] : [head];
  const most = Number(options.megabytes) * 1e6;
  for (let size = 0, at = 0; size < most; at++) size += lines[lines.push(line(at)) - 1]!.length + 1;
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

const CHUNK = 256 << 10;

/** The clock of CPU time ticks slowly: what is measured is repeated for so many milliseconds. */
const LEAST = 300;

/** Milliseconds of CPU time of one run; the first one warms up and does not count. */
function spent(run: () => void): number {
  run();
  const before = process.threadCpuUsage();
  for (let runs = 1; ; runs++) {
    run();
    const { user: own, system } = process.threadCpuUsage(before);
    const time = (own + system) / 1000;
    if (time >= LEAST) return time / runs;
  }
}

function measure(name: string, each: Case): string {
  const bytes = bytesOf(each);
  const { model, definition } = sourceOf(each);
  const normalizer = new Normalizer(model.analysis().program);
  const walk = (take: (line: RawLine) => void): void => {
    const splitter = normalizer.file("a.log", ["log"]).splitter();
    for (let at = 0; at < bytes.length; at += CHUNK) splitter.push(bytes.subarray(at, at + CHUNK)).forEach(take);
    splitter.end().forEach(take);
  };
  let lines = 0;
  walk(() => lines++);
  const split = spent(() => walk(() => undefined));
  const cut = spent(() => {
    const reader = formatOf(definition).open();
    walk((line) => void reader.read(line.text!));
  });
  let records = 0;
  const whole = spent(() => {
    const file = normalizer.file("a.log", ["log"]);
    records = 0;
    walk((line) => {
      if (file.normalize(line).kind === "record") records++;
    });
  });
  const none = lines - records - (each.head === undefined ? 0 : 1);
  const row = [
    name.padEnd(12),
    `${Math.round(bytes.length / 1000 / split)} MB/s`.padStart(14),
    ...[cut, whole].map((time) => `${(time / split).toFixed(1)} x`.padStart(9)),
    `${Math.round(bytes.length / 1000 / whole)} MB/s`.padStart(10),
    `${Math.round((whole * 1e6) / lines)} ns`.padStart(10),
  ];
  return row.join("") + (none === 0 ? "" : `, ${none} lines were no record`);
}

console.log("format      decode, split      cut   record     speed  per line");
const wanted = options.only === "" ? Object.keys(CASES) : options.only.split(",");
for (const name of wanted) console.log(measure(name, CASES[name]!));
