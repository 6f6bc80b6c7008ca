/** Quick fixes: applied to the text, each makes its problem go away. */
import assert from "node:assert/strict";
import type { Diagnostic, Fix } from "../../server/checks/index.ts";
import { diagnosed } from "../kit/rules.ts";

function apply(text: string, { edits }: Fix): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((done, { start, end, text: instead }) => done.slice(0, start) + instead + done.slice(end), text);
}

function fixed(text: string, code: string, title: RegExp): string {
  const found: Diagnostic | undefined = diagnosed(text).find((each) => each.code === code);
  assert.ok(found, `${code} is reported`);
  const fix = found.fixes?.find((each) => title.test(each.title));
  assert.ok(fix, `${code} has a fix like ${String(title)}, not ${String(found.fixes?.map((each) => each.title))}`);
  const after = apply(text, fix);
  const left = diagnosed(after).filter((each) => each.code === code);
  assert.ok(left.length < diagnosed(text).filter((each) => each.code === code).length, after);
  return after;
}

const VPN = `source vpn from network_device {
  files "v.log" format syslog time timestamp year 2026
  template 1 "{account:word} from {peer:ip}"
}
`;

describe("quick fixes", () => {
  it("missing-key: with, from a field of the key's type", () => {
    const text = `${VPN}rule a { severity low  by user  when sequence within 1m { login  vpn where peer exists } }`;
    const keyed = text.replace("by user", "by method");
    assert.match(fixed(keyed, "missing-key", /method = account/), /vpn with method = account where peer exists/);
  });

  it("missing-key: none where there is a `with` already", () => {
    const text = `${VPN}rule a { severity low  by method  when sequence within 1m { login  vpn with a = account } }`;
    assert.equal(diagnosed(text).find(({ code }) => code === "missing-key")?.fixes, undefined);
  });

  it("missing-window and absence-window: within", () => {
    const rule = (steps: string): string => `rule a { severity low  by ip  when ${steps} }`;
    assert.match(fixed(rule("sequence { login_failed  login }"), "missing-window", /within/), /sequence within 10m \{/);
    assert.match(fixed(rule("count(login) > 5"), "missing-window", /within/), /> 5 within 10m/);
    assert.match(
      fixed(rule("sequence { login  no login_failed }"), "absence-window", /within/),
      /login_failed within 30m/,
    );
  });

  it("weights-sum: rescaled, in the unit that was written, to exactly one", () => {
    const ranking =
      "ranking r by ip of login { hits  rules method  regions device  weights { rules 1  regions 50%  hits 1.5 } }";
    assert.match(fixed(ranking, "weights-sum", /Rescale/), /rules 0\.3333 {2}regions 16\.67% {2}hits 0\.5 /);
  });

  it("list-comparison: in, not in", () => {
    const rule = (condition: string): string => `rule a { severity low  when login where ${condition} }`;
    assert.match(fixed(rule('user == ["a", "b"]'), "list-comparison", /in/), /user in \["a", "b"\]/);
    assert.match(fixed(rule('user != ["a", "b"]'), "list-comparison", /not in/), /user not in \["a", "b"\]/);
  });

  it("implausible-year: the century", () => {
    const source = (year: string) => VPN.replace("year 2026", `year ${year}`);
    assert.match(fixed(source("26"), "implausible-year", /`2026`/), /year 2026/);
    assert.match(fixed(source("99"), "implausible-year", /`1999`/), /year 1999/);
  });

  it("unmatched-glob: slashes", () => {
    const source = (glob: string) => VPN.replace('"v.log"', glob);
    assert.match(
      fixed(source(String.raw`"logs\\vpn\\*.log"`), "unmatched-glob", /logs\/vpn/),
      /files "logs\/vpn\/\*\.log"/,
    );
    assert.match(
      fixed(source(String.raw`'logs\vpn\*.log'`), "unmatched-glob", /logs\/vpn/),
      /files 'logs\/vpn\/\*\.log'/,
    );
  });

  it("condition-as-step: raised again for as long as it goes on", () => {
    const above = "rule b { severity low  by ip  when sequence within 2h { loud  login } }";
    const row = "rule loud { severity low  by ip  when count(login_failed) >= 3 within 1m }";
    assert.match(fixed(`${row} ${above}`, "condition-as-step", /suppress 2h/), /within 1m {2}suppress 2h }/);
    const lines = "rule loud {\n  severity low\n  by ip\n  when count(login_failed) >= 3 within 1m\n}\n";
    assert.match(fixed(lines + above, "condition-as-step", /suppress 2h/), /within 1m\n {2}suppress 2h\n}/);
  });

  it("window-beyond-forget: a longer memory", () => {
    const text = "rule a { severity low  by ip  when sequence within 2h { login_failed  login }  forget 1h }";
    assert.match(fixed(text, "window-beyond-forget", /2h/), /forget 2h/);
  });

  it("template-prefix: a type for the last capture", () => {
    const text = VPN.replace(
      "template 1",
      'template 2 "{account:word} from {peer:ip} to {domain}"\n  template 3 "{account:word} from {peer}"\n  template 1',
    );
    assert.match(fixed(text, "template-prefix", /word/), /from \{peer:word\}"/);
  });

  it("unused-label: without it", () => {
    const text =
      "rule a { severity low  by ip  when sequence within 1h { login_failed  any { two: login  logout_: login_failed } } }";
    assert.match(fixed(text, "unused-label", /two/), /any \{ login/);
  });

  it("constant-condition: the range turned round, existence asked for", () => {
    const rule = (condition: string): string => `rule a { severity low  when login where ${condition} }`;
    assert.match(fixed(rule("port in 9..1"), "constant-condition", /1\.\.9/), /port in 1\.\.9 /);
    assert.match(fixed(rule('user != ""'), "constant-condition", /exists/), /where user exists /);
    assert.match(fixed(rule('user not like "*"'), "constant-condition", /exists/), /where not user exists /);
  });

  it("literal-wildcard: like, glob, stars", () => {
    const rule = (condition: string): string => `rule a { severity low  when login where ${condition} }`;
    assert.match(fixed(rule('user != "a*"'), "literal-wildcard", /like/), /user not like "a\*"/);
    assert.match(fixed(rule('user in ["a*", "b"]'), "literal-wildcard", /like/), /user like \["a\*", "b"\]/);
    assert.match(fixed(rule('user like "%a%"'), "literal-wildcard", /%/), /user like "\*a\*"/);
    assert.match(fixed(rule('user contains "*a*"'), "literal-wildcard", /stars/), /user contains "a"/);
    assert.match(fixed('list l: string = ["a*"]', "literal-wildcard", /glob/), /list l: glob = /);
  });

  it("unused-capture: all of them, or one", () => {
    const text = VPN.replace("template 1", 'template 2 "{account} left {peer:ip}"\n  template 1');
    const all = fixed(text, "unused-capture", /all 2/);
    assert.match(all, /"\{_account\} left \{_peer:ip\}"\n {2}template 1 "\{_account:word\} from \{_peer:ip\}"/);
    const found = diagnosed(text).find(({ code }) => code === "unused-capture");
    assert.equal(found?.related?.length, 3);
  });

  it("useless-key, zero-clause: left out", () => {
    const rule = (clauses: string): string => `rule a { severity low  ${clauses} }`;
    const counted = "when count(login) > 1 within 1h";
    assert.match(fixed(rule(`by ip, ip  ${counted}`), "useless-key", /out/), /by ip {2}when/);
    assert.match(fixed(rule(`by id, ip  ${counted}`), "useless-key", /out/), /by ip {2}when/);
    assert.match(fixed(rule(`by id  ${counted}`), "useless-key", /out/), /low {4}when/);
    assert.match(fixed(rule(`by ip  ${counted}  limit 0`), "zero-clause", /out/), /within 1h {3}}/);
  });

  it("unknown-technique, unknown-field, suspicious-unit: what was meant", () => {
    const text = 'rule a { severity low  attack T1208  by ip  suppress 30  when login where usr == "x" }';
    assert.match(fixed(text, "unknown-technique", /T1558\.003/), /attack T1558\.003/);
    assert.match(fixed(text, "unknown-field", /user/), /where user ==/);
    assert.match(fixed(text, "suspicious-unit", /30m/), /suppress 30m/);
  });
});
