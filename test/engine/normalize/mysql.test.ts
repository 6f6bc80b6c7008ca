import assert from "node:assert/strict";
import { LogSplitter } from "../../../server/engine/intake/log.ts";
import { mysqlFormat } from "../../../server/engine/normalize/formats/mysql.ts";
import { MYSQL_FIELDS } from "../../../server/model/textFormats.ts";
import { fieldsOf, losesNothing, readLine } from "../../kit/formats.ts";

const general = "2026-06-14T15:16:01.123456Z\t   12 Query\tSELECT *\nFROM orders";
const connect = "2026-06-14T15:16:01.123456Z\t   12 Connect\tann@10.0.0.5 on shop using TCP/IP";
const refused = "260614  9:05:01\t   13 Connect\tAccess denied for user 'root'@'10.0.0.9' (using password: YES)";
const slow = `# Time: 2026-06-14T15:16:01.123456Z
# User@Host: ann[ann] @ web1 [10.0.0.5]  Id:    12
# Query_time: 2.000214  Lock_time: 0.000102 Rows_sent: 1  Rows_examined: 90000
use shop;
SET timestamp=1781450161;
SELECT *
FROM orders;`;
const audit = "20260614 15:16:01,db1,ann,10.0.0.5,12,345,QUERY,shop,'SELECT \\'a,b\\'',0";
const samples = [
  general,
  connect,
  refused,
  slow,
  audit,
  slow.slice(slow.indexOf("\n") + 1),
  "2026-06-14T15:16:01Z\t 1 Quit\t",
];

const recordsOf = (text: string): (string | null)[] => {
  const splitter = new LogSplitter(mysqlFormat.begins);
  return [...splitter.push(new TextEncoder().encode(text)), ...splitter.end()].map((line) => line.text);
};

describe("MySQL's logs", () => {
  it("general: the command with what it was given, over several lines", () => {
    const names = ["log", "timestamp", "connection", "command"];
    assert.deepEqual(fieldsOf(mysqlFormat, general, ...names), ["general", "2026-06-14T15:16:01.123456Z", 12, "Query"]);
    assert.equal(readLine(mysqlFormat, general).message, "SELECT *\nFROM orders");
  });

  it("general: who connects, from where and to which database, also where nobody is let in", () => {
    const names = ["user", "ip", "client", "database"];
    assert.deepEqual(fieldsOf(mysqlFormat, connect, ...names), ["ann", "10.0.0.5", "10.0.0.5", "shop"]);
    assert.deepEqual(fieldsOf(mysqlFormat, refused, ...names), ["root", "10.0.0.9", "10.0.0.9", null]);
  });

  it("general: a record of the same second has the time of the one in front of it", () => {
    const reader = mysqlFormat.open();
    const second = "\t\t   13 Quit\t";
    assert.equal(reader.read(second), "its time stands in a record in front of it, and there is none");
    reader.read(refused);
    const reading = reader.read(second);
    assert.ok(typeof reading === "object" && reading !== null);
    const { timestamp, written } = reading;
    assert.deepEqual([written, timestamp?.year, timestamp?.month, timestamp?.day], ["260614  9:05:01", 2026, 6, 14]);
    assert.equal(timestamp?.clock, ((9 * 60 + 5) * 60 + 1) * 1_000_000);
  });

  it("general: commands of several words begin records too", () => {
    const lines = ["Init DB\tmysql", "Close stmt\t", "Binlog Dump GTID\tLog: ''", "Connect Out\tx"];
    const text = lines.map((line) => `2026-06-14T15:16:01Z\t   12 ${line}`).join("\n");
    assert.deepEqual(recordsOf(text), text.split("\n"));
    const [command, message] = [fieldsOf(mysqlFormat, text.split("\n")[0]!, "command"), "mysql"];
    assert.deepEqual([command, readLine(mysqlFormat, text.split("\n")[0]!).message], [["Init DB"], message]);
  });

  it("slow: a schema that is not there is none", () => {
    const MariaDB = slow.replace("use shop;\n", "# Thread_id: 5  Schema:   QC_hit: No\n");
    assert.deepEqual(fieldsOf(mysqlFormat, MariaDB, "database"), [null]);
    assert.deepEqual(fieldsOf(mysqlFormat, MariaDB.replace("Schema: ", "Schema: shop"), "database"), ["shop"]);
  });

  it("audit: the message is the statement or the object, without quotes and result", () => {
    const head = "20260614 15:16:01,db1,ann,10.0.0.5,12,345,";
    assert.deepEqual(fieldsOf(mysqlFormat, audit, "message", "result"), ["SELECT 'a,b'", 0]);
    assert.deepEqual(fieldsOf(mysqlFormat, `${head}READ,shop,customers,`, "message", "result"), ["customers", null]);
    assert.deepEqual(fieldsOf(mysqlFormat, `${head}QUERY,shop,'SELECT 1\\nFROM t',1064`, "message"), [
      "SELECT 1\nFROM t",
    ]);
    assert.deepEqual(fieldsOf(mysqlFormat, general, "message"), [null], "templates and all else see it as it is");
  });

  it("slow: who, from where, how long, how many rows, and the statement", () => {
    const names = ["log", "timestamp", "connection", "user", "ip", "client", "database", "query_time", "lock_time"];
    assert.deepEqual(fieldsOf(mysqlFormat, slow, ...names, "rows_sent", "rows_examined", "command"), [
      ...[
        "slow",
        "2026-06-14T15:16:01.123456Z",
        12,
        "ann",
        "10.0.0.5",
        "web1",
        "shop",
        2.000214,
        0.000102,
        1,
        90000,
        "Query",
      ],
    ]);
    assert.equal(readLine(mysqlFormat, slow).message, "SELECT *\nFROM orders;");
  });

  it("slow: without a line of its own the time is the one that the statement was given", () => {
    assert.deepEqual(fieldsOf(mysqlFormat, samples[5]!, "timestamp", "user"), [1781450161, "ann"]);
  });

  it("audit: server, user, client, operation, database, statement and result", () => {
    const names = ["log", "timestamp", "device", "user", "ip", "connection", "command", "database", "result"];
    assert.deepEqual(fieldsOf(mysqlFormat, audit, ...names), [
      ...["audit", "20260614 15:16:01", "db1", "ann", "10.0.0.5", 12, "QUERY", "shop", 0],
    ]);
    assert.equal(readLine(mysqlFormat, audit).message, "'SELECT \\'a,b\\'',0");
  });

  it("are split where a record begins, and nowhere else", () => {
    const heading =
      "/usr/sbin/mysqld, Version: 8.0.36 (MySQL Community Server). started with:\nTcp port: 3306  Unix socket: /s";
    const columns = "Time                 Id Command    Argument";
    const shorter = samples[5]!;
    const all = [...heading.split("\n"), columns, general, connect, refused, slow, shorter, audit];
    assert.deepEqual(recordsOf(all.join("\n")), all);
    for (const line of [...heading.split("\n"), columns]) assert.equal(mysqlFormat.open().read(line), null, line);
  });

  it("say what a line is that belongs to none of them", () => {
    assert.equal(
      mysqlFormat.open().read("SELECT 1"),
      'it begins no record of a general, slow or audit log, and there is none in front of it: "SELECT 1"',
    );
    assert.equal(
      mysqlFormat.open().read("20260614 15:16:01,db1,ann"),
      `an audit log's line with 3 of its 10 values: "20260614 15:16:01,db1,ann"`,
    );
  });

  it("lose nothing", () =>
    losesNothing(
      mysqlFormat,
      samples,
      MYSQL_FIELDS.map(({ name }) => name),
    ));
});
