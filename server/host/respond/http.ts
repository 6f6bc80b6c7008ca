/**
 * Makes the request of an action. Invariant: it goes to the server that is written in the action and was agreed to, follows
 * no redirect, and reads so much of the answer and no more.
 */
import { duration } from "../../engine/order/duration.ts";
import type { Request } from "../../engine/respond/action.ts";
import type { Answer, Cancel } from "../../engine/respond/executor.ts";
import type { Micros } from "../../model/program.ts";
import { resultOf } from "./result.ts";

const MOST_ANSWER = 1024 * 1024;
/** The server may do better the next time. */
const TRY_AGAIN: ReadonlySet<number> = new Set([408, 425, 429]);

export function request(
  { method, url, origin, headers, body }: Extract<Request, { kind: "http" }>,
  timeout: Micros,
  origins: readonly string[],
  then: (answer: Answer) => void,
): Cancel {
  const controller = new AbortController();
  let cancelled = false;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, timeout / 1000);
  const send = async (): Promise<Answer> => {
    const target = new URL(url);
    const allowed = target.origin === origin && origins.includes(origin) && target.username === "";
    if (!allowed)
      return refused(`\`${target.origin}\` was not among the servers that were agreed to, so it was not called`);
    const { signal } = controller;
    const response = await fetch(target, {
      method,
      headers: headers.map(([name, value]) => [name, value]),
      body,
      signal,
      redirect: "manual",
    });
    const text = await readSome(response);
    const status = `${response.status} ${response.statusText}`.trim();
    if (response.ok) return { ok: true, status, result: resultOf(text) };
    const again = response.status >= 500 || TRY_AGAIN.has(response.status);
    return { ok: false, status: response.status < 400 ? `${status}: redirects are not followed` : status, again };
  };
  void send()
    .catch((error: unknown): Answer => {
      if (late) return { ok: false, status: `no answer within ${duration(timeout)}`, again: true };
      const { code, message } = causeOf(error);
      // What never left this machine will not do so at another attempt.
      return code === undefined || code === "UND_ERR_INVALID_ARG"
        ? { ok: false, status: `it could not be sent: ${message}`, again: false }
        : { ok: false, status: `no answer: ${message}`, again: true };
    })
    .then((answer) => {
      clearTimeout(timer);
      if (!cancelled) then(answer);
    });
  return () => {
    cancelled = true;
    clearTimeout(timer);
    controller.abort();
  };
}

const refused = (status: string): Answer => ({ ok: false, status, again: false });

async function readSome(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < MOST_ANSWER) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
  }
  await reader.cancel();
  return Buffer.concat(chunks).subarray(0, MOST_ANSWER).toString("utf8");
}

/** `fetch` says no more than that it failed; why, its cause says. A fault of the network has a code. */
function causeOf(error: unknown): { readonly code: string | undefined; readonly message: string } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return { code: undefined, message: String(cause) };
  return { code: (cause as NodeJS.ErrnoException).code, message: cause.message };
}
