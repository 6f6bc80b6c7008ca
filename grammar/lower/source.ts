/** `source`: where records come from. */
import type { Assignment, Expression, SourceDeclaration, TemplateClause, TimeClause } from "../ast.ts";
import type {
  FormatCstNode,
  FormatOptionCstNode,
  SourceDeclarationCstNode,
  TemplateCstNode,
  TimeClauseCstNode,
} from "../generated/cst.d.ts";
import { block, clauses, latest, strings } from "./clause.ts";
import { each, first, last, name, nodeSpan, parts, type Context, type Head } from "./context.ts";
import { expression, list, path, single } from "./expression.ts";
import { literal, number, string } from "./literal.ts";

export function sourceDeclaration(
  context: Context,
  node: SourceDeclarationCstNode | undefined,
  head: Head,
): SourceDeclaration {
  const children = parts(node);
  const nodes = children.sourceClause ?? [];
  const all = nodes.map((clause) => parts(clause));
  return {
    ...head,
    kind: "source",
    name: name(context, first(children.name)),
    class: name(context, first(children.class)),
    files: strings(context, first(latest(all, "files"))),
    format: format(context, first(latest(all, "format"))),
    only: expression(context, first(latest(all, "only"))),
    time: time(context, first(latest(all, "timeClause"))),
    lateness: single(context, first(latest(all, "lateness"))),
    idle: single(context, first(latest(all, "idle"))),
    ahead: single(context, first(latest(all, "ahead"))),
    skew: single(context, first(latest(all, "skew"))),
    late: name(context, first(latest(all, "late"))),
    missing: strings(context, first(latest(all, "missing"))),
    templates: each(
      all.flatMap((clause) => clause.template ?? []),
      (clause) => template(context, clause),
    ),
    map: all.flatMap((clause): Assignment[] => block(context, first(clause.map))),
    clauses: clauses(nodes),
  };
}

function format(context: Context, node: FormatCstNode | undefined): SourceDeclaration["format"] {
  const span = nodeSpan(node);
  const children = parts(node);
  if (span === undefined) return undefined;
  return {
    ...span,
    name: name(context, first(children.format)),
    options: each(children.formatOption, (option) => formatOption(context, option)),
  };
}

function formatOption(context: Context, node: FormatOptionCstNode): Expression | undefined {
  const children = parts(node);
  return list(context, first(children.listLiteral)) ?? literal(context, first(children.literal));
}

function time(context: Context, node: TimeClauseCstNode | undefined): TimeClause | undefined {
  const span = nodeSpan(node);
  const children = parts(node);
  if (span === undefined) return undefined;
  return {
    ...span,
    field: path(context, first(children.field)),
    format: string(context, last(children.format)),
    year: single(context, last(children.year)),
    zone: string(context, last(children.zone)),
  };
}

function template(context: Context, node: TemplateCstNode): TemplateClause | undefined {
  const span = nodeSpan(node);
  const { code, text } = parts(node);
  if (span === undefined) return undefined;
  return { ...span, code: number(context, first(code)), text: string(context, first(text)) };
}
