/** `grove respond`: events from other systems start playbooks, until somebody interrupts. */
import type { PlaybookRun, PlaybookSummary } from "../engine/events.ts";
import { addRun, noRuns } from "../engine/respond/respond.ts";
import type { Start } from "../engine/respond/start.ts";
import { Events } from "../host/respond/events.ts";
import { Listener } from "../host/respond/listener.ts";
import { plannedCalls } from "../engine/respond/planned.ts";
import { SimulatedResponder } from "../host/respond/simulated.ts";
import type { Program } from "../model/program.ts";
import { LivePlaybooks, readLive, sayBroken, sayPlanned } from "./live.ts";
import { load, sayDiagnostics } from "./load.ts";
import { readOptions, UsageError } from "./options.ts";
import { Clock, printJson, printable } from "./print.ts";
import { runJson, runLines, sumLines } from "./runs.ts";

/** What runs the playbooks. */
interface Playbooks {
  readonly hasRoom: boolean;
  offer(start: Start): Promise<void> | void;
  /** When all that has begun has ended. */
  end(): Promise<Readonly<Record<string, PlaybookSummary>>>;
  close(): void;
}

export async function runRespond(args: readonly string[]): Promise<number> {
  const options = readOptions("respond", args, ["listen", "live", "yes"]);
  if (!options) return 0;
  const { root, values } = options;
  const place = readPlace(values.listen);
  const token = readToken(place.host);
  const workspace = load(root);
  const { program, errors } = workspace;
  sayDiagnostics(workspace, "errors");
  if (program.playbooks.length === 0)
    throw new UsageError("there is no playbook that an event could start; write one, or mend the one that has errors");
  const wish = readLive(values, program);
  if (wish?.agreed && errors > 0) {
    sayBroken(errors);
    return 2;
  }
  if (wish !== null) sayPlanned(plannedCalls(program), wish.agreed);

  const clock = new Clock(program.zone);
  const take = (run: PlaybookRun): void => {
    if (values.json) printJson(runJson(run));
    else for (const line of runLines(run, clock)) process.stdout.write(`${line}\n`);
  };
  const playbooks = wish?.agreed ? new LivePlaybooks(root, program, take) : simulated(program, take);
  const events = new Events(program, (start) => playbooks.offer(start));
  const listener = new Listener({ ...place, token, events, hasRoom: () => playbooks.hasRoom });
  const stop = interrupted();
  try {
    const address = await listener.listen();
    const open = token === null ? " from anybody on this machine; set GROVE_TOKEN to ask for a token" : "";
    process.stderr.write(
      `listening on ${address}: events start ${wish?.agreed ? "playbooks for real" : "simulated playbooks"}${open}\n`,
    );
  } catch (error) {
    playbooks.close();
    process.stderr.write(`error: ${printable(values.listen!)} cannot be listened on: ${(error as Error).message}\n`);
    return 2;
  }
  await stop.first;
  process.stderr.write("stopping: what has begun goes to its end; interrupt again to stop it at once\n");
  const ended = listener.close().then(() => playbooks.end());
  const sums = await Promise.race([ended, stop.second]);
  if (sums === null) {
    playbooks.close();
    listener.abort();
    return 130;
  }
  if (values.json) printJson({ kind: "summary", playbooks: sums });
  else for (const line of sumLines(sums)) process.stdout.write(`${line}\n`);
  return errors > 0 || wish?.agreed === false ? 2 : 0;
}

function simulated(program: Program, take: (run: PlaybookRun) => void): Playbooks {
  const counts = new Map(program.playbooks.map(({ name }) => [name, noRuns()]));
  const responder = new SimulatedResponder(program, (run) => {
    addRun(counts.get(run.playbook)!, run);
    take(run);
  });
  return {
    get hasRoom() {
      return responder.hasRoom;
    },
    offer: (start) => responder.offer(start),
    end: () => {
      responder.finish();
      return Promise.resolve(Object.fromEntries(counts));
    },
    close: () => responder.finish(),
  };
}

function readPlace(text: string | undefined): { readonly host: string; readonly port: number } {
  if (text === undefined) throw new UsageError("respond needs --listen, such as --listen 127.0.0.1:8123");
  const [, bracketed, plain, digits] = /^(?:(?:\[([\da-fA-F:.]+)\]|([\w.-]*)):)?(\d{1,5})$/.exec(text) ?? [];
  const port = digits === undefined ? NaN : Number(digits);
  if (!(port <= 65_535))
    throw new UsageError(`--listen takes [HOST:]PORT, such as 127.0.0.1:8123 or [::1]:8123, and was given "${text}"`);
  return { host: bracketed ?? (plain || "127.0.0.1"), port };
}

const THIS_MACHINE: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);
const SHORTEST_TOKEN = 16;

/** Null: none is asked for, which only this machine's own may go without. */
function readToken(host: string): string | null {
  const token = process.env["GROVE_TOKEN"] ?? "";
  if (token === "") {
    if (THIS_MACHINE.has(host)) return null;
    throw new UsageError(
      `other machines can reach ${host}: put a token into the environment, GROVE_TOKEN, which senders must know`,
    );
  }
  if (token.length >= SHORTEST_TOKEN && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError(
    `GROVE_TOKEN is too easily guessed: it needs ${SHORTEST_TOKEN} characters, none of them a blank`,
  );
}

/** When somebody interrupts for the first and for the second time. */
function interrupted(): { readonly first: Promise<void>; readonly second: Promise<null> } {
  let once = (): void => undefined;
  let twice = (): void => undefined;
  const first = new Promise<void>((done) => (once = done));
  const second = new Promise<null>((done) => (twice = () => done(null)));
  let times = 0;
  const heard = (): void => (times++ === 0 ? once() : twice());
  process.on("SIGINT", heard);
  process.on("SIGTERM", heard);
  return { first, second };
}
