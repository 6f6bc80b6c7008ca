/** The week as it is when nothing happens: people at work, machines by night, the internet's noise. None of it is a case. */
import { DAY, HOUR, MINUTE, SECOND, WEEK, at, between, chance, pick } from "./book.mjs";
import { database, firewall, ids, ios, linux, portal, SIGNATURES, web } from "./systems.mjs";
import { windows } from "./windows.mjs";
import * as world from "./world.mjs";

const { servers, staff, customers, someone } = world;
const WORK = [0, 1, 2, 3, 4].map((day) => WEEK + day * DAY);

/** Calls `happens` about `perHour` times in each hour, less by night and at the weekend. */
function through(perHour, { night, weekend }, happens) {
  for (let hour = 0; hour < 7 * 24; hour++) {
    const clock = hour % 24;
    const share = (clock >= 8 && clock < 18 ? 1 : night) * (hour >= 5 * 24 ? weekend : 1);
    const expected = perHour * share;
    const times = Math.floor(expected) + (chance(expected % 1) ? 1 : 0);
    for (let i = 0; i < times; i++) happens(WEEK + hour * HOUR + between(0, 3599) * SECOND + between(0, 999));
  }
}

function customersBuy() {
  through(16, { night: 0.3, weekend: 0.5 }, (time) => {
    const from = pick(customers);
    const agent = pick(world.browsers);
    firewall.inbound(time, from, "web1", 443, between(2, 40), between(3_000, 90_000));
    const pages = between(2, 5);
    for (let i = 0; i < pages; i++) {
      const when = time + i * between(1, 6) * SECOND;
      const product = pick(world.products);
      if (chance(0.03)) web.request(when, from, "GET", `/old/${product}.html`, 404, 153, agent);
      else if (chance(0.25)) web.request(when, from, "GET", `/static/app.${between(3, 5)}.css`, 304, 0, agent);
      else
        web.request(
          when,
          from,
          "GET",
          `/products/${product}?ref=${between(1, 40)}`,
          200,
          between(4_000, 30_000),
          agent,
        );
    }
    if (!chance(0.35)) return;
    const number = world.customerNumber();
    const placed = time + between(30, 60) * SECOND;
    web.request(placed, from, "POST", "/api/orders", 201, 312, agent, {
      referer: "https://shop.tidewater.example/cart",
    });
    portal.event(placed, "order.create", number, from, "order placed", { fields: { order: { lines: between(1, 9) } } });
    const sql = `INSERT INTO orders (customer, total) VALUES ('${number}', ${between(20, 900)})`;
    database.query(placed, "portal", servers.app1, between(200, 240), "insert", sql);
  });
}

function officeSurfs() {
  through(9, { night: 0.02, weekend: 0.05 }, (time) => {
    const { ip } = someone();
    const to = `198.51.100.${between(30, 60)}`;
    const name = pick(["news", "maps", "mail", "docs", "weather"]) + ".example";
    ids.dns(time - 40, "ids-zrh", ip, name);
    if (chance(0.6)) ids.tls(time, "ids-zrh", ip, to, name);
    firewall.outbound(time, "inside", ip, to, 443, between(1, 300), between(2_000, 4_000_000));
  });
  through(2, { night: 0.8, weekend: 1 }, (time) =>
    firewall.outbound(
      time,
      "dmz",
      pick([servers.web1, servers.app1]),
      pick(world.partners),
      443,
      between(1, 20),
      between(900, 90_000),
    ),
  );
}

function internetKnocks() {
  through(5, { night: 1, weekend: 1 }, (time) => {
    const from = `203.0.113.${between(1, 40)}`;
    firewall.denied(time, from, `192.0.2.${between(2, 14)}`, pick([22, 23, 445, 1433, 3389, 5900, 8080]));
    if (chance(0.04))
      ids.alert(time, pick(["ids-zrh", "ids-gva"]), from, servers.web1, SIGNATURES.zgrab, {
        http_method: "GET",
        url: "/",
        status: 301,
      });
    if (chance(0.05)) firewall.refused(time, pick(["admin", "test", "cisco"]), from);
    if (chance(0.06)) linux.sshFailed(time, "bastion", pick(["oracle", "pi", "ubuntu"]), from);
  });
  // Injections that the web server refuses: alerts without a success.
  through(0.15, { night: 1, weekend: 1 }, (time) => {
    const from = `203.0.113.${between(42, 60)}`;
    const url = `/products/search?q=1%27%20UNION%20SELECT%20${between(1, 9)}`;
    web.request(time, from, "GET", url, 403, 146, "python-requests/2.31.0");
    const http = { hostname: "shop.tidewater.example", http_method: "GET", url, status: 403 };
    ids.alert(time + 80, pick(["ids-zrh", "ids-zrh", "ids-gva"]), from, servers.web1, SIGNATURES.sqlInjection, http);
  });
}

