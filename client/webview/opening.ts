/** How a place is opened that a key or a click names: one rule for all lists, links and buttons. */
import type { FromPanel, Opening, OpenMessage } from "../panel/messages.ts";

const OPENS: ReadonlySet<FromPanel["type"]> = new Set<OpenMessage["type"]>([
  "openEvidence",
  "openRule",
  "openPlace",
  "openStep",
  "openDeclared",
]);

export const isOpening = (message: FromPanel): message is OpenMessage => OPENS.has(message.type);

/** With Alt to the side; by Space without leaving. */
export function howOf(event: KeyboardEvent | MouseEvent): Opening | undefined {
  if (event.altKey) return "side";
  return event instanceof KeyboardEvent && event.key === " " ? "stay" : undefined;
}
