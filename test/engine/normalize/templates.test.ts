import assert from "node:assert/strict";
import fc from "fast-check";
import { TemplateMatcher } from "../../../server/engine/normalize/matcher.ts";
import { TemplateSet } from "../../../server/engine/normalize/templates.ts";
import { canonicalAddress } from "../../../server/model/address.ts";
import type { TemplateDefinition } from "../../../server/model/program.ts";
import { template } from "../../kit/records.ts";

const match = (text: string, message: string): string[] | null => new TemplateMatcher(template(1, text)).match(message);

describe("one template", function () {
  this.timeout(20_000);

  it("matches the whole message, case included", () => {
    assert.deepEqual(match("Invalid user {user} from {ip}", "Invalid user bob from 1.2.3.4"), ["bob", "1.2.3.4"]);
    assert.equal(match("Invalid user {user} from {ip}", "Invalid user bob from 1.2.3.4 port 7"), null);
    assert.equal(match("Invalid user {user} from {ip}", "invalid user bob from 1.2.3.4"), null);
    assert.deepEqual(match("check pass", "check pass"), []);
    assert.equal(match("check pass", "check pass;"), null);
    assert.deepEqual(match("{text}", "anything at all"), ["anything at all"]);
  });

  it("is not fooled by a user name that looks like the rest of the line", () => {
    assert.deepEqual(
      match(
        "Failed password for invalid user {user} from {ip} port {port:int} ssh2",
        "Failed password for invalid user a from 1.1.1.1 port 22 ssh2 from 2.2.2.2 port 4001 ssh2",
      ),
      ["a from 1.1.1.1 port 22 ssh2", "2.2.2.2", "4001"],
    );
  });

  it("gives captures without a type any text, the empty one too, as short as can be", () => {
    assert.deepEqual(match("user={user} from={ip}", "user= from=1.1.1.1"), ["", "1.1.1.1"]);
    assert.deepEqual(match("{a} {b}", "x y z"), ["x", "y z"]);
    assert.deepEqual(match("{a}{b}", "xy"), ["", "xy"]);
    assert.deepEqual(match("{n:int}{rest}", "42nd"), ["4", "2nd"]);
  });

  it("gives typed ones their type only", () => {
    assert.deepEqual(match("{n:int} left", "-7 left"), ["-7"]);
    assert.equal(match("{n:int} left", "7.5 left"), null);
    assert.deepEqual(match("load {n:float}", "load 1.5e-3"), ["1.5e-3"]);
    assert.equal(match("load {n:float}", "load 1."), null);
    assert.equal(match("{w:word} left", "two words left"), null);
    assert.equal(match("[{w:word}]", "[]"), null);
    assert.deepEqual(match("[{s:string}]", "[]"), [""]);
    assert.deepEqual(match("to {a:ip}:{port:int}", "to 2001:db8::1:22"), ["2001:db8::1", "22"]);
    assert.equal(match("to {a:ip}", "to somewhere"), null);
  });

  it("gives an {ip} without a type a name, but never a blank", () => {
    assert.deepEqual(match("rhost={ip}", "rhost=host.example"), ["host.example"]);
    assert.equal(match("rhost={ip}", "rhost=host.example user=root"), null);
  });

  it("finds what a regular expression finds", () => {
    const capture = fc.constantFrom("{a}", "{b:int}", "{c:word}", "{ip}", "{d:string}");
    const literal = fc.constantFrom("a", " ", "1", "a ", "::");
    const text = fc.array(fc.oneof(capture, literal), { minLength: 1, maxLength: 7 }).map((parts) => parts.join(""));
    const message = fc.string({ unit: fc.constantFrom("a", "1", " ", ":", "-"), maxLength: 12 });
    fc.assert(
      fc.property(text, message, (written, line) => {
        const definition = template(1, written);
        assert.deepEqual(new TemplateMatcher(definition).match(line), oracle(definition, line), written);
      }),
      { numRuns: 5000 },
    );
  });

  it("finds addresses as a search of all ends does", () => {
    const text = fc.constantFrom(
      "{x}{a:ip}{y}",
      "{a:ip}{b:ip}",
      "{x} {a:ip}.{n:int}",
      "{a:ip}:{b:ip}1",
      "1{a:ip}{w:word}",
    );
    const message = fc.string({ unit: fc.constantFrom("1", ".1", "1.1.1.1", "::", " "), maxLength: 7 });
    fc.assert(
      fc.property(text, message, (written, line) => {
        const definition = template(1, written);
        assert.deepEqual(new TemplateMatcher(definition).match(line), search(definition, line), written);
      }),
      { numRuns: 2000 },
    );
  });

  it("takes time that grows with the line alone, whatever stands in it", () => {
    const long = 300_000;
    assert.equal(match("{a}1{b:int}1{c:int}x", "1".repeat(long)), null);
    assert.equal(match("{a}a{b:word}a{c:word}b{d}!", "a".repeat(long)), null);
    assert.equal(match("{a} {b:word}XYZ{c}", "a ".repeat(long)), null);
    assert.equal(match("{a}:{b:ip}:{c:ip}:{d:ip}{e}z", ":1".repeat(long / 10)), null);
    assert.equal(match("{a}a{b}a{c}a{d}a{e}a{f}b", "a".repeat(long)), null);
  });
});

