/** What a part of the network is called: titles of files, and their names. */
import { metricById } from '../../metrics/registry.js';
import type { RequestContext } from '../context.js';
import type { NetworkScope } from '../generated/resolvers.js';
import type { GraphInUse } from '../graph-in-use.js';
import { conditionsInWords, graphInWords } from './methods.js';

/** At most so many characters of a title stand in a file's name. */
const MAX_STEM = 80;

/** A title such as "Co-authors of Ada Okonkwo, up to 2 steps away". `authors` are those of the scope, its centre first; the ends of a path first and last. */
export function titleOf({ snapshot: { records } }: RequestContext, scope: NetworkScope | null, authors: ArrayLike<number>): string {
  const name = (place: number): string => records.authors([authors[place]])[0].displayName;
  const last = authors.length - 1;
  if (scope?.ego) {
    const radius = scope.ego.radius ?? 1;
    return radius === 1 ? `Co-authors of ${name(0)}` : `Co-authors of ${name(0)}, up to ${radius} steps away`;
  }
  if (scope?.path) return `The shortest ways between ${name(0)} and ${name(last)}`;
  if (scope?.community) return `Community ${scope.community.id} of the co-authorship network`;
  // Fewer than were asked for are all there are: as the page says it.
  if (scope?.top && authors.length < (scope.top.n ?? 0)) return `All ${authors.length.toLocaleString('en')} ${authors.length === 1 ? 'author' : 'authors'}`;
  if (scope?.top) return `The first ${authors.length} authors by ${metricById(scope.top.metric).title.toLowerCase()}`;
  if (scope?.authors) return authors.length === 1 ? name(0) : `${authors.length} chosen authors`;
  return 'The co-authorship network';
}

/** The graph's spec in one line. */
export function specInWords(graph: GraphInUse): string {
  return graphInWords(graph.spec, graph.snapshot.vocabulary, nameOfComponent(graph));
}

/** What picks the papers of the graph among those of the corpus: ` (years from 2016, venues Shore Notes)`; empty where all are there. */
export function pickedBy(graph: GraphInUse): string {
  const { selection, snapshot: { incidence, vocabulary }, spec } = graph;
  if (selection.keptPapers === incidence.paperCount) return '';
  return ` (${conditionsInWords(spec, vocabulary, nameOfComponent(graph)).join(', ')})`;
}

function nameOfComponent({ snapshot: { records }, spec: { componentOf } }: GraphInUse): string | null {
  return componentOf === null ? null : records.authors([componentOf])[0].displayName;
}

/** A title as the stem of a file name on any system: letters, marks and digits of any script, parted by single hyphens. */
export function stemOf(title: string): string {
  const words = title.normalize('NFC').toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  const short = Array.from(words).slice(0, MAX_STEM).join('').replace(/-$/, '');
  return short === '' ? 'coterie' : `coterie-${short}`;
}
