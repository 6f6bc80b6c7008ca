/**
 * Grammar of what is done about a detection: actions and playbooks. A playbook's steps are labelled like a sequence's; in
 * front of a step its own words (`after`, `if`, `for`, `approve`) go before the name of an action.
 */
import { t } from "../tokens.ts";
import { AnalyticsParser } from "./analytics.ts";
import type { Production } from "./expression.ts";

export class ResponseParser extends AnalyticsParser {
  readonly actionDeclaration: Production = this.RULE("actionDeclaration", () => {
    this.CONSUME(t.Action);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.SUBRULE(this.parameters);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.actionClause));
    this.CONSUME(t.RCurly);
  });

  readonly parameters: Production = this.RULE("parameters", () => {
    this.CONSUME(t.LParen);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.parameter) });
    this.CONSUME(t.RParen);
  });

  readonly parameter: Production = this.RULE("parameter", () => {
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.Colon);
    this.SUBRULE(this.typeName);
  });

  readonly actionClause: Production = this.RULE("actionClause", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.http) },
      {
        ALT: () => {
          this.CONSUME(t.Exec);
          this.SUBRULE(this.listLiteral, { LABEL: "exec" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Timeout);
          this.SUBRULE(this.operand, { LABEL: "timeout" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Retry);
          this.SUBRULE2(this.operand, { LABEL: "retry" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Once);
          this.CONSUME(t.Per);
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.path, { LABEL: "once" }) });
        },
      },
      { ALT: () => this.SUBRULE(this.simulate) },
    ]);
  });

  readonly http: Production = this.RULE("http", () => {
    this.CONSUME(t.Http);
    this.CONSUME(t.Word, { LABEL: "method" });
    this.SUBRULE(this.expression, { LABEL: "url" });
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Json);
            this.SUBRULE(this.members, { LABEL: "json" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Body);
            this.SUBRULE2(this.expression, { LABEL: "body" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Headers);
            this.SUBRULE2(this.members, { LABEL: "headers" });
          },
        },
      ]);
    });
  });

  readonly simulate: Production = this.RULE("simulate", () => {
    this.CONSUME(t.Simulate);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Takes);
            this.SUBRULE(this.expression, { LABEL: "takes" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Returns);
            this.SUBRULE(this.members, { LABEL: "returns" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Fails);
            this.SUBRULE(this.operand, { LABEL: "fails" });
          },
        },
      ]);
    });
  });

  /** `{ address, reason = "spam" }`: a name alone stands for its value. Commas are welcome. */
  readonly members: Production = this.RULE("members", () => {
    this.CONSUME(t.LCurly);
    this.MANY(() => {
      this.SUBRULE(this.memberOf);
      this.OPTION(() => this.CONSUME(t.Comma));
    });
    this.CONSUME(t.RCurly);
  });

  readonly memberOf: Production = this.RULE("memberOf", () => {
    this.SUBRULE(this.path, { LABEL: "target" });
    this.OPTION(() => {
      this.CONSUME(t.Assign);
      this.SUBRULE(this.expression, { LABEL: "value" });
    });
  });

  readonly playbookDeclaration: Production = this.RULE("playbookDeclaration", () => {
    this.CONSUME(t.Playbook);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.LCurly);
    this.MANY(() => {
      this.OR([{ ALT: () => this.SUBRULE(this.onClause) }, { ALT: () => this.SUBRULE(this.task) }]);
    });
    this.CONSUME(t.RCurly);
  });

  /** `on account_takeover where severity >= high`, `on failure { ... }`. */
  readonly onClause: Production = this.RULE("onClause", () => {
    this.CONSUME(t.On);
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Failure);
          this.SUBRULE(this.tasks);
        },
      },
      { ALT: () => this.SUBRULE(this.use) },
    ]);
  });

  readonly tasks: Production = this.RULE("tasks", () => {
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.task));
    this.CONSUME(t.RCurly);
  });

  readonly task: Production = this.RULE("task", () => {
    this.OPTION(() => this.SUBRULE(this.label));
    this.OR([
      { ALT: () => this.SUBRULE(this.after) },
      { ALT: () => this.SUBRULE(this.branch) },
      { ALT: () => this.SUBRULE(this.loop) },
      { ALT: () => this.SUBRULE(this.approval) },
      { ALT: () => this.SUBRULE(this.run) },
    ]);
  });

  readonly run: Production = this.RULE("run", () => {
    this.CONSUME(t.Word, { LABEL: "action" });
    this.CONSUME(t.LParen);
    this.OPTION(() => {
      this.SUBRULE(this.expression, { LABEL: "argument" });
      this.MANY(() => {
        this.CONSUME(t.Comma);
        this.SUBRULE2(this.expression, { LABEL: "argument" });
      });
    });
    this.CONSUME(t.RParen);
  });

  readonly after: Production = this.RULE("after", () => {
    this.CONSUME(t.After);
    // That there is none is for lowering to report: `after {` has to be seen to be no call.
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Word, { LABEL: "step" }) });
    this.SUBRULE(this.tasks);
  });

  readonly branch: Production = this.RULE("branch", () => {
    this.CONSUME(t.If);
    this.SUBRULE(this.expression, { LABEL: "condition" });
    this.SUBRULE(this.tasks, { LABEL: "then" });
    this.MANY(() => this.SUBRULE(this.elseBranch));
    this.OPTION(() => {
      this.CONSUME(t.Else);
      this.SUBRULE2(this.tasks, { LABEL: "else" });
    });
  });

  readonly elseBranch: Production = this.RULE("elseBranch", () => {
    this.CONSUME(t.Else);
    this.CONSUME(t.If);
    this.SUBRULE(this.expression, { LABEL: "condition" });
    this.SUBRULE(this.tasks, { LABEL: "then" });
  });

  readonly loop: Production = this.RULE("loop", () => {
    this.SUBRULE(this.loopHead);
    this.SUBRULE(this.tasks);
  });

  /** A rule of its own, so that what is wrong in it does not cost the steps behind it. */
  readonly loopHead: Production = this.RULE("loopHead", () => {
    this.CONSUME(t.For);
    this.CONSUME(t.Each);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.In);
    this.SUBRULE(this.expression, { LABEL: "list" });
  });

  /** `approve "Disable the account?" by "soc" within 30m { ... } else { ... }` */
  readonly approval: Production = this.RULE("approval", () => {
    this.CONSUME(t.Approve);
    // As above: a lone `approve` is no call.
    this.OPTION(() => this.SUBRULE(this.expression, { LABEL: "text" }));
    this.OPTION2(() => {
      this.CONSUME(t.By);
      this.SUBRULE(this.strings, { LABEL: "by" });
    });
    this.OPTION3(() => this.SUBRULE(this.withinClause));
    this.OPTION4(() => {
      this.SUBRULE(this.tasks, { LABEL: "then" });
      this.OPTION5(() => {
        this.CONSUME(t.Else);
        this.SUBRULE2(this.tasks, { LABEL: "else" });
      });
    });
  });
}
