/** What each system writes when something happens, spelled as the real one spells it. */
import { accessTime, auditTime, between, eveTime, hex, isoTime, syslogTime, write } from "./book.mjs";
import { port, publicAddress, servers } from "./world.mjs";

// ---- Cisco ASA, over syslog to a file ----
const asa = (time, id, text, options) =>
  write("firewall", time, `${syslogTime(time)} fw1 %ASA-${id}: ${text}`, options);
let connection = 480_000;

export const firewall = {
  denied(time, from, to, toPort, options) {
    const what = `Deny tcp src outside:${from}/${port()} dst dmz:${to}/${toPort} by access-group "outside_in"`;
    asa(time, "4-106023", `${what} [0x${hex(8)}, 0x0]`, options);
  },
  /** Someone outside comes in. */
  inbound(time, from, to, toPort, seconds, bytes) {
    const id = ++connection;
    const outside = `outside:${from}/${port()}`;
    const inside = `dmz:${servers[to]}/${toPort}`;
    const mapped = `(${publicAddress[to]}/${toPort})`;
    const open = outside.slice(8);
    asa(time, "6-302013", `Built inbound TCP connection ${id} for ${outside} (${open}) to ${inside} ${mapped}`);
    close(time, id, outside, inside, seconds, bytes);
  },
  /** A machine of ours goes out. */
  outbound(time, zone, from, to, toPort, seconds, bytes, { built = {}, ended = {} } = {}) {
    const id = ++connection;
    const ours = port();
    const outside = `outside:${to}/${toPort}`;
    const inside = `${zone}:${from}/${ours}`;
    const open = `${to}/${toPort}`;
    const mapped = `(192.0.2.2/${ours})`;
    asa(time, "6-302013", `Built outbound TCP connection ${id} for ${outside} (${open}) to ${inside} ${mapped}`, built);
    close(time, id, outside, inside, seconds, bytes, ended);
  },
  vpnIn(time, { user, home }, address, options) {
    asa(time, "6-113004", `AAA user authentication Successful : server =  10.30.0.10 : user = ${user}`);
    const session = `Group <staff> User <${user}> IP <${home}> IPv4 Address <${address}> IPv6 address <::> assigned to session`;
    asa(time, "4-722051", session, options);
  },
  vpnOut(time, { user, home }, seconds) {
    const session = "Session disconnected. Session Type: AnyConnect-Parent";
    const bytes = `Bytes xmt: ${between(40_000, 9_000_000)}, Bytes rcv: ${between(20_000, 900_000)}`;
    const rest = `${session}, Duration: ${duration(seconds, "h", "m", "s")}, ${bytes}, Reason: User Requested`;
    asa(time, "4-113019", `Group = staff, Username = ${user}, IP = ${home}, ${rest}`);
  },
  refused(time, user, from) {
    const rest = `user = ${user} : user IP = ${from}`;
    asa(time, "6-113015", `AAA user authentication Rejected : reason = Invalid password : local database : ${rest}`);
  },
};
function close(time, id, outside, inside, seconds, bytes, options) {
  const text = `Teardown TCP connection ${id} for ${outside} to ${inside} duration ${duration(seconds, "", "", "")}`;
  asa(time + seconds * 1000, "6-302014", `${text} bytes ${bytes} TCP FINs`, options);
}
function duration(seconds, h, m, s) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${hours}${h}:${String(minutes).padStart(2, "0")}${m}:${String(rest).padStart(2, "0")}${s}`;
}

// ---- Suricata: eve.json of two sensors ----
const eve = (time, host, type, from, to, toPort, more, options) => {
  const ends = { src_ip: from, src_port: port(), dest_ip: to, dest_port: toPort };
  const flow = between(1e14, 9e14);
  const event = {
    timestamp: eveTime(time),
    flow_id: flow,
    in_iface: "eth1",
    event_type: type,
    ...ends,
    proto: "TCP",
    host,
  };
  write("ids", time, JSON.stringify({ ...event, ...more }), options);
};
export const SIGNATURES = {
  nikto: [2002677, "ET SCAN Nikto Web App Scan in Progress", "Web Application Attack", 1],
  phpUpload: [2011768, "ET WEB_SERVER PHP tags in HTTP POST", "Web Application Attack", 1],
  sqlInjection: [2006446, "ET WEB_SERVER Possible SQL Injection Attempt UNION SELECT", "Web Application Attack", 1],
  zgrab: [2029054, "ET SCAN Zmap User-Agent (Inbound)", "Detection of a Network Scan", 3],
  vnc: [2002911, "ET SCAN Potential VNC Scan 5900-5920", "Attempted Information Leak", 2],
  mysql: [2010937, "ET SCAN Suspicious inbound to mySQL port 3306", "Potentially Bad Traffic", 2],
  curlOut: [2013028, "ET POLICY curl User-Agent Outbound", "Attempted Information Leak", 2],
};
export const ids = {
  alert(time, sensor, from, to, [id, signature, category, severity], http, options) {
    const alert = { action: "allowed", gid: 1, signature_id: id, rev: 8, signature, category, severity };
    const seen = http === null ? {} : { http, app_proto: "http" };
    eve(time, sensor, "alert", from, to, 80, { alert, ...seen }, options);
  },
  dns(time, sensor, from, name) {
    const dns = { type: "query", id: between(1, 65535), rrname: name, rrtype: "A", tx_id: 0 };
    eve(time, sensor, "dns", from, servers.dc1, 53, { proto: "UDP", dns });
  },
  tls(time, sensor, from, to, name) {
    eve(time, sensor, "tls", from, to, 443, { tls: { sni: name, version: "TLS 1.3" } });
  },
};

// ---- Linux: sshd, sudo, systemd and the audit daemon, over syslog to one file ----
const linuxLine = (time, host, tag, text, options) =>
  write("linux", time, `${syslogTime(time)} ${host} ${tag}: ${text}`, options);
let pid = 2100;
let auditNumber = 88_000;
export const linux = {
  sshFailed(time, host, user, from, options) {
    const id = (pid += between(1, 9));
    linuxLine(
      time,
      host,
      `sshd[${id}]`,
      `Failed password for invalid user ${user} from ${from} port ${port()} ssh2`,
      options,
    );
  },
  sshIn(time, host, user, from, method, seconds, options) {
    const id = (pid += between(1, 9));
    const key = method === "publickey" ? `: ED25519 SHA256:${hex(43)}` : "";
    linuxLine(
      time,
      host,
      `sshd[${id}]`,
      `Accepted ${method} for ${user} from ${from} port ${port()} ssh2${key}`,
      options,
    );
    linuxLine(
      time,
      host,
      `sshd[${id}]`,
      `pam_unix(sshd:session): session opened for user ${user}(uid=1004) by (uid=0)`,
    );
    linuxLine(time + seconds * 1000, host, `sshd[${id}]`, `pam_unix(sshd:session): session closed for user ${user}`);
  },
  sudo(time, host, user, command) {
    const where = `TTY=pts/0 ; PWD=/home/${user} ; USER=root`;
    linuxLine(time, host, `sudo[${(pid += 3)}]`, `${user} : ${where} ; COMMAND=${command}`);
  },
  systemd: (time, host, text, options) => linuxLine(time, host, "systemd[1]", text, options),
  cron: (time, host, command) =>
    linuxLine(time, host, `CRON[${(pid += 2)}]`, `(root) CMD (${command})`, { fate: "filtered" }),
  /** The two lines that auditd writes of a program that is started. */
  execve(time, host, { uid, exe, args, key = "exec" }, options) {
    const stamp = `${(time / 1000).toFixed(3)}:${++auditNumber}`;
    const ids = `auid=4294967295 uid=${uid} gid=${uid} euid=${uid} suid=${uid} fsuid=${uid} egid=${uid} sgid=${uid} fsgid=${uid}`;
    const comm = exe.slice(exe.lastIndexOf("/") + 1);
    const call = `arch=c000003e syscall=59 success=yes exit=0 a0=${hex(12)} a1=${hex(12)} a2=${hex(12)} a3=0 items=2`;
    const who = `ppid=${between(900, 1900)} pid=${(pid += 1)} ${ids} tty=(none) ses=4294967295 comm="${comm}" exe="${exe}"`;
    const tag = "audisp-syslog[612]";
    linuxLine(
      time,
      host,
      tag,
      `type=SYSCALL msg=audit(${stamp}): ${call} ${who} subj=unconfined key="${key}"`,
      options,
    );
    const given = args.map((arg, i) => `a${i}="${arg}"`).join(" ");
    linuxLine(time, host, tag, `type=EXECVE msg=audit(${stamp}): argc=${args.length} ${given}`);
  },
};

// ---- nginx: the combined log of web1 ----
export const web = {
  request(time, from, method, url, status, bytes, agent, { referer = "-", ...options } = {}) {
    const text = `${from} - - [${accessTime(time)}] "${method} ${url} HTTP/1.1" ${status} ${bytes} "${referer}" "${agent}"`;
    write("web", time, text, options);
  },
};

// ---- the portal: JSON with the names of the Elastic Common Schema ----
export const portal = {
  event(time, action, user, ip, message, more = {}, options) {
    const event = {
      "@timestamp": isoTime(time),
      "log.level": more.level ?? "info",
      message,
      service: { name: "portal", version: "4.12.1" },
      host: { name: "app1" },
      event: { action, outcome: more.outcome ?? "success" },
      user: { name: user },
      source: { ip },
      ...more.fields,
      trace: { id: hex(16) },
    };
    write("portal", time, JSON.stringify(event), options);
  },
};

// ---- MySQL: the audit log (JSON) and the slow query log of db1 ----
let query = 700_000;
export const database = {
  query(time, user, ip, connection, command, sql, options) {
    const record = {
      name: "Query",
      record: `${++query}_2026-06-08T00:00:03`,
      timestamp: auditTime(time),
      command_class: command,
      connection_id: String(connection),
      status: 0,
      sqltext: sql,
      user: `${user}[${user}] @  [${ip}]`,
      host: "",
      os_user: "",
      ip,
      db: "shop",
    };
    write("database", time, JSON.stringify({ audit_record: record }), options);
  },
  slow(time, user, ip, connection, seconds, sent, examined, sql, options) {
    const micros = isoTime(time).replace("Z", "000Z");
    const text = [
      `# Time: ${micros}`,
      `# User@Host: ${user}[${user}] @  [${ip}]  Id: ${String(connection).padStart(5)}`,
      `# Query_time: ${seconds.toFixed(6)}  Lock_time: 0.000004 Rows_sent: ${sent}  Rows_examined: ${examined}`,
      `SET timestamp=${Math.floor(time / 1000 - seconds)};`,
      `${sql};`,
    ].join("\n");
    write("slow", time, text, options);
  },
};

// ---- Cisco IOS: a router and a switch, over syslog to one file ----
const sequence = { rtr1: 41_200, sw1: 9_800 };
export function ios(time, host, message, options) {
  const clock = `${syslogTime(time)}.${String(between(0, 999)).padStart(3, "0")}`;
  write("network", time, `${syslogTime(time)} ${host} ${++sequence[host]}: ${clock}: %${message}`, options);
}
