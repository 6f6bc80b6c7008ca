/**
 * A workspace folder whose files change while the server runs, and the server in it. Invariant: a suite ends with a server
 * that had no internal error and went when it was told to.
 */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, uri, type ClientOptions } from "../kit/client.ts";
import { folderOf } from "../kit/folder.ts";

export interface Folder {
  /** Absolute. */
  readonly path: string;
  /** Into a folder that is there already. */
  write(file: string, content: string): void;
  delete(file: string): void;
  /** With all that is in it. */
  deleteFolder(folder: string): void;
}

export function makeFolder(files: Readonly<Record<string, string>>): Folder {
  const path = folderOf(files);
  return {
    path,
    write: (file, content) => writeFileSync(join(path, file), content),
    delete: (file) => rmSync(join(path, file)),
    deleteFolder: (folder) => rmSync(join(path, folder), { recursive: true }),
  };
}

/** What a test works with. */
export interface Opened {
  readonly client: Client;
  readonly folder: Folder;
  /** The uri of the first file. */
  readonly rules: string;
}

type Files = Readonly<Record<string, string>>;

/** One server for the suite, and for each of its tests a folder of its own with these files. */
export function eachInAFolder(files: Files, take: (opened: Opened) => void): void {
  let client: Client;
  let folder: Folder;
  before(async () => {
    client = await Client.start();
  });
  beforeEach(async () => {
    folder = makeFolder(files);
    await client.addFolder(folder.path);
    take({ client, folder, rules: firstOf(folder, files) });
  });
  afterEach(() => client.reset(folder.path));
  after(() => ended(client));
}

/** One server and one folder for all tests of the suite; the first file is open. */
export function inOneFolder(
  files: Files,
  take: (opened: Opened) => void,
  options: Omit<ClientOptions, "folders"> = {},
): void {
  let client: Client;
  before(async () => {
    const folder = makeFolder(files);
    client = await Client.start({ ...options, folders: [folder.path] });
    const rules = firstOf(folder, files);
    await client.open(rules, Object.values(files)[0]!);
    take({ client, folder, rules });
  });
  after(() => ended(client));
}

const firstOf = (folder: Folder, files: Files): string => uri(`${folder.path}/${Object.keys(files)[0]!}`);

async function ended(client: Client): Promise<void> {
  // First of all, for a server that goes on keeps the tests from ending.
  const code = await client.stop();
  assert.deepEqual(client.errors, []);
  assert.equal(code, 0);
}
