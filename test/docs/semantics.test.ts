/** What docs/semantics.md shows is so, in the engine and in the brute-force checker. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { check } from "../../server/checks/index.ts";
import { sourceSchemas } from "../../server/engine/normalize/schema.ts";
import type { Program } from "../../server/model/program.ts";
import { Model } from "../../server/model/workspace.ts";
import { runEngine } from "../oracle/engine.ts";
import { detect } from "../oracle/oracle.ts";
import { drawn, told } from "../oracle/timeline.ts";

const page = fs.readFileSync(path.join(import.meta.dirname, "..", "..", "docs", "semantics.md"), "utf8");

interface Picture {
  readonly heading: string;
  readonly rules: string;
  readonly timeline: string;
  readonly gives: string;
}

/** The sources and events, and each line of a picture with the rules that stand above it. */
function read(): { readonly base: string; readonly pictures: readonly Picture[] } {
  const pictures: Picture[] = [];
  let base: string | null = null;
  let rules = "";
  let heading = "";
  for (const [, title, kind, text] of page.matchAll(/^#+ (.*)$|^```(grove|text)\n([\s\S]*?)^```$/gm)) {
    if (title !== undefined) heading = title;
    else if (kind === "text")
      for (const line of text!.trimEnd().split("\n")) {
        const [timeline, gives] = line.replace(/\s*\/\/.*$/, "").split(/\s+gives\s+/);
        assert.ok(timeline !== undefined && gives !== undefined, `no picture: ${line}`);
        pictures.push({ heading, rules, timeline, gives });
      }
    else if (base === null) base = text!;
    else rules = text!;
  }
  return { base: base ?? "", pictures };
}

function programOf(...texts: readonly string[]): Program {
  const model = new Model();
  texts.forEach((text, i) => model.set(`block ${i + 1}.grove`, text));
  const analysis = model.analysis();
  const wrong = check(analysis).filter(({ severity, code }) => severity === "error" || code === "not-supported");
  assert.deepEqual(
    wrong.map(({ message }) => message),
    [],
  );
  return analysis.program;
}

describe("docs/semantics.md", () => {
  const { base, pictures } = read();

  it("has many pictures", () => assert.ok(pictures.length >= 100, String(pictures.length)));

  for (const { heading, rules, timeline, gives } of pictures)
    it(`${heading}: ${timeline.replace(/\s+/g, " ")}`, () => {
      const program = programOf(base, rules);
      const schemas = sourceSchemas(program);
      const records = drawn(timeline, schemas);
      assert.equal(told(detect(program, records), records, program), gives, "oracle");
      assert.equal(told(runEngine(program, records, schemas), records, program), gives, "engine");
    });

  it("links to sections that it has", () => {
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map((match) => match[1]!.toLowerCase());
    const anchors = new Set(headings.map((each) => each.replaceAll(",", "").replaceAll(" ", "-")));
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1]!);
    assert.deepEqual(
      links.filter((link) => !anchors.has(link)),
      [],
    );
  });
});
