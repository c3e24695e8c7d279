/** Communities whose members write with members of this one. */
import { useAnswer } from '../../api/use-answer.js';
import { Computing } from '../../design/computing.js';
import { count, counted, measure } from '../../design/numbers.js';
import { SortableTable, type Column } from '../../design/sortable-table.js';
import { Empty, Failure, Loading, Notice } from '../../design/states.js';
import { inOrder } from '../../design/table-order.js';
import { CommunityNeighboursDocument, type CommunityNeighboursQueryVariables } from '../../generated/graphql.js';
import { communityHref, MOST_COMMUNITIES, type DivisionState, type NeighbourColumn } from './division.js';
import { namesOf } from './division-words.js';
import { missing, neighboursOf, type Neighbour } from './neighbours.js';

const VALUES: Readonly<Record<NeighbourColumn, (row: Neighbour) => number>> = {
  COMMUNITY: ({ other }) => other.id,
  SIZE: ({ other }) => other.size,
  COLLABORATIONS: ({ collaborationCount }) => collaborationCount,
  STRENGTH: ({ strength }) => strength,
  PAPERS: ({ paperCount }) => paperCount,
};

interface NeighboursProps {
  readonly id: number;
  readonly state: DivisionState;
  readonly question: CommunityNeighboursQueryVariables;
  readonly externalStrength: number;
  readonly onOrder: (order: DivisionState['neighboursOrder']) => void;
}

export function Neighbours({ id, state, question, externalStrength, onOrder }: NeighboursProps) {
  const isMapped = id < MOST_COMMUNITIES;
  const { data, failure, computing, isStale, retry } = useAnswer(CommunityNeighboursDocument, isMapped && externalStrength > 0 ? question : null);
  if (externalStrength === 0) return <Empty>Nobody here writes with anybody of another community.</Empty>;
  if (!isMapped) return <Notice>Links are known among the {count(MOST_COMMUNITIES)} largest communities, and this one is smaller. A strength of {measure(externalStrength)} goes to others.</Notice>;
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (data === null) return computing.length > 0 ? <Computing errors={computing} /> : <Loading what="the neighbours" />;
  const rows = neighboursOf(id, data.communityMap);
  const note = missing(data.communityMap, rows.reduce((sum, { strength }) => sum + strength, 0), externalStrength);
  const columns: ReadonlyArray<Column<Neighbour, NeighbourColumn | 'AUTHORS'>> = [
    { id: 'COMMUNITY', title: 'Community', first: 'ASC', cell: ({ other }) => <a class="communities-name" href={communityHref(state, other.id)}>Community {other.id}</a> },
    { id: 'AUTHORS', title: 'Who', isSecondary: true, cell: ({ other }) => <bdi lang="">{namesOf(other.topAuthors, other.size, 2)}</bdi> },
    { id: 'SIZE', title: 'Authors', first: 'DESC', isNumber: true, isSecondary: true, cell: ({ other }) => count(other.size) },
    { id: 'COLLABORATIONS', title: 'Collaborations', first: 'DESC', isNumber: true, hint: 'Pairs of a member here and a member there', cell: ({ collaborationCount }) => count(collaborationCount) },
    { id: 'STRENGTH', title: 'Strength', first: 'DESC', isNumber: true, cell: ({ strength }) => measure(strength) },
    { id: 'PAPERS', title: 'Papers', first: 'DESC', isNumber: true, isSecondary: true, hint: 'Papers with authors of both', cell: ({ paperCount }) => count(paperCount) },
  ];
  return (
    <>
      <p>{rows.length === 0 ? 'None of the listed communities.' : `Linked with ${counted(rows.length, 'community', 'communities')}.`}</p>
      {note !== null && <Notice>{note}</Notice>}
      {rows.length > 0 && (
        <div class="communities-bounded" tabIndex={0} role="region" aria-label="Table of neighbours">
          <SortableTable
            caption={`Communities linked with community ${id}`}
            columns={columns}
            rows={inOrder(rows, state.neighboursOrder.direction, VALUES[state.neighboursOrder.column])}
            keyOf={({ other }) => String(other.id)}
            order={state.neighboursOrder}
            onOrder={(order) => onOrder(order as DivisionState['neighboursOrder'])}
            isStale={isStale}
          />
        </div>
      )}
    </>
  );
}
