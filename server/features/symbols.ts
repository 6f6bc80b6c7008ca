/** The outline of a document: its declarations, and the labelled steps and templates inside. */
import type { Declaration, Name, Span, Step, TemplateClause } from "../../grammar/ast.ts";
import type { Analysis, Document } from "../model/analysis.ts";
import type { CompletionKind } from "./item.ts";
import { labelledSteps, type LabelledStep } from "./steps.ts";

export interface OutlineEntry extends Span {
  readonly name: string;
  readonly detail: string;
  readonly kind: Extract<CompletionKind, "source" | "event" | "rule" | "list" | "label" | "field" | "constant">;
  /** What to reveal: lies inside the symbol. */
  readonly at: Span;
  readonly children: readonly OutlineEntry[];
}

export function symbols(analysis: Pick<Analysis, "document">, uri: string): OutlineEntry[] {
  const document = analysis.document(uri);
  return document ? document.tree.declarations.map((declaration) => symbolOf(declaration, document)) : [];
}

function symbolOf(declaration: Declaration, { text }: Document): OutlineEntry {
  const { start, end, keyword } = declaration;
  const symbol = (kind: OutlineEntry["kind"], name: Named, children: readonly OutlineEntry[] = []): OutlineEntry => ({
    name: name?.text || text.slice(keyword.start, keyword.end),
    detail: declaration.kind,
    kind,
    start,
    end,
    at: name === undefined ? keyword : { start: name.start, end: name.end },
    children,
  });
  switch (declaration.kind) {
    case "source":
      return symbol("source", declaration.name, declaration.templates.flatMap(templateSymbol));
    case "event":
      return symbol("event", declaration.name);
    case "rule":
      return symbol("rule", declaration.name, declaration.when ? labelled(declaration.when) : []);
    case "list":
    case "table":
      return symbol("list", declaration.name);
    case "field": {
      const path = declaration.path;
      return symbol("field", path && { ...path, text: text.slice(path.start, path.end) });
    }
    case "test":
      return symbol("constant", declaration.title && { ...declaration.title, text: declaration.title.value });
    case "playbook":
      return symbol("rule", declaration.name, labelledSteps(declaration).map(stepSymbol));
    case "score":
      return symbol("rule", declaration.name, declaration.measures.flatMap(partSymbol));
    case "baseline":
      return symbol("rule", declaration.name, declaration.features.flatMap(partSymbol));
    case "cluster":
      return symbol("rule", declaration.name, declaration.families.flatMap(partSymbol));
    case "ranking":
    case "action":
      return symbol("rule", declaration.name);
    case "workspace":
    case "ignore":
      return symbol("constant", undefined);
  }
}

type Named = (Span & { readonly text: string }) | undefined;

function templateSymbol(template: TemplateClause): OutlineEntry[] {
  const { start, end, code } = template;
  if (!code) return [];
  return [
    {
      name: String(code.value),
      detail: template.text?.value ?? "",
      kind: "constant",
      start,
      end,
      at: code,
      children: [],
    },
  ];
}

const stepSymbol = ({ label, step, does }: LabelledStep): OutlineEntry => ({
  name: label.text,
  detail: does,
  kind: "label",
  start: Math.min(step.start, label.start),
  end: step.end,
  at: { start: label.start, end: label.end },
  children: [],
});

/** A measure, a feature, a family: what gives results a name of their own. */
function partSymbol({ name, start, end }: Span & { readonly name?: Name }): OutlineEntry[] {
  if (name === undefined) return [];
  const at = { start: name.start, end: name.end };
  return [{ name: name.text, detail: "", kind: "field", start, end, at, children: [] }];
}

/** The labelled steps of a pattern, nested ones below theirs. */
function labelled(step: Step): OutlineEntry[] {
  const inner = stepsOf(step).flatMap(labelled);
  if (!step.label) return inner;
  const { start, end, label } = step;
  return [
    {
      name: label.text,
      detail: step.kind === "use" ? (step.name?.text ?? "") : step.kind,
      kind: "label",
      start: Math.min(start, label.start),
      end,
      at: { start: label.start, end: label.end },
      children: inner,
    },
  ];
}

function stepsOf(step: Step): readonly Step[] {
  if (step.kind === "sequence") return step.steps;
  return step.kind === "all" || step.kind === "any" ? step.members : [];
}
