/** A page of the ranking: places, values, and who. */
import { useEffect, useState } from 'preact/hooks';
import { navigate } from '../../address/address.js';
import { useAnswer } from '../../api/use-answer.js';
import { AuthorLink } from '../../design/author-link.js';
import { Computing } from '../../design/computing.js';
import { MetricFigure } from '../../design/metric-figure.js';
import { methodWords, parameterWords } from '../../design/metric-words.js';
import { count, counted, measure, years } from '../../design/numbers.js';
import { Empty, Failure, Loading, Notice } from '../../design/states.js';
import { RankingDocument, type AuthorMetric, type RankingQuery } from '../../generated/graphql.js';
import { ViewActions } from '../../views/view-actions.js';
import { Chips } from './facet-lists.js';
import { exportsOf } from './ranking-exports.js';
import { placeWords } from './place-words.js';
import { filterOf, graphOf, PAGE_SIZE, rankingAddress, type RankingState } from './ranking-state.js';

type Row = NonNullable<RankingQuery['authors']>['nodes'][number];

function Table({ rows, title, isStale }: { readonly rows: readonly Row[]; readonly title: string; readonly isStale: boolean }) {
  return (
    <div class="rankings-scroll" role="region" aria-label="Table of authors" tabIndex={0}>
      <table aria-busy={isStale}>
        <caption class="visually-hidden">Authors by {title}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">Place</th>
            <th scope="col">Author</th>
            <th scope="col" class="number">{title}</th>
            <th scope="col" class="number rankings-lesser">Normalised</th>
            <th scope="col" class="number rankings-lesser">Percentile</th>
            <th scope="col" class="number rankings-lesser">Papers</th>
            <th scope="col" class="rankings-lesser">Years</th>
            <th scope="col" class="rankings-lesser">Top field</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td class="number">{placeWords(row.metric)}</td>
              <th scope="row">
                <AuthorLink author={row} />
                <span class="quiet small rankings-narrow">{counted(row.paperCount, 'paper')}, {years(row.firstYear, row.lastYear)}</span>
              </th>
              <td class="number">{row.metric === null ? '–' : <MetricFigure figure={row.metric} />}</td>
              <td class="number rankings-lesser">{measure(row.metric?.normalized)}</td>
              <td class="number rankings-lesser" title={row.metric?.percentile?.toString()}>{row.metric?.percentile === null || row.metric === null ? '–' : Math.floor(row.metric.percentile * 10) / 10}</td>
              <td class="number rankings-lesser">{count(row.paperCount)}</td>
              <td class="rankings-lesser rankings-years">{years(row.firstYear, row.lastYear)}</td>
              <td class="rankings-lesser">{row.topFields.groups[0] === undefined ? '–' : <span title="As the source writes it">{row.topFields.groups[0].displayName}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet small rankings-narrow">A wider page also shows normalised values, percentiles and top fields. Tap a value for more about it.</p>
    </div>
  );
}

/** Among whom the places are: authors with a value alone have one. */
function among({ valueCount, nodeCount }: NonNullable<Row['metric']>, isNarrowed: boolean): string {
  if (valueCount === 0) return '';
  const without = nodeCount - valueCount;
  if (!isNarrowed) return without === 0 ? '' : `, ${count(without)} of them without a value`;
  return without === 0 ? `; places are among all ${count(nodeCount)} of the network` : `; places are among the ${count(valueCount)} with a value of all ${count(nodeCount)} of the network`;
}

/** What there is to know about the list as a whole. */
function About({ rows, total, isNarrowed, nullMeaning }: { readonly rows: readonly Row[]; readonly total: number; readonly isNarrowed: boolean; readonly nullMeaning: string | null }) {
  const figure = rows.find(({ metric }) => metric !== null)?.metric ?? null;
  const parameters = figure === null ? null : parameterWords(figure);
  const left = figure === null ? 0 : figure.graph.papersExcluded;
  return (
    <>
      <p>
        {counted(total, 'author')}{figure !== null && among(figure, isNarrowed)}.{figure?.valueCount !== 0 && ' Equal values share a place.'}
        {figure !== null && ` ${methodWords(figure)}`}{parameters !== null && ` With ${parameters}.`}
        {left > 0 && ` ${counted(left, 'paper')} of the corpus ${left === 1 ? 'is' : 'are'} left out by what counts.`}
      </p>
      {figure?.valueCount === 0 && <Notice>Nobody in this network has a value of this metric{nullMeaning === null ? '' : `: ${nullMeaning}`}.</Notice>}
      {figure !== null && figure.valueCount > 0 && rows.some(({ metric }) => metric !== null && metric.value === null) && <Notice>Authors without a value come last, whichever way the order runs{nullMeaning === null ? '' : `: ${nullMeaning}`}</Notice>}
    </>
  );
}

interface RankingProps {
  readonly state: RankingState;
  readonly metric: AuthorMetric;
  readonly title: string;
  /** What it means that an author has no value; null where everybody has one. */
  readonly nullMeaning: string | null;
}

/**
 * A page of a corpus that has changed since can't be gone on from: the list begins anew, and the reader is told.
 * @returns whether the page at `first` is one that was begun anew
 */
function useRestart(hasExpired: boolean, first: string): boolean {
  const [restarted, setRestarted] = useState<string | null>(null);
  useEffect(() => {
    if (!hasExpired) return;
    setRestarted(first);
    navigate(first, { replace: true });
  }, [hasExpired, first]);
  return restarted === first;
}

export function Ranking({ state, metric, title, nullMeaning }: RankingProps) {
  const page = state.before === '' ? { first: PAGE_SIZE, ...(state.after === '' ? {} : { after: state.after }) } : { last: PAGE_SIZE, before: state.before };
  const variables = { metric, direction: state.ascending ? 'ASC' as const : 'DESC' as const, where: filterOf(state), graph: graphOf(state), ...page };
  const { data, failure, computing, isStale, retry } = useAnswer(RankingDocument, variables);
  const isRestarted = useRestart(failure?.code === 'CURSOR_EXPIRED', rankingAddress(state));
  if (failure?.code === 'CURSOR_EXPIRED') return <Loading what="the ranking" />;
  if (failure) {
    const isPage = state.after !== '' || state.before !== '';
    return (
      <section class="rankings-list">
        <Chips state={state} />
        <Failure message={failure.message} {...(isPage || failure.code === 'BAD_USER_INPUT' ? {} : { retry })} />
        {isPage && <p><a href={rankingAddress(state)}>Begin at the first page</a></p>}
      </section>
    );
  }
  const rows = data?.authors.nodes ?? [];
  const info = data?.authors.pageInfo;
  return (
    <section class="rankings-list" aria-labelledby="rankings-by">
      <h2 id="rankings-by">Authors by {title}</h2>
      <Chips state={state} />
      {isRestarted && state.after === '' && state.before === '' && <Notice>The corpus has changed in the meantime: the list was begun anew, so that it does not mix two states.</Notice>}
      <Computing errors={computing} />
      {data === null ? computing.length === 0 && <Loading what="the ranking" /> : rows.length === 0 ? <Empty>Nobody meets these conditions.</Empty> : (
        <>
          <About rows={rows} total={data.authors.totalCount} isNarrowed={variables.where !== null} nullMeaning={nullMeaning} />
          <Table rows={rows} title={title} isStale={isStale} />
          <nav class="rankings-pages" aria-label="Pages of the ranking">
            {info?.hasPreviousPage === true && <a class="button" rel="prev" href={rankingAddress(state, { before: info.startCursor ?? '' })}>Previous page</a>}
            {info?.hasNextPage === true && <a class="button" rel="next" href={rankingAddress(state, { after: info.endCursor ?? '' })}>Next page</a>}
          </nav>
        </>
      )}
      <ViewActions query={RankingDocument} variables={variables} exports={exportsOf(state, data)} />
    </section>
  );
}
