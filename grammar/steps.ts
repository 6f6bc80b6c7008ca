/** Work in steps, between which others may have their turn. */
export type Steps<Result> = Generator<undefined, Result>;

/** All steps at once. */
export function finished<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
