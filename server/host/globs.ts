/** Which paths the patterns of a rule file mean. Invariant: no pattern, however it is written, makes this throw. */
import picomatch from "picomatch";

/** No path is longer; on a pattern that is, or on an empty one, the library throws. */
const LONGEST = 4096;

/** Whether a path, relative to the workspace folder, fits one of the patterns. */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const usable = patterns.filter((pattern) => pattern !== "" && pattern.length <= LONGEST);
  return picomatch(usable, { dot: true });
}
