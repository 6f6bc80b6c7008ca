/** Throw-away workspace folders for tests that need real files. Removed when the process ends. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const made: string[] = [];
process.on("exit", () => made.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

/** Absolute path of a new folder that holds these files. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "mangrove-")));
  made.push(root);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return root;
}

/** The source that most of these tests need; rules of the test go behind it. */
export const SSHD = `
source sshd from operating_system {
  files    "*.log"
  format   syslog
  time     timestamp year 2026
  lateness 30s
  template 1 "Failed password for {user} from {ip} port {port:int} ssh2"
  template 2 "Accepted password for {user} from {ip} port {port:int} ssh2"
  map { source.port = port }
}
event failed = sshd where template == 1
event login  = sshd where template == 2
`;

export const GUESSED = `
rule guessed {
  severity high
  by ip
  when sequence within 10m {
    tries: count(failed) >= 2
    entry: login where user in tries.user
  }
  emit user = entry.user
}
`;

/** `Jun 14 09:00:<second> web1 sshd[1]: ...` */
export const failed = (second: number, ip = "203.0.113.9", user = "root"): string =>
  `${stamp(second)} web1 sshd[1]: Failed password for ${user} from ${ip} port 4001 ssh2`;
export const accepted = (second: number, ip = "203.0.113.9", user = "root"): string =>
  `${stamp(second)} web1 sshd[1]: Accepted password for ${user} from ${ip} port 4001 ssh2`;

function stamp(second: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `Jun 14 ${two(9 + Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}
