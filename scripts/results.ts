/** What a suite of tests reports: one result per test or hook that ran, and the counts. */

export type TestResult = {
  readonly title: string;
  readonly milliseconds: number;
  /** The stack, or the message, of what it failed with. */
  readonly error?: string;
};

export type Counts = {
  readonly passed: number;
  readonly failed: number;
  /** Those that failed, where a suite knows them one by one. */
  readonly failures?: readonly TestResult[];
};

export function count(results: readonly TestResult[]): Counts {
  const failures = results.filter((result) => result.error !== undefined);
  return { passed: results.length - failures.length, failed: failures.length, failures };
}

/** Prints results that were collected elsewhere. */
export function show(results: readonly TestResult[]): Counts {
  for (const { title, milliseconds, error } of results) {
    console.log(`  ${error === undefined ? "✔" : "✖"} ${title} (${milliseconds} ms)`);
    if (error !== undefined) console.log(error.replace(/^/gm, "      "));
  }
  return count(results);
}
