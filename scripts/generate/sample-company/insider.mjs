/**
 * The second case: someone in sales, who leaves at the month's end, gathers customers and contracts over three days and
 * carries them out on a stick. Every step is allowed to this person; only together, and by this much, they are a case.
 */
import { MINUTE, SECOND, at } from "./book.mjs";
import { database, firewall, ios, portal } from "./systems.mjs";
import { windows } from "./windows.mjs";
import { person, servers } from "./world.mjs";

export const INSIDER = "k.osei";
const leaver = person(INSIDER);
const { user, ip, host, port } = leaver;
const TUNNEL = "10.40.0.27";

function evening() {
  const begin = at("06-10 19:52:00");
  firewall.vpnIn(begin, leaver, TUNNEL, { marks: ["evening", "collected"] });
  for (let i = 0; i < 140; i++) {
    const time = at("06-10 20:05:00") + i * 20 * SECOND + ((i * 37) % 900);
    const customer = `C-${102_000 + i}`;
    const marks = i < 80 ? ["lookup", "collected"] : [];
    portal.event(
      time,
      "customer.view",
      user,
      TUNNEL,
      "customer viewed",
      { fields: { labels: { customer } } },
      { marks },
    );
    const sql = `SELECT name, address, phone FROM customers WHERE number = '${customer}'`;
    database.query(time, "portal", servers.app1, 231, "select", sql);
  }
  firewall.vpnOut(begin + 70 * MINUTE, leaver, 4200);
}

function share() {
  for (let i = 0; i < 70; i++) {
    const time = at("06-11 17:32:00") + i * 12 * SECOND + ((i * 53) % 900);
    const marks = i < 50 ? ["sweep", "collected"] : [];
    windows.shareRead(time, user, ip, "contracts", `signed\\contract-${4000 + i}.pdf`, { marks });
  }
}

function stick() {
  const id = "USBSTOR\\DISK&VEN_SANDISK&PROD_ULTRA\\4C530001230721";
  windows.device(at("06-12 12:40:21") + 310, host, "USB Mass Storage Device", id, { marks: ["carried"] });
  const zip = "C:\\Program Files\\7-Zip\\7z.exe";
  const command = "7z.exe a -pSommer26 -mhe=on E:\\b.7z C:\\Users\\k.osei\\Documents\\contracts";
  windows.started(at("06-12 12:48:02") + 95, host, user, zip, command, "C:\\Windows\\explorer.exe", {
    marks: ["carried"],
  });
  const address = "MAC address 3c22.fb9a.01d4";
  const violation = `PORT_SECURITY-2-PSECURE_VIOLATION: Security violation occurred, caused by ${address} on port ${port}.`;
  ios(at("06-12 12:58:40"), "sw1", violation, { marks: ["laptop"] });
  windows.logCleared(at("06-12 13:20:12") + 777, host, user, { marks: ["cleared"] });
}

export function insider(found) {
  evening();
  share();
  stick();
  found("mass_lookup", "medium", { user }, ["lookup"]);
  found("share_sweep", "medium", { user }, ["sweep"]);
  found("data_collection", "high", { user }, ["collected"]);
  found("insider_theft", "critical", { user }, ["collected", "carried"]);
  found("foreign_device", "medium", { user }, ["laptop"]);
  found("log_cleared", "high", { device: host }, ["cleared"]);
}
