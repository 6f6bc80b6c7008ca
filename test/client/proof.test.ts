/**
 * Whatever package.json puts into the editor is driven by a test in a real VS Code: test/vscode, inside of it, or test/workbench, as a
 * person does. What is looked for is its name in these tests, so a contribution without one fails here at once, in the quick suite.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");
const { contributes } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
  contributes: {
    commands: { command: string }[];
    menus: Record<string, { command: string }[]>;
    views: Record<string, { id: string }[]>;
    configuration: { properties: Record<string, unknown> };
    walkthroughs: { steps: { id: string }[] }[];
  };
};
const tests = fs
  .globSync("test/{vscode,workbench}/*.test.ts", { cwd: root })
  .map((file) => fs.readFileSync(path.join(root, file), "utf8"))
  .join("\n");

/** `mangrove.replay` is not named where `mangrove.replayRule` is. */
const isNamed = (name: string): boolean =>
  new RegExp(`(?<![\\w.])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\w)`).test(tests);

function proves(kind: string, names: readonly string[]): void {
  it(`covers every ${kind}`, () => {
    assert.ok(names.length > 0);
    assert.deepEqual(
      names.filter((name) => !isNamed(name)),
      [],
      `No test in test/vscode or test/workbench drives the ${kind} above. Write one, and name it there as it is written here.`,
    );
  });
}

describe("the tests in a real VS Code", () => {
  const { commands, menus, views, configuration, walkthroughs } = contributes;
  proves(
    "command",
    commands.map(({ command }) => command),
  );
  proves(
    "view",
    Object.values(views).flatMap((list) => list.map(({ id }) => `view ${id}`)),
  );
  proves("setting", Object.keys(configuration.properties));
  // The palette's entries only say when a command is hidden there.
  const places = Object.entries(menus).filter(([menu]) => menu !== "commandPalette");
  proves(
    "entry of a menu",
    places.flatMap(([menu, entries]) => entries.map(({ command }) => `${menu} ${command}`)),
  );
  proves(
    "step of the walkthrough",
    walkthroughs.flatMap(({ steps }) => steps.map(({ id }) => `step ${id}`)),
  );
});
