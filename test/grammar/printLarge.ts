/** The facts that the larger declarations state, for goldens. */
import type {
  ActionDeclaration,
  BaselineDeclaration,
  ClusterDeclaration,
  Members,
  PlaybookDeclaration,
  PlaybookStep,
  RankingDeclaration,
  ScoreDeclaration,
  Weight,
} from "../../grammar/ast.ts";
import { byField, expression, name, path, step } from "./printNode.ts";

type Fact = readonly [string, string | undefined];
type Analytic = RankingDeclaration | BaselineDeclaration | ScoreDeclaration | ClusterDeclaration;

export function analyticFacts(node: Analytic): Fact[] {
  const facts: Fact[] = [
    ["by", node.kind === "cluster" ? "" : node.by.map(byField).join(", ")],
    ["of", node.of && step(node.of)],
  ];
  const fact = (key: string, value: string | undefined): void => void facts.push([key, value]);
  if ("over" in node) fact("over", node.over && expression(node.over));
  switch (node.kind) {
    case "ranking":
      fact("rules", node.rules && path(node.rules));
      fact("regions", node.regions && path(node.regions));
      fact("hits", node.hits ? "yes" : "");
      fact("failures", node.failures && path(node.failures.field));
      fact("failures where", node.failures?.where && expression(node.failures.where));
      fact("order", node.order.map(name).join(", "));
      fact("weights", node.weights.map(weight).join(", "));
      break;
    case "baseline":
      fact("learn", node.learn?.value);
      for (const feature of node.features) {
        const values = feature.values.map(
          ({ value, cyclic, per }) =>
            expression(value) +
            (cyclic ? ` cyclic ${expression(cyclic)}` : "") +
            (per ? ` per ${expression(per)}` : ""),
        );
        fact(`feature ${name(feature.name)}`, values.join(", "));
      }
      fact("rare below", node.rare && expression(node.rare));
      break;
    case "score":
      for (const { name: called, value, where, from, to, weight: weighs } of node.measures) {
        const range = from || to ? ` from ${expression(from)} to ${expression(to)}` : "";
        const only = where ? ` where ${expression(where)}` : "";
        fact(
          `measure ${name(called)}`,
          `${expression(value)}${only}${range}${weighs ? ` weight ${weighs.value}` : ""}`,
        );
      }
      fact("alert at", node.alert && expression(node.alert));
      break;
    case "cluster":
      fact("items", node.items && `${path(node.items.field)} by ${node.items.by.map(byField).join(", ")}`);
      fact("link when", node.link && expression(node.link));
      fact("features", node.features.map(name).join(", "));
      for (const family of node.families) fact(`family ${name(family.name)}`, expression(family.where));
      fact("alert when", node.alert && expression(node.alert));
      break;
  }
  return facts;
}

function weight(node: Weight): string {
  const of = node.of === undefined ? "?" : "kind" in node.of ? expression(node.of) : node.of.text;
  const within = node.within.length === 0 ? "" : ` { ${node.within.map(weight).join(", ")} }`;
  return `${of} ${node.weight?.value ?? "?"}${within}`;
}

export function responseFacts(node: ActionDeclaration | PlaybookDeclaration): Fact[] {
  if (node.kind === "playbook") {
    return [
      ...node.on.map((use): Fact => ["on", step(use)]),
      ...node.steps.map((one): Fact => ["step", playbookStep(one)]),
      ...node.failure.map((one): Fact => ["on failure", playbookStep(one)]),
    ];
  }
  const { parameters, http, exec, timeout, retry, once, simulate } = node;
  return [
    ["parameters", parameters.map((one) => `${name(one.name)}: ${name(one.type)}`).join(", ")],
    ["http", http && `${name(http.method)} ${expression(http.url)}`],
    ["json", http?.json && members(http.json)],
    ["body", http?.body && expression(http.body)],
    ["headers", http?.headers && members(http.headers)],
    ["exec", exec && expression(exec)],
    ["timeout", timeout && expression(timeout)],
    ["retry", retry && expression(retry)],
    ["once per", once.map(path).join(", ")],
    ["takes", simulate?.takes && expression(simulate.takes)],
    ["returns", simulate?.returns && members(simulate.returns)],
    ["fails", simulate?.fails && expression(simulate.fails)],
  ];
}

function members({ items }: Members): string {
  const printed = items.map(({ target, short, value }) => path(target) + (short ? "" : ` = ${expression(value)}`));
  return `{ ${printed.join(", ")} }`;
}

function playbookStep(node: PlaybookStep): string {
  const label = node.label === undefined ? "" : `${node.label.text}: `;
  switch (node.kind) {
    case "run":
      return `${label}${name(node.action)}(${node.arguments.map(expression).join(", ")})`;
    case "after":
      return `${label}after ${node.after.map(name).join(", ")} ${block(node.steps)}`;
    case "branch": {
      const branches = node.branches.map(({ condition, steps }) => `if ${expression(condition)} ${block(steps)}`);
      return `${label}${branches.join(" else ")}${node.else.length === 0 ? "" : ` else ${block(node.else)}`}`;
    }
    case "loop":
      return `${label}for each ${name(node.name)} in ${expression(node.list)} ${block(node.steps)}`;
    case "approve": {
      const by = node.by.length === 0 ? "" : ` by ${node.by.map(expression).join(", ")}`;
      const within = node.within === undefined ? "" : ` within ${expression(node.within)}`;
      const then = node.steps.length === 0 ? "" : ` ${block(node.steps)}`;
      const otherwise = node.else.length === 0 ? "" : ` else ${block(node.else)}`;
      return `${label}approve ${expression(node.text)}${by}${within}${then}${otherwise}`;
    }
  }
}

function block(steps: readonly PlaybookStep[]): string {
  return `{ ${steps.map(playbookStep).join("; ")} }`;
}
