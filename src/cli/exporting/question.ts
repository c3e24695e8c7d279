/** What the options of `coterie export` mean: whose network, and what stands beside its nodes and edges. */
import type { DrawingOptions } from '../../exports/drawing.js';
import type { ExportFormat } from '../../exports/format.js';
import type { AskedMetric, FoundCommunities, NetworkQuestion } from '../../graphql/downloads/network-question.js';
import { COLUMN_WORDS, meantBy, type NetworkWish } from '../../graphql/downloads/network-wish.js';
import type { AuthorMetric, CommunityAlgorithm, NetworkScope } from '../../graphql/generated/resolvers.js';
import type { Snapshot } from '../../snapshot/types.js';
import { CliError, EXIT } from '../errors.js';
import { findAuthor, printNote } from '../find-author.js';
import { chooseMetrics } from '../measuring/chosen-metrics.js';
import { metricNamed } from '../metric-choice.js';
import type { ExportOptions } from './options.js';

const DEFAULT_TOP = 100;
/** The machine is the asker's own: an hour of layout where its rounds are said, a minute where they are left open. */
const ROUNDS_BUDGET = { mostNs: 3_600e9, openNs: 60e9 };

function usage(message: string, argument: string): CliError {
  return new CliError(message, EXIT.usage, { argument });
}

/** The id of an author named at the command line. @throws CliError (not found, ambiguous) */
function idOf(snapshot: Snapshot, text: string): string {
  const found = findAuthor(snapshot, text);
  printNote(found);
  return snapshot.records.authors([found.index])[0].id;
}

function communitiesOf({ algorithm, seed, resolution }: ExportOptions): FoundCommunities {
  return { algorithm: algorithm.toUpperCase().replaceAll('-', '_') as CommunityAlgorithm, seed, resolution };
}

/** Whose network, or whose papers; null for everybody's. @throws CliError */
export function scopeOf(options: ExportOptions, snapshot: Snapshot): NetworkScope | null {
  const { ego, path, community, top, author, radius, number } = options;
  const given = Object.entries({ '--ego': ego, '--path': path, '--community': community, '--top': top, '--author': author }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length > 1) throw usage(`${given.join(' and ')} each say which part is meant: use one of them`, given[1].slice(2));
  if (radius !== undefined && ego === undefined) throw usage('--radius says how far around --ego: add --ego AUTHOR', 'radius');
  if (number !== undefined && top === undefined) throw usage('--number says how many of --top: add --top METRIC', 'number');
  if (ego !== undefined) return { ego: { author: idOf(snapshot, ego), radius: radius ?? 1 } };
  if (path !== undefined) {
    if (path.length !== 2) throw usage(`--path is given ${path.length === 1 ? 'once' : `${path.length} times`}, but a path has two ends: give it twice`, 'path');
    const [from, to] = path.map((end) => idOf(snapshot, end));
    return { path: { from, to, distance: options.distance === 'cost' || options.distance === 'inverse-strength' ? 'INVERSE_STRENGTH' : 'UNWEIGHTED' } };
  }
  if (community !== undefined) return { community: { id: community, ...communitiesOf(options) } };
  if (top !== undefined) return { top: { metric: metricNamed(top, 'AUTHOR').id as AuthorMetric, n: number ?? DEFAULT_TOP } };
  return author === undefined ? null : { authors: author.map((each) => idOf(snapshot, each)) };
}

/**
 * The papers that are named one by one; null where none is. Nothing else may say which papers are meant: what is named is written.
 * @throws CliError (usage)
 */
export function papersNamedBy(options: ExportOptions, snapshot: Snapshot, { kind, title }: ExportFormat): readonly string[] | null {
  const { paper, counting, minStrength, from, to, maxAuthors, type, venue, field, giant, componentOf } = options;
  if (paper === undefined) return null;
  if (kind !== 'PAPERS') throw usage(`--paper names papers, and ${title} holds a network: write them as .bib or .csl.json`, 'paper');
  const narrows = counting !== 'FULL' || minStrength !== 0 || [from, to, maxAuthors, type, venue, field, giant, componentOf].some((value) => value !== undefined);
  if (narrows || scopeOf(options, snapshot) !== null) throw usage('--paper names the papers themselves: leave out what else says which are meant (authors, years, venues and the like)', 'paper');
  return paper;
}

export interface Asked {
  readonly question: NetworkQuestion;
  readonly drawing: Partial<DrawingOptions>;
  /** What was asked for and changes nothing, a sentence each. */
  readonly notes: readonly string[];
}

/** What is asked of a network in a format. @throws CliError, GraphQLError BAD_USER_INPUT, RangeError for parameters out of range */
export function questionOf(options: ExportOptions, format: ExportFormat, snapshot: Snapshot): Asked {
  const { maxNodes = null, maxEdges = null, layout = null, layoutSeed = null, iterations = null, sizeBy = null, colourBy = null, width, height, labels, scale, theme, transparent } = options;
  const wish: NetworkWish = {
    scope: scopeOf(options, snapshot), communities: communitiesOf(options), maxNodes, maxEdges, metrics: metricsOf(options), columns: columnsOf(options),
    layout, layoutSeed, iterations, budget: ROUNDS_BUDGET, given: null,
    sizeBy, colourBy, drawing: { width, height, labels, scale, theme, transparent }, limits: null,
  };
  return { ...meantBy(wish, format), notes: layout === true && !format.holdsPositions ? [`--layout changes nothing: ${format.title} has no place for positions`] : [] };
}

function metricsOf({ metric, param }: ExportOptions): AskedMetric[] {
  if (metric === undefined) {
    if (param !== undefined) throw usage('--param sets parameters of --metric: add --metric NAME', 'param');
    return [];
  }
  const { chosen } = chooseMetrics({ metric, ...(param === undefined ? {} : { param }) }, true);
  const whole = chosen.find((each) => each.metric.scope !== 'AUTHOR' && each.metric.scope !== 'COLLABORATION');
  if (whole !== undefined) throw usage(`${whole.metric.id.toLowerCase()} has no value for each author or collaboration: \`coterie metrics --metric ${whole.metric.id.toLowerCase()}\` computes it`, 'metric');
  return [...chosen];
}

function columnsOf({ columns }: ExportOptions): NetworkWish['columns'] {
  return (columns ?? []).flatMap((text) => text.split(',')).map((text) => text.trim().toLowerCase().replaceAll('-', '_')).filter((text) => text !== '').map((name) => {
    const known = COLUMN_WORDS.find((word) => word === name);
    if (known === undefined) throw usage(`there is no column "${name}"; the columns are ${COLUMN_WORDS.join(', ')} (metrics are asked for with --metric)`, 'columns');
    return known;
  });
}
