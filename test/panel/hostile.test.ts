/** Log lines are written by attackers too: in the panel they are text and nothing but text. */
import assert from "node:assert/strict";
import { useBrowser } from "../kit/browser.ts";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { PanelPage } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { replay } from "./replayed.ts";

const MARKUP = `<img src=x onerror=document.title='caught'><script>document.title='caught'</script>`;
const TURNED = "a\u202eb\u0007c";

describe("hostile lines in the panel", () => {
  const browser = useBrowser();
  let replayed: Replayed;
  let panel: PanelPage;

  before(async function () {
    this.timeout(60_000);
    const guess = (ip: string, second: number, user: string): string[] => [
      failed(second, ip, user),
      failed(second + 1, ip, user),
      accepted(second + 2, ip, user),
    ];
    const lines = [
      ...guess("203.0.113.1", 0, MARKUP),
      ...guess("203.0.113.2", 10, TURNED),
      ...guess("203.0.113.3", 20, "x".repeat(100_000)),
    ];
    replayed = await replay(folderOf({ "ssh.grove": SSHD + GUESSED, "auth.log": `${lines.join("\n")}\n` }));
  });
  beforeEach(async () => {
    panel = await PanelPage.open(browser(), { store: replayed.store(), folder: replayed.folder });
  });
  afterEach(async () => {
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  const show = async (ip: string) => {
    await panel.page.getByRole("option").filter({ hasText: ip }).click();
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    await panel.settled();
    return panel.page.locator("[role=treeitem].line .text").last();
  };

  it("markup is shown as it was written, and does nothing", async () => {
    const line = await show("203.0.113.1");
    assert.ok((await line.textContent())!.includes(MARKUP));
    assert.equal(await panel.page.locator("img, .app script").count(), 0);
    assert.equal(await panel.page.title(), "Mangrove");
  });

  it("characters that cannot be seen can, and turn nothing round", async () => {
    const line = await show("203.0.113.2");
    assert.ok((await line.textContent())!.includes("a\ufffdb\u2407c"));
  });

  it("a line of 100,000 characters keeps to its row", async () => {
    const line = await show("203.0.113.3");
    assert.ok((await line.textContent())!.length < 5_000);
    const row = await panel.page.locator("[role=treeitem].line").last().boundingBox();
    assert.equal(row!.height, 22);
    assert.ok(row!.x + row!.width <= 1440);
  });
});
