/** The rule file and the log that the tests of the server share: three guesses from one address, then an entry. */
export const RULES = `source sshd from operating_system {
  files    "logs/auth*.log"
  format   syslog
  time     timestamp year 2026
  lateness 30s
  template 1001 "Failed password for {user} from {ip} port {port:int} ssh2"
  template 1003 "Accepted {method} for {user} from {ip} port {port:int} ssh2"
}
event login_failed = sshd where template == 1001
event login        = sshd where template == 1003

/// Three failures from one address, then a success from it.
rule guessed_password {
  severity high
  by       ip
  when sequence within 10m {
    guesses: count(login_failed) >= 3
    entry:   login where user in guesses.user
  }
  emit     user = entry.user, port = entry.port, method = entry.method
}
`;

export const LOG = `Jun 14 15:16:01 web1 sshd[811]: Failed password for root from 203.0.113.9 port 4001 ssh2
Jun 14 15:16:02 web1 sshd[811]: Failed password for root from 203.0.113.9 port 4002 ssh2
Jun 14 15:16:03 web1 sshd[811]: Failed password for admin from 203.0.113.9 port 4003 ssh2
Jun 14 15:16:09 web1 sshd[811]: Accepted password for root from 203.0.113.9 port 4004 ssh2
this line is no log line
`;

/** `count` lines of failures, one a second, all from one address. */
export function manyFailures(count: number): string {
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    const two = (value: number): string => String(value).padStart(2, "0");
    const clock = `${two(Math.floor(i / 3600) % 24)}:${two(Math.floor(i / 60) % 60)}:${two(i % 60)}`;
    lines.push(
      `Jun ${two(1 + (Math.floor(i / 86_400) % 28))} ${clock} web1 sshd[811]: Failed password for root from 203.0.113.9 port 4001 ssh2`,
    );
  }
  return `${lines.join("\n")}\n`;
}
