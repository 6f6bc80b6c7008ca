/** A workspace with every construct of the language, the way somebody would write it: one network, its logs, its response. */
export const whole = `workspace { zone "Europe/Berlin"  period 500ms }      // how often the watermark is determined

/// Jump hosts, as their sshd writes to auth.log.
source jump from operating_system {
  files    "logs/**/auth*.log", "archive/auth.log"
  format   syslog
  only     process == "sshd"
  time     timestamp year 2026
  lateness 45s  idle 3m  ahead 12h  skew -5s  late side
  missing  "-", "unknown"

  template 2001 "Failed password for {user} from {ip} port {port:int} ssh2"
  template 2002 "Failed password for invalid user {user} from {ip} port {port:int} ssh2"
  template 2003 "Accepted {method} for {user} from {ip} port {port:int} ssh2"

  map {
    device       = hostname
    threat       = if template in [2001, 2002] then 4 else 1
    source.port  = port
    event.action = if template == 2003 then "in" else "refused"
    auth.method  = lower(method)
  }
}

source gateway from network_device {
  files  "logs/vpn-*.json"
  format json
  time   ts format "%Y-%m-%dT%H:%M:%S%z" zone "UTC"
  late   drop
  map    { vpn.account = account  action = event.kind, process = "vpnd" }
}
source edr    from security_device { files "edr/*.json"  format json  time at }
source orders from database        { files "db/*.csv"    format csv ";" ["at", "user", "rows", "host"]  time at }
source portal from application     { files "web/*.log"   format json  time at  lateness 2m }
source mail   from application     { files "mail/*.log"  format json  time at }
source transfers from application  { files "ftp/*.log"   format json  time at }
source names  from network_device  { files "dns/*.log"   format json  time at }

list  friends: cidr from "lists/friendly-scanners.txt"
list  shells = ["bash", "sh", 'C:\\tools\\sh.exe']
list  admins = [/^adm-/i, /^root$/]
list  offices: cidr = [10.20.0.0/16, 2001:db8::/32]
table staff from "lists/staff.csv" key userid: string
table sites from "lists/sites.csv" key network: cidr
field app.tenant: string
field app.roles: string

event refused   = jump where template in [2001, 2002]
event entered   = jump where template == 2003 and method != "none"
event anywhere  = any { entered   gateway where action == "connected" with user = vpn.account, device = \`gateway-id\` }
event odd_shell = edr where process.args contains windash(" -enc ") or process.args like ["*IEX*", "*FromBase64*"]
event probe     = portal where rule.name exists and not (ip in friends) and url matches /(?:union|sleep)\\s*\\(/i
event query     = orders where rows > 0
event exec      = edr where event.type == "exec" and every process.groups in ["wheel", "adm"]
event elevated  = detection where risk > 40 and "correlation" not in tags

/// Guessing from one address, then an entry as one of the names that were tried.
///
/// The failures may be spread over several hosts.
rule guessed {
  severity high
  attack   T1110.001, TA0006
  by       ip
  when sequence within 15m {
    guesses: count(refused where ip not in friends) >= 6 within 10m
    entry:   entered where user in guesses.user
    until    elevated
  }
  emit     user = entry.user, attempts = count(guesses), names = values(guesses.user)
  suppress 1h
}

/// A guessed password, then much data from the database.
rule takeover {
  severity if theft.rows > 1000000 then critical else high
  risk     40 + points(theft.rows > 1000000, 30) + (if staff[user].team == "finance" then 10 else 0)
  tags     "exfiltration", "correlation"
  meta     { author = "Blue team"  references = ["https://wiki.example/takeover"] }
  status   building_block
  by       cased user
  when sequence within 2h {
    foothold: guessed
    any { query where rows > 5000  move: entered where ip != foothold.ip }
    theft:    query where rows > 10000 and bytes > 1.5GB
  }
  emit     ip = foothold.ip, hosts = values(theft.host)
  ignore   where user in ["svc-backup", "svc-etl"]
  forget   2h
  limit    500
  ties     either
}

rule left_open { severity low  by user  when sequence { vpn: gateway   no gateway where action == "closed" within 8h } }
rule no_badge  { severity medium  by who
  when sequence { no gateway with who = vpn.account within 30h   entered with who = user } }
rule hopping   { severity medium  by user  when every sequence within 30m {
    here:  anywhere
    there: anywhere where geo_km(here.ip, ip) / ((time - here.time) / 1h) > 900 } }
rule sweep     { severity low  by destination.ip, ip  when distinct(destination.port of names) >= 250 within 9m }
rule rare_asn  { severity high  by user
  when count(probe) >= 1 and count(probe) / count(portal) <= 1% and distinct(asn of portal) <= 5 within 7d }
rule slow      { severity low  by ip  when percentile(size of portal, 95) > 30kB or stddev(size of portal) > 2 * avg(size of portal) within 1d }
rule new_usb   { severity low  by host  when first(device.serial, device.vendor of edr) within 30d  learn "history/usb-*.json" }
rule recon     { severity low  by host, user  when all within 5m { exec  odd_shell  any { probe  query }  count(names) >= 20 } }
rule at_night  { severity low  by user  when entered where not during(time, "Mon-Fri 07:00-19:00") and arrived - time < 10m }
rule roles     { severity low  by user  when portal where app.roles[0].name not cased startswith "View" and url contains all ["admin", "export"] }
rule overdone  { severity medium  by ip  when not seen(user of portal) < 3 and (max(size of portal) + 1) * 2 > 1KiB within 1h }

ignore guessed, recon where ip in offices or user in admins

ranking worst by ip of probe {
  rules    rule.name
  regions  observer.geo.region_name
  hits
  failures http.response.status_code where http.response.status_code >= 400
  order    rules, regions, failures, hits
  weights {
    rules    0.4 { sqli 0.6, scan 0.2, \`path-traversal\` 0.2 }
    regions  20% { "North" 50%, "South" 50% }
    hits     0.3
    failures 0.1 { 403 0.7, 404 0.3 }
  }
}

action block(address: ip, minutes: int) {
  http POST "https://firewall.example/api/block" json { address, for.minutes = minutes  sender = "mangrove" } headers { accept = "application/json" }
  timeout 5s  retry 3  once per address
  simulate takes 200ms..2s returns { ticket = "FW-1" } fails 2%
}
action tell(channel: string, text: string) { http POST "https://chat.example/" + channel body text  timeout 2s }
action disable(user: string)  { exec ["directory", "disable", user]  simulate takes 1s }
action look_up(user: string)  { exec ["directory", "show", user]  simulate returns { full_name = "Ada", hosts = ["a", "b"] } }

playbook contain {
  on takeover where severity >= high
  on guessed
  block:  block(ip, 60)
  who:    look_up(user)                       // runs beside \`block\`
  tell("soc", "Takeover of " + who.full_name) // waits for \`who\`, since it names it
  sure:   approve "Disable " + who.full_name + "?" by "soc", "it" within 30m {
    disable(user)
  } else {
    tell("soc", "not disabled")
  }
  after block, sure { tell("soc", block.ticket) }
  if ip in offices { tell("it", "from an office") } else if user in admins { disable(user) } else { tell("soc", "outside") }
  for each host in who.hosts { tell("it", host) }
  on failure { tell("soc", "contain failed: " + error) }
}

baseline usual_files by user of transfers {
  learn   "history/ftp*.log"
  feature rhythm { hour(time) cyclic 24, weekday(time) cyclic 7 }
  feature volume { log1p(file.size), count() per 1h }
  rare    below 0.1%
}
rule strange_files { severity medium  by user  when usual_files }

score spammer by ip of mail over 1h {
  measure recipients = distinct(email.to.address)   from 1 to 200  weight 0.15
  measure rejected   = ratio(smtp.code >= 500)                     weight 0.35
  measure unknown    = count() where smtp.code == 550 from 0 to 50 weight 0.2
  measure identities = distinct(email.from.address) from 1 to 20   weight 0.30
  alert at 0.7
}
rule spam { severity low  by ip  when spammer where score > 0.9 }

cluster families of names where dns.type == "A" over 1h {
  items    dns.question.name  by ip
  link     when jaccard >= 0.5 and shared >= 3
  features length, entropy, digits, suffix
  family   dga_like where entropy > 3.5 and digits > 0.2
  alert    when size >= 5
}

test "six guesses and an entry" {
  given jump """
    Jun 14 15:16:01 jump1 sshd[811]: Failed password for root from 203.0.113.9 port 4001 ssh2
    Jun 14 15:16:09 jump1 sshd[811]: Accepted password for root from 203.0.113.9 port 4009 ssh2
  """
  expect guessed once where user == "root"
  expect recon 2 times
  expect left_open
  expect no takeover
}
`;
