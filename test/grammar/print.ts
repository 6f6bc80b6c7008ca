/**
 * Trees in a compact form for goldens: expressions with all parentheses, an absent child as `?`. Offsets are left out;
 * other tests look at those.
 */
import type { Declaration } from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";
import { analyticFacts, responseFacts } from "./printLarge.ts";
import { assignment, byField, expression, name, path, step } from "./printNode.ts";

/** The expression of `event e = s where <text>`, which must parse without an error. */
export function printedExpression(text: string): string {
  const tree = parse(`event e = s where ${text}`);
  const declaration = tree.declarations[0];
  if (tree.errors.length > 0) return tree.errors.map((error) => error.message).join("\n");
  return declaration?.kind === "event" && declaration.body?.kind === "use" ? expression(declaration.body.where) : "?";
}

/** One line per fact that a declaration states, the first with its kind and name. */
export function declaration(node: Declaration): string[] {
  const title = `${node.kind}${node.broken ? " (broken)" : ""}`;
  const facts: [string, string | undefined][] = [];
  const fact = (key: string, value: string | undefined): void => void facts.push([key, value]);
  if (node.doc !== undefined) fact("doc", node.doc);
  switch (node.kind) {
    case "workspace":
      fact("zone", node.zone?.value);
      fact("period", node.period && expression(node.period));
      break;
    case "source":
      fact("class", node.class?.text);
      fact("files", node.files.map(expression).join(", "));
      fact("format", node.format && [name(node.format.name), ...node.format.options.map(expression)].join(" "));
      fact("only", node.only && expression(node.only));
      fact("time", node.time && path(node.time.field));
      fact("time format", node.time?.format?.value);
      fact("year", node.time?.year && expression(node.time.year));
      fact("zone", node.time?.zone?.value);
      for (const key of ["lateness", "idle", "ahead", "skew"] as const) fact(key, node[key] && expression(node[key]));
      fact("late", node.late?.text);
      fact("missing", node.missing.map(expression).join(", "));
      for (const template of node.templates) fact(`template ${template.code?.value}`, template.text?.value);
      for (const item of node.map) fact("map", assignment(item));
      break;
    case "list":
      fact("type", node.type?.text);
      fact("items", node.items && expression(node.items));
      fact("from", node.from?.value);
      break;
    case "table":
      fact("from", node.from?.value);
      fact("key", [node.key?.text, node.keyType?.text].filter((word) => word !== undefined).join(": "));
      break;
    case "field":
      fact("path", path(node.path));
      fact("type", node.type?.text);
      break;
    case "event":
      fact("body", step(node.body));
      break;
    case "rule":
      for (const key of ["severity", "risk", "suppress", "forget", "limit"] as const) {
        fact(key, node[key] && expression(node[key]));
      }
      for (const key of ["status", "ties"] as const) fact(key, node[key]?.text);
      fact("attack", node.attack.map(name).join(", "));
      fact("tags", node.tags.map(expression).join(", "));
      fact("meta", node.meta.map(assignment).join(", "));
      fact("by", node.by.map(byField).join(", "));
      fact("when", node.when && step(node.when));
      fact("emit", node.emit.map(assignment).join(", "));
      for (const condition of node.ignore) fact("ignore", expression(condition));
      fact("learn", node.learn?.value);
      break;
    case "ignore":
      fact("rules", node.rules.map(name).join(", "));
      fact("where", node.where && expression(node.where));
      break;
    case "test":
      fact("title", node.title?.value);
      for (const given of node.given) fact(`given ${name(given.source)}`, given.text?.value);
      for (const { negated, rule, times, where } of node.expect) {
        const count = times === undefined ? "" : ` ${times} times`;
        fact("expect", `${negated ? "no " : ""}${name(rule)}${count}${where ? ` where ${expression(where)}` : ""}`);
      }
      break;
    case "ranking":
    case "baseline":
    case "score":
    case "cluster":
      for (const [key, value] of analyticFacts(node)) fact(key, value);
      break;
    case "action":
    case "playbook":
      for (const [key, value] of responseFacts(node)) fact(key, value);
      break;
  }
  const called = "name" in node && node.name !== undefined ? ` ${node.name.text}` : "";
  return [`${title}${called}`, ...facts.filter(([, value]) => value).map(([key, value]) => `  ${key}: ${value}`)];
}
