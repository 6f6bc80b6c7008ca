/** Grammar of sources: where records come from. */
import { t } from "../tokens.ts";
import type { Production } from "./expression.ts";
import { PatternParser } from "./pattern.ts";

export class SourceParser extends PatternParser {
  readonly sourceDeclaration: Production = this.RULE("sourceDeclaration", () => {
    this.CONSUME(t.Source);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.CONSUME(t.From);
    this.CONSUME2(t.Word, { LABEL: "class" });
    this.CONSUME(t.LCurly);
    this.MANY(() => this.SUBRULE(this.sourceClause));
    this.CONSUME(t.RCurly);
  });

  readonly sourceClause: Production = this.RULE("sourceClause", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Files);
          this.SUBRULE(this.strings, { LABEL: "files" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Format);
          this.SUBRULE(this.format);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Only);
          this.SUBRULE(this.expression, { LABEL: "only" });
        },
      },
      { ALT: () => this.SUBRULE(this.timeClause) },
      {
        ALT: () => {
          this.CONSUME(t.Lateness);
          this.SUBRULE(this.operand, { LABEL: "lateness" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Idle);
          this.SUBRULE2(this.operand, { LABEL: "idle" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Ahead);
          this.SUBRULE3(this.operand, { LABEL: "ahead" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Skew);
          this.OPTION(() => this.CONSUME(t.Plus));
          this.SUBRULE4(this.operand, { LABEL: "skew" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Late);
          this.CONSUME(t.Word, { LABEL: "late" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Missing);
          this.SUBRULE2(this.strings, { LABEL: "missing" });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Template);
          this.SUBRULE(this.template);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Map);
          this.SUBRULE(this.block, { LABEL: "map" });
        },
      },
    ]);
  });

  readonly strings: Production = this.RULE("strings", () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.StringToken, { LABEL: "string" }) });
  });

  /** `syslog`, `csv ";"`, `regex /.../`: what the format needs to know follows its name. */
  readonly format: Production = this.RULE("format", () => {
    this.CONSUME(t.Word, { LABEL: "format" });
    this.MANY(() => this.SUBRULE(this.formatOption));
  });

  readonly formatOption: Production = this.RULE("formatOption", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.listLiteral) },
      { ALT: () => this.CONSUME(t.StringToken, { LABEL: "literal" }) },
      { ALT: () => this.CONSUME(t.NumberToken, { LABEL: "literal" }) },
      { ALT: () => this.CONSUME(t.Regex, { LABEL: "literal" }) },
    ]);
  });

  readonly timeClause: Production = this.RULE("timeClause", () => {
    this.CONSUME(t.Time);
    this.SUBRULE(this.path, { LABEL: "field" });
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.TimeFormat);
            this.CONSUME(t.StringToken, { LABEL: "format" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Year);
            this.SUBRULE(this.operand, { LABEL: "year" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Zone);
            this.CONSUME2(t.StringToken, { LABEL: "zone" });
          },
        },
      ]);
    });
  });

  readonly template: Production = this.RULE("template", () => {
    this.CONSUME(t.NumberToken, { LABEL: "code" });
    this.CONSUME(t.StringToken, { LABEL: "text" });
  });

  /** `{ a = x  b = y }`, of `map` and `meta`. Commas are welcome. */
  readonly block: Production = this.RULE("block", () => {
    this.CONSUME(t.LCurly);
    this.MANY(() => {
      this.SUBRULE(this.assignment);
      this.OPTION(() => this.CONSUME(t.Comma));
    });
    this.CONSUME(t.RCurly);
  });
}
