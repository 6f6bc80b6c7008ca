/**
 * A small folder in which a replay fills every view: a detection, a rule that never fires, a late and an unparsed line, a ranking, a
 * playbook run, a test that passes and one that fails. Beside it a log that no source reads.
 */
import { accepted, failed, folderOf, GUESSED, SSHD } from "./folder.ts";

const OTHERS = `
/// Never fires here.
rule guessed_often {
  severity medium
  by ip
  when count(failed) >= 50 within 1m
}

action block(address: ip) {
  http POST "http://127.0.0.1:9/block" json { address }
  simulate takes 200ms
}
playbook contain { on guessed  block(ip) }

event finding = detection where severity >= high
ranking attackers by ip of finding {
  rules rule
  hits
  weights { rules 0.6  hits 0.4 }
}

test "two guesses and an entry" {
  given sshd """
    ${failed(1)}
    ${failed(2)}
    ${accepted(3)}
  """
  expect guessed once
}

test "one is no guess" {
  given sshd """
    ${failed(1)}
    ${accepted(2)}
  """
  expect guessed once
}
`;

export const RULES = `${SSHD}${GUESSED}${OTHERS}`;
/** 1-based, in `auth.log`: it ends what `guessed` looks for. */
export const ENTRY_LINE = 3;

const AUTH = [failed(1), failed(2), accepted(3), "no time", failed(400), failed(120)];
const GATE = [1, 2, 3, 4, 5].map((n) => `2026-06-14T15:16:0${n}Z gate refused badge of ann from 10.0.0.7`);

export const everythingFolder = (): string =>
  folderOf({
    "ssh.grove": RULES,
    "auth.log": `${AUTH.join("\n")}\n`,
    "door/gate.log": `${GATE.join("\n")}\n`,
  });
