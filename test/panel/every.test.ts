/**
 * Every field of the query, order, group and format of the panel on a real replay. Each table is held against what the panel itself
 * offers, so that nothing is added there without a line here.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { useBrowser } from "../kit/browser.ts";
import { folderOf } from "../kit/folder.ts";
import { PanelPage } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { replay, SAMPLE } from "./replayed.ts";

/** The rules of the sample, as its story tells them in the order of their times. */
const [GUESSED, BRUTE, KNOCK] = ["guessed_password", "brute_force", "knock_then_login"] as const;

/** What a query leaves. What comes of it follows from samples/ssh: its rules and the story of its logs. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  "rule:brute_force": [BRUTE],
  "rule:*login": [KNOCK],
  "key:203.0.113.99": [KNOCK],
  "severity:medium": [BRUTE, KNOCK],
  "severity>=high": [GUESSED],
  "tactic:discovery": [KNOCK],
  "attack:T1110*": [GUESSED, BRUTE],
  "source:sshd": [GUESSED, BRUTE, KNOCK],
  "time:11:00..12:00": [BRUTE],
  "value:203.0.113.*": [GUESSED, KNOCK],
  "risk>=70": [GUESSED],
  "ip:198.51.100.200": [BRUTE],
  "user:*": [GUESSED, KNOCK],
  "host:web1 method:*": [KNOCK],
  "attempts:*": [GUESSED],
  "-rule:*_password": [BRUTE, KNOCK],
  "diff:*": [],
  login: [KNOCK],
  '"203.0.113" -tactic:discovery': [GUESSED],
};
/** Rules by the head of a column: at its first click, and at the second. */
const ORDERS: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  Severity: [
    [GUESSED, BRUTE, KNOCK],
    [BRUTE, KNOCK, GUESSED],
  ],
  Time: [
    [GUESSED, BRUTE, KNOCK],
    [KNOCK, BRUTE, GUESSED],
  ],
  Rule: [
    [BRUTE, GUESSED, KNOCK],
    [KNOCK, GUESSED, BRUTE],
  ],
  Key: [
    [BRUTE, GUESSED, KNOCK],
    [KNOCK, GUESSED, BRUTE],
  ],
  Risk: [
    [GUESSED, BRUTE, KNOCK],
    [BRUTE, KNOCK, GUESSED],
  ],
};
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  None: [],
  Rule: [GUESSED, BRUTE, KNOCK],
  Key: ["ip 203.0.113.47", "ip 198.51.100.200", "ip 203.0.113.99"],
  Severity: ["high", "medium"],
  Tactic: ["Credential Access", "Discovery"],
};
const FORMATS: Readonly<Record<string, (name: string, text: string) => void>> = {
  JSON: (name, text) => {
    assert.equal(name, "detections.json");
    const all = JSON.parse(text) as { rule: string; records: unknown[] }[];
    assert.deepEqual(
      all.map(({ rule, records }) => [rule, records.length]),
      [
        [GUESSED, 7],
        [KNOCK, 2],
      ],
    );
  },
  CSV: (name, text) => {
    assert.equal(name, "detections.csv");
    const [head, ...rows] = text.trimEnd().split("\r\n");
    assert.match(head!, /^time,severity,rule,key,/);
    assert.deepEqual(
      rows.map((row) => row.split(",")[2]),
      [GUESSED, KNOCK],
    );
  },
  "Markdown Report": (name, text) => {
    assert.equal(name, "detections.md");
    assert.match(text, /^# Detections in /);
    assert.match(text, /Narrowed by `` user:\* ``\./);
    assert.ok(text.includes("Accepted"), "it has the evidence");
  },
  "ATT&CK Navigator Layer": (name, text) => {
    assert.equal(name, "attack-layer.json");
    const { techniques } = JSON.parse(text) as { techniques: { techniqueID: string }[] };
    assert.deepEqual(
      techniques.map(({ techniqueID }) => techniqueID),
      ["T1046", "T1078", "T1110.001"],
    );
  },
};

/** The sample, with points for its severities. */
function scored(): string {
  const folder = folderOf({});
  fs.cpSync(SAMPLE, folder, { recursive: true });
  const file = path.join(folder, "ssh.grove");
  const rules = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, rules.replace("severity high", "$&  risk 70").replaceAll("severity medium", "$&  risk 30"));
  return folder;
}

