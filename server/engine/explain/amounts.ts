/** Numbers as an explanation shows them: whole, or with three digits behind the point. */
export function show(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Math.round(value * 1000) / 1000);
}
