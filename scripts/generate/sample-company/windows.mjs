/** Windows events as Winlogbeat ships them, one JSON object in a line. */
import { between, hex, isoTime, write } from "./book.mjs";
import { port } from "./world.mjs";

const SECURITY = "Microsoft-Windows-Security-Auditing";
let record = 5_210_000;

function event(time, host, code, action, message, { user, more = {}, data = {}, outcome = "success" }, options) {
  const body = {
    "@timestamp": isoTime(time),
    agent: { type: "winlogbeat", version: "8.13.4" },
    event: {
      action,
      code,
      kind: "event",
      outcome,
      provider: code === "1102" ? "Microsoft-Windows-Eventlog" : SECURITY,
    },
    host: { name: host },
    log: { level: "information" },
    message,
    ...(user === undefined ? {} : { user: { name: user, domain: "TIDEWATER" } }),
    ...more,
    winlog: {
      channel: "Security",
      computer_name: `${host}.tidewater.example`,
      event_id: code,
      event_data: data,
      record_id: String(++record),
    },
  };
  write("windows", time, JSON.stringify(body), options);
}

const logon = (id) => ({ LogonType: String(id), TargetLogonId: `0x${hex(6)}` });

export const windows = {
  loggedOn(time, host, user, ip, type, options) {
    const more = { source: { ip, port: port() } };
    event(
      time,
      host,
      "4624",
      "logged-in",
      "An account was successfully logged on.",
      { user, more, data: logon(type) },
      options,
    );
  },
  refused(time, host, user, ip, options) {
    const data = { LogonType: "3", Status: "0xc000006d", SubStatus: "0xc000006a" };
    const more = { source: { ip, port: port() } };
    const outcome = "failure";
    event(time, host, "4625", "logon-failed", "An account failed to log on.", { user, more, data, outcome }, options);
  },
  loggedOff(time, host, user) {
    event(time, host, "4634", "logged-out", "An account was logged off.", { user, data: logon(3) });
  },
  ticket(time, user, ip, service, encryption) {
    const data = { ServiceName: service, TicketEncryptionType: encryption, TicketOptions: "0x40810000", Status: "0x0" };
    const more = { source: { ip, port: port() } };
    event(time, "dc1", "4769", "kerberos-service-ticket-requested", "A Kerberos service ticket was requested.", {
      user,
      more,
      data,
    });
  },
  started(time, host, user, executable, commandLine, parent, options) {
    const name = executable.slice(executable.lastIndexOf("\\") + 1);
    const parentName = parent.slice(parent.lastIndexOf("\\") + 1);
    const process = { name, executable, command_line: commandLine, parent: { name: parentName, executable: parent } };
    const more = { process: { ...process, pid: between(1000, 19000) } };
    event(time, host, "4688", "created-process", "A new process has been created.", { user, more }, options);
  },
  shareRead(time, user, ip, share, file, options) {
    const data = { ShareName: `\\\\*\\${share}`, RelativeTargetName: file, AccessMask: "0x1" };
    const more = { source: { ip, port: port() } };
    const message = "A network share object was checked to see whether client can be granted desired access.";
    event(time, "file1", "5145", "network-share-object-access-checked", message, { user, more, data }, options);
  },
  device(time, host, description, id, options) {
    const data = { DeviceDescription: description, DeviceId: id, ClassName: "DiskDrive" };
    const message = "A new external device was recognized by the system.";
    event(time, host, "6416", "new-external-device", message, { data }, options);
  },
  logCleared(time, host, user, options) {
    event(time, host, "1102", "audit-log-cleared", "The audit log was cleared.", { user }, options);
  },
};
