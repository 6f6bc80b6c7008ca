import { expectDiagnostics } from "../kit/rules.ts";

describe("checks of techniques", () => {
  it("unknown-technique: what a digit too few, too many or a name may mean", () =>
    expectDiagnostics(`
      rule a {
        severity low
        attack   T111.001, T1110.1, T11100, T1110.009, Brute_Force, T9999.001
                 ^^^^^^^^ warning[unknown-technique] \`T1110.001\` (Password Guessing), \`T1114.001\` (Local Email Collection) or
                           ^^^^^^^ warning[unknown-technique] Did you mean \`T1110.001\` (Password Guessing)?
                                    ^^^^^^ warning[unknown-technique] Did you mean \`T1110\` (Brute Force)?
                                            ^^^^^^^^^ warning[unknown-technique] Did you mean \`T1110.001\`
                                                       ^^^^^^^^^^^ warning[unknown-technique] Did you mean \`T1110\` (Brute Force)?
                                                                    ^^^^^^^^^ warning[unknown-technique] Look the id up
        when login
      }
    `));

  it("unknown-technique: parts of what was withdrawn, and tactics by name or in small letters", () =>
    expectDiagnostics(`
      rule a {
        severity low
        attack   T1086.001, credential_access, ta0002
                 ^^^^^^^^^ warning[unknown-technique] withdrawn T1086 (PowerShell) with its parts, so reports may not show this rule. Write \`T1059.001\` (PowerShell)
                            ^^^^^^^^^^^^^^^^^ warning[unknown-technique] Did you mean \`TA0006\` (Credential Access)?
                                               ^^^^^^ warning[unknown-technique] Did you mean \`TA0002\` (Execution)?
        when login
      }
    `));

  it("unknown-technique: unknown, withdrawn, deprecated and fine", () =>
    expectDiagnostics(`
      rule a {
        severity low
        attack   T1110.001, T9999, T1208, TA0006, t1110
                            ^^^^^ warning[unknown-technique] ATT&CK has no \`T9999\`
                                   ^^^^^ warning[unknown-technique] Write \`T1558.003\` (Kerberoasting)
                                                  ^^^^^ warning[unknown-technique] Did you mean \`T1110\` (Brute Force)?
        when login
      }
    `));
});
