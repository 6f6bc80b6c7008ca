/** The panel over the sample's replay: the list, the evidence, and what a click or a key asks of the editor. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { useBrowser } from "../kit/browser.ts";
import { PanelPage } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { replay, SAMPLE } from "./replayed.ts";

/** The story that the sample was written from. */
const story = JSON.parse(fs.readFileSync(path.join(SAMPLE, "expected.json"), "utf8")) as {
  detections: { rule: string; severity: string; key: Record<string, string>; records: Line[] }[];
};
interface Line {
  readonly file: string;
  readonly line: number;
  readonly time: string;
}
const timeOf = (line: Line): string => line.time.slice(11, 19);

describe("the panel over the sample", () => {
  const browser = useBrowser();
  let replayed: Replayed;
  let panel: PanelPage;

  before(async function () {
    this.timeout(60_000);
    replayed = await replay(SAMPLE);
  });
  beforeEach(async () => {
    panel = await PanelPage.open(browser(), { store: replayed.store(), folder: replayed.folder });
  });
  afterEach(async () => {
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  const rows = () => panel.page.getByRole("option");
  const selected = () => panel.page.locator("[role=option][aria-selected=true]");
  const select = async (rule: string): Promise<void> => {
    await rows().filter({ hasText: rule }).click();
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    await panel.settled();
  };
  const lines = () => panel.page.locator("[role=treeitem].line");

  it("lists what the story tells, in the order in which it surfaced", async () => {
    const told = story.detections
      .map(({ rule, severity, key, records }) => ({ rule, severity, ip: key["ip"], time: timeOf(records.at(-1)!) }))
      .sort((a, b) => (a.time < b.time ? -1 : 1));
    const shown = await rows().evaluateAll((elements) =>
      elements.map((row) => {
        const [severity, time, rule, key] = [...row.children];
        return {
          rule: rule!.textContent!,
          severity: severity!.getAttribute("aria-label")!,
          ip: key!.textContent!.trim().replace(/^ip\s+/, ""),
          time: time!.textContent!,
        };
      }),
    );
    assert.deepEqual(shown, told);
  });

  it("counts them in the tab, and the late line in the other", async () => {
    assert.deepEqual(await panel.page.getByRole("tab").locator("i").allTextContents(), ["3", "2"]);
  });

  it("shows no detail until a row is selected, and closes it again", async () => {
    assert.equal(await panel.page.getByRole("region", { name: "Detection", exact: true }).count(), 0);
    await select("guessed_password");
    assert.equal(await selected().count(), 1);
    await panel.page.getByRole("button", { name: "Close" }).click();
    assert.equal(await panel.page.getByRole("tree").count(), 0);
  });

  it("shows the lines that prove it, each with its file and number", async () => {
    await select("guessed_password");
    const told = story.detections.find(({ rule }) => rule === "guessed_password")!.records;
    await panel.page.getByText("3 more").click();
    const places = await lines()
      .locator(".place")
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).title));
    assert.deepEqual(
      places,
      told.map(({ file, line }) => `${file}:${line}`),
    );
  });

  it("shows a line without its header, marks what the template fixed and what the detection is about", async () => {
    await select("knock_then_login");
    const text = lines().last().locator(".text");
    assert.match((await text.textContent())!.trim(), /^Accepted \w+ for \w[\w.]* from 203\.0\.113\.99 port \d+ ssh2$/);
    assert.equal(await text.locator("mark").textContent(), "Accepted");
    assert.ok((await text.locator("u").allTextContents()).includes("203.0.113.99"));
  });

  it("opens the log at the line that was clicked, and keeps the row selected", async () => {
    await select("guessed_password");
    const last = story.detections.find(({ rule }) => rule === "guessed_password")!.records.at(-1)!;
    await lines().last().click();
    assert.deepEqual(panel.said.at(-1), { type: "openEvidence", file: last.file, line: last.line });
    assert.equal(await lines().last().getAttribute("aria-selected"), "true");
  });

  it("opens the rule by its name in the head of the detail", async () => {
    await select("brute_force");
    await panel.page.getByRole("button", { name: "brute_force" }).click();
    assert.deepEqual(panel.said.at(-1), { type: "openRule", rule: "brute_force" });
  });

  it("says what was emitted; a click on a value narrows the list to it", async () => {
    await select("guessed_password");
    await panel.page.locator(".pairs button").first().click();
    assert.equal(await panel.page.getByLabel("Filter detections").inputValue(), "user:deploy");
    assert.deepEqual(await rows().locator("> :nth-child(3)").allTextContents(), ["guessed_password"]);
  });

  it("narrows by the query, says how many are left, and takes it back with Escape", async () => {
    await panel.page.getByLabel("Filter detections").fill("severity:medium -rule:brute*");
    assert.equal(await rows().count(), 1);
    assert.equal(await panel.page.locator(".found").textContent(), "1 of 3");
    await panel.page.keyboard.press("Escape");
    assert.equal(await rows().count(), 3);
  });

  it("says of a query that finds nothing what each of its terms costs", async () => {
    await panel.page.getByLabel("Filter detections").fill("severity:high rule:brute_force");
    await panel.page.getByText("No detection matches the filter.").waitFor();
    const terms = await panel.page.locator(".terms > *").allTextContents();
    assert.deepEqual(
      terms.map((each) => each.replace(/\s+/g, " ").trim()),
      ["without severity:high", "1", "without rule:brute_force", "1"],
    );
    await panel.page.getByRole("button", { name: "severity:high" }).click();
    assert.equal(await rows().count(), 1);
  });

  it("sorts by the head of a column, and turns round at the second click", async () => {
    const rules = () => rows().locator("> :nth-child(3)").allTextContents();
    await panel.page.getByRole("button", { name: /^Rule/ }).click();
    assert.deepEqual(await rules(), ["brute_force", "guessed_password", "knock_then_login"]);
    await panel.page.getByRole("button", { name: /^Rule/ }).click();
    assert.deepEqual(await rules(), ["knock_then_login", "guessed_password", "brute_force"]);
    await panel.page.getByRole("button", { name: /^Severity/ }).click();
    assert.equal((await rules())[0], "guessed_password");
  });

  it("copies a row as text and a detection as Markdown", async () => {
    await select("guessed_password");
    await panel.page.keyboard.press("Control+C");
    const text = panel.said.at(-1);
    assert.ok(text?.type === "copy");
    assert.match(text.text, /^high\t14 Jun 09:16:20\tguessed_password\tip=203\.0\.113\.47\tuser=deploy/);
    await panel.page.getByRole("button", { name: "Copy as Markdown" }).click();
    const markdown = panel.said.at(-1);
    assert.ok(markdown?.type === "copy");
    assert.match(markdown.text, /^logs\/web1\/auth\.log:38: Jun 14 09:16:20 web1 sshd\[2118\]: Accepted/m);
  });
});
