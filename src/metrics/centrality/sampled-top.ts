/** The k highest of sampled betweenness, and whether they are certain. */
import type { KernelInput } from '../metric.js';
import { numberOf } from '../parameters.js';
import type { Check } from './mean-confidence.js';
import { arePartedBy } from './mean-confidence.js';
import type { BetweennessRound } from './sampled-betweenness.js';

/** A class in the order of values: its value as a mean over the pairs drawn from, its authors, its place among the sampled or −1. */
interface Ranked {
  readonly mean: number;
  readonly authors: number;
  readonly place: number;
}

/** All classes with a value above 0 that is known or estimated, the highest first; ties as they are numbered. */
function ranking({ pairs, sampled, pairCount }: BetweennessRound, means: Float64Array): Ranked[] {
  const ranked: Ranked[] = Array.from(sampled, (own, place) => ({ mean: means[place], authors: pairs?.core.size[own] ?? 1, place }));
  pairs?.exact.forEach((value, own) => {
    if (value > 0) ranked.push({ mean: value / pairCount, authors: pairs.core.size[own], place: -1 });
  });
  return ranked.filter(({ mean }) => mean > 0).toSorted((a, b) => b.mean - a.mean);
}

/**
 * How many classes of the ranking lie wholly within the first k authors, and how many it takes to have k. Authors of one
 * class have equal values, so that any of them will do where k ends within a class.
 */
function cutAt(ranked: readonly Ranked[], k: number): readonly [number, number] {
  let authors = 0;
  for (let i = 0; i < ranked.length; i++) {
    authors += ranked[i].authors;
    if (authors >= k) return [authors === k ? i + 1 : i, i + 1];
  }
  return [ranked.length, ranked.length];
}

/**
 * Whether the authors with the k highest values are certain at a check; false without k. Certain means that a threshold
 * parts their bounds from those of all others, and where k ends within a class, also those before it from it.
 */
export function areTopCertain({ parameters }: KernelInput, round: BetweennessRound, check: Check): boolean {
  const k = numberOf(parameters, 'k');
  if (k === 0) return false;
  const ranked = ranking(round, check.means);
  const [whole, end] = cutAt(ranked, k);
  return isCertain(ranked, whole, check) && (end === whole || isCertain(ranked, end, check));
}

/** Whether the first `count` of the ranking are certain to be at least as high as the rest. */
function isCertain(ranked: readonly Ranked[], count: number, check: Check): boolean {
  const isTop = new Uint8Array(check.means.length);
  for (const { place } of ranked.slice(0, count)) if (place >= 0) isTop[place] = 1;
  const known = (from: number, to: number): number[] => ranked.slice(from, to).filter(({ place }) => place < 0).map(({ mean }) => mean);
  // Of values known exactly, the lowest within bounds the threshold above and the highest without bounds it below.
  return arePartedBy(check, isTop, Math.max(0, ...known(count, ranked.length).slice(0, 1)), Math.min(1, ...known(0, count).slice(-1)));
}
