/** What went wrong, cause by cause, without a stack: the person who reads it did not write these scripts. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n${explain(error.cause)}`;
}

/** Runs a script's main part; what it throws is explained, and makes the exit code 1. */
export async function main(part: () => Promise<void>): Promise<void> {
  try {
    await part();
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
