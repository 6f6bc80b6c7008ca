/** Grammar of what looks at many records at once: rankings, baselines, scores and clusters. */
import { t } from "../tokens.ts";
import type { Production } from "./expression.ts";
import { SourceParser } from "./source.ts";

export class AnalyticsParser extends SourceParser {
  /** `by user, ip of login where ...`: whose behaviour, and the records that show it. */
  readonly subject: Production = this.RULE("subject", () => {
    this.CONSUME(t.By);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.byField) });
    this.CONSUME(t.Of);
    this.SUBRULE(this.use);
  });

  readonly overClause: Production = this.RULE("overClause", () => {
    this.CONSUME(t.Over);
    this.SUBRULE(this.operand);
  });

  readonly rankingDeclaration: Production = this.RULE("rankingDeclaration", () => {
    this.CONSUME(t.Ranking);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.SUBRULE(this.subject);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.rankingClause));
    this.CONSUME(t.RCurly);
  });

  readonly rankingClause: Production = this.RULE("rankingClause", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Rules);
          this.SUBRULE(this.path, { LABEL: "rules" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Regions);
          this.SUBRULE2(this.path, { LABEL: "regions" });
        },
      },
      { ALT: () => this.CONSUME(t.Hits) },
      { ALT: () => this.SUBRULE(this.failures) },
      {
        ALT: () => {
          this.CONSUME(t.Order);
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Word, { LABEL: "level" }) });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Weights);
          this.SUBRULE(this.weights);
        },
      },
    ]);
  });

  readonly failures: Production = this.RULE("failures", () => {
    this.CONSUME(t.Failures);
    this.SUBRULE(this.path, { LABEL: "field" });
    this.OPTION(() => this.SUBRULE(this.whereClause));
  });

  /** `{ rules 0.4 { sqli 0.7, scan 0.3 }  hits 0.6 }`. Commas are welcome. */
  readonly weights: Production = this.RULE("weights", () => {
    this.CONSUME(t.LCurly);
    this.MANY(() => {
      this.SUBRULE(this.weight);
      this.OPTION(() => this.CONSUME(t.Comma));
    });
    this.CONSUME(t.RCurly);
  });

  /** The weight of a level, a name, a text, or a number such as a response code. */
  readonly weight: Production = this.RULE("weight", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Word, { LABEL: "weighted" }) },
      { ALT: () => this.CONSUME(t.StringToken, { LABEL: "value" }) },
      { ALT: () => this.CONSUME(t.NumberToken, { LABEL: "value" }) },
    ]);
    this.CONSUME2(t.NumberToken, { LABEL: "weight" });
    this.OPTION(() => this.SUBRULE(this.weights));
  });

  readonly baselineDeclaration: Production = this.RULE("baselineDeclaration", () => {
    this.CONSUME(t.Baseline);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.SUBRULE(this.subject);
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.baselineClause));
    this.CONSUME(t.RCurly);
  });

  readonly baselineClause: Production = this.RULE("baselineClause", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Learn);
          this.CONSUME(t.StringToken, { LABEL: "learn" });
        },
      },
      { ALT: () => this.SUBRULE(this.feature) },
      {
        ALT: () => {
          this.CONSUME(t.Rare);
          this.CONSUME(t.Below);
          this.SUBRULE(this.operand, { LABEL: "rare" });
        },
      },
    ]);
  });

  /** `feature rhythm { hour(time) cyclic 24, weekday(time) cyclic 7 }`; a comma may stand behind the last value. */
  readonly feature: Production = this.RULE("feature", () => {
    this.CONSUME(t.Feature);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.LCurly);
    this.OPTION(() => {
      this.SUBRULE(this.featureValue);
      this.MANY(() => {
        this.CONSUME(t.Comma);
        this.SUBRULE2(this.featureValue);
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.RCurly);
  });

  readonly featureValue: Production = this.RULE("featureValue", () => {
    this.SUBRULE(this.expression, { LABEL: "value" });
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Cyclic);
            this.SUBRULE(this.operand, { LABEL: "cyclic" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Per);
            this.SUBRULE2(this.operand, { LABEL: "per" });
          },
        },
      ]);
    });
  });

  readonly scoreDeclaration: Production = this.RULE("scoreDeclaration", () => {
    this.CONSUME(t.Score);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.SUBRULE(this.subject);
    this.OPTION(() => this.SUBRULE(this.overClause));
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.scoreClause));
    this.CONSUME(t.RCurly);
  });

  readonly scoreClause: Production = this.RULE("scoreClause", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.measure) },
      {
        ALT: () => {
          this.CONSUME(t.Alert);
          this.CONSUME(t.At);
          this.SUBRULE(this.operand, { LABEL: "alert" });
        },
      },
    ]);
  });

  /** `measure rejected = count() where code >= 500 from 0 to 100 weight 0.35` */
  readonly measure: Production = this.RULE("measure", () => {
    this.CONSUME(t.Measure);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.Assign);
    this.SUBRULE(this.expression, { LABEL: "value" });
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.whereClause) },
        {
          ALT: () => {
            this.CONSUME(t.From);
            this.SUBRULE(this.operand, { LABEL: "from" });
            this.CONSUME(t.To);
            this.SUBRULE2(this.operand, { LABEL: "to" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Weight);
            this.CONSUME(t.NumberToken, { LABEL: "weight" });
          },
        },
      ]);
    });
  });

  readonly clusterDeclaration: Production = this.RULE("clusterDeclaration", () => {
    this.CONSUME(t.Cluster);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.Of);
    this.SUBRULE(this.use);
    this.OPTION(() => this.SUBRULE(this.overClause));
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.clusterClause));
    this.CONSUME(t.RCurly);
  });

  readonly clusterClause: Production = this.RULE("clusterClause", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.items) },
      {
        ALT: () => {
          this.CONSUME(t.Link);
          this.CONSUME(t.When);
          this.SUBRULE(this.expression, { LABEL: "link" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Features);
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Word, { LABEL: "feature" }) });
        },
      },
      { ALT: () => this.SUBRULE(this.family) },
      {
        ALT: () => {
          this.CONSUME(t.Alert);
          this.CONSUME2(t.When);
          this.SUBRULE2(this.expression, { LABEL: "alert" });
        },
      },
    ]);
  });

  /** `items dns.question.name by ip`: what is grouped, and who asked for it. */
  readonly items: Production = this.RULE("items", () => {
    this.CONSUME(t.Items);
    this.SUBRULE(this.path, { LABEL: "field" });
    this.CONSUME(t.By);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.byField) });
  });

  readonly family: Production = this.RULE("family", () => {
    this.CONSUME(t.Family);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.SUBRULE(this.whereClause);
  });
}
