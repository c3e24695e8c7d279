/** How numbers came about, and which graph they are of, in words that stand in the files. */
import type { GraphSpec } from '../../graph/types.js';
import type { MetricDescriptor, Parameters } from '../../metrics/metric.js';
import type { Basis, HowMade } from '../../snapshot/answers.js';
import type { Vocabulary } from '../../snapshot/types.js';

export interface Made extends HowMade {
  readonly parameters: Parameters;
  readonly basis?: Basis;
}

/** `pagerank: PageRank; exact, 34 iterations, converged, each value off by at most 1e-9; damping 0.85; read from collaborations`. */
export function howMade(name: string, { title }: MetricDescriptor, { method, iterations, converged, errorBound, standardError, parameters, basis = 'COLLABORATIONS' }: Made): string {
  const how = [
    method.toLowerCase(),
    ...(iterations === null ? [] : [`${iterations} iterations`]),
    ...(converged === null ? [] : [converged ? 'converged' : 'not converged']),
    ...(errorBound === null ? [] : [`error bound ${errorBound}`]),
    ...(standardError === undefined ? [] : [`relative standard error ${standardError}`]),
  ];
  const settings = Object.entries(parameters).map(([parameter, value]) => `${parameter} ${String(value)}`);
  return [`${name}: ${title}`, how.join(', '), ...(settings.length === 0 ? [] : [settings.join(', ')]), `read from ${basis.toLowerCase()}`].join('; ');
}

const COUNTING_WORDS: Readonly<Record<GraphSpec['counting'], string>> = {
  FULL: 'full counting (each joint paper adds 1 to the strength)',
  FRACTIONAL: 'fractional counting (a paper of k authors adds 1/(k − 1))',
  FRACTIONAL_REFINED: 'refined fractional counting (a paper of k authors adds 2/(k(k − 1)))',
  HARMONIC: 'harmonic counting (by places on the author list)',
};

/** The graph spec in one line, with names for indices. `componentOf` names the author whose component is meant. */
export function graphInWords(spec: GraphSpec, vocabulary: Vocabulary, componentOf: string | null): string {
  return [COUNTING_WORDS[spec.counting], ...conditionsInWords(spec, vocabulary, componentOf)].join('; ');
}

/** What the spec narrows the graph by, a phrase each; empty where it is the whole. */
export function conditionsInWords(spec: GraphSpec, { types, venues, fields }: Vocabulary, componentOf: string | null): string[] {
  const { maxAuthors, yearFrom, yearTo, minStrength, component } = spec;
  const named = (what: string, indices: readonly number[], names: readonly string[]) =>
    indices.length === 0 ? [] : [`${what} ${[...new Set(indices.map((index) => names[index]))].join(' or ')}`];
  const years = yearFrom === null && yearTo === null ? [] : [yearFrom === null ? `years up to ${yearTo}` : yearTo === null ? `years from ${yearFrom}` : `years ${yearFrom} to ${yearTo}`];
  return [
    ...(maxAuthors === null ? [] : [`papers of at most ${maxAuthors} authors`]),
    ...years,
    ...named('types', spec.types, types), ...named('venues', spec.venues, venues), ...named('fields', spec.fields, fields),
    ...(minStrength > 0 ? [`collaborations of strength ${minStrength} or more`] : []),
    ...(component === 'GIANT' ? ['the largest component'] : []),
    ...(componentOf === null ? [] : [`the component of ${componentOf}`]),
  ];
}