describe("a set of templates", () => {
  const code = (message: string, ...texts: string[]): number | undefined =>
    new TemplateSet(texts.map((text, index) => template(index + 1, text))).match(message)?.code;
  const failed = "Failed password for {user} from {ip} port {port:int} ssh2";
  const invalid = "Failed password for invalid user {user} from {ip} port {port:int} ssh2";

  it("takes the one with most literal text, whatever the order", () => {
    const message = "Failed password for invalid user bob from 1.2.3.4 port 7 ssh2";
    assert.equal(code(message, failed, invalid), 2);
    assert.equal(code(message, invalid, failed), 1);
  });

  it("takes the first written of equals", () => {
    assert.equal(code("a b", "{x} b", "a {x}"), 1);
    assert.equal(code("a b", "{x} {y}", "{y} {x}"), 1);
  });

  it("finds templates that start with a capture or one letter", () => {
    const texts = ["{n:int} left", "x{n:int}", "xy {n:int}", "{n:int} {rest}"];
    assert.deepEqual(
      ["7 left", "x7", "xy 7", "7 right", "y", ""].map((message) => code(message, ...texts)),
      [1, 2, 3, 4, undefined, undefined],
    );
  });

  it("leaves white space at the end out, and keeps it", () => {
    const set = new TemplateSet([template(1, "rhost={ip}"), template(2, "bye \t")]);
    assert.deepEqual(set.match("rhost=1.2.3.4 \t")?.features, ["1.2.3.4", " \t"]);
    assert.deepEqual(set.match("bye \t")?.features, []);
    assert.equal(set.match("bye"), null);
    // What stands between a literal blank and the end is an empty capture, not a missing one.
    const open = new TemplateSet([template(1, "user {user} did {what}")]);
    assert.deepEqual(open.match("user x did ")?.features, ["x", ""]);
    assert.deepEqual(open.match("user x did y ")?.features, ["x", "y", " "]);
  });
});

/** The same template as a regular expression: lazy groups find the shortest captures, the first one first. */
function oracle(definition: TemplateDefinition, message: string): string[] | null {
  const sources = definition.parts.map((part) => {
    if (part.kind === "literal") return part.text.replace(/[^a-z0-9 ]/g, "\\$&");
    if (part.type === "int") return "([+-]?\\d+?)";
    if (part.type === "word") return "(\\S+?)";
    return part.type === null && part.field === "ip" ? "(\\S*?)" : "([^]*?)";
  });
  return new RegExp(`^${sources.join("")}$`).exec(message)?.slice(1) ?? null;
}

/** Every capture tries every end. */
function search({ parts }: Pick<TemplateDefinition, "parts">, message: string): string[] | null {
  const part = parts[0];
  if (part === undefined) return message === "" ? [] : null;
  const rest = (length: number): string[] | null => search({ parts: parts.slice(1) }, message.slice(length));
  if (part.kind === "literal") return message.startsWith(part.text) ? rest(part.text.length) : null;
  for (let end = 0; end <= message.length; end++) {
    const text = message.slice(0, end);
    const fits =
      part.type === "ip"
        ? canonicalAddress(text) !== null
        : part.type === "int"
          ? /^[+-]?\d+$/.test(text)
          : part.type !== "word" || /^\S+$/.test(text);
    const others = fits ? rest(end) : null;
    if (others !== null) return [text, ...others];
  }
  return null;
}
