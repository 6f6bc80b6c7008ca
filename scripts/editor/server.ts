/**
 * Runs code-server: one server, one profile folder, one port of this machine's loopback interface.
 *
 * Everything that the editor writes stays in the profile folder, it asks no gallery and sends no telemetry. `stop` ends the
 * whole process group; a caller that starts a server must reach `stop` on every way out.
 */
import type { ChildProcess } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runQuietly, startGroup } from "../processes.ts";
import { ensureEditor } from "./install.ts";
import { freePort } from "./port.ts";

export type EditorOptions = {
  /** A folder for settings, extensions and logs; made if missing, and worth keeping for a quick second start. */
  readonly profile: string;
  /** The packaged extension to install. */
  readonly vsix?: string;
  /** Tried first, then the next free one; 0 takes any. */
  readonly port?: number;
  /** User settings on top of the quiet ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment; the extension host inherits it. */
  readonly env?: Readonly<Record<string, string>>;
  /** Lets a page run extension tests (see the payload in workbench.ts). Never on for a person's own session. */
  readonly driver?: boolean;
};

export type EditorServer = {
  readonly port: number;
  /** The address that opens a folder. */
  url(folder: string): string;
  stop(): Promise<void>;
};

const quietSettings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.showReleaseNotes": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Starts the server and resolves when it answers. */
export async function startEditor(options: EditorOptions): Promise<EditorServer> {
  const entry = await ensureEditor();
  const profile = await prepareProfile(options);
  const env = environment(profile.root, options.env ?? {});
  if (options.vsix) await installExtension(entry, profile, options.vsix, env);
  const port = await freePort(options.port ?? 0);
  const group = startGroup(process.execPath, [entry, ...serverFlags(profile, port, options.driver ?? false)], env);
  const log = createWriteStream(join(profile.root, "server.log"));
  group.child.stdout.pipe(log, { end: false });
  group.child.stderr.pipe(log, { end: false });
  const stop = async (): Promise<void> => {
    await group.stop();
    log.end();
  };
  try {
    await untilHealthy(group.child, port);
  } catch (error) {
    await stop();
    throw new Error(`The editor did not start. Its log is ${join(profile.root, "server.log")}.`, { cause: error });
  }
  return { port, stop, url: (folder) => `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}` };
}

type Profile = { readonly root: string; readonly data: string; readonly extensions: string };

async function prepareProfile(options: EditorOptions): Promise<Profile> {
  const data = join(options.profile, "data");
  const extensions = join(options.profile, "extensions");
  await mkdir(join(data, "User"), { recursive: true });
  await mkdir(extensions, { recursive: true });
  await writeFile(join(options.profile, "config.yaml"), "");
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2);
  await writeFile(join(data, "User", "settings.json"), settings, { flag: "wx" }).catch(ignoreExisting);
  return { root: options.profile, data, extensions };
}

/** A profile that is used again keeps the settings that its owner has changed. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

const profileFlags = (profile: Profile): string[] => [
  "--user-data-dir",
  profile.data,
  "--extensions-dir",
  profile.extensions,
  "--config",
  join(profile.root, "config.yaml"),
];

function serverFlags(profile: Profile, port: number, driver: boolean): string[] {
  const flags = [
    ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`],
    ...["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"],
    ...["--disable-getting-started-override", "--ignore-last-opened"],
    ...profileFlags(profile),
  ];
  // Without this flag VS Code ignores the test payload in the address, silently.
  return driver ? [...flags, "--vscode-option", "enable-smoke-test-driver"] : flags;
}

/** XDG folders inside the profile: nothing of the person's own editor is read or written. */
function environment(profile: string, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    EXTENSIONS_GALLERY: "{}",
    XDG_CONFIG_HOME: join(profile, "xdg", "config"),
    XDG_DATA_HOME: join(profile, "xdg", "data"),
    XDG_STATE_HOME: join(profile, "xdg", "state"),
    XDG_CACHE_HOME: join(profile, "xdg", "cache"),
    ...more,
  };
}

/** Installing takes seconds, so a profile that already has exactly this package is left as it is. */
async function installExtension(entry: string, profile: Profile, vsix: string, env: NodeJS.ProcessEnv): Promise<void> {
  const stamp = join(profile.root, "installed.sha256");
  const wanted = createHash("sha256")
    .update(await readFile(vsix))
    .digest("hex");
  const present = await readFile(stamp, "utf8").catch(() => "");
  if (present === wanted) return;
  await runQuietly(process.execPath, [entry, ...profileFlags(profile), "--install-extension", vsix, "--force"], {
    env,
  });
  await writeFile(stamp, wanted);
}

async function untilHealthy(child: ChildProcess, port: number, patience = 60_000): Promise<void> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("The server ended by itself.");
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error(`The server did not answer within ${patience / 1000} s.`);
}
