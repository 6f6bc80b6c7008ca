import assert from "node:assert/strict";
import { chosen, labels, offered } from "./offered.ts";

const rule = (name: string, clauses: string): string =>
  `rule ${name} { severity low  ${clauses}  by ip  when login }\n`;

describe("completion of what the folder says elsewhere", () => {
  const first = rule("a", 'tags "intrusion", "web"  meta { owner = "SOC", handbook = "Web" }');

  it("offers tags, with how many rules have them, and not the one that is being typed", () => {
    const items = offered(`${first}${rule("b", 'tags "web"')}${rule("c", 'tags "$0"')}`);
    assert.deepEqual(
      items.map(({ label, detail }) => [label, detail]),
      [
        ["intrusion", "of one rule"],
        ["web", "of 2 rules"],
      ],
    );
  });

  it("offers the keys of a meta that this rule has not", () => {
    assert.deepEqual(labels(first + rule("b", "meta { $0 }")), ["handbook", "owner"]);
    assert.deepEqual(labels(first + rule("b", 'meta { owner = "SOC", $0 }')), ["handbook"]);
    assert.ok(chosen(first + rule("b", "meta { ow$0 }"), "owner").includes("meta { owner =  }"));
    assert.ok(chosen(first + rule("b", 'meta { $0 = "SOC" }'), "owner").includes('meta { owner = "SOC" }'));
  });

  it("offers the texts that a key has elsewhere", () => {
    assert.deepEqual(labels(first + rule("b", "meta { owner = $0 }")), ["SOC"]);
    assert.deepEqual(labels(first + rule("b", 'meta { handbook = "$0" }')), ["Web"]);
    assert.deepEqual(labels(first + rule("b", "meta { other = $0 }")), []);
  });

  it("offers no operator behind such a text", () => {
    assert.deepEqual(labels(first + rule("b", 'meta { owner = "SOC" $0 }'), { kind: "keyword" }), []);
  });

  it("offers who approves", () => {
    const known = 'playbook p { on login  a: approve "x" by "hr", "legal" within 4h { } }\n';
    assert.deepEqual(labels(`${known}playbook q { on login  a: approve "x" by $0 }`), ["hr", "legal"]);
    assert.deepEqual(labels(`${known}playbook q { on login  a: approve "x" by "hr", "$0 }`), ["hr", "legal"]);
  });
});
