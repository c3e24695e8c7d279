/** What the page says of a picture in sentences. */
import { count, counted } from '../../design/numbers.js';
import type { ApiError } from '../../api/ask.js';
import type { NetworkPictureQuery } from '../../generated/graphql.js';
import { scopeKind } from './question.js';
import { isFiltered, type NetworkState } from './state.js';
import type { Rows } from './rows.js';
import type { Drawn } from './use-drawn.js';

type Network = NonNullable<NetworkPictureQuery['network']>;

/** `12 of 340 authors`, or `12 authors` where that is everybody. */
function some(shown: number, total: number, one: string): string {
  return shown >= total ? counted(shown, one) : `${count(shown)} of ${counted(total, one)}`;
}

/** Authors of the scope as a whole: of a ranking, everybody who has a place in it. */
export function authorsInScope(state: NetworkState, { nodeCount, graph }: Pick<Network, 'nodeCount' | 'graph'>): number {
  return scopeKind(state) === 'top' ? Math.max(graph.authorCount, nodeCount) : nodeCount;
}

/** What is shown of how many, always: `500 of 12,345 authors; 1,200 of 8,000 collaborations among them: the strongest.` */
export function shownOf(state: NetworkState, network: Pick<Network, 'nodeCount' | 'edgeCount' | 'graph'> & { readonly nodes: { readonly length: number }; readonly edges: { readonly length: number } }): string {
  const { nodes, edges, edgeCount } = network;
  const total = authorsInScope(state, network);
  const authors = `${some(nodes.length, total, 'author')}${nodes.length < total ? `: ${whoStays(state)}` : ''}`;
  const pairs = `${some(edges.length, edgeCount, 'collaboration')} among them${edges.length < edgeCount ? ': the strongest' : ''}`;
  return `${authors}; ${pairs}.`;
}

/** What of the picture is there by the slider's year, and which numbers are not of that year. */
export function shownByYear(rows: Rows, shown: Rows, year: number): string {
  const people = some(shown.people.length, rows.people.length, 'author');
  const isByYear = shown.pairs.some(({ paperYears }) => paperYears !== undefined);
  const pairs = some(shown.pairs.length, rows.pairs.length, 'collaboration');
  return `By the end of ${year}: ${people} and ${pairs} of this picture${isByYear ? ', with their joint papers until then' : ''}. Sizes, metrics, communities, fields and people’s last years${isByYear ? '' : ', and numbers of joint papers,'} are of all years.`;
}

/** Which authors stay where not all are shown. */
function whoStays(state: NetworkState): string {
  switch (scopeKind(state)) {
    case 'ego':
      return 'the nearest, then those with the strongest ties to authors one step nearer';
    case 'path':
      return 'those on most of the ways';
    case 'community':
      return 'those with most collaborators';
    case 'top':
      return 'the first by the metric';
    default:
      return 'the first of the list';
  }
}

/** What filters left out; null where nothing is. */
export function leftOut({ papersExcluded, hyperAuthoredPapersExcluded }: Pick<Network['graph'], 'papersExcluded' | 'hyperAuthoredPapersExcluded'>, maxAuthors: number | null): string | null {
  if (papersExcluded === 0) return null;
  const left = `The filters leave out ${counted(papersExcluded, 'paper')}`;
  if (hyperAuthoredPapersExcluded === 0) return `${left}.`;
  const they = hyperAuthoredPapersExcluded === 1 ? 'it has' : 'they have';
  const why = `because ${they} more than ${counted(maxAuthors ?? 0, 'author')}`;
  return hyperAuthoredPapersExcluded === papersExcluded ? `${left} ${why}.` : `${left}; ${count(hyperAuthoredPapersExcluded)} of them only ${why}.`;
}

/** The heading of the papers of a network: all that count under its filters, of everybody in it, drawn or not. */
export function papersTitle(state: NetworkState, nodeCount: number | null): string {
  const whose = nodeCount === null ? 'everybody in this network' : nodeCount === 1 ? 'the one author of this network' : `all ${counted(nodeCount, 'author')} of this network`;
  return `Papers of ${whose}${isFiltered(state) ? ', under these filters' : ', all years'}`;
}

/** What changed, for those who don't see the picture. */
export function announcement(people: number, pairs: number, year: number | null): string {
  return `${counted(people, 'author')}, ${counted(pairs, 'collaboration')}${year === null ? '' : ` by the end of ${year}`}`;
}

/** What a line's width is a number of. */
export function strengthUnit(counting: NetworkState['counting']): string {
  switch (counting) {
    case 'FULL':
      return 'joint papers';
    case 'FRACTIONAL':
      return 'strength, each joint paper of k authors 1/(k − 1)';
    case 'FRACTIONAL_REFINED':
      return 'strength, each joint paper of k authors 2/(k(k − 1))';
    default:
      return 'strength, each joint paper by places on its list';
  }
}

/** What the address asks for and the picture has not. */
export function absences(state: NetworkState, { rows, growth, year }: Pick<Drawn, 'rows' | 'growth' | 'year'>): readonly string[] {
  const absent: string[] = [];
  if (state.person !== '' && !rows.byId.has(state.person)) absent.push(`The selected person, ${state.person}, is not in this picture.`);
  if (state.year !== null && year === null && growth.range !== null && state.year !== growth.range.last) {
    absent.push(`The year ${state.year} lies outside of the picture’s, ${growth.range.first} to ${growth.range.last}: all years are shown.`);
  }
  return absent;
}

/** `Betweenness is being computed: 40 %.` */
export function computingWords({ message, extensions }: ApiError, titles: ReadonlyMap<string, string>): string {
  const [id, progress] = [extensions?.['metric'], extensions?.['progress']];
  if (typeof id !== 'string') return message;
  const title = titles.get(id) ?? id;
  return `${title} is being computed${typeof progress === 'number' ? `: ${Math.round(100 * progress)} %` : ''}.`;
}

/** What to choose next while the address does not say whose network it is. */
export function whatIsMissing(state: NetworkState): string {
  switch (scopeKind(state)) {
    case 'ego':
      return 'Choose who is in the middle.';
    case 'path':
      return state.from === '' ? 'Choose where the path starts and where it ends.' : 'Choose where the path ends.';
    default:
      return 'Pin the people whose network you would like to see.';
  }
}
