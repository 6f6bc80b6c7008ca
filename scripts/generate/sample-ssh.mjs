/**
 * Writes samples/ssh: two hosts' auth.log, and expected.json: what the rules of the sample must find, by which lines.
 * The story is told here once, line by line; the logs and the expectations both come from it, so the expectations owe
 * nothing to the engine. Chance is a seeded generator: the same bytes on every run.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const sample = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..", "samples", "ssh");
const DAY = Date.UTC(2026, 5, 14) / 1000;

/** Mulberry32: small, seeded, good enough for background noise. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const random = randomFrom(20260614);
const pick = (items) => items[Math.floor(random() * items.length)];
const between = (low, high) => low + Math.floor(random() * (high - low + 1));

/** "15:16:01" -> seconds since the epoch, on the day of the story. */
const at = (clock) => clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + DAY;

const entries = []; // { host, time, arrives, text, mark }
let pid = 2100;
function write(host, time, text, { mark = null, arrives = time, program = "sshd", id = pid } = {}) {
  entries.push({ host, time, arrives, text, mark, program, id, order: entries.length });
}

// ---- what sshd says ----
const port = () => between(32768, 60999);
function failure(host, time, user, ip, { known = true, mark, arrives } = {}) {
  pid += between(1, 4);
  if (!known) {
    write(host, time - 2, `Invalid user ${user} from ${ip}`);
    write(host, time - 2, `input_userauth_request: invalid user ${user} [preauth]`);
    write(host, time - 2, "pam_unix(sshd:auth): check pass; user unknown");
  }
  const who = known ? `  user=${user}` : " ";
  const pam = `pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=${ip}${who}`;
  write(host, time - 2, pam);
  const text = `Failed password for ${known ? "" : "invalid user "}${user} from ${ip} port ${port()} ssh2`;
  write(host, time, text, { mark, arrives });
  write(host, time, `Received disconnect from ${ip}: 11: Bye Bye [preauth]`);
}
function success(host, time, user, ip, { mark, method = "password" } = {}) {
  pid += between(1, 4);
  write(host, time, `Accepted ${method} for ${user} from ${ip} port ${port()} ssh2`, { mark });
  write(host, time, `pam_unix(sshd:session): session opened for user ${user} by (uid=0)`);
  const end = time + between(120, 5400);
  write(host, end, `Received disconnect from ${ip}: 11: disconnected by user`);
  write(host, end, `pam_unix(sshd:session): session closed for user ${user}`);
}

// ---- the stories ----
// 1. A password is guessed: six failures on two hosts for three users, then in as one of them. guessed_password, once.
const guesser = "203.0.113.47";
["root", "admin", "deploy", "root", "deploy", "deploy"].forEach((user, i) =>
  failure(i % 2 ? "web1" : "bastion", at("09:12:04") + i * 37, user, guesser, {
    known: user !== "admin",
    mark: "guessed",
  }),
);
success("web1", at("09:16:20"), "deploy", guesser, { mark: "guessed" });

// 2. A dictionary runs for minutes and never gets in. brute_force, once: the 12th failure within 5 minutes raises it, and
//    while it goes on the rule stays silent, for it has not been false since.
const dictionary = "198.51.100.200";
const names = ["oracle", "test", "git", "ubuntu", "ftp", "nagios", "pi", "guest", "user", "www"];
for (let i = 0; i < 40; i++) {
  const mark = i < 12 ? "dictionary" : undefined;
  failure("bastion", at("11:40:10") + i * 9, names[i % names.length], dictionary, { known: false, mark });
}

// 3. A person mistypes twice and gets in. Nothing: five failures are needed.
failure("web1", at("08:58:31"), "m.chen", "192.0.2.15");
failure("web1", at("08:58:44"), "m.chen", "192.0.2.15");
success("web1", at("08:58:59"), "m.chen", "192.0.2.15");

// 4. Five failures, then a success from the same address as somebody who was not tried. Nothing: `user in guesses.user`.
["root", "backup", "backup", "root", "root"].forEach((user, i) =>
  failure("bastion", at("13:05:00") + i * 20, user, "192.0.2.77"),
);
success("bastion", at("13:07:10"), "j.ortiz", "192.0.2.77");

