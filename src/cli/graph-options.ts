/** The options that say which co-authorship graph is meant, and their translation to a graph spec. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { DEFAULT_SPEC, validateSpec } from '../graph/spec.js';
import { COUNTINGS, type Counting, type GraphSpec } from '../graph/types.js';
import { graphInUse, type GraphInUse } from '../graphql/graph-in-use.js';
import { titleKey } from '../records/titles.js';
import type { Snapshot, Vocabulary } from '../snapshot/types.js';
import { CliError, EXIT } from './errors.js';
import { findAuthor, printNote } from './find-author.js';
import { suggestion } from './suggestion.js';

export interface GraphOptions {
  readonly counting: Counting;
  readonly maxAuthors?: number;
  readonly from?: number;
  readonly to?: number;
  readonly type?: readonly string[];
  readonly venue?: readonly string[];
  readonly field?: readonly string[];
  readonly minStrength: number;
  readonly giant?: boolean;
  readonly componentOf?: string;
}

/** Parses a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text.trim()) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} up.`);
    }
    return value;
  };
}

/** Parses a number from 0 up. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new InvalidArgumentError('It must be a number from 0 up.');
  return value;
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** The ways of counting as the command line has them. */
export const COUNTING_CHOICES = COUNTINGS.map((counting) => counting.toLowerCase().replaceAll('_', '-'));

/** Parses a way of counting as the command line has it. */
export function parseCounting(text: string): Counting {
  const wanted = text.toUpperCase().replaceAll('-', '_');
  const found = COUNTINGS.find((known) => known === wanted);
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${COUNTING_CHOICES.join(', ')}.`);
  return found;
}

/** Adds the options of GraphOptions to a command. */
export function withGraphOptions(command: Command): Command {
  return command
    .optionsGroup('Which graph:')
    .addOption(
      new Option('--counting <way>', `strength that a paper of k authors gives a pair: ${COUNTING_CHOICES.join(', ')}`)
        .argParser(parseCounting)
        .default('FULL', 'full'),
    )
    .option('--max-authors <n>', 'leave out papers with more authors', wholeNumber(1))
    .option('--from <year>', 'papers of this year or later', wholeNumber(0))
    .option('--to <year>', 'papers of this year or earlier', wholeNumber(0))
    .option('--type <type>', 'papers of this type, for example ARTICLE (repeatable)', collect)
    .option('--venue <name>', 'papers of this venue (repeatable)', collect)
    .option('--field <name>', 'papers of this field (repeatable)', collect)
    .option('--min-strength <x>', 'leave out weaker collaborations', positiveNumber, 0)
    .option('--giant', 'only the largest component')
    .option('--component-of <author>', 'only the component of an author, by name or id')
    .optionsGroup('Options:');
}

function indicesOf(kind: string, wanted: readonly string[] | undefined, known: readonly string[]): number[] {
  return (wanted ?? []).flatMap((name) => {
    // As the API reads names: every spelling that differs in case, accents and punctuation alone is meant.
    const key = titleKey(name);
    const indices = known.flatMap((entry, index) => (titleKey(entry) === key ? [index] : []));
    if (indices.length === 0) throw new CliError(`no paper has the ${kind} "${name}"${suggestion(name, known)}`, EXIT.usage);
    return indices;
  });
}

/**
 * The graph that the options mean, read as the API reads it.
 * @throws CliError for a type, venue or field that no paper of the corpus has; RangeError for a spec that can't be meant
 */
export async function graphOf(options: GraphOptions, snapshot: Snapshot): Promise<GraphInUse> {
  const spec = graphSpecOf(options, snapshot.vocabulary, componentOf(options, snapshot));
  validateSpec(spec, snapshot.incidence.authorCount);
  return graphInUse(snapshot, spec, spec.types.map((index) => snapshot.vocabulary.types[index]), { waitMs: Infinity });
}

/** The author whose component is meant; null where none is. @throws CliError (not found, ambiguous) */
function componentOf({ componentOf: named }: GraphOptions, snapshot: Snapshot): number | null {
  if (named === undefined) return null;
  const found = findAuthor(snapshot, named);
  printNote(found);
  return found.index;
}

function graphSpecOf(options: GraphOptions, vocabulary: Vocabulary, author: number | null): GraphSpec {
  return {
    ...DEFAULT_SPEC,
    counting: options.counting,
    maxAuthors: options.maxAuthors ?? null,
    yearFrom: options.from ?? null,
    yearTo: options.to ?? null,
    types: indicesOf('type', options.type, vocabulary.types),
    venues: indicesOf('venue', options.venue, vocabulary.venues),
    fields: indicesOf('field', options.field, vocabulary.fields),
    minStrength: options.minStrength,
    component: options.giant === true ? 'GIANT' : 'ALL',
    componentOf: author,
  };
}

/** The spec in words that programs read: vocabulary entries by name, an author by id. */
export function graphAsJson({ spec, snapshot: { vocabulary, records } }: GraphInUse): unknown {
  return {
    ...spec,
    types: spec.types.map((index) => vocabulary.types[index]),
    venues: spec.venues.map((index) => vocabulary.venues[index]),
    fields: spec.fields.map((index) => vocabulary.fields[index]),
    componentOf: spec.componentOf === null ? null : records.authors([spec.componentOf])[0].id,
  };
}
