/**
 * Trees in a compact form for goldens: expressions with all parentheses, an absent child as `?`. Offsets are left out;
 * other tests look at those.
 */
import type { Assignment, ByField, Declaration, Expression, Name, Path, Step } from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";

/** The expression of `event e = s where <text>`, which must parse without an error. */
export function printedExpression(text: string): string {
  const tree = parse(`event e = s where ${text}`);
  const declaration = tree.declarations[0];
  if (tree.errors.length > 0) return tree.errors.map((error) => error.message).join("\n");
  return declaration?.kind === "event" && declaration.body?.kind === "use" ? expression(declaration.body.where) : "?";
}

export function expression(node: Expression | undefined): string {
  switch (node?.kind) {
    case undefined:
      return "?";
    case "string":
      return JSON.stringify(node.value);
    case "number":
    case "boolean":
      return `${node.value}${node.kind === "number" && node.unit === "%" ? "(%)" : ""}`;
    case "duration":
      return `${node.micros}us`;
    case "address":
      return `${node.prefix ? "cidr" : "ip"}(${node.text})`;
    case "regex":
      return `/${node.source}/${node.flags}`;
    case "list":
      return `[${node.items.map(expression).join(", ")}]`;
    case "range":
      return `(${expression(node.from)} .. ${expression(node.to)})`;
    case "path":
      return path(node);
    case "call": {
      const of = node.of === undefined ? "" : ` of ${node.of.text}`;
      const where = node.where === undefined ? "" : ` where ${expression(node.where)}`;
      const rest = node.rest.map((argument) => `, ${expression(argument)}`).join("");
      return `${node.function.text}(${node.arguments.map(expression).join(", ")}${of}${where}${rest})`;
    }
    case "unary":
      return `(${node.operator} ${expression(node.operand)})`;
    case "binary":
      return `(${expression(node.left)} ${node.operator} ${expression(node.right)})`;
    case "compare": {
      const words = [
        ...[node.every ? "every" : "", expression(node.left), node.negated ? "not" : "", node.cased ? "cased" : ""],
        ...[node.operator, node.all ? "all" : "", node.operator === "exists" ? "" : expression(node.right)],
      ];
      return `(${words.filter((word) => word !== "").join(" ")})`;
    }
    case "if":
      return `(if ${expression(node.condition)} then ${expression(node.then)} else ${expression(node.else)})`;
  }
}

function path(node: Path | undefined): string {
  if (node === undefined) return "?";
  return node.parts
    .map((part, index) =>
      part.kind === "index" ? `[${expression(part.index)}]` : `${index > 0 ? "." : ""}${part.name.text}`,
    )
    .join("");
}

export function step(node: Step | undefined): string {
  if (node === undefined) return "?";
  const label = node.label === undefined ? "" : `${node.label.text}: `;
  const within = "within" in node && node.within !== undefined ? ` within ${expression(node.within)}` : "";
  switch (node.kind) {
    case "use": {
      const where = node.where === undefined ? "" : ` where ${expression(node.where)}`;
      const using = node.with.length === 0 ? "" : ` with ${node.with.map(assignment).join(", ")}`;
      return `${label}${name(node.name)}${where}${using}`;
    }
    case "any":
      return `${label}any { ${node.members.map(step).join("; ")} }`;
    case "sequence":
      return `${label}${node.every ? "every " : ""}sequence${within} { ${node.steps.map(step).join("; ")} }`;
    case "all":
      return `${label}${node.every ? "every " : ""}all${within} { ${node.members.map(step).join("; ")} }`;
    case "condition":
    case "aggregate":
      return `${label}${expression(node.condition)}${within}`;
    case "no":
      return `${label}no ${step(node.of)}${within}`;
    case "until":
      return `${label}until ${step(node.of)}`;
  }
}

export function assignment(node: Assignment): string {
  return `${path(node.target)} = ${expression(node.value)}`;
}

function byField(node: ByField): string {
  return `${node.cased ? "cased " : ""}${path(node.field)}`;
}

function name(node: Name | undefined): string {
  return node?.text ?? "?";
}

/** One line per fact that a declaration states, the first with its kind and name. */
export function declaration(node: Declaration): string[] {
  const title = `${node.kind === "later" ? node.what : node.kind}${node.broken ? " (broken)" : ""}`;
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
      for (const key of ["lateness", "idle", "ahead"] as const) fact(key, node[key] && expression(node[key]));
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
    case "later":
      break;
  }
  const called = "name" in node && node.name !== undefined ? ` ${node.name.text}` : "";
  return [`${title}${called}`, ...facts.filter(([, value]) => value).map(([key, value]) => `  ${key}: ${value}`)];
}
