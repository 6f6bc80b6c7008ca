/**
 * Grammar of declarations. A text is cut into declarations before it is parsed (`chunks.ts`), so the start rule is one
 * declaration and no error reaches the next one.
 */
import { t } from "../tokens.ts";
import type { Production } from "./expression.ts";
import { ResponseParser } from "./response.ts";

export class DeclarationParser extends ResponseParser {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  readonly declaration: Production = this.RULE("declaration", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.workspaceDeclaration) },
      { ALT: () => this.SUBRULE(this.sourceDeclaration) },
      { ALT: () => this.SUBRULE(this.listDeclaration) },
      { ALT: () => this.SUBRULE(this.tableDeclaration) },
      { ALT: () => this.SUBRULE(this.fieldDeclaration) },
      { ALT: () => this.SUBRULE(this.eventDeclaration) },
      { ALT: () => this.SUBRULE(this.ruleDeclaration) },
      { ALT: () => this.SUBRULE(this.ignoreDeclaration) },
      { ALT: () => this.SUBRULE(this.testDeclaration) },
      { ALT: () => this.SUBRULE(this.rankingDeclaration) },
      { ALT: () => this.SUBRULE(this.actionDeclaration) },
      { ALT: () => this.SUBRULE(this.playbookDeclaration) },
      { ALT: () => this.SUBRULE(this.baselineDeclaration) },
      { ALT: () => this.SUBRULE(this.scoreDeclaration) },
      { ALT: () => this.SUBRULE(this.clusterDeclaration) },
    ]);
  });

  readonly workspaceDeclaration: Production = this.RULE("workspaceDeclaration", () => {
    this.CONSUME(t.Workspace);
    this.CONSUME(t.LCurly);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Zone);
            this.CONSUME(t.StringToken, { LABEL: "zone" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Period);
            this.SUBRULE(this.operand, { LABEL: "period" });
          },
        },
      ]);
    });
    this.CONSUME(t.RCurly);
  });

  readonly listDeclaration: Production = this.RULE("listDeclaration", () => {
    this.CONSUME(t.List);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      this.CONSUME2(t.Word, { LABEL: "listType" });
    });
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.From);
          this.CONSUME(t.StringToken, { LABEL: "from" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Assign);
          this.SUBRULE(this.listLiteral);
        },
      },
    ]);
  });

  readonly tableDeclaration: Production = this.RULE("tableDeclaration", () => {
    this.CONSUME(t.Table);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.From);
    this.CONSUME(t.StringToken, { LABEL: "from" });
    this.CONSUME(t.Key);
    this.CONSUME2(t.Word, { LABEL: "key" });
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      this.CONSUME3(t.Word, { LABEL: "type" });
    });
  });

  readonly fieldDeclaration: Production = this.RULE("fieldDeclaration", () => {
    this.CONSUME(t.Field);
    this.SUBRULE(this.path, { LABEL: "field" });
    this.CONSUME(t.Colon);
    this.SUBRULE(this.typeName);
  });

  readonly eventDeclaration: Production = this.RULE("eventDeclaration", () => {
    this.CONSUME(t.Event);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.Assign);
    this.SUBRULE(this.single);
  });

  readonly ruleDeclaration: Production = this.RULE("ruleDeclaration", () => {
    this.CONSUME(t.Rule);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.ruleClause));
    this.CONSUME(t.RCurly);
  });

  readonly ruleClause: Production = this.RULE("ruleClause", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Severity);
          this.SUBRULE(this.expression, { LABEL: "severity" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Risk);
          this.SUBRULE2(this.expression, { LABEL: "risk" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Attack);
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Word, { LABEL: "technique" }) });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Tags);
          this.SUBRULE(this.strings, { LABEL: "tags" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Meta);
          this.SUBRULE(this.block, { LABEL: "meta" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Status);
          this.CONSUME2(t.Word, { LABEL: "status" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.By);
          this.AT_LEAST_ONE_SEP2({ SEP: t.Comma, DEF: () => this.SUBRULE(this.byField) });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.When);
          this.SUBRULE(this.pattern);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Emit);
          this.SUBRULE(this.assignments, { LABEL: "emit" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Suppress);
          this.SUBRULE(this.operand, { LABEL: "suppress" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Ignore);
          this.SUBRULE(this.whereClause, { LABEL: "ignore" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Learn);
          this.CONSUME(t.StringToken, { LABEL: "learn" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Forget);
          this.SUBRULE2(this.operand, { LABEL: "forget" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Limit);
          this.SUBRULE3(this.operand, { LABEL: "limit" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Ties);
          this.CONSUME3(t.Word, { LABEL: "ties" });
        },
      },
    ]);
  });

  readonly ignoreDeclaration: Production = this.RULE("ignoreDeclaration", () => {
    this.CONSUME(t.Ignore);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Word, { LABEL: "rule" }) });
    this.SUBRULE(this.whereClause);
  });

  readonly testDeclaration: Production = this.RULE("testDeclaration", () => {
    this.CONSUME(t.Test);
    this.CONSUME(t.StringToken, { LABEL: "title" });
    this.CONSUME(t.LCurly);
    this.MANY(() => {
      this.OR([{ ALT: () => this.SUBRULE(this.givenClause) }, { ALT: () => this.SUBRULE(this.expectClause) }]);
    });
    this.CONSUME(t.RCurly);
  });

  readonly givenClause: Production = this.RULE("givenClause", () => {
    this.CONSUME(t.Given);
    this.CONSUME(t.Word, { LABEL: "source" });
    this.CONSUME(t.StringToken, { LABEL: "text" });
  });

  readonly expectClause: Production = this.RULE("expectClause", () => {
    this.CONSUME(t.Expect);
    this.OPTION(() => this.CONSUME(t.No));
    this.CONSUME(t.Word, { LABEL: "rule" });
    this.OPTION2(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Once) },
        { ALT: () => this.CONSUME(t.Twice) },
        {
          ALT: () => {
            this.CONSUME(t.NumberToken, { LABEL: "number" });
            this.CONSUME(t.Times);
          },
        },
      ]);
    });
    this.OPTION3(() => this.SUBRULE(this.whereClause));
  });
}
