/**
 * A large workspace for benchmarks: `files` rule files of about `lines` lines each. Invariant: the same numbers give the same
 * texts; every text is free of errors, and files name what other files declare, as those of a real team do.
 */

import { generator } from "./generator.ts";

export interface BenchFile {
  readonly path: string;
  readonly text: string;
}

/** Files that share one source. */
const PER_SOURCE = 25;

export function forest(files: number, lines: number, seed = 1): BenchFile[] {
  const random = generator(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  return Array.from({ length: files }, (_, file): BenchFile => {
    const source = `app${Math.floor(file / PER_SOURCE)}`;
    const parts: string[] = file % PER_SOURCE === 0 ? [sourceText(source)] : [];
    parts.push(eventText(`ev${file}_a`, source, 1 + pick(20)), eventText(`ev${file}_b`, source, 1 + pick(20)));
    let count = parts.join("\n").split("\n").length;
    for (let index = 0; count < lines; index++) {
      // Mostly events of its own, sometimes those of another file.
      const other = random() < 0.3 ? pick(files) : file;
      const name = `rule${file}_${index}`;
      const rule =
        pick(3) === 0 ? countRule(name, `ev${other}_a`, pick(50)) : sequenceRule(name, other, file, pick(50));
      parts.push(rule);
      count += rule.split("\n").length;
    }
    return { path: `team${file % 20}/rules${file}.grove`, text: `${parts.join("\n")}\n` };
  });
}

function sourceText(name: string): string {
  const templates = Array.from(
    { length: 20 },
    (_, index) =>
      `  template ${index + 1} "kind ${index + 1} of {user} from {ip} port {port:int} bytes {size:int} by {method}"`,
  );
  return [
    `source ${name} from application {`,
    `  files    "logs/${name}/*.log"`,
    "  format   syslog",
    "  time     timestamp year 2026",
    "  lateness 30s",
    ...templates,
    "  map { source.port = port  event.action = method  source.bytes = size }",
    "}",
  ].join("\n");
}

const eventText = (name: string, source: string, template: number): string =>
  `/// What the others build upon.\nevent ${name} = ${source} where template == ${template} and user != "nobody"`;

const countRule = (name: string, event: string, bound: number): string => `
/// Many of them from one address.
rule ${name} {
  severity medium
  attack   T1110.001
  by       ip
  when     count(${event} where port > 1024 and method like "p*") >= ${bound + 2} within 10m
  suppress 1h
}`;

const sequenceRule = (name: string, first: number, second: number, bound: number): string => `
/// Tries, then an entry of the same user.
rule ${name} {
  severity high
  by       ip
  when sequence within 10m {
    tries: count(ev${first}_a) >= ${bound + 2}
    entry: ev${second}_b where user in tries.user and hour(time) < 6
    no ev${second}_a where user == entry.user
    ev${second}_b where port == entry.port
  }
  emit user = entry.user, port = entry.port, tries = count(tries)
}`;
