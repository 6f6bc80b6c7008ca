/**
 * What a lowering asked its folder, and what it was told. Invariant: every question is noted, also those that were answered
 * with "nothing".
 */
import type { Changes } from "./changes.ts";
import type { FieldSet } from "./fields.ts";
import type { Folder } from "./lower/context.ts";
import type { Definition, DefinitionKind } from "./names.ts";

/** Parts of the folder that a lowering reads as a whole. */
type Shared = "zone" | "declaredFields" | "files" | "detections";

/** A kind of question: how it is asked, and where it stands if the answer may be another one now. */
interface Question<Key> {
  ask(folder: Folder, key: Key): unknown;
  changed(changes: Changes): ReadonlySet<unknown>;
}

const NOTHING: ReadonlySet<unknown> = new Set();
const items = (changes: Changes): ReadonlySet<unknown> => changes.items;

const QUESTIONS = {
  name: { ask: ({ names }, name: string) => names.byName.get(name), changed: ({ names }) => names },
  items: { ask: (folder, definition: Definition) => folder.itemsOf(definition), changed: items },
  table: { ask: (folder, definition: Definition) => folder.tableOf(definition), changed: items },
  action: { ask: (folder, definition: Definition) => folder.actionOf(definition), changed: items },
  legs: { ask: (folder, definition: Definition) => folder.legsOf(definition), changed: items },
  facts: { ask: (folder, source: string) => folder.factsOf(source), changed: ({ facts }) => facts },
  names: { ask: (folder, kinds: readonly DefinitionKind[]) => folder.namesOf(kinds), changed: () => NOTHING },
  shared: {
    ask: (folder, part: Shared) => (part === "detections" ? folder.detections() : folder[part]),
    changed: () => NOTHING,
  },
} as const satisfies Readonly<Record<string, Question<never>>>;

/** So many questions are looked for one by one. */
const FEW = 16;

/** The questions of one lowering, with the answers it got: three lists, which are gone through with every analysis. */
export class Asked {
  private questions: Question<unknown>[] = [];
  private keys: unknown[] = [];
  private answers: unknown[] = [];
  /** Of many questions: where each stands. */
  private places: Map<unknown, Map<unknown, number>> | null = null;
  /** Whether it asked for what every analysis makes anew. */
  private isBroad = false;

  /** Whether it asked for none of this. */
  isUntouchedBy(changes: Changes): boolean {
    if (changes.everything || this.isBroad) return false;
    if (changes.areNone) return true;
    const { questions, keys } = this;
    for (let index = 0; index < questions.length; index++) {
      if (questions[index]!.changed(changes).has(keys[index])) return false;
    }
    return true;
  }

  isAnsweredBy(folder: Folder): boolean {
    const { questions, keys, answers } = this;
    for (let index = 0; index < questions.length; index++) {
      if (questions[index]!.ask(folder, keys[index]) !== answers[index]) return false;
    }
    return true;
  }

  /** The folder, with every question noted. */
  listen(folder: Folder): Folder {
    return new Listening(folder, this);
  }

  note<Key, Answer>(question: Question<Key>, key: Key, answer: Answer): Answer {
    const at = this.find(question, key);
    if (at >= 0) this.answers[at] = answer;
    else this.add(question as Question<unknown>, key, answer);
    return answer;
  }

  /** The same, of what every analysis makes anew. */
  noteBroad<Key, Answer>(question: Question<Key>, key: Key, answer: Answer): Answer {
    this.isBroad = true;
    return this.note(question, key, answer);
  }

  /** All was asked: there are many of these, and each is kept for long, so that none keeps room that it does not need. */
  close(): this {
    this.questions = this.questions.slice();
    this.keys = this.keys.slice();
    this.answers = this.answers.slice();
    this.places = null;
    return this;
  }

  private find(question: unknown, key: unknown): number {
    if (this.places !== null) return this.places.get(question)?.get(key) ?? -1;
    const { questions, keys } = this;
    for (let index = 0; index < keys.length; index++) {
      if (keys[index] === key && questions[index] === question) return index;
    }
    return -1;
  }

  private add(question: Question<unknown>, key: unknown, answer: unknown): void {
    const at = this.questions.push(question) - 1;
    this.keys.push(key);
    this.answers.push(answer);
    if (this.places !== null) place(this.places, question, key, at);
    else if (this.keys.length > FEW) {
      const places = (this.places = new Map());
      this.questions.forEach((each, index) => place(places, each, this.keys[index], index));
    }
  }
}

function place(places: Map<unknown, Map<unknown, number>>, question: unknown, key: unknown, at: number): void {
  const ofKind = places.get(question) ?? new Map<unknown, number>();
  places.set(question, ofKind.set(key, at));
}

class Listening implements Folder {
  readonly names: Folder["names"];
  readonly lowerExpression: Folder["lowerExpression"];
  private readonly folder: Folder;
  private readonly asked: Asked;

  constructor(folder: Folder, asked: Asked) {
    this.folder = folder;
    this.asked = asked;
    this.lowerExpression = folder.lowerExpression;
    this.names = { byName: { get: (name) => asked.note(QUESTIONS.name, name, folder.names.byName.get(name)) } };
  }

  get zone(): string {
    return this.asked.note(QUESTIONS.shared, "zone", this.folder.zone);
  }

  get declaredFields(): Folder["declaredFields"] {
    return this.asked.note(QUESTIONS.shared, "declaredFields", this.folder.declaredFields);
  }

  get files(): Folder["files"] {
    return this.asked.note(QUESTIONS.shared, "files", this.folder.files);
  }

  itemsOf(definition: Definition): FieldSet {
    return this.asked.note(QUESTIONS.items, definition, this.folder.itemsOf(definition));
  }

  tableOf(definition: Definition): ReturnType<Folder["tableOf"]> {
    return this.asked.note(QUESTIONS.table, definition, this.folder.tableOf(definition));
  }

  actionOf(definition: Definition): ReturnType<Folder["actionOf"]> {
    return this.asked.note(QUESTIONS.action, definition, this.folder.actionOf(definition));
  }

  legsOf(definition: Definition): ReturnType<Folder["legsOf"]> {
    return this.asked.note(QUESTIONS.legs, definition, this.folder.legsOf(definition));
  }

  namesOf(kinds: readonly DefinitionKind[]): readonly string[] {
    return this.asked.noteBroad(QUESTIONS.names, kinds, this.folder.namesOf(kinds));
  }

  detections(): FieldSet {
    return this.asked.noteBroad(QUESTIONS.shared, "detections", this.folder.detections());
  }

  factsOf(source: string): ReturnType<Folder["factsOf"]> {
    return this.asked.note(QUESTIONS.facts, source, this.folder.factsOf(source));
  }
}
