/** The risk of a detection. Invariant: a sum of its parts as they are written; missing as soon as one of them is. */
import type { RiskPart } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";
import { compileTerm, type Evaluate } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";

export interface RiskPlan {
  readonly text: string;
  readonly value: Evaluate;
}

export interface Risk {
  /** Null: the rule has none, or a part of it is missing. */
  readonly risk: number | null;
  /** Empty where `risk` is null. */
  readonly riskParts: readonly (readonly [text: string, value: number])[];
}

export const NO_RISK: Risk = { risk: null, riskParts: [] };

export const compileRisk = (parts: readonly RiskPart[], environment: TermEnvironment): readonly RiskPlan[] =>
  parts.map(({ text, value }) => ({ text, value: compileTerm(value, environment) }));

export function riskOf(plan: readonly RiskPlan[], item: Item, bindings: Bindings): Risk {
  if (plan.length === 0) return NO_RISK;
  const riskParts: [string, number][] = [];
  for (const { text, value } of plan) {
    const number = value(item, bindings);
    if (typeof number !== "number") return NO_RISK;
    riskParts.push([text, number]);
  }
  const risk = riskParts.reduce((sum, [, number]) => sum + number, 0);
  return Number.isFinite(risk) ? { risk, riskParts } : NO_RISK;
}
