/** A rule file while it is typed, key by key, as a person does: what the editor adds by itself is what the language needs. */
import assert from "node:assert/strict";
import { folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { openFile, useWorkbench } from "../kit/workbench.ts";

describe("a rule file under the keys", function () {
  this.timeout(60_000);
  const workbench = useWorkbench({
    folder: folderOf({ "ssh.grove": SSHD + GUESSED, "typed.grove": "" }),
    settings: { "files.autoSave": "off" },
  });
  const page = () => workbench().page;
  const suggestions = () => page().locator(".suggest-widget.visible");
  const offered = (word: string) => suggestions().locator(".monaco-list-row.focused", { hasText: word }).waitFor();
  const lines = async (): Promise<string[]> => {
    const shown = await page().locator(".editor-instance .view-lines .view-line").allInnerTexts();
    return shown.map((line) => line.replaceAll("\u00a0", " ").trimEnd());
  };
  /** The open file is emptied, and then typed into. */
  const type = async (text: string): Promise<void> => {
    await openFile(page(), "typed.grove");
    await page().keyboard.press("ControlOrMeta+A");
    await page().keyboard.press("Delete");
    await page().keyboard.type(text);
  };

  before(async () => {
    await openFile(page(), "ssh.grove");
    await page().locator(".codelens-decoration a").first().waitFor(); // from now on words are offered
  });

  it("goes to the next line with Enter where the word is whole already", async () => {
    await type("rule typed {\n");
    await page().keyboard.type("severity hig");
    await offered("high");
    await page().keyboard.type("h");
    await offered("high");
    await page().keyboard.press("Enter");
    await page().keyboard.type("by user");
    await page().keyboard.press("Escape");
    assert.deepEqual(await lines(), ["rule typed {", "  severity high", "  by user", "}"]);
  });

  it("still takes with Enter what a word becomes", async () => {
    await type("rule typed {\n");
    await page().keyboard.type("severity hi");
    await offered("high");
    await page().keyboard.press("Enter");
    await suggestions().waitFor({ state: "hidden" });
    assert.deepEqual(await lines(), ["rule typed {", "  severity high", "}"]);
  });

  it("closes three quotes with three, between which Enter makes room for the lines of a log", async () => {
    await type('test typed {\ngiven linux """');
    assert.deepEqual(await lines(), ["test typed {", '  given linux """"""', "}"]);
    await page().keyboard.type('\na "quoted" line');
    assert.deepEqual(await lines(), ["test typed {", '  given linux """', '    a "quoted" line', '  """', "}"]);
  });
});
