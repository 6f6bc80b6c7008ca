/**
 * What is true and no case: alerts that a SOC closes in a minute, and lines that came late, twice or broken. Each is
 * expected like the cases are.
 */
import { MINUTE, SECOND, at, between, eveTime, write } from "./book.mjs";
import { firewall, ids, ios, linux } from "./systems.mjs";

const DICTIONARY = "198.51.100.200";
const SCANNER = "203.0.113.41";

export function weather(found) {
  const names = ["oracle", "test", "git", "ubuntu", "ftp", "nagios", "pi", "guest", "user", "www"];
  for (let i = 0; i < 60; i++) {
    const marks = i < 10 ? ["dictionary"] : [];
    linux.sshFailed(at("06-09 03:14:00") + i * 7 * SECOND, "bastion", names[i % 10], DICTIONARY, { marks });
  }
  found("password_guessing", "low", { ip: DICTIONARY }, ["dictionary"]);

  for (let i = 0; i < 24; i++) {
    const marks = i < 20 ? ["sunday"] : [];
    firewall.denied(at("06-14 04:12:00") + i * 5 * SECOND, SCANNER, "192.0.2.5", 7000 + i, { marks });
  }
  found("port_scan", "low", { ip: SCANNER }, ["sunday"]);

  const repair = "SYS-5-CONFIG_I: Configured from console by adm.sorensen on vty0 (10.30.0.5)";
  ios(at("06-13 03:12:40"), "sw1", repair, { marks: ["repair"] });
  found("config_by_night", "low", { device: "sw1" }, ["repair"]);

  // The sensor's forwarder hung: three lines come four minutes late, behind one that came in time.
  const hung = at("06-10 14:00:00");
  for (let i = 0; i < 3; i++) {
    const tls = { sni: "docs.example", version: "TLS 1.3" };
    const time = hung + i * SECOND;
    const ends = { src_ip: "10.10.3.33", src_port: 51_200 + i, dest_ip: "198.51.100.44", dest_port: 443 };
    const event = { timestamp: eveTime(time), event_type: "tls", ...ends, proto: "TCP", host: "ids-gva", tls };
    write("ids", time, JSON.stringify(event), { arrives: hung + 4 * MINUTE + i, fate: "late" });
  }
  ids.dns(hung + 2 * MINUTE, "ids-gva", "10.10.3.33", "docs.example");

  // Lines that are none.
  const broken = { fate: "unparsed" };
  write("firewall", at("06-11 09:00:02"), "09:00:02 fw1 %ASA-6-3020", broken);
  write("portal", at("06-09 10:30:00"), '{"@timestamp":"2026-06-09T08:30:00.000Z","log.level":"info","mess', broken);
  write("database", at("06-12 15:00:00"), '"command_class":"select","connection_id":"219"}}', broken);
  write("windows", at("06-08 08:59:59"), "\u0000\u0000\u0000\u0000", broken);
  write("linux", at("06-10 11:11:11"), "rsyslogd was HUPed", broken);
  write("network", at("06-09 16:20:00"), "%SYS-5-RESTART: System restarted --", broken);
  write("web", at("06-11 12:00:00"), "worker process 811 exited on signal 9", broken);
}

/** Datagrams overtake each other: a firewall's line is written up to four seconds behind its time. */
export function overtake(entries) {
  for (const entry of entries) if (entry.stream === "firewall") entry.arrives += between(0, 4) * SECOND;
}
