/** Which forms the engine runs, asked of the one table of those that it does not: what is drawn widens by itself. */
import { LATER } from "../../server/model/support.ts";

const later = (form: string): boolean => Object.hasOwn(LATER, form);

export const SUPPORTED = {
  everySequence: true,
  everyAll: true,
  nestedCondition: true,
  noInAll: true,
  labelInAll: true,
  labelInWith: true,
  ties: !later("ties"),
  ignore: !later("ignore"),
  limit: !later("limit"),
  forget: !later("forget"),
  risk: !later("risk"),
} as const;
