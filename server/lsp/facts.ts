/** What replays and samples have shown of the logs, kept for completion, hover and checks. */
import type { SourceSummary, Summary } from "../engine/events.ts";
import { durationLiteral } from "../engine/order/words.ts";
import { factsOf, intakeOf } from "../host/sample.ts";
import type { ArrivalFacts, SampleFacts, SourceFacts } from "../model/facts.ts";
import type { Forest } from "./forest.ts";
import type { Unread } from "../host/unread.ts";

/**
 * Takes over what a replay saw. A source that it saw less of than is known already keeps what is known; what became of its lines
 * is told by a replay of all files alone, and then by the last one. `unread`: null for any other.
 */
export function learn(forest: Forest, summary: Summary, unread: Unread | null): boolean {
  const facts = Object.entries(factsOf(summary));
  const isNew = addFacts(
    forest,
    Object.fromEntries(
      facts.map(([name, source]) => [name, { ...source, arrival: arrivalOf(summary.sources[name]!) }]),
    ),
  );
  return unread === null ? isNew : addIntake(forest, summary, unread) || isNew;
}

function addIntake(forest: Forest, { sources }: Summary, unread: Unread): boolean {
  const known = forest.model.facts;
  const news = Object.entries(sources).flatMap(([name, source]) => {
    const intake = intakeOf(name, source, unread);
    const before = known[name] ?? NOTHING;
    return JSON.stringify(before.intake) === JSON.stringify(intake) ? [] : [[name, { ...before, intake }] as const];
  });
  if (news.length === 0) return false;
  forest.model.facts = { ...known, ...Object.fromEntries(news) };
  forest.touch();
  return true;
}

const NOTHING: SourceFacts = { records: 0, fields: {} };

function arrivalOf({ records, latenesses: { all, most } }: SourceSummary): ArrivalFacts {
  return { late: records.late, needed: all, keepsAll: durationLiteral(all), keepsMost: durationLiteral(most) };
}

/** True if something new is known. */
export function addFacts(forest: Forest, facts: SampleFacts): boolean {
  const known = forest.model.facts;
  const news = Object.entries(facts).flatMap(([name, source]) => {
    const both = joined(known[name], source);
    return both === undefined || both === known[name] ? [] : [[name, both] as const];
  });
  if (news.length === 0) return false;
  forest.model.facts = { ...known, ...Object.fromEntries(news) };
  forest.touch();
  return true;
}

/** What is known of more records counts; fields that only the other one saw stay, as a replay looks at no more than its rules read. */
function joined(known: SourceFacts | undefined, source: SourceFacts): SourceFacts | undefined {
  if (source.records === 0 && source.more === undefined) return known;
  if (known === undefined) return source;
  const isMore = source.records >= known.records;
  const [more, less] = isMore ? [source, known] : [known, source];
  if (!isMore && Object.keys(source.fields).every((field) => Object.hasOwn(known.fields, field))) return known;
  const { intake } = known;
  const open = known.more ?? source.more;
  const fields = { ...less.fields, ...more.fields };
  return { ...more, fields, ...(intake && { intake }), ...(open && { more: open }) };
}

/** What was seen through another definition of a source says nothing of this one. */
export function forget(forest: Forest, gone: (source: string) => boolean): boolean {
  const known = Object.entries(forest.model.facts);
  const kept = known.filter(([name]) => !gone(name));
  // Facts that are new objects make everything that reads them be looked at again.
  if (kept.length === known.length) return false;
  forest.model.facts = Object.fromEntries(kept);
  forest.touch();
  return true;
}
