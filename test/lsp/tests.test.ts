import assert from "node:assert/strict";
import { CancellationTokenSource } from "vscode-languageserver/node";
import {
  DRAFT_TEST,
  REPLAY,
  RUN_TESTS,
  TESTS,
  type ReplayResult,
  type RunTestsParams,
  type TestDraft,
  type TestInfo,
  type TestsResult,
} from "../../server/protocol.ts";
import { Client, uri } from "../kit/client.ts";
import { makeFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

const GIVEN = `given sshd """\n${LOG.split("\n").slice(0, 4).join("\n")}\n"""`;
const SOUND = `test "caught" {\n${GIVEN}\nexpect guessed_password once\n}\n`;
const WRONG = `test "wrong" {\n${GIVEN}\nexpect guessed_password twice\n}\n`;
const SHORT = `test "short" {\n${GIVEN.replace(/.*port 4003.*\n/, "")}\nexpect guessed_password\n}\n`;
const BROKEN = `test "broken" {\n${GIVEN}\nexpect nobody\n}\n`;

describe("the language server: tests", function () {
  this.timeout(30_000);
  let folder: Folder;
  let client: Client;
  let rules: string;

  before(async () => {
    client = await Client.start();
  });
  beforeEach(async () => {
    folder = makeFolder({ "rules/ssh.grove": RULES + SOUND + WRONG + SHORT + BROKEN, "logs/auth.log": LOG });
    rules = uri(`${folder.path}/rules/ssh.grove`);
    await client.addFolder(folder.path);
  });
  afterEach(() => client.reset(folder.path));
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  const list = () => client.request<TestInfo[]>(TESTS, { folder: uri(folder.path) });
  const run = (name: string, more: Partial<RunTestsParams> = {}): Promise<TestsResult> =>
    client.request<TestsResult>(RUN_TESTS, { folder: uri(folder.path), run: name, ...more });
  const heard = (name: string) => client.testsEnded.all.filter((ended) => ended.run === name);

  it("lists them with their places", async () => {
    const line = RULES.split("\n").length - 1;
    const [first, ...others] = await list();
    assert.deepEqual(first, {
      id: `${rules}#caught`,
      title: "caught",
      place: { uri: rules, line, character: 0 },
      endLine: line + 8,
      broken: false,
    });
    assert.deepEqual(
      others.map(({ title, broken }) => [title, broken]),
      [
        ["wrong", false],
        ["short", false],
        ["broken", true],
      ],
    );
  });

  it("says when the list is another one, and not when it is the same", async () => {
    const before = client.testChanges.all.length;
    await client.open(rules, RULES + SOUND.replace("caught", "seen"));
    await client.testChanges.next(({ folder: of }) => of === uri(folder.path), before);
    assert.deepEqual(
      (await list()).map(({ title }) => title),
      ["seen"],
    );
  });

  it("runs all of them: what passed, what failed with expected and found, what cannot run", async () => {
    assert.deepEqual(await run("all"), { ok: true });
    const ended = new Map(heard("all").map(({ id, failures }) => [id.split("#")[1], failures]));
    assert.deepEqual([...ended.keys()].sort(), ["broken", "caught", "short", "wrong"]);
    assert.deepEqual(ended.get("caught"), []);
    const [wrong] = ended.get("wrong")!;
    assert.equal(wrong?.message, "expected 2 detections of guessed_password, found 1 detection");
    assert.equal(wrong?.expected, "expect guessed_password twice");
    assert.match(
      wrong?.found ?? "",
      /^guessed_password {2}2026-06-14T15:16:09\.000000Z {2}ip 203\.0\.113\.9 {2}user root/,
    );
    assert.equal(wrong?.place?.uri, rules);
    const [broken] = ended.get("broken")!;
    assert.match(broken?.message ?? "", /was not run: it has an error.* Mend that first\./);
  });

  it("says of what did not fire how near it came", async () => {
    await run("near", { tests: [`${rules}#short`] });
    const [failure] = heard("near")[0]!.failures;
    assert.match(failure!.message, /^expected a detection of guessed_password, found none: guesses had 2, needed >= 3/);
    assert.equal(failure!.found, "nothing");
  });

  it("runs only those that were asked for, as the editor has them", async () => {
    await client.open(rules, RULES.replace(">= 3", ">= 4") + SOUND + WRONG);
    await run("one", { tests: [`${rules}#caught`] });
    assert.deepEqual(
      heard("one").map(({ id, failures }) => [id, failures.length]),
      [[`${rules}#caught`, 1]],
    );
  });

  it("ends when it is cancelled, and says nothing more", async () => {
    const many = Array.from({ length: 200 }, (_, i) => SOUND.replace("caught", `caught ${i}`)).join("");
    await client.open(rules, RULES + many);
    const cancel = new CancellationTokenSource();
    const params: RunTestsParams = { folder: uri(folder.path), run: "cancelled" };
    const answer = client.connection.sendRequest(RUN_TESTS, params, cancel.token);
    await client.testsEnded.next((ended) => ended.run === "cancelled");
    cancel.cancel();
    assert.deepEqual(await answer, { ok: true });
    const then = heard("cancelled").length;
    await run("after", { tests: [`${rules}#caught 1`] });
    assert.equal(heard("cancelled").length, then);
    assert.ok(then < 200);
  });

  it("drafts a test from what a replay found, which passes when it is put behind its rule", async () => {
    const text = RULES + SOUND;
    await client.open(rules, text);
    const result = await client.request<ReplayResult>(REPLAY, { folder: uri(folder.path), replay: "draft" });
    assert.ok(result.ok);
    const [detection] = client.batches.all
      .filter(({ replay }) => replay === "draft")
      .flatMap((each) => each.detections);
    const draft = await client.request<TestDraft>(DRAFT_TEST, { folder: uri(folder.path), detection });
    assert.ok(draft.ok);
    assert.equal(draft.fails, null);
    const at = text.split("\n").slice(0, draft.place.line).join("\n").length + 1 + draft.place.character;
    await client.open(rules, `${text.slice(0, at)}\n\n${draft.text}${text.slice(at)}`);
    assert.deepEqual(
      (await list()).map(({ title }) => title),
      ["guessed_password fires for 203.0.113.9", "caught"],
    );
    await run("drafted");
    assert.deepEqual(
      heard("drafted").map(({ failures }) => failures),
      [[], []],
    );
  });

  it("drafts nothing from evidence that lost lines, and says what to do", async () => {
    const result = await client.request<ReplayResult>(REPLAY, { folder: uri(folder.path), replay: "short" });
    assert.ok(result.ok);
    const [whole] = client.batches.all.filter(({ replay }) => replay === "short").flatMap((each) => each.detections);
    const detection = { ...whole!, shortened: { kept: 2, of: 2_400, sources: ["sshd"] } };
    const draft = await client.request<TestDraft>(DRAFT_TEST, { folder: uri(folder.path), detection });
    assert.ok(!draft.ok);
    assert.match(draft.message, /of the 2,400 records of this detection only 2 were kept.* "grove replay --json"/);
  });

  it("drafts nothing for a rule that is gone, and says what to do", async () => {
    const result = await client.request<ReplayResult>(REPLAY, { folder: uri(folder.path), replay: "gone" });
    assert.ok(result.ok);
    const [detection] = client.batches.all.filter(({ replay }) => replay === "gone").flatMap((each) => each.detections);
    await client.open(rules, RULES.replace("rule guessed_password", "rule renamed"));
    const draft = await client.request<TestDraft>(DRAFT_TEST, { folder: uri(folder.path), detection });
    assert.ok(!draft.ok);
    assert.match(draft.message, /no sound rule guessed_password any more.* Mend or restore it first\./);
  });
});
