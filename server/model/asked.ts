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

/** The questions of one lowering, with the answers it got. */
export class Asked {
  readonly names = new Answers<string, Definition | undefined>();
  readonly items = new Answers<Definition, FieldSet>();
  readonly tables = new Answers<Definition, unknown>();
  readonly actions = new Answers<Definition, unknown>();
  readonly legs = new Answers<Definition, unknown>();
  readonly nameLists = new Answers<readonly DefinitionKind[], readonly string[]>();
  readonly facts = new Answers<string, unknown>();
  readonly shared = new Answers<Shared, unknown>();
  /** Whether it asked for what every analysis makes anew. */
  isBroad = false;

  /** Whether it asked for none of this. */
  isUntouchedBy(changes: Changes): boolean {
    if (changes.everything || this.isBroad) return false;
    return (
      changes.areNone ||
      (!this.names.has(changes.names) &&
        !this.items.has(changes.items) &&
        !this.tables.has(changes.items) &&
        !this.actions.has(changes.items) &&
        !this.legs.has(changes.items) &&
        !this.facts.has(changes.facts))
    );
  }

  isAnsweredBy(folder: Folder): boolean {
    return (
      this.names.stay((name) => folder.names.byName.get(name)) &&
      this.items.stay((definition) => folder.itemsOf(definition)) &&
      this.tables.stay((definition) => folder.tableOf(definition)) &&
      this.actions.stay((definition) => folder.actionOf(definition)) &&
      this.legs.stay((definition) => folder.legsOf(definition)) &&
      this.facts.stay((source) => folder.factsOf(source)) &&
      this.nameLists.stay((kinds) => folder.namesOf(kinds)) &&
      this.shared.stay((part) => (part === "detections" ? folder.detections() : folder[part]))
    );
  }

  /** The folder, with every question noted. */
  listen(folder: Folder): Folder {
    return new Listening(folder, this);
  }
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
    this.names = { byName: { get: (name) => asked.names.note(name, folder.names.byName.get(name)) } };
  }

  get zone(): string {
    return this.asked.shared.note("zone", this.folder.zone);
  }

  get declaredFields(): Folder["declaredFields"] {
    return this.asked.shared.note("declaredFields", this.folder.declaredFields);
  }

  get files(): Folder["files"] {
    return this.asked.shared.note("files", this.folder.files);
  }

  itemsOf(definition: Definition): FieldSet {
    return this.asked.items.note(definition, this.folder.itemsOf(definition));
  }

  tableOf(definition: Definition): ReturnType<Folder["tableOf"]> {
    return this.asked.tables.note(definition, this.folder.tableOf(definition));
  }

  actionOf(definition: Definition): ReturnType<Folder["actionOf"]> {
    return this.asked.actions.note(definition, this.folder.actionOf(definition));
  }

  legsOf(definition: Definition): ReturnType<Folder["legsOf"]> {
    return this.asked.legs.note(definition, this.folder.legsOf(definition));
  }

  namesOf(kinds: readonly DefinitionKind[]): readonly string[] {
    this.asked.isBroad = true;
    return this.asked.nameLists.note(kinds, this.folder.namesOf(kinds));
  }

  detections(): FieldSet {
    this.asked.isBroad = true;
    return this.asked.shared.note("detections", this.folder.detections());
  }

  factsOf(source: string): ReturnType<Folder["factsOf"]> {
    return this.asked.facts.note(source, this.folder.factsOf(source));
  }
}

/** So many keys are looked for one by one. */
const FEW = 16;

/** Two lists, which are gone through with every analysis, for every declaration: most have few questions. */
class Answers<Key, Answer> {
  private readonly keys: Key[] = [];
  private readonly answers: Answer[] = [];
  /** Of many keys: where each stands. */
  private places: Map<Key, number> | null = null;

  note<A extends Answer>(key: Key, answer: A): A {
    const at = this.places === null ? this.keys.indexOf(key) : (this.places.get(key) ?? -1);
    if (at >= 0) this.answers[at] = answer;
    else this.add(key, answer);
    return answer;
  }

  has(some: ReadonlySet<unknown>): boolean {
    return some.size > 0 && this.keys.some((key) => some.has(key));
  }

  stay(ask: (key: Key) => Answer): boolean {
    const { keys, answers } = this;
    for (let index = 0; index < keys.length; index++) {
      if (ask(keys[index]!) !== answers[index]) return false;
    }
    return true;
  }

  private add(key: Key, answer: Answer): void {
    this.keys.push(key);
    this.answers.push(answer);
    if (this.places !== null) this.places.set(key, this.keys.length - 1);
    else if (this.keys.length > FEW) this.places = new Map(this.keys.map((each, index) => [each, index]));
  }
}
