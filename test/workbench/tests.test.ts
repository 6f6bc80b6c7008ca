/**
 * `test` blocks as a person runs them: all, one, again at each save; the result beside the line, the difference of what was expected
 * and what was found; and a test that is made from a detection.
 */
import assert from "node:assert/strict";
import { everythingFolder } from "../kit/everything.ts";
import { goToLine, openFile, panelOf, press, runCommand, showSide, useWorkbench } from "../kit/workbench.ts";

describe("tests in the window", function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ folder: everythingFolder(), theme: "light" });
  const page = () => workbench().page;
  const tests = () => page().locator(".part.sidebar .test-explorer-tree, .part.sidebar .test-explorer").first();
  const test = (title: string) => tests().locator(".monaco-list-row", { hasText: title });
  /** Of the row of a test: the picture of its last result. */
  const says = (title: string, result: "passed" | "failed") =>
    test(title).locator(`.codicon-testing-${result}-icon`).waitFor();
  const sum = (text: string) => page().locator(".part.sidebar .result-summary", { hasText: text }).waitFor();

  it("are run all at once, and the list has the result of each", async () => {
    await openFile(page(), "ssh.grove");
    await showSide(page(), "Testing");
    await test("ssh.grove").locator(".monaco-tl-twistie").click();
    await test("two guesses").waitFor();
    await press(page().locator(".part.sidebar > .title"), "Run Tests");
    await sum("1/2");
    await says("two guesses", "passed");
    await says("one is no guess", "failed");
    await page().locator("#mangrove\\.mangrove\\.mangrove\\.status", { hasText: "1 failing" }).waitFor();
  });

  it("say at the line what was found, and show the difference", async () => {
    await test("one is no guess").dblclick();
    const peek = page().locator(".test-output-peek");
    await peek.locator(".filename", { hasText: "expected 1 detection of guessed, found none: " }).waitFor();
    assert.deepEqual(
      (await peek.locator(".view-line").allInnerTexts()).map((line) => line.replaceAll("\u00a0", " ").trim()),
      ["expect guessed once", "nothing"],
    );
    await page().keyboard.press("Escape");
  });

  it("run alone", async () => {
    await press(test("two guesses"), "Run Test");
    await sum("1/1");
    await says("one is no guess", "failed"); // it keeps what it had
  });

  it("run again by themselves when a rule file is saved", async () => {
    await press(page().locator(".part.sidebar > .title"), "Start Continuous Run");
    const line = page().locator(".view-line", { hasText: "expect guessed once" });
    await line.last().click();
    await page().keyboard.press("Home");
    await page().keyboard.press("Control+Delete");
    await page().keyboard.type("expect no ");
    await runCommand(page(), "File: Save");
    await sum("2/2");
    await says("one is no guess", "passed");
    await press(page().locator(".part.sidebar > .title"), "Stop Continuous Run");
  });

  it("are made from a detection with mangrove.createTest, and pass", async () => {
    await runCommand(page(), "Mangrove: Replay");
    await panelOf(page())
      .getByRole("option", { name: /guessed/ })
      .first()
      .click();
    await panelOf(page()).getByRole("button", { name: "Create Test" }).click();
    const title = "guessed fires for 203.0.113.9";
    await page()
      .locator(".view-line", { hasText: `test "${title}"` })
      .waitFor();
    await press(test(title), "Run Test");
    await says(title, "passed");
    await goToLine(page(), 1);
  });
});