// 5. Five failures, then the success eleven minutes after the first. Nothing: the window is ten minutes.
for (let i = 0; i < 5; i++) failure("web1", at("14:30:00") + i * 12, "k.osei", "192.0.2.140");
success("web1", at("14:41:02"), "k.osei", "192.0.2.140");

// 6. A scanner knocks without a word on both hosts, and someone logs in from there. knock_then_login, once.
write("bastion", at("16:01:11"), "Did not receive identification string from 203.0.113.99", { mark: "knock" });
write("web1", at("16:01:13"), "Did not receive identification string from 203.0.113.99");
success("web1", at("16:20:45"), "backup", "203.0.113.99", { mark: "knock" });

// 7. A forwarder hung: one failure of 10:30:00 is written three minutes late, and 30 s are allowed. Late, once.
failure("web1", at("10:30:00"), "root", "198.51.100.7", { arrives: at("10:33:00") + 1, mark: "late" });
success("web1", at("10:32:58"), "a.silva", "192.0.2.21", { method: "publickey" });

// ---- a quiet office day around it ----
const staff = ["m.chen", "a.silva", "j.ortiz", "k.osei", "deploy"];
for (let hour = 7; hour < 18; hour++) {
  for (let i = between(2, 4); i > 0; i--) {
    success(
      pick(["bastion", "web1"]),
      DAY + hour * 3600 + between(0, 3599),
      pick(staff),
      `192.0.2.${between(20, 60)}`,
      {
        method: "publickey",
      },
    );
  }
  const stray = DAY + hour * 3600 + between(0, 3599);
  write(pick(["bastion", "web1"]), stray, `Connection closed by 198.51.100.${between(10, 99)} [preauth]`);
  for (const host of ["bastion", "web1"]) {
    const cron = "pam_unix(cron:session): session opened for user root by (uid=0)";
    write(host, DAY + hour * 3600 + 1020, cron, { program: "CRON", id: 900 + hour });
  }
}
// One line that was cut off when the disk was full: it has no time.
write("bastion", at("12:00:00"), null);

// ---- write ----
const MONTH = "Jun";
const two = (n) => String(n).padStart(2, "0");
function stamp(time) {
  const s = time - DAY;
  const day = 14 + Math.floor(s / 86400);
  const r = ((s % 86400) + 86400) % 86400;
  return `${MONTH} ${day} ${two(Math.floor(r / 3600))}:${two(Math.floor(r / 60) % 60)}:${two(r % 60)}`;
}
const marks = {};
const counts = {};
for (const host of ["bastion", "web1"]) {
  const file = `logs/${host}/auth.log`;
  const lines = entries.filter((e) => e.host === host).sort((a, b) => a.arrives - b.arrives || a.order - b.order);
  const text = lines.map((e, i) => {
    if (e.mark) (marks[e.mark] ??= []).push({ file, line: i + 1, time: e.time });
    return e.text === null ? "wd for root from" : `${stamp(e.time)} ${host} ${e.program}[${e.id}]: ${e.text}`;
  });
  counts[file] = {
    lines: lines.length,
    unparsed: lines.filter((e) => e.text === null).length,
    filtered: lines.filter((e) => e.program !== "sshd").length,
  };
  mkdirSync(path.join(sample, "logs", host), { recursive: true });
  writeFileSync(path.join(sample, file), text.join("\n") + "\n");
}
const inOrder = (mark) =>
  marks[mark]
    .sort((a, b) => a.time - b.time || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line)
    .map(({ file, line, time }) => ({ file, line, time: new Date(time * 1000).toISOString() }));
const found = (rule, severity, key, mark) => ({ rule, severity, key, records: inOrder(mark) });
const expected = {
  detections: [
    found("guessed_password", "high", { ip: guesser }, "guessed"),
    found("brute_force", "medium", { ip: dictionary }, "dictionary"),
    found("knock_then_login", "medium", { ip: "203.0.113.99" }, "knock"),
  ],
  late: inOrder("late").map(({ file, line }) => ({ file, line })),
  counts,
};
writeFileSync(path.join(sample, "expected.json"), JSON.stringify(expected, null, 2) + "\n");
