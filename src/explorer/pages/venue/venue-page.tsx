/** A journal, proceedings or series: how much of it the corpus holds, who writes there, and the papers. */
import { navigate } from '../../address/address.js';
import { optionalNumber, readState, wholeNumber, writeState } from '../../address/params.js';
import { useAnswer } from '../../api/use-answer.js';
import { useList } from '../../api/use-list.js';
import type { PageProps } from '../../app/routes.js';
import { YearBars } from '../../charts/year-bars.js';
import { AuthorLink } from '../../design/author-link.js';
import { More } from '../../design/more.js';
import { count, counted } from '../../design/numbers.js';
import { PageTitle } from '../../design/page-title.js';
import { Failure, Loading, Notice, NothingHere } from '../../design/states.js';
import { VenuePageDocument, VenuePapersDocument, type VenuePageQuery } from '../../generated/graphql.js';
import { PaperLine } from '../../search/paper-line.js';
import type { ExportOffer } from '../../views/export-address.js';
import { ViewActions } from '../../views/view-actions.js';
import './venue-page.css';

const PARAMS = { year: optionalNumber(0, 9999), pages: wholeNumber(1, 1, 200) };
const PAGE = 25;

/** The venue's papers, of the chosen year if there is one, and the network that all of them make. */
function exportsOf(venue: string, year: number | null): ExportOffer[] {
  const venues = venue.replaceAll(',', ',,');
  return [
    { kind: 'PAPERS', title: year === null ? 'Papers of this venue' : `Papers of this venue, ${year}`, params: new URLSearchParams({ venues, ...(year !== null && { yearFrom: String(year), yearTo: String(year) }) }) },
    { kind: 'NETWORK', title: 'Network of everybody who wrote here', params: new URLSearchParams({ scope: 'all', venues }) },
  ];
}

export function VenuePage({ address }: PageProps) {
  const venue = address.path.slice(1).join('/');
  const { data, failure, retry } = useAnswer(VenuePageDocument, venue === '' ? null : { venue });
  const { state, problems } = readState(PARAMS, address.params);
  if (venue === '' || (failure?.code === 'BAD_USER_INPUT')) {
    return (
      <NothingHere what={venue === '' ? 'a venue without a name' : `the venue “${venue}”`}>
        <p>No paper of this corpus appeared under that name. Venues are named as their sources name them{venue === '' ? '' : <>: <a href={`/search?${new URLSearchParams({ q: venue })}`}>search for it</a></>}.</p>
      </NothingHere>
    );
  }
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (data === null) return <Loading what={`the venue ${venue}`} />;
  const addressOf = (change: Partial<typeof state>): string => `/venue/${encodeURIComponent(venue)}${writeState(PARAMS, { ...state, pages: 1, ...change })}`;
  return (
    <>
      <PageTitle title={venue}><bdi lang="">{venue}</bdi></PageTitle>
      {problems.map(({ name, accepts }) => <Notice key={name}>The address asks for something of “{name}” that cannot be used; it takes {accepts}.</Notice>)}
      <p>{counted(data.papers.totalCount, 'paper')} of this venue {data.papers.totalCount === 1 ? 'is' : 'are'} in the corpus, by {counted(data.authors.totalCount, 'author')}. Venues are told apart by their names as the sources write them.</p>
      <p class="row">
        <a class="button" href={`/network?${new URLSearchParams({ scope: 'top', metric: 'DEGREE', n: '100', venues: venue.replaceAll(',', ',,') })}`}>Network of this venue</a>
        <a class="button" href={`/rankings?${new URLSearchParams({ venues: venue.replaceAll(',', ',,') })}`}>Rankings within this venue</a>
      </p>
      <ViewActions query={VenuePageDocument} variables={{ venue }} exports={exportsOf(venue, state.year)} />
      <div class="venue-columns">
        <section>
          <h2>Papers by year</h2>
          <YearBars title="Papers by year" unit="Papers" inWords={(value) => counted(value, 'paper')} chosen={state.year}
            values={data.papers.byYear.groups.map(({ key, count: value }) => ({ year: Number(key), value }))}
            onChoose={(year) => navigate(addressOf({ year }), { replace: true })} />
          {data.papers.byYear.unknownCount > 0 && <p class="quiet small">{counted(data.papers.byYear.unknownCount, 'paper')} of unknown year not shown.</p>}
          <Facts papers={data.papers} />
        </section>
        <section>
          <h2>Most papers here</h2>
          <ol class="venue-authors">
            {data.authors.nodes.map((author) => <li key={author.id}><AuthorLink author={author} /> <span class="quiet small">{counted(author.papersHere.totalCount, 'paper')}</span></li>)}
          </ol>
          {data.authors.totalCount > data.authors.nodes.length && <p class="quiet small">The first {data.authors.nodes.length} of {count(data.authors.totalCount)} authors.</p>}
        </section>
      </div>
      <Papers venue={venue} year={state.year} pages={state.pages} allYears={addressOf({ year: null })} onMore={() => navigate(addressOf({ pages: state.pages + 1 }), { replace: true })} />
    </>
  );
}

function Facts({ papers: { byField, byType } }: { readonly papers: VenuePageQuery['papers'] }) {
  return (
    <dl class="venue-facts">
      {byField.groups.length > 0 && (
        <>
          <dt>Fields</dt>
          <dd>{byField.groups.map(({ displayName, count: papers }) => `${displayName} (${count(papers)})`).join(', ')}{byField.groupCount > byField.groups.length && ` and ${count(byField.groupCount - byField.groups.length)} more`}</dd>
        </>
      )}
      {byType.groups.length > 0 && (
        <>
          <dt>Kinds of papers</dt>
          <dd>{byType.groups.map(({ displayName, count: papers }) => `${displayName.toLowerCase().replaceAll('_', ' ')} (${count(papers)})`).join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

function Papers({ venue, year, pages, allYears, onMore }: { readonly venue: string; readonly year: number | null; readonly pages: number; readonly allYears: string; readonly onMore: () => void }) {
  const list = useList(VenuePapersDocument, { venue, year: year === null ? null : { eq: year }, first: PAGE }, ({ papers }) => papers, { pages });
  return (
    <section aria-busy={list.isLoading}>
      <h2>Papers{year !== null && ` of ${year}`}</h2>
      {year !== null && <p><a href={allYears}>Papers of all years</a></p>}
      <ul class="result-list">{list.items.map((paper) => <li key={paper.id}><PaperLine paper={paper} showVenue={false} /></li>)}</ul>
      <More what="papers" list={list} total={list.data?.papers.totalCount ?? null} onMore={onMore} />
    </section>
  );
}
