/** A file with every kind of declaration and clause, for tests that damage it. */
export const sample = `workspace { zone "Asia/Shanghai"  period 1s }

/// OpenSSH, as Linux hosts write it.
source sshd from operating_system {
  files    "logs/**/auth*.log", "more/*.log"
  format   syslog
  only     process == "sshd" and template != 9
  time     timestamp format "LLL d HH:mm:ss" year 2026 zone "UTC"
  lateness 30s  idle 2m  ahead 1d  late side
  missing  "-", ""
  template 1001 "Failed password for {user} from {ip} port {port:int} ssh2"
  template 1003 "Accepted {method} for {user} from {ip}"
  map {
    device       = hostname
    threat       = if template in [1001, 1002] then 3 else 0
    source.port  = port
    event.action = if template == 1003 then "login" else "login_failed"
  }
}

list  scanners: cidr from "lists/known-scanners.txt"
list  shells = ["bash", "sh"]
table people from "lists/people.csv" key userid: string
field app.tenant: list<string>

event login_failed = sshd where template in [1001, 1002]
event any_login = any { login   vpn where action == "connected" with user = vpn.account }

/// Many failures from one address,
/// then a success from it.
rule guessed_password {
  severity if attempts > 10 then critical else high
  risk     50 + points(rows > 1000, 30)
  attack   T1110.001, T1078
  tags     "brute force"
  meta     { author = "SOC", references = "https://wiki.example" }
  status   building_block
  by       cased user, ip
  when sequence within 10m {
    guesses: count(login_failed where ip not in scanners) >= 5 within 2m
    no vpn_login
    entry:   login where user in guesses.user
    until logout
  }
  emit     user = entry.user, attempts = count(guesses)
  suppress 30m
  ignore   where user in service_accounts
  learn    "history/*.log"
  forget   2h
  limit    1000
  ties     either
}

rule rare_asn { severity high  by user.name
  when count(outside) >= 1 and count(outside) / count(call) <= 1% within 7d }
rule recon { severity low  by host  when every all within 5m { cmd_a  any { cmd_c  cmd_d } } }

ignore guessed_password, recon where user == "backup"

ranking attackers by ip of web_attack where severity > 1 {
  rules    rule.name
  regions  observer.geo.region_name
  hits
  failures http.response.status_code where http.response.status_code >= 400
  order    rules, hits, failures, regions
  weights {
    rules 0.4 { sqli 0.7, scan 0.3 }
    regions 20% { "Beijing" 0.5, "Guangdong" 0.5 }
    hits 0.3  failures 0.1 { 403 0.7  404 0.3 }
  }
}

action block_ip(address: ip, tags: list<string>) {
  http POST "https://firewall.example/api/" + address json { address, reason.text = "guessed" } headers { accept = "text/plain" }
  timeout 5s  retry 3  once per address
  simulate takes 200ms..2s returns { ticket = "SIM-1" } fails 2%
}
action quarantine(host: string) { exec ["isolate", "--host", host]  simulate }
action page(text: string) { http PUT "https://pager.example" body text }

/// What is done about a guessed password.
playbook contain {
  on guessed_password where severity >= high
  on recon
  block:  block_ip(ip, ["guessed"])
  who:    directory_lookup(user)
  sure:   approve "Disable " + who.full_name + "?" by "soc", "it" within 30m {
    disable(user)
  } else {
    page("refused")
  }
  after block, who {
    ticket: open_ticket("Takeover of " + who.full_name)
    if who.admin and ticket.open { page(ticket.url) }
    else if ip in scanners { }
    else {
      for each host in who.hosts { quarantine(host) }
    }
  }
  on failure { page("contain failed: " + error) }
}

baseline ftp_habits by user of ftp_session {
  learn   "history/ftp*.log"
  feature rhythm { hour(time) cyclic 24, weekday(time) cyclic 7 }
  feature volume { log1p(file.size), count() per 1h, }
  rare    below 0.1%
}
rule strange_ftp { severity medium  by user  when ftp_habits }

score spam_source by ip of smtp_session over 1h {
  measure recipients = distinct(email.to.address) from 1 to 200 weight 0.35
  measure rejected   = ratio(smtp.code >= 500) weight 0.35
  measure identities = distinct(email.from.address) weight 0.30 from 1 to 20
  alert at 0.7
}

cluster domain_groups of dns_query where dns.type == "A" over 1h {
  items    dns.question.name by ip, cased user
  link     when jaccard >= 0.5 and shared >= 3
  features length, entropy, digits
  family   dga_like where entropy > 3.5
  family   pool where digits > 0.2
  alert    when size >= 5
}

test "five guesses and an entry" {
  given sshd """
    Jun 14 15:16:01 web1 sshd[811]: Failed password for root from 203.0.113.9 port 4001 ssh2
  """
  expect guessed_password once where user == "root"
  expect recon 3 times
  expect no rare_asn
}
`;
