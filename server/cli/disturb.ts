/** The words of `grove replay` that disturb arrival on purpose, and clocks. Invariant: nothing is disturbed that was not asked for. */
import type { Disturbance } from "../engine/events.ts";
import type { Micros, Program } from "../model/program.ts";
import { UsageError } from "./options.ts";

interface Words {
  readonly shuffle?: string | undefined;
  readonly seed?: string | undefined;
  readonly duplicate?: string | undefined;
  readonly drop?: string | undefined;
}

const UNITS: Readonly<Record<string, Micros>> = {
  us: 1,
  ms: 1e3,
  s: 1e6,
  m: 60e6,
  h: 3600e6,
  d: 86_400e6,
  w: 604_800e6,
};
const LARGEST_SEED = 2 ** 32 - 1;

/** Undefined: the records arrive as they would. */
export function readDisturbance({ shuffle, seed, duplicate, drop }: Words): Disturbance | undefined {
  if (shuffle === undefined && duplicate === undefined && drop === undefined) {
    if (seed === undefined) return undefined;
    throw new UsageError("--seed alone disturbs nothing: give --shuffle, --duplicate or --drop with it");
  }
  return {
    seed: readSeed(seed ?? "1"),
    shuffle: shuffle === undefined ? 0 : readDuration("--shuffle", shuffle),
    duplicate: readShare("--duplicate", duplicate ?? "0%"),
    drop: readShare("--drop", drop ?? "0%"),
  };
}

/** The program with the clocks of some sources running fast or slow: `sshd=+90s`. What `skew` corrects, this adds. */
export function withSkews(program: Program, words: readonly string[]): Program {
  const skews = new Map<string, Micros>();
  for (const word of words) {
    const [, name, sign, text] = /^([^=]*)=([+-]?)(.*)$/s.exec(word) ?? [];
    if (name === undefined || text === undefined)
      throw new UsageError(`--skew ${word} names no source and no duration; write --skew sshd=+90s`);
    if (!program.sources.some((source) => source.name === name)) {
      const known = program.sources.map((source) => source.name).join(", ");
      throw new UsageError(`--skew ${word} is of no source; there are ${known}`);
    }
    const skew = readDuration("--skew", text);
    skews.set(name, sign === "-" ? -skew : skew);
  }
  const sources = program.sources.map((source) => ({ ...source, skew: source.skew - (skews.get(source.name) ?? 0) }));
  return { ...program, sources };
}

function readDuration(option: string, text: string): Micros {
  const [, digits, unit] = /^(\d{1,15})(us|ms|[smhdw])$/.exec(text) ?? [];
  const micros = digits === undefined ? NaN : Number(digits) * UNITS[unit!]!;
  if (Number.isSafeInteger(micros)) return micros;
  throw new UsageError(`${option} takes a duration such as 30s, 5m or 2h, and was given "${text}"`);
}

function readShare(option: string, text: string): number {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,9})?)%$/.exec(text) ?? [];
  const share = percent === undefined ? NaN : Number(percent) / 100;
  if (share <= 1) return share;
  throw new UsageError(`${option} takes a share of the records from 0% to 100%, and was given "${text}"`);
}

function readSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (seed <= LARGEST_SEED) return seed;
  throw new UsageError(`--seed takes a whole number from 0 to ${LARGEST_SEED}, and was given "${text}"`);
}
