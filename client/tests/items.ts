/**
 * The `test` blocks in the editor's list of tests: files, and below them their tests. Invariant: what is kept of a folder is the
 * answer to the latest question about it; an item whose file and title stay is the same item, so its last result stays too.
 */
import * as vscode from "vscode";
import type { FolderParams, TestInfo } from "../../server/protocol.ts";

export class TestItems implements vscode.Disposable {
  private readonly controller: vscode.TestController;
  private readonly fetch: (params: FolderParams) => Promise<readonly TestInfo[]>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly asked = new Map<string, number>();
  /** Of each item that is a test, the folder that runs it. */
  private readonly folders = new WeakMap<vscode.TestItem, string>();

  readonly onDidChange = this.changes.event;

  /** `fetch` asks the server for the tests of a folder. */
  constructor(controller: vscode.TestController, fetch: (params: FolderParams) => Promise<readonly TestInfo[]>) {
    this.controller = controller;
    this.fetch = fetch;
  }

  /** Uri of the folder that runs this test; undefined: it is a file. */
  folderOf(item: vscode.TestItem): string | undefined {
    return this.folders.get(item);
  }

  /** The tests that an item stands for, itself or those below it; without one: all. */
  under(item?: vscode.TestItem): readonly vscode.TestItem[] {
    if (item !== undefined && this.folders.has(item)) return [item];
    return [...(item?.children ?? this.controller.items)].flatMap(([, child]) => this.under(child));
  }

  find(id: string): vscode.TestItem | undefined {
    return this.under().find((item) => item.id === id);
  }

  async refresh(folder: string): Promise<void> {
    const question = (this.asked.get(folder) ?? 0) + 1;
    this.asked.set(folder, question);
    // A server that is gone has said so itself; what was known stays.
    const tests = await this.fetch({ folder }).catch(() => null);
    if (tests !== null && this.asked.get(folder) === question) this.show(folder, tests);
  }

  forget(folder: string): void {
    this.asked.set(folder, (this.asked.get(folder) ?? 0) + 1);
    this.show(folder, []);
  }

  private show(folder: string, tests: readonly TestInfo[]): void {
    const files = Map.groupBy(tests, ({ place }) => place.uri);
    const gone = [...this.controller.items].filter(
      ([id, file]) => !files.has(id) && this.under(file).some((item) => this.folders.get(item) === folder),
    );
    for (const [id] of gone) this.controller.items.delete(id);
    for (const [uri, own] of files) {
      const file = this.controller.items.get(uri) ?? this.fileItem(uri);
      file.children.replace(own.map((test) => this.testItem(file, folder, test)));
    }
    this.changes.fire();
  }

  dispose(): void {
    this.changes.dispose();
  }

  private fileItem(id: string): vscode.TestItem {
    const uri = vscode.Uri.parse(id, true);
    const file = this.controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
    this.controller.items.add(file);
    return file;
  }

  private testItem(
    file: vscode.TestItem,
    folder: string,
    { id, title, place, endLine, broken }: TestInfo,
  ): vscode.TestItem {
    const item = file.children.get(id) ?? this.controller.createTestItem(id, title, file.uri);
    item.range = new vscode.Range(place.line, place.character, endLine, 0);
    item.description = broken ? "has errors" : "";
    this.folders.set(item, folder);
    return item;
  }
}
