/** What package.json promises to VS Code, against what is there. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { firmTokens, lexerOrder, tokenFacts } from "../../grammar/tokens.ts";

interface WalkthroughStep {
  readonly description: string;
  readonly media: { readonly image: Readonly<Record<string, string>>; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const root = path.join(import.meta.dirname, "../..");
const text = fs.readFileSync(path.join(root, "package.json"), "utf8");
const { contributes, icon } = JSON.parse(text) as {
  icon: string;
  contributes: {
    commands: { command: string; icon: string }[];
    menus: Record<string, { command: string }[]>;
    views: Record<string, { id: string }[]>;
    semanticTokenScopes: [{ scopes: Record<string, string[]> }];
    viewsWelcome: { view: string; contents: string }[];
    configurationDefaults: Record<string, Record<string, unknown>>;
    configuration: { properties: Record<string, { default: unknown; markdownDescription: string }> };
    walkthroughs: { steps: WalkthroughStep[] }[];
  };
};
const commands = contributes.commands.map(({ command }) => command);

describe("what the extension contributes", () => {
  it("names every command of the client's table, and no other", () => {
    const table = fs.readFileSync(path.join(root, "client/commands.ts"), "utf8");
    const registered = [...table.matchAll(/^ {4}"(mangrove\.\w+)":/gm)].map((match) => match[1]!);
    assert.deepEqual(registered.sort(), [...commands].sort());
  });

  it("colours words alike before and after the server has looked at them", () => {
    const scopes = [...lexerOrder, ...firmTokens].flatMap((type) => tokenFacts(type) ?? []);
    const named = (wanted: string): string[] =>
      scopes.flatMap(({ semantic, scope }) => (semantic === wanted && scope !== undefined ? [scope] : []));
    const [{ scopes: semantic }] = contributes.semanticTokenScopes;
    const [keyword] = semantic["keyword"]!;
    assert.ok(named("keyword").length > 50);
    // A theme that knows the first two parts of a scope colours all that begin with them.
    const family = keyword!.split(".").slice(0, 2).join(".");
    assert.deepEqual(
      named("keyword").filter((scope) => !scope.startsWith(`${family}.`)),
      [],
    );
    assert.deepEqual(named("regexp"), semantic["regexp"]);
  });

  it("counts a length of time as one word, as the server does", () => {
    const configuration = fs.readFileSync(path.join(root, "language-configuration.json"), "utf8");
    const { wordPattern } = JSON.parse(configuration) as { wordPattern: string };
    assert.deepEqual("lateness 30s `a b` user_1".match(new RegExp(wordPattern, "g")), [
      "lateness",
      "30s",
      "`a b`",
      "user_1",
    ]);
  });

  it("puts only commands that exist into menus and welcome texts", () => {
    const inMenus = Object.values(contributes.menus).flatMap((menu) => menu.map(({ command }) => command));
    const inTexts = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:(mangrove\.\w+)\)/g)].map((match) => match[1]!),
    );
    for (const command of [...inMenus, ...inTexts]) assert.ok(commands.includes(command), command);
  });

  it("shows pictures that are there, in all severities and both shades", () => {
    const files = [icon, ...new Set([...text.matchAll(/"(media\/[^"]+)"/g)].map((match) => match[1]!))];
    for (const severity of ["informational", "low", "medium", "high", "critical"]) {
      for (const shade of ["light", "dark"]) files.push(`media/severity/${severity}-${shade}.svg`);
    }
    for (const file of files) assert.ok(fs.existsSync(path.join(root, file)), file);
  });

  it("leads through five steps, with commands that are there and pictures that are small", () => {
    const [{ steps }] = contributes.walkthroughs as [{ steps: WalkthroughStep[] }];
    assert.equal(steps.length, 5);
    let bytes = 0;
    for (const { description, media, completionEvents } of steps) {
      const named = [...JSON.stringify([description, completionEvents]).matchAll(/mmand:(mangrove\.\w+)\b/g)];
      for (const [, command] of named)
        assert.ok(commands.includes(command!) || command === "mangrove.panel", `command ${command}`);
      assert.deepEqual(Object.keys(media.image).sort(), ["dark", "hc", "hcLight", "light"]);
      assert.notEqual(media.altText, "");
      for (const file of new Set(Object.values(media.image))) bytes += fs.statSync(path.join(root, file)).size;
    }
    assert.ok(bytes < 350_000, `${bytes} bytes`);
  });

  it("describes each setting, and the code reads each", () => {
    const code = fs
      .globSync("client/**/*.ts", { cwd: root })
      .map((file) => fs.readFileSync(path.join(root, file), "utf8"))
      .join("\n");
    for (const [name, { markdownDescription }] of Object.entries(contributes.configuration.properties)) {
      assert.ok(markdownDescription.length > 80, name);
      const section = name.slice(0, name.lastIndexOf("."));
      const key = name.slice(section.length + 1);
      const isRead = code.includes(`"${name}"`) || (code.includes(`"${section}"`) && code.includes(`"${key}"`));
      assert.ok(isRead, `${name} is read`);
    }
  });

  it("keeps words of other rules out of completion", () => {
    assert.equal(contributes.configurationDefaults["[mangrove]"]?.["editor.wordBasedSuggestions"], "off");
    assert.equal(contributes.configurationDefaults["[mangrove]"]?.["editor.acceptSuggestionOnEnter"], "smart");
    assert.equal(contributes.configurationDefaults["[mangrove]"]?.["editor.tabSize"], 2);
  });

  it("has the views that the code fills", () => {
    const views = Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id));
    assert.deepEqual(views.sort(), [
      "mangrove.panel",
      "mangrove.ranking",
      "mangrove.rules",
      "mangrove.runs",
      "mangrove.sources",
    ]);
  });
});
