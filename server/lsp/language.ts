/**
 * Answers what an editor asks about a place in a rule file. Each answer is one feature, asked about the analysis of
 * the forest as it is now, and brought into LSP's form. A document that is not known has no answer.
 */
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type Connection,
  type Position,
  type TextEdit,
} from "vscode-languageserver/node";
import type { Diagnostic } from "../checks/index.ts";
import { replayLenses } from "../features/codeLens.ts";
import { complete } from "../features/completion.ts";
import { definitionAt } from "../features/definition.ts";
import { folds } from "../features/folding.ts";
import { hoverAt } from "../features/hover.ts";
import { semanticTokens } from "../features/semanticTokens.ts";
import { symbols } from "../features/symbols.ts";
import type { Analysis } from "../model/analysis.ts";
import * as convert from "./convert.ts";
import type { RuleDocument } from "./documents.ts";
import type { Forest } from "./forest.ts";
import { guarded, type Report } from "./guard.ts";
import type { Publisher } from "./publish.ts";
import type { Session } from "./session.ts";

interface Parts {
  readonly session: Session;
  readonly publisher: Publisher;
  readonly report: Report;
}

interface Asked {
  readonly forest: Forest;
  readonly document: RuleDocument;
  readonly analysis: Analysis;
}

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

interface PositionParams extends DocumentParams {
  readonly position: Position;
}

export function answerLanguage(connection: Connection, { session, publisher, report }: Parts): void {
  /** Guards an answer about a document; `none` answers for one that is not known. */
  function about<Params extends DocumentParams, Answer>(
    what: string,
    none: Answer,
    answer: (asked: Asked, params: Params) => Answer,
  ) {
    return guarded(what, report, (params: Params): Answer => {
      const known = session.locate(params.textDocument.uri);
      return known ? answer({ ...known, analysis: known.forest.model.analysis() }, params) : none;
    });
  }
  const offset = ({ document }: Asked, { position }: PositionParams): number => document.text.offsetAt(position);

  connection.onCompletion(
    about("completion", [], (asked, params: PositionParams) =>
      complete(asked.analysis, asked.document.key, offset(asked, params), asked.forest.files).map((item) =>
        convert.toCompletion(item, asked.document.text),
      ),
    ),
  );
  connection.onHover(
    about("hover", null, (asked, params: PositionParams) => {
      const hover = hoverAt(asked.analysis, asked.document.key, offset(asked, params));
      return hover && convert.toHover(hover, asked.document.text);
    }),
  );
  connection.onDefinition(
    about("definition", [], (asked, params: PositionParams) => {
      const target = definitionAt(asked.analysis, asked.document.key, offset(asked, params));
      return target?.locations.flatMap((location) => convert.toLocation(location, asked.forest.find)) ?? [];
    }),
  );
  connection.languages.semanticTokens.on(
    about("semantic tokens", { data: [] }, ({ analysis, document }) =>
      convert.toSemanticTokens(semanticTokens(analysis, document.key), document.text),
    ),
  );
  connection.onCodeLens(about("code lens", [], codeLenses));
  connection.onDocumentSymbol(
    about("the outline", [], ({ analysis, document }) =>
      symbols(analysis, document.key).map((entry) => convert.toSymbol(entry, document.text)),
    ),
  );
  connection.onFoldingRanges(
    about("folding", [], ({ document }) =>
      folds(document.text.getText()).flatMap((fold) => convert.toFoldingRange(fold, document.text)),
    ),
  );
  connection.onCodeAction(
    about("quick fixes", [], (asked, params: CodeActionParams) =>
      quickFixes(asked, params, publisher.check(asked.forest)),
    ),
  );
}

/** Only where there is a folder: a lone file has no logs to replay. */
function codeLenses({ analysis, document, forest }: Asked): CodeLens[] {
  if (forest.uri === null) return [];
  return replayLenses(analysis, document.key).map((lens) => ({
    range: convert.toRange(document.text, lens),
    command: { title: "Replay", command: "mangrove.replayRule", arguments: [forest.uri, lens.rule] },
  }));
}

function quickFixes(
  { document, forest }: Asked,
  { range, context }: CodeActionParams,
  problems: readonly Diagnostic[],
): CodeAction[] {
  if (context.only && !context.only.some((kind) => CodeActionKind.QuickFix.startsWith(kind))) return [];
  const start = document.text.offsetAt(range.start);
  const end = document.text.offsetAt(range.end);
  return problems
    .filter((problem) => problem.document === document.key && problem.start <= end && problem.end >= start)
    .flatMap((problem) =>
      (problem.fixes ?? []).map((fix): CodeAction => {
        const changes: Record<string, TextEdit[]> = {};
        for (const edit of fix.edits) {
          const target = forest.find(edit.document);
          if (!target) continue;
          (changes[target.uri] ??= []).push({ range: convert.toRange(target.text, edit), newText: edit.text });
        }
        return {
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [convert.toDiagnostic(problem, document.text, forest.find)],
          edit: { changes },
        };
      }),
    );
}
