/**
 * How long the panel takes with 100,000 detections: to paint first, to filter, sort and group, and to scroll. Prints milliseconds;
 * judges nothing. Behind "then" stands the best of six. Run: `node test/bench/panel.ts [rows]` after `npm run build`.
 */
import { performance } from "node:perf_hooks";
import { Arranger, SURFACED } from "../../client/webview/arrange.ts";
import { Clock } from "../../client/webview/clock.ts";
import { parseQuery } from "../../client/webview/filter.ts";
import { ReplayStore } from "../../client/store.ts";
import { launchBrowser } from "../../scripts/browser.ts";
import type { Detection, Severity } from "../../server/protocol.ts";
import { toRow } from "../../client/panel/rows.ts";
import { PanelPage } from "../panel/kit.ts";

const count = Number(process.argv[2] ?? 100_000);
const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];
const ATTACK = ["T1110.001", "T1046", "T1048", "T1059", "T1190", "T1021"];
const TACTICS = ["Credential Access", "Discovery", "Exfiltration", "Execution", "Initial Access", "Lateral Movement"];
const techniques = Object.fromEntries(ATTACK.map((id, i) => [id, { name: id, tactics: [TACTICS[i]!] }]));

const detections = Array.from({ length: count }, (_, i): Detection => {
  const time = Date.UTC(2026, 5, 14) * 1_000 + i * 800_000;
  return {
    ...{ id: i.toString(16).padStart(16, "0"), rule: `rule_${(i * 7) % 60}`, severity: SEVERITIES[(i * 13) % 4]! },
    ...{ risk: (i * 31) % 100, riskParts: [], attack: [ATTACK[i % 6]!], types: [], evidence: [], records: [] },
    key: [["ip", `203.0.${(i >> 8) & 255}.${i & 255}`]],
    emit: [
      ["user", `user${(i * 17) % 500}`],
      ["attempts", i % 40],
    ],
    ...{ time, first: time - 30_000_000, last: time },
  };
});
const rows = detections.map((detection) => toRow(detection, techniques));

function timed(name: string, work: () => unknown): void {
  const took = Array.from({ length: 7 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  const first = took[0]!;
  console.log(`${name.padEnd(44)} first ${first.toFixed(1)}  then ${Math.min(...took.slice(1)).toFixed(1)} ms`);
}

console.log(`${count.toLocaleString("en-US")} detections, in Node:`);
const around = { clock: new Clock("Asia/Shanghai"), day: null, marks: null };
const arranger = new Arranger();
const plain = { rows, sort: SURFACED, group: "none", folded: [] } as const;
for (const query of [
  "severity>=high",
  "rule:rule_1*",
  "ip:203.0.1* user:user7",
  "time:08:00..18:00",
  "user49",
  "203.0.11",
])
  timed(`filter ${query}`, () => arranger.arrange({ ...plain, terms: parseQuery(query, around) }));
const risk = { by: "risk", descending: true } as const;
const fresh = (): Arranger => new Arranger();
timed("sort by risk", () => fresh().arrange({ ...plain, sort: risk, terms: [] }));
arranger.arrange({ ...plain, sort: risk, terms: [] });
timed("filter, sorted by risk", () =>
  arranger.arrange({ ...plain, sort: risk, terms: parseQuery("severity>=high", around) }),
);
timed("filter, grouped by key", () =>
  arranger.arrange({ ...plain, group: "key", terms: parseQuery("severity>=high", around) }),
);

const store = new ReplayStore();
store.begin("1", "file:///bench", null);
store.receive({
  ...{ replay: "1", detections, rejected: [], runs: [], rankings: [], progress: null, techniques },
  unlisted: { detections: {}, rejected: {} },
});

console.log("in Chromium:");
const browser = await launchBrowser();
for (const [name, of] of [
  ["an empty panel", new ReplayStore()],
  ["the panel", store],
] as const) {
  const panel = await PanelPage.open(browser, { store: of, folder: { name: "bench", rules: [] } });
  const { arrived, painted } = await panel.page.evaluate(firstPaint);
  console.log(`${`first paint of ${name}`.padEnd(44)} ${(painted - arrived).toFixed(0)} ms after its rows came`);
  await panel.settled();
  await panel.settled();
  if (of === store) await inBrowser(panel);
}
await browser.close();

/** The page is loaded anew: what it says it needs has come, and then all of it is drawn. */
async function firstPaint(): Promise<{ readonly arrived: number; readonly painted: number }> {
  const panel = document.createElement("mangrove-panel");
  const messages: unknown[] = [];
  const old = document.querySelector("mangrove-panel") as unknown as { data: { rows: unknown[]; state: unknown } };
  messages.push({ type: "detections", start: 0, rows: old.data.rows }, { type: "state", state: old.data.state });
  (old as unknown as HTMLElement).remove();
  document.body.append(panel);
  const arrived = performance.now();
  for (const data of messages) window.dispatchEvent(new MessageEvent("message", { data }));
  // No wait for time: a task behind the next frame runs once that frame is painted.
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return { arrived, painted: performance.now() };
}

async function inBrowser({ page }: PanelPage): Promise<void> {
  await page.locator("#detections .row").first().waitFor();
  // As somebody who has looked at the list before they write.
  for (let turn = 0; turn < 100; turn++) await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  for (const query of ["severity>=high", "rule:rule_1*", "user49", "time:08:00..18:00", ""]) {
    const took = await page.evaluate(async (text) => {
      const input = document.querySelector<HTMLInputElement>(".query input")!;
      const start = performance.now();
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      // No wait for time: behind the micro tasks in which the panel draws, then behind the frame that paints it.
      await new Promise((done) => setTimeout(done));
      const drawn = performance.now() - start;
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return [drawn, performance.now() - start] as const;
    }, query);
    console.log(
      `${`type ${query || "nothing"}`.padEnd(44)} drawn ${took[0].toFixed(1)}  painted ${took[1].toFixed(1)} ms`,
    );
  }
  const frames = await page.evaluate(async () => {
    const scroller = document.querySelector<HTMLElement>("#detections .scroll")!;
    const gaps: number[] = [];
    let last = performance.now();
    for (let i = 0; i < 120; i++) {
      scroller.scrollTop += i % 3 === 0 ? 50_000 : 660;
      await new Promise(requestAnimationFrame);
      gaps.push(performance.now() - last);
      last = performance.now();
    }
    return gaps.sort((a, b) => a - b);
  });
  console.log(`${"scroll, per frame".padEnd(44)} median ${frames[60]!.toFixed(1)}  p95 ${frames[113]!.toFixed(1)} ms`);
}
