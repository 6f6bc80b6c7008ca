/** What `Mangrove: New Rule File` starts with: a source, two events and a rule, complete and ready to be changed. */
export const NEW_RULES = `/// Where the log lies, and how its lines are read.
source sshd from operating_system {
  files    "**/auth*.log"
  format   syslog
  only     process == "sshd"
  time     timestamp year 2026
  lateness 30s

  template 1 "Failed password for {user} from {ip} port {_port:int} ssh2"
  template 2 "Failed password for invalid user {user} from {ip} port {_port:int} ssh2"
  template 3 "Accepted {_method} for {user} from {ip} port {_port:int} ssh2"
}

event login_failed = sshd where template in [1, 2]
event login        = sshd where template == 3

/// Many failures from one address, then a success from it as one of the users that were tried.
rule guessed_password {
  severity high
  attack   T1110.001
  by       ip
  when sequence within 10m {
    guesses: count(login_failed) >= 5
    entry:   login where user in guesses.user
  }
  emit     user = entry.user, attempts = count(guesses)
}
`;
