/** The panel where there is little width, as in a side bar: the evidence can still be read, and nothing leaves its row. */
import assert from "node:assert/strict";
import path from "node:path";
import { useBrowser } from "../kit/browser.ts";
import { PanelPage } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { COMPANY, replay, SAMPLE } from "./replayed.ts";

const pictures = path.join(import.meta.dirname, "../../.cache/screenshots");
const LONG_NAME = "service_account_elsewhere";
const WIDTHS = [290, 400, 620, 1050, 1440];

describe("the panel where it is narrow", function () {
  this.timeout(60_000);
  const browser = useBrowser();
  let sample: Replayed;
  let company: Replayed;

  before(async () => {
    sample = await replay(SAMPLE);
    company = await replay(COMPANY);
  });

  const open = async (width: number, rule: string): Promise<PanelPage> => {
    const size = { width, height: width < 1000 ? 700 : 345 };
    const theme = width === 290 ? "light-modern" : "dark-modern";
    const panel = await PanelPage.open(browser(), { store: sample.store(), folder: sample.folder, size, theme });
    await panel.page
      .getByRole("option")
      .filter({ hasText: rule.slice(0, 5) })
      .click();
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    await panel.settled();
    return panel;
  };

  for (const width of WIDTHS) {
    it(`${width} px: every line shows whom it is about and its number`, async () => {
      const panel = await open(width, "brute_force");
      await panel.page.screenshot({ path: path.join(pictures, `narrow-${width}.png`) });
      const lines = await panel.page.locator("[role=treeitem].line").evaluateAll((rows) =>
        rows.map((row) => {
          const whole = (of: Element | null): boolean => {
            const box = of?.getBoundingClientRect();
            const outer = row.getBoundingClientRect();
            return !!of && !!box && box.width > 0 && box.right <= outer.right && of.scrollWidth <= of.clientWidth + 1;
          };
          return {
            address: whole(row.querySelector(".text u")),
            user: whole(row.querySelector(".text .captured")),
            number: whole(row.querySelector(".place > :last-child")),
          };
        }),
      );
      assert.equal(lines.length, 3);
      for (const line of lines) assert.deepEqual(line, { address: true, user: true, number: true });
      assert.deepEqual(panel.errors, []);
      await panel.close();
    });

    it(`${width} px: no cell reaches beyond its row`, async () => {
      const panel = await open(width, "guessed_password");
      const beyond = () =>
        panel.page.locator("[role=option], [role=treeitem], .head > *, .account tr").evaluateAll((rows) =>
          rows.flatMap((row) => {
            const edge = Math.min(innerWidth, row.getBoundingClientRect().right);
            return [...row.children]
              .filter((cell) => cell.getBoundingClientRect().right > edge + 0.5)
              .map((cell) => `${row.className}: ${cell.textContent}`);
          }),
        );
      assert.deepEqual(await beyond(), []);
      await panel.page.getByRole("tab", { name: /Late/ }).click();
      await panel.settled();
      await panel.page.screenshot({ path: path.join(pictures, `narrow-late-${width}.png`) });
      assert.deepEqual(await beyond(), []);
      await panel.close();
    });
  }

  // A window of 1,400 px with an open side bar leaves about 1,050.
  for (const width of [290, 400, 700, 1050, 1440]) {
    it(`${width} px: the head of an explanation ends where its column does`, async () => {
      const size = { width, height: width < 1000 ? 700 : 345 };
      const theme = width === 1050 ? "light-modern" : "dark-modern";
      const { folder, explain } = company;
      const panel = await PanelPage.open(browser(), { store: company.store(), folder, explain, size, theme });
      panel.show({ tab: "explain", rule: LONG_NAME, asked: "" });
      await panel.settled();
      await panel.page.screenshot({ path: path.join(pictures, `narrow-explain-${width}.png`) });
      const head = panel.page.locator(".ladder .first");
      const name = head.locator(".name");
      assert.equal(await name.innerText(), LONG_NAME);
      const isWhole = await name.evaluate((of) => of.scrollWidth <= of.clientWidth + 1);
      assert.equal(isWhole, width >= 400, "all of the name is there");
      assert.deepEqual(
        await head.evaluate((row) => {
          const edge = row.getBoundingClientRect().right;
          return [...row.children]
            .filter((cell) => cell.getBoundingClientRect().right > edge + 0.5)
            .map((cell) => cell.textContent);
        }),
        [],
      );
      for (const button of ["Open rule", "Replay"]) await head.getByRole("button", { name: button }).click();
      assert.deepEqual(panel.said.slice(-2), [
        { type: "openRule", rule: LONG_NAME },
        { type: "replayRule", rule: LONG_NAME },
      ]);
      await panel.close();
    });
  }

  it("leaves no gap where the text is cut into pieces", async () => {
    const panel = await open(1440, "guessed_password");
    const gap = await panel.page
      .locator("[role=treeitem].line .text")
      .first()
      .evaluate((text) => {
        const [fixed, blank] = [...text.children].map((piece) => piece.getBoundingClientRect().width);
        return blank! / (fixed! / "Failed password for".length);
      });
    assert.ok(gap < 1.1, `a blank as wide as ${gap} letters`);
    await panel.close();
  });

  it("gives the labels the room of the longest and no more", async () => {
    const panel = await open(1440, "brute_force");
    const label = await panel.page.locator("[role=treeitem] .label").first().boundingBox();
    assert.ok(label!.width < 70, `${label!.width}`);
    await panel.close();
  });

  it("does not shift a line sideways when it is clicked", async () => {
    const panel = await open(1050, "brute_force");
    const text = panel.page.locator("[role=treeitem].line .text").first();
    await text.evaluate((of) => of.scrollBy(50, 0));
    assert.equal(await text.evaluate((of) => of.scrollLeft), 0);
    await panel.close();
  });
});