function peopleWork() {
  for (const day of WORK) {
    for (const { user, ip, host, role } of staff) {
      if (chance(0.06)) continue;
      const begin = day + 7 * HOUR + between(20, 110) * MINUTE + between(0, 59_999);
      const end = day + 16 * HOUR + between(20, 130) * MINUTE + between(0, 59_999);
      if (chance(0.12)) windows.refused(begin - 9 * SECOND, host, user, ip);
      windows.loggedOn(begin, host, user, ip, 2);
      windows.ticket(begin + 400, user, ip, "krbtgt", "0x12");
      windows.ticket(begin + 900, user, ip, "file1$", "0x12");
      windows.loggedOn(begin + 950, "file1", user, ip, 3);
      windows.loggedOff(end, host, user);
      const within = () => begin + between(1, 99) * 0.01 * (end - begin);
      for (let i = between(2, 5); i > 0; i--) {
        const [program, command] = pick([
          ["C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE", "EXCEL.EXE /e"],
          ["C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE", "OUTLOOK.EXE"],
          ["C:\\Program Files\\Mozilla Firefox\\firefox.exe", "firefox.exe -osint -url https://docs.example/"],
          ["C:\\Windows\\System32\\notepad.exe", "notepad.exe"],
        ]);
        windows.started(Math.floor(within()), host, user, program, command, "C:\\Windows\\explorer.exe");
      }
      for (let i = between(1, 5); i > 0; i--) {
        windows.shareRead(
          Math.floor(within()),
          user,
          ip,
          pick(["projects", "contracts"]),
          `2026\\plan-${between(1, 60)}.xlsx`,
        );
      }
      if (["support", "sales"].includes(role)) peopleSell(user, ip, begin, end);
      if (["developer", "admin"].includes(role)) peopleAdminister(user, ip, Math.floor(begin / SECOND) * SECOND, end);
    }
  }
}

function peopleSell(user, ip, begin, end) {
  for (let time = begin; time < end; time += between(4, 26) * MINUTE + between(0, 59_999)) {
    const customer = world.customerNumber();
    portal.event(time, "customer.view", user, ip, "customer viewed", { fields: { labels: { customer } } });
    const sql = `SELECT name, address, phone FROM customers WHERE number = '${customer}'`;
    database.query(time, "portal", servers.app1, between(200, 240), "select", sql);
    if (chance(0.3))
      portal.event(time + 20_000, "quote.create", user, ip, "quote drafted", { fields: { labels: { customer } } });
  }
}

function peopleAdminister(user, ip, begin, end) {
  const hosts = user.startsWith("adm.") ? ["bastion", "db1", "web1"] : ["bastion", "app1", "web1"];
  for (let i = between(3, 7); i > 0; i--) {
    const time = begin + between(1, Math.floor((end - begin) / SECOND) - 1) * SECOND;
    const host = pick(hosts);
    linux.sshIn(time, host, user, ip, "publickey", between(60, 5400));
    if (user.startsWith("adm."))
      linux.sudo(time + 30 * SECOND, host, user, pick(["/usr/bin/systemctl status nginx", "/usr/bin/apt upgrade"]));
  }
}

function peopleFromHome() {
  for (const [index, day] of WORK.entries()) {
    for (const { user, ip, home, role } of staff.filter(() => chance(0.2))) {
      if (user === "k.osei" || role === "admin") continue;
      const begin = day + between(7, 20) * HOUR + between(0, 59) * MINUTE;
      const seconds = between(1200, 9000);
      firewall.vpnIn(begin, { user, home }, `10.40.0.${Number(ip.slice(8)) % 100}`);
      firewall.vpnOut(begin + seconds * SECOND, { user, home }, seconds);
      if (index === 2) firewall.refused(begin - 8 * SECOND, user, home);
    }
  }
}

