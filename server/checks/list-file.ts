/** A file that a list or table names and that cannot be used. */
import type { FileFault } from "../model/facts.ts";
import { problemCheck } from "./diagnostic.ts";

const reasons: Readonly<Record<FileFault, (path: string) => string>> = {
  missing: (path) =>
    `There is no file \`${path}\`, so this is empty and never matches. The path is relative to the workspace folder; correct it, or add the file.`,
  outside: (path) =>
    `\`${path}\` lies outside of the workspace folder, where rules may not read. Copy the file into the folder and name it by its path there.`,
  directory: (path) => `\`${path}\` is a folder, which holds no entries itself. Name one file in it.`,
  unreadable: (path) =>
    `\`${path}\` could not be read, so this is empty and never matches. Check that it is a text file and may be read.`,
  large: (path) =>
    `\`${path}\` has more than a million lines, or 64 MB, which are too many to keep in memory. Split it, or keep what is needed.`,
};

export const listFile = problemCheck(
  "list-file",
  "error",
  "A list's file that cannot be used",
  ({ path, reason, entry }) => ({
    message:
      reason === "entry"
        ? `Line ${entry!.line} of \`${path}\` is \`${shorten(entry!.text)}\`, which is no value of type ${entry!.type}, so the list cannot be used. Correct the line, or give the list another type.`
        : reasons[reason](path),
  }),
);

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}...` : text);
