import assert from "node:assert/strict";
import { Normalizer } from "../../../../server/engine/normalize/normalize.ts";
import { program, source } from "../../../kit/records.ts";
import { readLines } from "./lines.ts";

const XML =
  "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/>" +
  "<EventID>4625</EventID><Version>0</Version><Level>0</Level><Task>12544</Task><Opcode>0</Opcode><Keywords>0x8010000000000000</Keywords>" +
  "<TimeCreated SystemTime='2026-06-14T15:16:01.2500000Z'/><EventRecordID>9001</EventRecordID><Correlation/><Execution ProcessID='716' ThreadID='820'/>" +
  "<Channel>Security</Channel><Computer>DC1.corp.example</Computer><Security/></System><EventData><Data Name='TargetUserName'>bob &amp; co</Data>" +
  "<Data Name='WorkstationName'>-</Data><Data Name='IpAddress'>203.0.113.9</Data><Data Name='IpPort'>0</Data></EventData>" +
  "<RenderingInfo Culture='en-US'><Message>An account failed to log on.</Message><Level>Information</Level></RenderingInfo></Event>";

const data = { TargetUserName: "bob & co", IpAddress: "203.0.113.9", IpPort: "0" };
const SHAPES: Readonly<Record<string, unknown>> = {
  winlogbeat: {
    "@timestamp": "2026-06-14T15:16:01.250Z",
    event: { code: "4625" },
    message: "An account failed to log on.",
    winlog: { channel: "Security", computer_name: "DC1.corp.example", event_data: data },
  },
  "evtx_dump with attributes": {
    Event: {
      System: {
        EventID: 4625,
        Channel: "Security",
        Computer: "DC1.corp.example",
        TimeCreated: { "#attributes": { SystemTime: "2026-06-14T15:16:01.250000Z" } },
      },
      EventData: data,
    },
  },
  nxlog: {
    EventTime: "2026-06-14 15:16:01",
    Hostname: "DC1.corp.example",
    EventID: 4625,
    Channel: "Security",
    Message: "An account failed to log on.",
    ...data,
  },
  "ConvertTo-Json": {
    Id: 4625,
    LogName: "Security",
    MachineName: "DC1.corp.example",
    TimeCreated: "/Date(1781450161250)/",
    EventData: data,
  },
};

describe("evtx", () => {
  it("reads an event as XML, its entities and all", () => {
    const fields = ["@timestamp", "event.code", "host.name", "user.name", "source.ip", "source.domain", "message"];
    const more = ["log.level", "winlog.level", "winlog.process.pid", "winlog.provider_name", "event.provider"];
    assert.deepEqual(readLines("evtx", [XML], [...fields, ...more]), [
      {
        "@timestamp": "2026-06-14T15:16:01.2500000Z",
        "event.code": 4625,
        "host.name": "DC1.corp.example",
        "user.name": "bob & co",
        "source.ip": "203.0.113.9",
        message: "An account failed to log on.",
        "log.level": "Information",
        "winlog.level": 0,
        "winlog.process.pid": 716,
        "winlog.provider_name": "Microsoft-Windows-Security-Auditing",
        "event.provider": "Microsoft-Windows-Security-Auditing",
      },
    ]);
  });

  for (const [name, shape] of Object.entries(SHAPES))
    it(`reads the shape of ${name} under the same names`, () => {
      const [row] = readLines(
        "evtx",
        [JSON.stringify(shape)],
        ["winlog.channel", "host.name", "user.name", "source.ip"],
      );
      const expected = { "winlog.channel": "Security", "host.name": "DC1.corp.example", "source.ip": "203.0.113.9" };
      assert.deepEqual(row, { ...expected, "user.name": "bob & co" });
      const [code] = readLines("evtx", [JSON.stringify(shape)], ["event.code", "@timestamp"]);
      assert.equal(String((code as Record<string, unknown>)["event.code"]), "4625");
      assert.notEqual((code as Record<string, unknown>)["@timestamp"], undefined);
    });

  it("numbers data without a name, and reads data of users", () => {
    const event = (body: string): string => `<Event><System><EventID>1</EventID></System>${body}</Event>`;
    const lines = [
      event("<EventData><Data>a</Data><Data>b</Data></EventData>"),
      event("<UserData><X xmlns='y'><Z>c</Z></X></UserData>"),
    ];
    assert.deepEqual(readLines("evtx", lines, ["winlog.event_data.param2", "winlog.user_data.Z"]), [
      { "winlog.event_data.param2": "b" },
      { "winlog.user_data.Z": "c" },
    ]);
  });

  it("reads over what stands around the events of a file", () => {
    const lines = ['<?xml version="1.0" encoding="utf-8"?>', "<Events>", `<Events>${XML}</Events>`, "</Events>"];
    assert.deepEqual(readLines("evtx", lines, ["winlog.event_id"]), [null, null, { "winlog.event_id": 4625 }, null]);
  });

  it("expands no entity and refuses a document type", () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Event><System><EventID>&b;</EventID></System></Event>';
    const foreign = "<Event><System><EventID>&b;</EventID></System></Event>";
    const file = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><Event/>';
    assert.deepEqual(readLines("evtx", [bomb, foreign, file], []), [
      "no XML of an event: it has a document type, which no event has, and whose entities are not read",
      "no XML of an event: undefined entity.",
      "no XML of an event: it has a document type, which no event has, and whose entities are not read",
    ]);
  });

  it("says what is wrong with a line", () => {
    const [cut, deep, text, empty] = readLines("evtx", [XML.slice(0, 300), "<a>".repeat(100_000), "hello", ""], []);
    assert.match(String(cut), /^no XML of an event: unclosed tag/);
    assert.equal(deep, "no XML of an event: it is nested more than 32 deep");
    assert.equal(text, "no Windows event: the line is neither XML nor JSON");
    assert.equal(empty, "empty line");
  });
});

describe("the lines of an event as XML", () => {
  const records = (text: string): readonly (string | null)[] => {
    const definition = source("s", { format: "evtx", time: { field: "@timestamp", year: null, zone: "UTC" } });
    const splitter = new Normalizer(program([definition])).file("a.xml", ["s"]).splitter();
    return [...splitter.push(new TextEncoder().encode(text)), ...splitter.end()].map(({ text: each }) => each);
  };

  it("are one record up to its end tag, the indented ones and those of its message", () => {
    const event = [
      "  <Event>",
      "    <System>",
      "    </System>",
      "  <Message>Subject:",
      "",
      "who</Message>",
      "  </Event>",
    ];
    const lines = ["<Events>", ...event, ...event, "</Events>"];
    const joined = event.join("\n");
    assert.deepEqual(records(`${lines.join("\n")}\n`), ["<Events>", joined, joined, "</Events>"]);
  });

  it("are not mixed with what is no XML", () => {
    const lines = ['{"a":1}', "hello", '{"a":2}', "<Event></Event>", "hello", "<Event/>"];
    assert.deepEqual(records(lines.join("\n")), lines);
  });

  it("are read as one event", () => {
    const [row] = readLines("evtx", [XML.replaceAll("><", ">\n  <")], ["winlog.event_id", "user.name"]);
    assert.deepEqual(row, { "winlog.event_id": 4625, "user.name": "bob & co" });
  });
});