describe("all that the panel offers", function () {
  this.timeout(60_000);
  const browser = useBrowser();
  let replayed: Replayed;
  let panel: PanelPage;

  before(async function () {
    this.timeout(60_000);
    replayed = await replay(scored());
    panel = await PanelPage.open(browser(), { store: replayed.store(), folder: replayed.folder });
  });
  after(async () => {
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  const box = () => panel.page.getByRole("combobox", { name: "Filter detections" });
  const find = async (query: string): Promise<void> => {
    await box().fill(query);
    await panel.settled();
  };
  const rules = async (): Promise<string[]> =>
    (await panel.page.locator("#detections [role=option] > :nth-child(3)").allInnerTexts()).map((text) => text.trim());
  const open = async (menu: RegExp): Promise<void> => {
    await panel.page.getByRole("button", { name: menu }).click();
    await panel.settled();
  };
  const entries = async (): Promise<string[]> =>
    (await panel.page.locator("mangrove-menu .item").allInnerTexts()).map((text) => text.trim());

  it("finds by every field that is offered, and by its rows' own", async () => {
    await box().focus();
    for (const letter of "abcdefghijklmnopqrstuvwxyz") {
      await find(letter);
      const offered = await panel.page
        .getByRole("listbox", { name: "Completions" })
        .getByRole("option")
        .allInnerTexts();
      for (const text of offered.filter((each) => /:\s/.test(each))) {
        const [field] = text.split(":");
        const isTried = Object.keys(QUERIES).some(
          (query) => query.includes(`${field}:`) || query.includes(`${field}>=`),
        );
        assert.ok(isTried, `${field} is offered, and no query of this test has it`);
      }
    }
    for (const [query, expected] of Object.entries(QUERIES)) {
      await find(query);
      assert.deepEqual(await rules(), expected, query);
    }
    await find("");
  });

  it("sorts by every column, both ways", async () => {
    const heads = panel.page.locator(".detections .heads button");
    const names = await heads.evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute("aria-label")!.split(",")[0]),
    );
    assert.deepEqual(names, Object.keys(ORDERS));
    for (const [name, [first, second]] of Object.entries(ORDERS)) {
      const head = panel.page.locator(".detections .heads").getByRole("button", { name });
      for (const expected of [first, second]) {
        await head.click();
        await panel.settled();
        assert.deepEqual(await rules(), expected, name);
      }
    }
    await panel.page.locator(".detections .heads").getByRole("button", { name: "Time" }).click();
  });

  it("groups by everything that its menu names", async () => {
    await open(/^Group/);
    assert.deepEqual(await entries(), Object.keys(GROUPS));
    await panel.page.keyboard.press("Escape");
    for (const [name, expected] of [...Object.entries(GROUPS).slice(1), ["None", GROUPS["None"]!] as const]) {
      await open(/^Group/);
      await panel.page.getByRole("menuitemradio", { name }).click();
      await panel.settled();
      const heads = await panel.page.locator("#detections .group > :nth-child(2)").allInnerTexts();
      assert.deepEqual(
        heads.map((head) => head.replace(/\s+/g, " ").trim()),
        expected,
        name,
      );
    }
  });

  it("exports in every format that its menu names what is listed", async () => {
    await find("user:*");
    await open(/^Export/);
    assert.deepEqual(await entries(), Object.keys(FORMATS));
    await panel.page.keyboard.press("Escape");
    for (const [name, check] of Object.entries(FORMATS)) {
      await open(/^Export/);
      await panel.page.getByRole("menuitem", { name, exact: true }).click();
      await panel.settled();
      const file = panel.saved.at(-1)!;
      check(file.name, file.text);
    }
    await find("");
  });

  it("keeps the head of a detail in one line, however narrow it is", async () => {
    await panel.page.keyboard.press("Escape"); // what the query offers hangs over the list
    await panel.page.locator("#detections [role=option]").first().click();
    await panel.page.setViewportSize({ width: 620, height: 560 });
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    const middles = await panel.page
      .locator(".detail .head .first > *")
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()).map(({ y, height }) => y + height / 2));
    assert.ok(middles.length > 4);
    assert.ok(Math.max(...middles) - Math.min(...middles) <= 4, middles.join());
  });
});
