/**
 * Loaded in front of every suite: its random cases are the same ones each time, so that a failure is of the change and not
 * of the day. `SEED=7 npm test` tries others; a hunt goes through many.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 20_260_801) });
