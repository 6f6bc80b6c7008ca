/**
 * When a view of the side bar looks at the store again. Invariant: at once, but while a replay runs at most every half second, so a
 * short replay is drawn once, at its end: a row that is drawn anew beneath the pointer takes no click.
 */
import type { ReplayStore } from "../store.ts";

const PACE = 500; // milliseconds

/** Returns what stops looking. */
export function atPace(store: ReplayStore, look: () => void): () => void {
  let waits: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    clearTimeout(waits);
    waits = undefined;
    look();
  };
  const stop = store.onChange(() => {
    if (store.phase !== "running") now();
    else waits ??= setTimeout(now, PACE);
  });
  return () => {
    stop();
    clearTimeout(waits);
  };
}
