/** What can be taken along of a ranking. */
import type { Present } from '../../api/ask.js';
import { writeState } from '../../address/params.js';
import { count, counted } from '../../design/numbers.js';
import type { RankingQuery } from '../../generated/graphql.js';
import type { ExportOffer } from '../../views/export-address.js';
import { filterOf, GRAPH_PARAMS, type RankingState } from './ranking-state.js';

/** As many authors as a ranking's download may have. */
const MOST_AUTHORS = 5_000;

/**
 * The ranking as a table, and what this page of it shows. The endpoint ranks everybody of a graph: of a list that is
 * narrowed by conditions, the page alone is offered.
 */
export function exportsOf(state: RankingState, data: Present<RankingQuery> | null): ExportOffer[] {
  const rows = data?.authors.nodes ?? [];
  if (data === null || rows.length === 0) return [];
  const graph = [...new URLSearchParams(writeState<typeof GRAPH_PARAMS>(GRAPH_PARAMS, state))];
  const { totalCount } = data.authors;
  const ofPage = new URLSearchParams([...graph, ['scope', 'authors'], ['authors', rows.map(({ id }) => id).join(',')], ['metrics', state.metric]]);
  const ofAll = new URLSearchParams([...graph, ['scope', 'top'], ['top', state.metric], ['n', String(Math.min(totalCount, MOST_AUTHORS))], ['metrics', state.metric]]);
  const isWhole = filterOf(state) === null;
  const onPage = `The ${counted(rows.length, 'author')} of this page`;
  return [
    ...(isWhole ? [{ kind: 'TABLE' as const, title: totalCount <= MOST_AUTHORS ? `All ${counted(totalCount, 'author')}, ranked` : `The first ${count(MOST_AUTHORS)} of ${counted(totalCount, 'author')}, by the largest values`, params: ofAll }] : []),
    { kind: 'TABLE', title: onPage, params: ofPage },
    { kind: 'NETWORK', title: `Network of ${onPage.toLowerCase()}`, params: ofPage },
  ];
}
