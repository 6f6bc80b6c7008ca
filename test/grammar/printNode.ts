/** Parts of trees in a compact form: expressions with all parentheses, an absent child as `?`. */
import type { Assignment, ByField, Expression, Name, Path, Step } from "../../grammar/ast.ts";

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

export function path(node: Path | undefined): string {
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

export function byField(node: ByField): string {
  return `${node.cased ? "cased " : ""}${path(node.field)}`;
}

export function name(node: Name | undefined): string {
  return node?.text ?? "?";
}
