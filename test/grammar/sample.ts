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

playbook contain {
  on guessed_password where severity >= high
  after ticket { notify("soc", ticket.url) }
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
