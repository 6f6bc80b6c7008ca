import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { reads, recovers } from "./reads.ts";

describe("actions", () => {
  reads(
    "over http",
    `action block(address: ip, tags: list<string>) {
       http POST "https://fw.example/" + address json { address, reason.text = "spam" tags } headers { \`x-key\` = "k" }
       timeout 5s retry 3 once per address, tags
       simulate takes 200ms..2s returns { ticket = "SIM-1" } fails 2%
     }`,
    `
    action block
      parameters: address: ip, tags: list<string>
      http: POST ("https://fw.example/" + address)
      json: { address, reason.text = "spam", tags }
      headers: { x-key = "k" }
      timeout: 5000000us
      retry: 3
      once per: address, tags
      takes: (200000us .. 2000000us)
      returns: { ticket = "SIM-1" }
      fails: 0.02(%)`,
  );

  reads(
    "as a program, and with a text as body",
    'action a() { exec ["x", "--y", z] }\naction b(text: string) { http PUT "u" body text }',
    `
    action a
      exec: ["x", "--y", z]
    action b
      parameters: text: string
      http: PUT "u"
      body: text`,
  );

  recovers(
    "an unfinished clause leaves the next one alone",
    'action a(b: ) {\n  http POST\n  timeout\n  retry 3\n  once per\n  simulate takes\n  exec ["x"\n}\nevent c = d',
    `
    action (broken) a
      parameters: b: ?
      http: POST ?
      exec: ["x"]
      retry: 3
    event c
      body: d`,
  );
});

describe("playbooks", () => {
  reads(
    "with every kind of step",
    `playbook contain {
       on takeover where severity >= high
       on recon
       block: block_ip(ip)
       sure: approve "Disable?" by "soc", "it" within 30m { disable(user) } else { page("no") }
       approve "Go on?"
       done: after block, sure { notify("soc", block.ticket) }
       if a and b { one() } else if c { } else { three() }
       for each host in who.hosts { isolate(host) }
       on failure { page("failed: " + error) }
     }`,
    `
    playbook contain
      on: takeover where (severity >= high)
      on: recon
      step: block: block_ip(ip)
      step: sure: approve "Disable?" by "soc", "it" within 1800000000us { disable(user) } else { page("no") }
      step: approve "Go on?"
      step: done: after block, sure { notify("soc", block.ticket) }
      step: if (a and b) { one() } else if c {  } else { three() }
      step: for each host in who.hosts { isolate(host) }
      on failure: page(("failed: " + error))`,
  );

  reads(
    "whose own words are labels, actions and rules as well",
    "playbook a { on failure where x on: on(after) for: after() failure: failure() }",
    `
    playbook a
      on: failure where x
      step: on: on(after)
      step: for: after()
      step: failure: failure()`,
  );

  recovers(
    "an unfinished step leaves the next one alone",
    `playbook a {
       on b where
       c: d(
       after {
         e: f(g,
         h(i)
       }
       if j == { k() } else { l() }
       for each m in { n() }
       for each m { n() }
       o: approve
       p:
       q()
       on failure { r() }
     }
     event s = t`,
    `
    playbook (broken) a
      on: b
      step: c: d()
      step: after  { e: f(g, h(i)) }
      step: if (j == ?) { k() } else { l() }
      step: for each m in ? { n() }
      step: for each m in ? { n() }
      step: o: approve ?
      step: p: q()
      on failure: r()
    event s
      body: t`,
  );

  it("may hold thousands of steps, branches among them", () => {
    const steps = "  if a { b() } else if c { d() }\n  e(f)\n".repeat(500);
    const tree = parse(`playbook p {\n  on r\n${steps}}\n`);
    assert.deepEqual(tree.errors, []);
    assert.equal(tree.declarations[0]?.kind === "playbook" && tree.declarations[0].steps.length, 1000);
  });
});
