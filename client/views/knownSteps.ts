/**
 * The lines of the rules that were unfolded in the forest. Invariant: what is known is given at once, so that a row drawn anew has
 * its rows below again without waiting for the server.
 */
import type { StepInfo, StepsParams } from "../../server/protocol.ts";

type Ask = (params: StepsParams) => Promise<readonly StepInfo[]>;

export class KnownSteps {
  private readonly ask: Ask;
  private readonly known = new Map<string, { readonly params: StepsParams; readonly steps: readonly StepInfo[] }>();

  constructor(ask: Ask) {
    this.ask = ask;
  }

  async of(params: StepsParams): Promise<readonly StepInfo[]> {
    const known = this.known.get(keyOf(params));
    if (known) return known.steps;
    // A server that is gone has said so itself.
    const steps = await this.ask(params).catch(() => null);
    if (steps !== null) this.known.set(keyOf(params), { params, steps });
    return steps ?? [];
  }

  /** Asks anew; whose lines are others than they were. */
  async lookAgain(): Promise<readonly StepsParams[]> {
    const before = [...this.known.values()];
    const changed = before.map(async ({ params, steps }) => {
      const now = await this.ask(params).catch(() => steps);
      if (JSON.stringify(now) === JSON.stringify(steps)) return [];
      this.known.set(keyOf(params), { params, steps: now });
      return [params];
    });
    return (await Promise.all(changed)).flat();
  }

  forget(): void {
    this.known.clear();
  }
}

const keyOf = ({ folder, rule }: StepsParams): string => `${folder} ${rule}`;
