/**
 * The small declarations: workspace, field, event, test. Invariant as everywhere: null for what has an error, and
 * all of it was looked at.
 */
import type {
  EventDeclaration,
  FieldDeclaration,
  TestDeclaration,
  WorkspaceDeclaration,
} from "../../../grammar/ast.ts";
import { makeField, openFields, type Field, type FieldSet } from "../fields.ts";
import type { EventDefinition, Expectation, Micros, TestDefinition } from "../program.ts";
import { itemScope } from "../scopes.ts";
import { writableType } from "./action.ts";
import { duration, zoneName } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { pathText } from "./path.ts";
import { emptyAny } from "./steps.ts";
import { itemsOfUses, lowerUse, usesOf } from "./use.ts";

export function lowerWorkspace(
  c: Lowering,
  workspace: WorkspaceDeclaration,
): { zone: string | null; period: Micros | null } {
  const zone = workspace.zone === undefined ? null : zoneName(c, workspace.zone);
  return { zone, period: duration(c, workspace.period, "period") };
}

export function lowerField(c: Lowering, declaration: FieldDeclaration): Field | null {
  const type = writableType(c, declaration.type);
  const name = declaration.path === undefined ? null : pathText(declaration.path);
  if (name === null || declaration.path === undefined) return c.absent();
  const field = makeField(name, type, "declared", {
    doc: declaration.doc ?? null,
    places: [c.at(declaration.path)],
  });
  c.mention(declaration.path, { kind: "field", field, label: null, type: field.type });
  return field;
}

export function lowerEvent(
  c: Lowering,
  event: EventDeclaration,
): { fields: FieldSet; definition: EventDefinition | null } {
  const name = event.name?.text ?? "this event";
  const uses = usesOf(event.body);
  if (event.body !== undefined && uses === null) {
    const hint = "An event is a use, or `any { ... }` of uses; write patterns in a rule.";
    c.report(event.body, { code: "misplaced-step", reason: "an event holds a pattern", hint });
  }
  if (event.body !== undefined) c.enter(event.body, itemScope(itemsOfUses(c, uses ?? [], name)));
  const members = (uses ?? []).map((use) => lowerUse(c, itemScope(openFields(name)), use));
  const fields: FieldSet = { ...openIf(event.broken, itemsOfUses(c, uses ?? [], name)), of: name };
  const whole = members.filter((member) => member !== null);
  if (event.body === undefined) c.absent();
  else if (uses?.length === 0) emptyAny(c, event.body);
  if (c.broken || event.broken || event.name === undefined || whole.length < members.length) {
    return { fields, definition: null };
  }
  return { fields, definition: { name: event.name.text, members: whole, location: c.at(event) } };
}

const openIf = (open: boolean, fields: FieldSet): FieldSet => (open ? { ...fields, open } : fields);

export function lowerTest(c: Lowering, test: TestDeclaration): TestDefinition | null {
  const given = test.given.map(({ source, text }) => {
    const found = source === undefined ? c.absent() : lookup(c, source, "source");
    return found === null || text === undefined
      ? c.absent()
      : { source: found, text: text.value, location: c.at(text) };
  });
  const expect = test.expect.map((clause): Expectation | null => {
    const rule = clause.rule === undefined ? c.absent() : lookup(c, clause.rule, "rule");
    const definition = clause.rule === undefined ? undefined : c.folder.names.byName.get(clause.rule.text);
    const fields = definition?.kind === "rule" ? c.folder.itemsOf(definition) : openFields("this");
    const scope = c.enter(clause, itemScope(fields));
    const where = clause.where === undefined ? null : c.condition(scope, clause.where);
    if (rule === null) return null;
    return { rule, negated: clause.negated, times: clause.times ?? null, where, location: c.at(clause) };
  });
  if (c.broken || test.broken || test.title === undefined) return null;
  const whole = { given: given.filter((part) => part !== null), expect: expect.filter((part) => part !== null) };
  return { title: test.title.value, ...whole, location: c.at(test) };
}

function lookup(
  c: Lowering,
  name: { text: string; start: number; end: number },
  kind: "source" | "rule",
): string | null {
  const definition = c.folder.names.byName.get(name.text);
  if (definition?.kind === kind) {
    c.need(name, definition);
    return name.text;
  }
  if (definition !== undefined) c.mention(name, { kind: "definition", definition });
  const candidates = c.folder.namesOf([kind]);
  return c.report(name, {
    code: "unknown-name",
    name: name.text,
    wanted: [kind],
    found: definition?.kind ?? null,
    candidates,
  });
}
