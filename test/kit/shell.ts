/**
 * A story for the views that explain: a web shell that is dropped and started, whose call outwards comes 1m 48s too late for its
 * rule, is turned away as internal, or has no host. Every time in it was written by hand.
 */
import { folderOf } from "./folder.ts";

export const SHELL_RULES = `source web from application {
  files    "access.log"
  format   syslog
  time     timestamp year 2026
  template 1 "POST {path} {status:int} from {ip}"
  map { device = hostname }
}
source audit from operating_system {
  files    "audit.log"
  format   syslog
  time     timestamp year 2026
  template 1 "write {path}"
  template 2 "exec {process} by {parent}"
  map { device = hostname }
}
source fw from network_device {
  files    "fw1.log"
  format   syslog
  time     timestamp year 2026
  template 1 "Built outbound from {device} to {ip}"
  template 2 "Built outbound to {ip}"
}
source deploys from application {
  files    "deploy.log"
  format   syslog
  time     timestamp year 2026
  template 1 "deploy {version}"
  map { device = hostname }
}

list internal: cidr = ["10.0.0.0/8"]

event web_attack = web where template == 1
event file_write = audit where template == 1
event exec       = audit where template == 2
event outbound   = fw
event deploy     = deploys

/// A web shell that is dropped, started, and calls out.
rule web_shell {
  severity critical
  by       device
  when sequence within 15m {
    exploit: web_attack where status == 200
    drop:    file_write where path endswith [".php", ".jsp"]
    run:     exec where parent == "apache2"
    call:    outbound where ip not in internal
    until    deploy
  }
}

/// Somebody tries many uploads.
rule upload_probe {
  severity medium
  by       device
  when     count(web_attack) >= 3 within 10m
  suppress 1h
}

/// A shell on a host that was probed before.
rule probed_then_shell {
  severity high
  by       device
  when sequence within 1h {
    probe: upload_probe
    shell: exec
  }
}

/// A deployment that nobody announced by a write.
rule silent_deploy {
  severity low
  by       device
  when sequence within 1h {
    file_write where path endswith ".war"
    deploy
  }
}
`;

const at = (time: string, host: string, text: string): string => `Jun 14 ${time} ${host} app[1]: ${text}`;

export const SHELL_LOGS = {
  "access.log": [
    at("14:10:00", "web2", "POST /a.php 404 from 198.51.100.7"),
    at("14:11:00", "web2", "POST /b.php 404 from 198.51.100.7"),
    at("14:12:00", "web2", "POST /c.php 404 from 198.51.100.7"),
    at("14:12:30", "web2", "POST /d.php 404 from 198.51.100.7"),
    at("14:20:00", "web2", "POST /shop/upload.php 200 from 198.51.100.23"),
    at("14:31:06", "web1", "POST /shop/upload.php 200 from 198.51.100.23"),
    at("15:00:00", "web3", "POST /shop/upload.php 200 from 198.51.100.23"),
    at("15:20:00", "web4", "POST /shop/upload.php 200 from 198.51.100.23"),
  ],
  "audit.log": [
    at("14:24:00", "web2", "write /var/www/shop/img/b.php"),
    at("14:25:00", "web2", "exec /bin/sh by apache2"),
    at("14:35:45", "web1", "write /var/www/shop/img/a.php"),
    at("14:36:30", "web1", "exec /bin/sh by apache2"),
    at("15:05:00", "web3", "write /var/www/shop/img/c.jsp"),
  ],
  "fw1.log": [
    at("14:28:00", "fw1", "Built outbound from web2 to 10.20.4.9"),
    at("14:40:00", "fw1", "Built outbound to 198.51.100.23"),
    at("14:47:54", "fw1", "Built outbound from web1 to 198.51.100.23"),
  ],
  "deploy.log": [at("15:24:00", "web4", "deploy 1.2.3")],
};

export const shellFolder = (): string =>
  folderOf({
    "shell.grove": SHELL_RULES,
    ...Object.fromEntries(Object.entries(SHELL_LOGS).map(([name, lines]) => [name, `${lines.join("\n")}\n`])),
  });
