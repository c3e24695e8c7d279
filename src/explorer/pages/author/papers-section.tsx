/** An author's papers: how many in each year, and a list to be ordered and narrowed. */
import { useList } from '../../api/use-list.js';
import { More } from '../../design/more.js';
import { YearBars } from '../../charts/year-bars.js';
import { counted } from '../../design/numbers.js';
import { Empty, Failure, Loading } from '../../design/states.js';
import { AuthorPapersDocument, type FacetFragment } from '../../generated/graphql.js';
import { PaperItem } from '../paper/paper-item.js';
import type { SectionProps } from './author-sections.js';
import { paperFilter, type AuthorState, type AuthorView } from './author-state.js';

const ORDERS = {
  'PUBLICATION_DATE.DESC': 'Newest first', 'PUBLICATION_DATE.ASC': 'Oldest first', 'CITED_BY_COUNT.DESC': 'Most cited first', 'CITED_BY_COUNT.ASC': 'Least cited first', 'TITLE.ASC': 'Title, A to Z', 'TITLE.DESC': 'Title, Z to A',
} as const satisfies Record<`${AuthorState['papers']['column']}.${'ASC' | 'DESC'}`, string>;

/** Narrows to one value of a facet; absent where it would offer no choice. */
function FacetChoice({ label, all, facet, chosen, onChoose }: { readonly label: string; readonly all: string; readonly facet: FacetFragment; readonly chosen: string; readonly onChoose: (key: string) => void }) {
  const { groups, groupCount } = facet;
  if (groups.length < 2 && chosen === '') return null;
  return (
    <label>
      <span>{label}</span>
      <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        <option value="">{all}</option>
        {chosen !== '' && !groups.some(({ key }) => key === chosen) && <option value={chosen}>{chosen}</option>}
        {groups.map(({ key, displayName, count }) => <option key={key} value={key}>{displayName} ({count})</option>)}
        {groupCount > groups.length && <option disabled>{`${counted(groupCount - groups.length, 'smaller one')} not listed`}</option>}
      </select>
    </label>
  );
}

/** Citations are no order where none is known. */
function orderChoices(hasCitations: boolean, chosen: string): ReadonlyArray<readonly [string, string]> {
  return Object.entries(ORDERS).filter(([order]) => hasCitations || order === chosen || !order.startsWith('CITED'));
}

function ListControls({ author, view }: Pick<SectionProps, 'author' | 'view'>) {
  const { state, change } = view;
  const order = `${state.papers.column}.${state.papers.direction}`;
  const hasCitations = (author.figures ?? []).some(({ name, computed }) => name === 'CITATION_COUNT' && computed !== null);
  return (
    <form class="author-controls" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>Order</span>
        <select
          value={order}
          onChange={({ currentTarget }) => {
            const [column, direction] = currentTarget.value.split('.') as [AuthorState['papers']['column'], 'ASC' | 'DESC'];
            change({ papers: { column, direction } });
          }}
        >
          {orderChoices(hasCitations, order).map(([value, words]) => <option key={value} value={value}>{words}</option>)}
        </select>
      </label>
      <FacetChoice label="Venue" all="All venues" facet={author.facets.byVenue} chosen={state.venue} onChoose={(venue) => change({ venue })} />
      <FacetChoice label="Field" all="All fields" facet={author.facets.byField} chosen={state.field} onChoose={(field) => change({ field })} />
    </form>
  );
}

/** What the list is narrowed to, in words. */
function narrowedTo({ year, venue, field }: AuthorState): string {
  return [year === null ? '' : year === 'unknown' ? 'of unknown year' : `of ${year}`, venue === '' ? '' : `in ${venue}`, field === '' ? '' : `on ${field}`].filter((words) => words !== '').join(', ');
}

function Years({ author, view }: Pick<SectionProps, 'author' | 'view'>) {
  const { countsByYear, paperCount } = author;
  const undated = paperCount - countsByYear.reduce((sum, { paperCount: papers }) => sum + papers, 0);
  const { year } = view.state;
  return (
    <>
      {countsByYear.length > 0 && (
        <YearBars
          title="Papers by year" unit="Papers" values={countsByYear.map(({ year: each, paperCount: value }) => ({ year: each, value }))} inWords={(value) => counted(value, 'paper')}
          chosen={typeof year === 'number' ? year : null} onChoose={(chosen) => view.change({ year: chosen })}
        />
      )}
      {undated > 0 && (
        <p class="small quiet">
          {countsByYear.length === 0 ? 'The year of no paper is known.' : <>{counted(undated, 'paper')} of unknown year <button type="button" aria-pressed={year === 'unknown'} onClick={() => view.change({ year: year === 'unknown' ? null : 'unknown' })}>Show only these</button></>}
        </p>
      )}
    </>
  );
}

function clear(view: AuthorView): void {
  view.change({ year: null, venue: '', field: '' });
}

export function PapersSection({ author, view, given }: SectionProps) {
  const { state } = view;
  const where = paperFilter(state);
  const list = useList(
    AuthorPapersDocument,
    { id: author.id, papersWhere: where, papersOrder: [{ field: state.papers.column, direction: state.papers.direction }] },
    ({ author: found }) => found?.papers,
    { given: { variables: { id: author.id, papersWhere: given.variables.papersWhere ?? null, papersOrder: given.variables.papersOrder ?? null }, data: { author: { papers: given.author.papers } } } },
  );
  if (author.paperCount === 0) return <Empty>No paper of this author is in the corpus: the person is known from a record of persons, or from the ledger.</Empty>;
  const total = list.data?.author?.papers.totalCount ?? 0;
  const narrowed = narrowedTo(state);
  const failure = list.failure ?? (list.data?.author?.papers == null ? (list.errors[0] ?? null) : null);
  return (
    <>
      <Years author={author} view={view} />
      {(author.paperCount > 1 || where !== null) && <ListControls author={author} view={view} />}
      {where !== null && (
        <p class="author-narrowed" role="status">
          {list.isLoading ? 'Looking …' : failure ? '' : `${counted(total, 'paper')} ${narrowed}`} <button type="button" onClick={() => clear(view)}>Show all {author.paperCount}</button>
        </p>
      )}
      {failure ? <Failure message={failure.message} retry={list.retry} /> : list.data === null ? <Loading what="the papers" /> : list.items.length === 0 ? <Empty>No paper {narrowed}.</Empty> : (
        <ol class="author-papers" aria-busy={list.isStale}>{list.items.map((paper) => <li key={paper.id}><PaperItem paper={paper} self={author.id} /></li>)}</ol>
      )}
      {(list.hasMore || list.hasRestarted) && !failure && <More what="papers" list={list} total={total} />}
    </>
  );
}
