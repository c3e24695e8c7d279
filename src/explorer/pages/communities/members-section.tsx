/** Who is in a community, ranked by any metric of the whole graph. */
import { useAnswer } from '../../api/use-answer.js';
import { useList } from '../../api/use-list.js';
import { AuthorLink } from '../../design/author-link.js';
import { Computing } from '../../design/computing.js';
import { MetricFigure } from '../../design/metric-figure.js';
import { More } from '../../design/more.js';
import { count } from '../../design/numbers.js';
import { SortableTable, type Column } from '../../design/sortable-table.js';
import { Failure, Loading } from '../../design/states.js';
import { CommunityMembersDocument, NetworkMetricsDocument, type AuthorMetric, type AuthorOrder, type CommunityMembersQuery, type CommunityPageQueryVariables } from '../../generated/graphql.js';
import { MetricChoice } from '../network/controls/metric-choice.js';
import type { DivisionChange, DivisionState, MemberColumn } from './division.js';

type Connection = NonNullable<NonNullable<NonNullable<CommunityMembersQuery['network']>['nodes'][number]['author']['community']>['members']>;
type Row = Connection['nodes'][number];

const connectionOf = ({ network }: CommunityMembersQuery): Connection | null => network?.nodes[0]?.author.community?.members ?? null;

/** The order as the API takes it. */
export function memberOrder({ column, direction }: DivisionState['membersOrder'], metric: string): AuthorOrder {
  return column === 'METRIC' ? { metric: metric as AuthorMetric, direction } : { field: column, direction };
}

interface MembersProps {
  readonly id: number;
  readonly state: DivisionState;
  readonly question: CommunityPageQueryVariables;
  readonly onChange: (change: DivisionChange) => void;
}

export function Members({ id, state, question, onChange }: MembersProps) {
  const registry = useAnswer(NetworkMetricsDocument, {}).data?.metrics ?? [];
  const title = registry.find((metric) => metric.id === state.metric)?.title ?? state.metric;
  const list = useList(
    CommunityMembersDocument,
    { ...question, metric: state.metric as AuthorMetric, orderBy: [memberOrder(state.membersOrder, state.metric)] },
    connectionOf,
  );
  const columns: ReadonlyArray<Column<Row, MemberColumn>> = [
    { id: 'NAME', title: 'Author', first: 'ASC', cell: (row) => <AuthorLink author={row} /> },
    { id: 'METRIC', title, first: 'DESC', isNumber: true, cell: ({ figure }) => (figure === null ? '–' : <MetricFigure figure={figure} />) },
    { id: 'PAPER_COUNT', title: 'Papers', first: 'DESC', isNumber: true, cell: ({ papers }) => count(papers?.value) },
    { id: 'FIRST_YEAR', title: 'First year', first: 'ASC', isNumber: true, isSecondary: true, cell: ({ firstYear }) => firstYear ?? '–' },
    { id: 'LAST_YEAR', title: 'Last year', first: 'DESC', isNumber: true, isSecondary: true, cell: ({ lastYear }) => lastYear ?? '–' },
  ];
  const total = (list.data === null ? null : connectionOf(list.data))?.totalCount ?? 0;
  return (
    <>
      <div class="communities-form"><MetricChoice label="Rank by" value={state.metric} metrics={registry} onValue={(metric) => onChange({ metric, membersOrder: { column: 'METRIC', direction: 'DESC' } })} /></div>
      <p class="quiet small">Values and ranks are those of the whole graph.</p>
      <Computing errors={list.computing} />
      {list.failure !== null ? <Failure message={list.failure.message} retry={list.retry} /> : list.data === null ? list.computing.length === 0 && <Loading what="the members" /> : (
        <>
          <SortableTable
            caption={`Members of community ${id}`}
            columns={columns}
            rows={list.items}
            keyOf={(row) => row.id}
            order={state.membersOrder}
            onOrder={(membersOrder) => onChange({ membersOrder })}
            isStale={list.isStale}
          />
          {list.hasMore || list.hasRestarted ? <More what="members" list={list} total={total} /> : <p class="quiet small" role="status">All {count(total)} shown</p>}
        </>
      )}
    </>
  );
}
