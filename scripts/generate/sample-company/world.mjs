/** Who and what the company is: people, machines, networks. Nothing here happens; the other files let it. */
import { pick, between } from "./book.mjs";

/** Name, address in the office network, role. The workstation is `ws-` and the last part of the address. */
const PEOPLE = [
  ["m.chen", 21, "developer"],
  ["a.silva", 22, "developer"],
  ["j.ortiz", 23, "developer"],
  ["adm.keller", 24, "admin"],
  ["adm.sorensen", 25, "admin"],
  ["n.haddad", 26, "support"],
  ["k.osei", 27, "sales"],
  ["p.lindqvist", 28, "sales"],
  ["t.brunner", 29, "sales"],
  ["r.moreau", 30, "sales"],
  ["e.rossi", 31, "support"],
  ["h.yilmaz", 32, "support"],
  ["s.novak", 33, "finance"],
  ["l.fischer", 34, "finance"],
  ["c.dubois", 35, "finance"],
  ["b.okafor", 36, "logistics"],
  ["d.petrov", 37, "logistics"],
  ["i.santos", 38, "logistics"],
  ["f.weber", 39, "management"],
  ["o.jensen", 40, "management"],
];
export const staff = PEOPLE.map(([user, last, role]) => ({
  user,
  role,
  ip: `10.10.3.${last}`,
  host: `ws-03${last}`,
  port: `GigabitEthernet1/0/${last}`,
  home: `198.51.100.${last + 50}`,
}));
export const person = (user) => staff.find((one) => one.user === user);
export const inRole = (...roles) => staff.filter(({ role }) => roles.includes(role));

export const servers = {
  fw1: "192.0.2.1",
  web1: "10.20.0.11",
  app1: "10.20.0.12",
  bastion: "10.30.0.5",
  dc1: "10.30.0.10",
  db1: "10.30.0.21",
  file1: "10.30.0.31",
};

/** Addresses of the company that the internet sees. */
export const publicAddress = { web1: "192.0.2.10", vpn: "192.0.2.1", bastion: "192.0.2.5" };

/** Service accounts, each with the one machine that it logs on from. */
export const services = [
  { user: "svc_report", ip: servers.app1, on: "file1" },
  { user: "svc_backup", ip: servers.db1, on: "file1" },
  { user: "svc_scan", ip: servers.dc1, on: "file1" },
];

export const customers = Array.from({ length: 160 }, (_, i) => `203.0.113.${i + 80}`);
export const browsers = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
  "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
];
export const products = [
  "anchor-chain-12",
  "mooring-line-20",
  "fender-f4",
  "winch-w900",
  "life-raft-6",
  "bilge-pump-2",
];

/** Where the company's servers go by themselves: package mirrors, the payment service, time. */
export const partners = ["198.51.100.10", "198.51.100.11", "198.51.100.20"];
/** A company that is paid for scanning; it stands in the list of known scanners. */
export const hiredScanner = "198.51.100.201";

export const port = () => between(32768, 60999);
export const customerNumber = () => `C-${between(100100, 104900)}`;
export const someone = (...roles) => pick(roles.length === 0 ? staff : inRole(...roles));
