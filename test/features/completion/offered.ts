/** What completion offers at the cursor of a fixture, as an editor would show it. */
import assert from "node:assert/strict";
import { complete } from "../../../server/features/completion.ts";
import type { Completion, CompletionKind } from "../../../server/features/item.ts";
import { open } from "../ask.ts";

type Options = Parameters<typeof open>[1];

/** In the order in which an editor shows them. */
export function offered(source: string, options: Options = {}): Completion[] {
  const { analysis, uri, offset } = open(source, options);
  return complete(analysis, uri, offset).sort((a, b) =>
    a.sort === b.sort ? (a.label < b.label ? -1 : 1) : a.sort < b.sort ? -1 : 1,
  );
}

export function labels(source: string, options: Options & { kind?: CompletionKind } = {}): string[] {
  return offered(source, options)
    .filter(({ kind }) => options.kind === undefined || kind === options.kind)
    .map(({ label }) => label);
}

/** The text after the completion with this label was chosen. */
export function chosen(source: string, label: string, options: Options = {}): string {
  const { text } = open(source, options);
  const item = offered(source, options).find((each) => each.label === label);
  assert.ok(item, `${label} is not offered; offered are ${labels(source, options).join(", ")}`);
  return text.slice(0, item.replace.start) + item.insert + text.slice(item.replace.end);
}

/** A rule with a sequence whose last step is the given text. */
export const step = (text: string): string => `
  rule guessed {
    severity high
    by ip
    when sequence within 10m {
      guesses: count(login_failed) >= 5
      entry: login
      ${text}
    }
  }
`;