function machinesRun() {
  for (let hour = 0; hour < 7 * 24; hour++) {
    const time = WEEK + hour * HOUR;
    for (const host of ["web1", "app1", "db1", "bastion", "file1"].slice(0, 4)) {
      linux.cron(time + 17 * MINUTE, host, "cd / && run-parts --report /etc/cron.hourly");
    }
    if (hour % 3 === 0) windows.loggedOn(time + 5 * MINUTE + between(0, 900), "file1", "svc_report", servers.app1, 3);
    if (hour % 2 === 0) {
      const args = ["convert", "-resize", "240x240", `/tmp/php${hour}.jpg`, `/var/www/portal/uploads/${hour}.jpg`];
      linux.execve(time + 21 * MINUTE, "web1", { uid: 33, exe: "/usr/bin/convert", args });
    }
  }
  for (let day = 0; day < 7; day++) {
    const night = WEEK + day * DAY + 2 * HOUR;
    windows.loggedOn(night, "file1", "svc_backup", servers.db1, 3);
    for (const [i, table] of ["customers", "orders", "payment_methods", "prices"].entries()) {
      const time = night + i * 4 * MINUTE;
      const sql = `SELECT /*!40001 SQL_NO_CACHE */ * FROM \`${table}\``;
      database.query(time, "svc_backup", "10.30.0.21", 9000 + day, "select", sql);
      database.slow(time + 30_000, "svc_backup", "10.30.0.21", 9000 + day, 29.2, 190_000 + i, 190_000 + i, sql);
    }
    for (let i = between(3, 6); i > 0; i--) {
      const sql = "SELECT product, SUM(total) FROM orders GROUP BY product";
      const time = WEEK + day * DAY + between(8, 17) * HOUR + between(0, 3_599_000);
      database.slow(
        time,
        "portal",
        servers.app1,
        between(200, 240),
        between(1, 5) + 0.25,
        between(6, 900),
        210_000,
        sql,
      );
    }
  }
  through(8, { night: 0.6, weekend: 0.8 }, (time) => {
    const sql = `SELECT id, total FROM orders WHERE id = ${between(1, 90_000)}`;
    database.query(time, "portal", servers.app1, between(200, 240), "select", sql);
  });
}

function networkHums() {
  through(5, { night: 0.5, weekend: 0.5 }, (time) => {
    const from = `203.0.113.${between(1, 40)}`;
    const what = `list 110 denied tcp ${from}(${world.port()}) -> 192.0.2.${between(2, 14)}(${pick([23, 445, 3389])}), 1 packet`;
    ios(time, "rtr1", `SEC-6-IPACCESSLOGP: ${what}`);
  });
  for (const day of WORK) {
    for (const { port } of staff) {
      ios(
        day + 7 * HOUR + between(10, 100) * MINUTE,
        "sw1",
        `LINEPROTO-5-UPDOWN: Line protocol on Interface ${port}, changed state to up`,
      );
      ios(
        day + 18 * HOUR + between(10, 100) * MINUTE,
        "sw1",
        `LINEPROTO-5-UPDOWN: Line protocol on Interface ${port}, changed state to down`,
      );
    }
    const change = day + between(9, 16) * HOUR;
    if (chance(0.7))
      ios(
        change,
        pick(["rtr1", "sw1"]),
        "SYS-5-CONFIG_I: Configured from console by adm.sorensen on vty0 (10.10.3.25)",
      );
  }
}

/** Things that look like a case and are none: each rule's edge, once. */
function lookAlikes() {
  // A company that is paid for it scans from outside.
  for (let i = 0; i < 40; i++)
    firewall.denied(at("06-10 03:00:00") + i * 4 * SECOND, world.hiredScanner, "192.0.2.10", 1000 + i);
  // The audit daemon is restarted: it is back within seconds.
  linux.systemd(at("06-09 12:05:00"), "app1", "Stopped auditd.service - Security Auditing Service.");
  linux.systemd(at("06-09 12:05:04"), "app1", "Started auditd.service - Security Auditing Service.");
  // A busy hour in support: forty customers, not eighty.
  const { ip } = world.person("e.rossi");
  for (let i = 0; i < 40; i++) {
    const fields = { labels: { customer: `C-${101_000 + i}` } };
    portal.event(at("06-08 14:00:00") + i * 80 * SECOND + 17, "customer.view", "e.rossi", ip, "customer viewed", {
      fields,
    });
  }
  // The weekly copy goes to the partner that keeps it: much data, a known place.
  firewall.outbound(at("06-13 04:00:00"), "dmz", servers.app1, "198.51.100.20", 443, 1500, 912_400_128);
}

export function ordinaryWeek() {
  customersBuy();
  officeSurfs();
  internetKnocks();
  peopleWork();
  peopleFromHome();
  machinesRun();
  networkHums();
  lookAlikes();
}
