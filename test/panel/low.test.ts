/** The panel as a small window has it below the editor, neither wide nor high: its parts stand beside each other, none over another. */
import assert from "node:assert/strict";
import path from "node:path";
import { useBrowser } from "../kit/browser.ts";
import { PanelPage } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { replay, SAMPLE } from "./replayed.ts";

const pictures = path.join(import.meta.dirname, "../../.cache/screenshots");
const SIZES = [
  { width: 900, height: 230 },
  { width: 760, height: 260 },
  { width: 480, height: 300 },
  // A small window whose panel is maximized.
  { width: 890, height: 500 },
];

describe("the panel where it is low", function () {
  this.timeout(60_000);
  const browser = useBrowser();
  let sample: Replayed;

  before(async () => {
    sample = await replay(SAMPLE);
  });

  for (const size of SIZES)
    for (const tab of ["Detections", "Late and unparsed", "Explain"])
      it(`${size.width} x ${size.height}: no part of ${tab} stands over another`, async () => {
        const { folder, explain } = sample;
        const panel = await PanelPage.open(browser(), { store: sample.store(), folder, explain, size });
        await panel.page.getByRole("option").first().click();
        await panel.page.getByRole("tab", { name: tab }).click();
        await panel.settled();
        await panel.page.screenshot({ path: path.join(pictures, `low-${size.width}-${tab.slice(0, 4)}.png`) });
        const over = await panel.page.locator(".body").evaluate((body) => {
          const parts = [...body.children].map((part) => part.getBoundingClientRect());
          // What reaches beyond its own part lies over the next.
          const spilled = [...body.children].filter((part) => part.scrollHeight > part.clientHeight + 1).length;
          const crossed = parts.filter((a, i) =>
            parts.some(
              (b, j) =>
                j > i && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1,
            ),
          ).length;
          return { spilled, crossed };
        });
        assert.deepEqual(over, { spilled: 0, crossed: 0 });
        assert.deepEqual(panel.errors, []);
        await panel.close();
      });
});
