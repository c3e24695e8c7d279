/** The map in figures: every community that it shows, in any order. */
import { navigate } from '../../address/address.js';
import { AuthorLink } from '../../design/author-link.js';
import { count, measure } from '../../design/numbers.js';
import { SortableTable, type Column } from '../../design/sortable-table.js';
import { inOrder } from '../../design/table-order.js';
import type { MapAnswer } from './community-map.js';
import { communityHref, mapHref, type DivisionState, type MapColumn } from './division.js';
import { leavingShare, percent } from './division-words.js';

type Row = MapAnswer['nodes'][number]['community'];
type ColumnId = MapColumn | 'AUTHORS' | 'FIELDS';

export const LEAVING_HINT = 'Of the strength of all collaborations of the members, the part that is with authors of other communities';

const VALUES: Readonly<Record<MapColumn, (row: Row) => number | null>> = {
  COMMUNITY: ({ id }) => id,
  SIZE: ({ size }) => size,
  INTERNAL: ({ internalStrength }) => internalStrength,
  EXTERNAL: ({ externalStrength }) => externalStrength,
  LEAVING: leavingShare,
};

export function CommunitiesTable({ communities, state, isStale }: { readonly communities: readonly Row[]; readonly state: DivisionState; readonly isStale: boolean }) {
  const columns: ReadonlyArray<Column<Row, ColumnId>> = [
    { id: 'COMMUNITY', title: 'Community', first: 'ASC', cell: ({ id }) => <a class="communities-name" href={communityHref(state, id)}>Community {id}</a> },
    { id: 'SIZE', title: 'Authors', first: 'DESC', isNumber: true, cell: ({ size }) => count(size) },
    { id: 'AUTHORS', title: 'Top authors', hint: 'Those with most collaborators', cell: ({ topAuthors }) => <ul class="communities-list">{topAuthors.map((author) => <li key={author.id}><AuthorLink author={author} /></li>)}</ul> },
    { id: 'FIELDS', title: 'Top fields', hint: 'Most frequent fields of study of the members’ papers', isSecondary: true, cell: ({ topFields }) => (topFields.groups.length === 0 ? '–' : <bdi lang="">{topFields.groups.map(({ displayName }) => displayName).join(', ')}</bdi>) },
    { id: 'INTERNAL', title: 'Within', first: 'DESC', isNumber: true, isSecondary: true, hint: 'Sum of the strengths of collaborations among members', cell: ({ internalStrength }) => measure(internalStrength) },
    { id: 'EXTERNAL', title: 'Outside', first: 'DESC', isNumber: true, isSecondary: true, hint: 'Sum of the strengths of collaborations between members and others', cell: ({ externalStrength }) => measure(externalStrength) },
    { id: 'LEAVING', title: 'Leaves', first: 'DESC', isNumber: true, hint: LEAVING_HINT, cell: (row) => percent(leavingShare(row)) },
  ];
  const { column, direction } = state.order;
  const hasFields = communities.some(({ topFields }) => topFields.groups.length > 0);
  return (
    <SortableTable
      caption="Communities on the map"
      columns={hasFields ? columns : columns.filter(({ id }) => id !== 'FIELDS')}
      rows={inOrder(communities, direction, VALUES[column])}
      keyOf={({ id }) => String(id)}
      order={state.order}
      onOrder={(order) => navigate(mapHref(state, { order: order as DivisionState['order'] }), { replace: true })}
      isStale={isStale}
    />
  );
}
