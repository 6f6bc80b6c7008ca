/**
 * Around every handler. Invariant: an internal error costs the user one answer: it is logged with its stack and
 * answered as an error, and the server goes on.
 */
import { ErrorCodes, ResponseError, type Connection } from "vscode-languageserver/node";

export type Report = (what: string, error: unknown) => void;

export function reporter(connection: Connection): Report {
  return (what, error) => {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`Internal error in ${what}: ${detail}`);
  };
}

/** Wraps a request handler: what it throws is answered as an error. */
export function guarded<Arguments extends readonly unknown[], Answer>(
  what: string,
  report: Report,
  handle: (...args: Arguments) => Answer | Promise<Answer>,
): (...args: Arguments) => Promise<Answer | ResponseError<never>> {
  return async (...args) => {
    try {
      return await handle(...args);
    } catch (error) {
      if (error instanceof ResponseError) return error as ResponseError<never>;
      report(what, error);
      const reason = error instanceof Error ? error.message : String(error);
      return new ResponseError<never>(ErrorCodes.InternalError, `Mangrove could not answer ${what}: ${reason}`);
    }
  };
}

/** Wraps the handler of a notification, which has no answer: what it throws is logged. */
export function attempted<Params>(
  what: string,
  report: Report,
  handle: (params: Params) => void,
): (params: Params) => void {
  return (params) => {
    try {
      handle(params);
    } catch (error) {
      report(what, error);
    }
  };
}
