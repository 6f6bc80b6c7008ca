/** Grammar of patterns: what a rule waits for. */
import { t } from "../tokens.ts";
import { ExpressionParser, type Production } from "./expression.ts";

export class PatternParser extends ExpressionParser {
  /** The whole `when`. A condition begins with an aggregate, a number, or a sign; a name alone is an event. */
  readonly pattern: Production = this.RULE("pattern", () => {
    this.OPTION(() => this.SUBRULE(this.label));
    this.OR([
      { ALT: () => this.SUBRULE(this.sequence) },
      { ALT: () => this.SUBRULE(this.allOf) },
      { ALT: () => this.SUBRULE(this.anyOf) },
      { ALT: () => this.SUBRULE(this.condition) },
      { ALT: () => this.SUBRULE(this.use) },
    ]);
  });

  /** One event, `any` included: what `event` names and what `no` and `until` refuse. */
  readonly single: Production = this.RULE("single", () => {
    this.OR([{ ALT: () => this.SUBRULE(this.anyOf) }, { ALT: () => this.SUBRULE(this.use) }]);
  });

  readonly use: Production = this.RULE("use", () => {
    this.CONSUME(t.Word, { LABEL: "event" });
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.whereClause) },
        {
          ALT: () => {
            this.CONSUME(t.With);
            this.SUBRULE(this.assignments);
          },
        },
      ]);
    });
  });

  readonly whereClause: Production = this.RULE("whereClause", () => {
    this.CONSUME(t.Where);
    this.SUBRULE(this.expression);
  });

  readonly withinClause: Production = this.RULE("withinClause", () => {
    this.CONSUME(t.Within);
    this.SUBRULE(this.operand);
  });

  readonly assignments: Production = this.RULE("assignments", () => {
    this.SUBRULE(this.assignment);
    this.MANY(() => {
      this.CONSUME(t.Comma);
      this.SUBRULE2(this.assignment);
    });
  });

  readonly assignment: Production = this.RULE("assignment", () => {
    this.SUBRULE(this.path, { LABEL: "target" });
    this.CONSUME(t.Assign);
    this.SUBRULE(this.expression, { LABEL: "value" });
  });

  readonly byField: Production = this.RULE("byField", () => {
    this.OPTION(() => this.CONSUME(t.Cased));
    this.SUBRULE(this.path, { LABEL: "field" });
  });

  /** `string`, `list<string>`. */
  readonly typeName: Production = this.RULE("typeName", () => {
    this.CONSUME(t.Word, { LABEL: "type" });
    this.OPTION(() => {
      this.CONSUME(t.Less);
      this.CONSUME2(t.Word, { LABEL: "type" });
      this.CONSUME(t.Greater);
    });
  });

  readonly anyOf: Production = this.RULE("anyOf", () => {
    this.CONSUME(t.Any);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.member));
    this.CONSUME(t.RCurly);
  });

  readonly member: Production = this.RULE("member", () => {
    this.OPTION(() => this.SUBRULE(this.label));
    this.OR([
      { ALT: () => this.SUBRULE(this.sequence) },
      { ALT: () => this.SUBRULE(this.allOf) },
      { ALT: () => this.SUBRULE(this.anyOf) },
      { ALT: () => this.SUBRULE(this.use) },
    ]);
  });

  readonly label: Production = this.RULE("label", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Word, { LABEL: "label" }) },
      { ALT: () => this.CONSUME(t.LabelName, { LABEL: "label" }) },
    ]);
    this.CONSUME(t.Colon);
  });

  readonly sequence: Production = this.RULE("sequence", () => {
    this.OPTION(() => this.CONSUME(t.Every));
    this.CONSUME(t.Sequence);
    this.OPTION2(() => this.SUBRULE(this.withinClause));
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.step));
    this.CONSUME(t.RCurly);
  });

  readonly allOf: Production = this.RULE("allOf", () => {
    this.OPTION(() => this.CONSUME(t.Every));
    this.CONSUME(t.All);
    this.OPTION2(() => this.SUBRULE(this.withinClause));
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.step));
    this.CONSUME(t.RCurly);
  });

  readonly step: Production = this.RULE("step", () => {
    this.OPTION(() => this.SUBRULE(this.label));
    this.OR([
      { ALT: () => this.SUBRULE(this.sequence) },
      { ALT: () => this.SUBRULE(this.allOf) },
      { ALT: () => this.SUBRULE(this.anyOf) },
      { ALT: () => this.SUBRULE(this.noStep) },
      { ALT: () => this.SUBRULE(this.untilStep) },
      { ALT: () => this.SUBRULE(this.aggregate) },
      { ALT: () => this.SUBRULE(this.use) },
    ]);
  });

  readonly noStep: Production = this.RULE("noStep", () => {
    this.CONSUME(t.No);
    this.SUBRULE(this.single);
    this.OPTION(() => this.SUBRULE(this.withinClause));
  });

  readonly untilStep: Production = this.RULE("untilStep", () => {
    this.CONSUME(t.Until);
    this.SUBRULE(this.single);
  });

  /** A step can begin with an aggregate only, else it could not be told from the end of the `where` before it. */
  readonly aggregate: Production = this.RULE("aggregate", () => {
    this.SUBRULE(this.call);
    this.MANY(() => this.SUBRULE(this.tail));
    this.OPTION(() => this.SUBRULE(this.withinClause));
  });

  readonly condition: Production = this.RULE("condition", () => {
    this.SUBRULE(this.conditionStart);
    this.MANY(() => this.SUBRULE(this.tail));
    this.OPTION(() => this.SUBRULE(this.withinClause));
  });

  readonly conditionStart: Production = this.RULE("conditionStart", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.call) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.CONSUME(t.NumberToken, { LABEL: "literal" }) },
      {
        ALT: () => {
          this.OR2([
            { ALT: () => this.CONSUME(t.Not, { LABEL: "operator" }) },
            { ALT: () => this.CONSUME(t.Minus, { LABEL: "operator" }) },
          ]);
          this.SUBRULE(this.operand);
        },
      },
    ]);
  });
}
