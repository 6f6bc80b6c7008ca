import assert from "node:assert/strict";
import { rename } from "../../server/features/rename.ts";
import { open } from "./ask.ts";

/** Why what is at the cursor cannot have this name. */
function refusal(source: string, name: string): string {
  const { analysis, uri, offset } = open(source);
  const result = rename(analysis, uri, offset, name);
  assert.ok("refused" in result, "it was not refused");
  return result.refused;
}

const ACTION = 'action act(x: string) { exec ["a", x]  simulate returns { ticket = "1"  nr = "2" } }\n';
const RULE = "rule r { severity low  by ip  when e: login  emit who = e.user }\n";

describe("a new name", () => {
  it("of a list does not hide a field that is looked into", () => {
    const source = `list l$0 = ["a"]
rule one { severity low  by ip  when e: count(login) >= 3 within 1m  emit names = values(e.user) }
rule two { severity low  by ip  when one where "root" in names }
rule three { severity low  by ip  when login where user in l }`;
    assert.match(refusal(source, "names"), /`names`, line 3 of main\.grove would mean something else/);
  });

  it("of a field is not hidden by a list", () => {
    const source = `list l = ["a"]
rule one { severity low  by ip  when e: count(login) >= 3 within 1m  emit names$0 = values(e.user) }
rule two { severity low  by ip  when one where "root" in names }`;
    assert.match(refusal(source, "l"), /line 3 of main\.grove/);
  });

  it("of a field is in none of the sources that share it", () => {
    const source = `source t from application { files "t.log"  format syslog  time timestamp year 2026  template 1 "{who} {size}" }
source u from application { files "u.log"  format syslog  time timestamp year 2026  template 1 "{size} left" }
event both = any { t  u }
event large = both where si$0ze == "9"`;
    assert.match(refusal(source, "who"), /`who`/);
  });

  it("of what a rule emits is in no other rule, where both are read through `detection`", () => {
    const source = `${RULE}rule s { severity low  by ip  when e: login  emit n$0 = e.method }
event found = detection where who == "root"`;
    assert.match(refusal(source, "who"), /line \d+ of main\.grove would mean something else/);
  });

  it("of a label does not hide a field of several words", () => {
    const source = `field url.port: int
rule r { severity low  by ip  when sequence within 1m { a$0: login  login where url.port == a.port } }`;
    assert.match(refusal(source, "url"), /line 2 of main\.grove/);
  });

  it("of a loop's variable does not hide what its steps read, and the other way round", () => {
    const loop = `${ACTION}${RULE}playbook p { on r  for each host$0 in ["a"] { act(who)  act(host) } }`;
    assert.match(refusal(loop, "who"), /line 3 of main\.grove/);
    const emit = loop.replace("$0", "").replace("emit who", "emit who$0");
    assert.match(refusal(emit, "host"), /line 3 of main\.grove/);
  });

  it("of what an action returns is not that of another value that it returns", () => {
    const source = `${ACTION.replace("ticket", "ti$0cket")}${RULE}playbook p { on r  a: act(who)  act(a.ticket + a.nr) }`;
    assert.match(refusal(source, "nr"), /would mean something else/);
  });

  it("of a key is not that of an emitted field", () => {
    const source = `event e = login with key$0 = user where key == "root"
rule s { severity low  by key  when e  emit n = "x" }`;
    assert.match(refusal(source, "n"), /would mean something else, or nothing/);
  });

  it("of a capture stands in braces as it is", () => {
    const source =
      'source t from application { files "t"  format syslog  time timestamp year 2026  template 1 "{si$0ze} left" }';
    assert.match(refusal(source, "two words"), /`two words` cannot be captured/);
    assert.match(refusal(source, "1st"), /cannot be captured/);
  });

  it("of a parameter, a measure or a loop's variable is a single word", () => {
    assert.match(refusal('action a(x$0: ip) { exec ["b", x] }', "x.y"), /has a dot/);
    assert.match(refusal("score s by ip of login { measure m$0 = count() }", "m.n"), /has a dot/);
    assert.match(refusal(`${ACTION}${RULE}playbook p { on r  for each h$0 in ["a"] { act(h) } }`, "a.b"), /has a dot/);
  });
});
