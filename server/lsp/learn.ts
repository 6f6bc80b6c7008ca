/** Answers LEARN: a source and a first rule for a log, drafted from its beginning. */
import { draft, type Draft } from "../draft/draft.ts";
import { readersOf } from "../host/files.ts";
import { describe } from "../host/folder.ts";
import { logHead } from "../host/logHead.ts";
import type { LearnParams } from "../protocol.ts";
import type { Session } from "./session.ts";
import { relativeFile } from "./uri.ts";

export function learnSource(session: Session, { folder, file }: LearnParams): Draft {
  const forest = session.folder(folder);
  if (!forest || forest.path === null)
    return { ok: false, message: "This folder is not open from this machine's disk, so its logs cannot be read." };
  const path = relativeFile(forest.path, file);
  if (path === null)
    return { ok: false, message: "Only a log inside the workspace folder can be read. Copy it there." };
  try {
    const { names, program } = forest.model.analysis();
    const present = {
      names: new Set(names.byName.keys()),
      fields: new Set(names.fields.keys()),
      readers: readersOf(program, path),
    };
    return draft(logHead(forest.path, path), present);
  } catch (error) {
    return { ok: false, message: `${path} cannot be read: ${describe(error)}.` };
  }
}
