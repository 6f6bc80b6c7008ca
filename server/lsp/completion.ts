/**
 * Completion in two steps: the list, and the docs of the one item that is looked at. Invariant: docs are made from the list
 * that was sent last; an item of an older one comes back as it came.
 */
import type { CompletionItem, CompletionList, CompletionParams, Connection } from "vscode-languageserver/node";
import { changesWithTyping, complete, isWorthALook } from "../features/completion.ts";
import { docOf, type Completion } from "../features/item.ts";
import { glancing, placeOf, type Parts } from "./asking.ts";
import * as convert from "./convert.ts";
import { guarded } from "./guard.ts";

export function answerCompletion(connection: Connection, parts: Parts): void {
  const aboutDocument = glancing(parts);
  let last: { readonly list: number; readonly items: readonly Completion[] } = { list: 0, items: [] };
  connection.onCompletion(
    aboutDocument("completion", [], (asked, params: CompletionParams): CompletionItem[] | CompletionList => {
      const place = placeOf(asked, params);
      if (!isWorthALook(...place, params.context?.triggerCharacter)) return [];
      const offered = complete(...place, asked.forest.files);
      const list = last.list + 1;
      last = { list, items: offered };
      const items = offered.map((item, index) => ({
        ...convert.toCompletion(item, asked.document.text),
        ...(item.doc === undefined ? {} : { data: [list, index] }),
      }));
      return changesWithTyping(offered) ? { isIncomplete: true, items } : items;
    }),
  );
  connection.onCompletionResolve(
    guarded("the docs of a completion", parts.report, (item: CompletionItem): CompletionItem => {
      const data: unknown = item.data;
      const [list, index] = Array.isArray(data) ? (data as unknown[]) : [];
      const own = list === last.list && typeof index === "number" ? last.items[index] : undefined;
      const doc = own === undefined ? undefined : docOf(own);
      return doc === undefined ? item : { ...item, documentation: convert.toMarkdown(doc) };
    }),
  );
}
