/** How a metric's value came about, in words; and its place among others. */
import type { CommunityAlgorithm, MetricFigureFragment } from '../generated/graphql.js';
import { ALGORITHM_TITLES } from './algorithm-titles.js';
import { count, measure } from './numbers.js';

type Made = Pick<MetricFigureFragment, 'method' | 'basis' | 'iterations' | 'converged' | 'errorBound' | 'standardError' | 'parameters'>;

/** `1st`, `2nd`, `3rd`, `11th`, `1,022nd`. */
export function ordinal(place: number): string {
  const [tens, units] = [place % 100, place % 10];
  const isTeen = tens >= 11 && tens <= 13;
  return `${count(place)}${isTeen ? 'th' : units === 1 ? 'st' : units === 2 ? 'nd' : units === 3 ? 'rd' : 'th'}`;
}

/**
 * `3rd of 1,204`, `3rd of 1,204 with a value` where others have none, `3rd of 1,204, shared by 7`: places are among authors
 * with a value. Null for labels and where the metric has no value.
 */
export function rankWords({ rank, tieCount, valueCount, nodeCount }: Pick<MetricFigureFragment, 'rank' | 'tieCount' | 'valueCount' | 'nodeCount'>): string | null {
  if (rank === null) return null;
  const among = valueCount < nodeCount ? ' with a value' : '';
  const shared = tieCount !== null && tieCount > 1 ? `, shared by ${count(tieCount)}` : '';
  return `${ordinal(rank)} of ${count(valueCount)}${among}${shared}`;
}

/**
 * `above 97.3 % of the others`, or `above at least 97.3 %` of them where decimals were cut off: rounded down to one
 * decimal, so that nobody is above more than they are. Null where there is no percentile.
 */
export function percentileWords(percentile: number | null): string | null {
  if (percentile === null) return null;
  // A hair is added, since 28.7 · 10 is less than 287 in floating point.
  const floor = Math.floor(percentile * 10 + 1e-9) / 10;
  return `above ${percentile - floor > 1e-9 ? 'at least ' : ''}${floor} % of the others`;
}

/**
 * `by Louvain, seed 1`, of what rests on a division into communities that an algorithm has found: it is computed exactly of that one,
 * but another may be better, so that `exact` would say too much. Null of all else, also of connected components, which there is
 * one division into.
 */
export function foundByWords({ parameters }: Pick<Made, 'parameters'>): string | null {
  const valueOf = (asked: string): string | undefined => parameters.find(({ name }) => name === asked)?.value;
  const algorithm = valueOf('algorithm');
  if (algorithm === undefined || algorithm === 'COMPONENTS') return null;
  return `by ${Object.hasOwn(ALGORITHM_TITLES, algorithm) ? ALGORITHM_TITLES[algorithm as CommunityAlgorithm] : algorithm}, seed ${valueOf('seed') ?? '1'}`;
}

/** How it was computed, what it was computed from, and how far off it may be. */
export function methodWords({ method, basis, iterations, converged, errorBound, standardError, parameters }: Made): string {
  const from = basis === 'PAPERS' ? 'from the papers’ author lists' : 'from the pairs of collaborators';
  const rounds = iterations === null ? '' : method === 'SAMPLED' ? `, ${count(iterations)} samples` : `, ${count(iterations)} rounds`;
  const reached = converged === false ? ', which did not reach the tolerance' : '';
  if (method === 'SAMPLED') return `Estimated from a random sample ${from}${rounds}${reached}${errorBound === null ? '' : `; off by at most ${measure(errorBound, 2)}`}.`;
  if (method === 'SKETCHED') return `Estimated from a probabilistic summary ${from}${rounds}${standardError === null ? '' : `; its sketches have a relative standard error of ${measure(100 * standardError, 2)} %`}. No bound of the error is known.`;
  const division = foundByWords({ parameters });
  if (division !== null) return `Of communities found ${division}, ${from}; other divisions may be better.`;
  return `Exact, ${from}${rounds}${reached}${errorBound === null ? '' : `; off by at most ${measure(errorBound, 2)}`}.`;
}

/** What choosing among methods is about: of no account where another method was used. */
const PARAMETERS_OF: Readonly<Record<string, ReadonlyArray<Made['method']>>> = {
  epsilon: ['SAMPLED'], delta: ['SAMPLED'], k: ['SAMPLED'], seed: ['SAMPLED', 'SKETCHED'], precision: ['SKETCHED'],
};

/** Parameters whose values are words, in other words. */
const IN_WORDS: Readonly<Record<string, string>> = {
  'distance UNWEIGHTED': 'distances counted in steps',
  'distance INVERSE_STRENGTH': 'distances that are shorter the stronger a collaboration is',
  'weighted true': 'collaborations weighed by their strength',
  'weighted false': 'all collaborations weighed alike',
};

/**
 * `damping 0.85, all collaborations weighed alike`: the parameters that bear on the value. Where methods are to choose
 * from, those of the methods that were not used are left out, and the method itself, which methodWords tells. Null where
 * there are none.
 */
export function parameterWords({ parameters, method }: Pick<Made, 'parameters' | 'method'>): string | null {
  const isChoice = parameters.some(({ name }) => name === 'method');
  const telling = parameters.filter(({ name }) => !isChoice || (name !== 'method' && (PARAMETERS_OF[name]?.includes(method) ?? true)));
  return telling.length === 0 ? null : telling.map(({ name, value }) => IN_WORDS[`${name} ${value}`] ?? `${name} ${value}`).join(', ');
}

interface Piece {
  readonly text: string;
  /** Where the piece is an address. */
  readonly href: string | null;
  /** Whether it is a name as the API has it, which descriptions put between backticks. */
  readonly isCode: boolean;
}

/** A text cut at its DOIs, addresses, and names of the API. */
export function piecesOf(text: string): readonly Piece[] {
  return text.split(/((?:doi:10\.\d{4,9}\/[^\s,;)]*[^\s,;).])|https?:\/\/[^\s,;)]*[^\s,;).]|`[^`]+`)/).filter((piece) => piece !== '').map((piece) => {
    if (/^`[^`]+`$/.test(piece)) return { text: piece.slice(1, -1), href: null, isCode: true };
    return { text: piece, href: piece.startsWith('doi:') ? `https://doi.org/${piece.slice(4)}` : /^https?:\/\//.test(piece) ? piece : null, isCode: false };
  });
}

/** A description for where nothing but letters is shown. */
export function plainText(description: string): string {
  return description.replaceAll('`', '');
}
