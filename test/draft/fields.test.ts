/** What the variable parts of messages are called, and what becomes of them. */
import assert from "node:assert/strict";
import { check } from "../../server/checks/index.ts";
import { Model } from "../../server/model/workspace.ts";
import { learn, raises, SSH, textOf, type Drafted } from "./learn.ts";

const templatesIn = ({ source }: Drafted): string[] =>
  [...source.matchAll(/^ {2}template \d+ +["'](.*)["']$/gm)].map(([, text]) => text!);

const stamped = (messages: readonly string[]): readonly string[] =>
  messages.map((message, index) => `2026-06-14T15:16:${10 + index}Z web1 su[${index}]: ${message}`);

describe("the fields of a draft", () => {
  it("have names that begin with _ where nothing reads them, so that the draft checks without a note", () => {
    const lines = stamped([1, 2, 3].map((n) => `refused uid=${n} tty=p${n} for user${n} from 203.0.113.${n}`));
    assert.deepEqual(templatesIn(learn(lines)), ["refused uid={_uid:int} tty={_tty} for {user} from {ip}"]);
    for (const drafted of [learn(lines), learn(SSH)]) {
      const model = new Model();
      model.set("draft.grove", textOf(drafted));
      assert.deepEqual(check(model.analysis()), []);
    }
  });

  it("keep the name of a place that holds now an address, now a host's name, in all templates", () => {
    const drafted = learn(
      stamped([
        ...["203.0.113.9", "mail.example.com", "ns1.example.com"].map((host) => `refused; rhost=${host}`),
        ...["203.0.113.9", "203.0.113.10", "203.0.113.9"].map((host) => `refused; rhost=${host} user=root`),
        ...["203.0.113.9", "203.0.113.10"].map((host) => `connection from ${host}`),
      ]),
    );
    assert.deepEqual(templatesIn(drafted).sort(), [
      "connection from {ip}",
      "refused; rhost={rhost}",
      "refused; rhost={rhost} user={user}",
    ]);
    assert.match(drafted.source, /ip {13}= if rhost exists then ip\(rhost\) else ip\n {4}source\.address = rhost/);
    assert.match(drafted.rule, /by {7}rhost/);
  });

  it("are no addresses where a single line has a host's name, with a dot or without: that line keeps its text", () => {
    const addresses = Array.from({ length: 30 }, (_, n) => `203.0.113.${n}`);
    for (const name of ["mail.example.com", "localhost"]) {
      const lines = [...addresses, name].map((host) => `refused rhost=${host} for user${host.length}`);
      const drafted = learn(stamped(lines));
      assert.deepEqual(templatesIn(drafted), ["refused rhost={rhost} for {user}"]);
      assert.match(drafted.source, / ip {13}= ip\(rhost\)\n/);
    }
  });

  it("lose no address where two kinds of places are mixed, and tell the target's from the source's", () => {
    const hosts = ["203.0.113.9", "203.0.113.10", "mail.example.com"];
    const drafted = learn(
      stamped([
        ...hosts.map((host) => `refused; rhost=${host}`),
        ...hosts.map((host) => `connection from ${host} is closed`),
        ...hosts.map((host) => `mail relayed to ${host} is gone`),
      ]),
    );
    assert.deepEqual(templatesIn(drafted).sort(), [
      "connection from {address} is closed",
      "mail relayed to {destination_address} is gone",
      "refused; rhost={rhost}",
    ]);
    const mapped = [...drafted.source.matchAll(/^ {4}(\S+) += (.*)$/gm)].map(([, field, value]) => [field, value]);
    assert.deepEqual(Object.fromEntries(mapped), {
      ip: "if rhost exists then ip(rhost) else ip(address)",
      "source.address": "if rhost exists then rhost else address",
      "destination.ip": "ip(destination_address)",
      "destination.address": "destination_address",
    });
  });

  it("are users where the text says so, whatever they are called; behind `for` a number is an amount", () => {
    const of = (front: string, values: readonly string[]): string[] =>
      templatesIn(learn(stamped(values.map((value) => `refused ${front} ${value} again`))));
    assert.deepEqual(of("user", ["0", "7", "admin"]), ["refused user {user} again"]);
    assert.deepEqual(of("invalid user", ["0", "7", "0101"]), ["refused invalid user {user} again"]);
    assert.deepEqual(of("for", ["0", "7", "admin"]), ["refused for {user} again"]);
    assert.deepEqual(of("for", ["10", "7", "30"]), ["refused for {_number:int} again"]);
  });

  it("tell versions from addresses", () => {
    const lines = stamped([1, 2, 3].map((n) => `loaded wcp.dll version 6.1.0.${n} for 10.0.0.${n}`));
    assert.deepEqual(templatesIn(learn(lines)), ["loaded wcp.dll version {_word} for {ip}"]);
  });

  it("have the level that nearly all lines name near their beginning", () => {
    const level = (n: number): string => (n % 5 === 0 ? "error" : "notice");
    const lines = Array.from({ length: 20 }, (_, n) => `2026-06-14 15:16:${10 + n} [${level(n)}] child ${n} exits`);
    const drafted = learn(lines);
    assert.deepEqual(templatesIn(drafted), ["{_when} [{level}] child {_child:int} exits"]);
    assert.match(drafted.source, /log\.level = level/);
    assert.match(drafted.rule, /where level == "error"\n/);
  });

  it("are not mistaken for a part of the time in front of them", () => {
    const lines = Array.from({ length: 6 }, (_, n) => `2026-06-14 15:16:0${n},123 ERROR [main] job ${n} is gone`);
    const drafted = learn(lines);
    assert.deepEqual(templatesIn(drafted), ["{_when} {level:word} [main] job {_number:int} is gone"]);
    assert.ok(raises(drafted, lines));
  });

  it("know the addresses and ports of a packet", () => {
    const lines = stamped([1, 2, 3].map((n) => `IN=eth0 SRC=203.0.113.${n} DST=192.0.2.5 SPT=${n}000 DPT=22`));
    const drafted = learn(lines);
    assert.deepEqual(templatesIn(drafted), [
      "IN={_in} SRC={ip} DST={destination_ip} SPT={port:int} DPT={destination_port:int}",
    ]);
    assert.match(
      drafted.source,
      /source\.port {6}= port\n {4}destination\.ip {3}= destination_ip\n {4}destination\.port = destination_port/,
    );
  });

  it("leave what happened to the template: behind some words stands now a name, now what became of it", () => {
    const lines = stamped([1, 2, 3, 4].map((n) => `session ${n % 2 === 0 ? "opened" : "closed"} for user u${n}`));
    assert.deepEqual(templatesIn(learn(lines)).sort(), [
      "session closed for user {user}",
      "session opened for user {user}",
    ]);
  });

  it("are found in what a firewall writes: addresses with their networks and ports", () => {
    const deny = (n: number): string =>
      `Jun 14 15:16:0${n} fw1 %ASA-4-106023: Deny tcp src outside:203.0.113.${n}/4000${n} dst dmz:192.0.2.5/22 by access-group "in"`;
    const drafted = learn([1, 2, 3].map(deny));
    assert.deepEqual(templatesIn(drafted), [
      'Deny tcp src outside:{ip}/{port:int} dst dmz:{destination_ip}/{destination_port:int} by access-group \\"in\\"',
    ]);
  });
});
