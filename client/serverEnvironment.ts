/** What the server's process is told beside its arguments. Imports nothing of the editor: tests start a server with it too. */
import path from "node:path";

/**
 * `storage`: a folder that lasts from one start to the next. There Node keeps what it has compiled, as soon as the server has
 * ended once, and need not compile it again.
 */
export const serverEnvironment = (storage: string): Readonly<Record<string, string>> => ({
  NODE_COMPILE_CACHE: path.join(storage, "compiled"),
});
