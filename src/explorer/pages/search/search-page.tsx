/** Everything that is found for a text: authors, papers and venues, or one of the three as a long list. */
import { navigate } from '../../address/address.js';
import { oneOf, readState, shortText, wholeNumber, writeState } from '../../address/params.js';
import { useAnswer } from '../../api/use-answer.js';
import type { PageProps } from '../../app/routes.js';
import { titleText } from '../../design/title-text.js';
import { count } from '../../design/numbers.js';
import { PageTitle } from '../../design/page-title.js';
import { Empty, Failure, Loading, Notice } from '../../design/states.js';
import { SearchOverviewDocument, type SearchOverviewQuery } from '../../generated/graphql.js';
import { looksLikeId } from '../../search/suggestions.js';
import { ViewActions } from '../../views/view-actions.js';
import { AuthorResults, PaperResults, VenueResults } from './results.js';
import './search-page.css';

const PARAMS = { q: shortText(), types: oneOf(['', 'AUTHOR', 'PAPER', 'VENUE'], ''), pages: wholeNumber(1, 1, 200) };
const FEW = 8;

export function SearchPage({ address }: PageProps) {
  const { state, problems } = readState(PARAMS, address.params);
  const text = state.q.trim();
  const variables = { text, id: text, isId: looksLikeId(text) };
  const { data, failure, retry, isStale } = useAnswer(SearchOverviewDocument, text === '' ? null : variables);
  const addressOf = (change: Partial<typeof state>): string => `/search${writeState(PARAMS, { ...state, pages: 1, ...change })}`;
  const wants = (type: typeof state.types): boolean => state.types === '' || state.types === type;

  const notices = problems.map(({ name, accepts }) => <Notice key={name}>The address asks for something of “{name}” that cannot be used; it takes {accepts}.</Notice>);
  if (text === '') {
    return (
      <>
        <PageTitle title="Search" />
        {notices}
        <p>Type a name, words of a title, or a venue into the field at the top. The beginnings of words are enough, names can be given in any order, and accents do not matter. Identifiers work, too: a DOI, an ORCID, an OpenAlex or DBLP id.</p>
      </>
    );
  }
  return (
    <>
      <PageTitle title={`Search: ${text}`}>Search: <bdi>{text}</bdi></PageTitle>
      {notices}
      {failure !== null && <Failure message={failure.message} retry={retry} />}
      {data === null && failure === null && <Loading what="what is found" />}
      {data !== null && (
        <div aria-busy={isStale}>
          <ById found={data.byId ?? null} />
          {data.counts.truncated.map(({ reason }) => <Notice key={reason}>{reason}</Notice>)}
          <Kinds data={data} chosen={state.types} addressOf={(types) => addressOf({ types })} />
          {nothingFound(data) ? <Nothing text={text} meant={data.counts.suggestions} areGroupsAuthors={data.corpus.groupMode === 'AUTHORS'} /> : (
            <>
              {wants('AUTHOR') && data.counts.authorCount !== 0 && <AuthorResults text={text} total={data.counts.authorCount ?? null} {...pagingOf('AUTHOR')} />}
              {wants('PAPER') && data.counts.paperCount !== 0 && <PaperResults text={text} total={data.counts.paperCount ?? null} {...pagingOf('PAPER')} />}
              {wants('VENUE') && data.counts.venueCount !== 0 && <VenueResults text={text} total={data.counts.venueCount ?? null} {...pagingOf('VENUE')} />}
            </>
          )}
          <ViewActions query={SearchOverviewDocument} variables={variables} />
        </div>
      )}
    </>
  );

  /** All kinds: the first few and a way to the rest; one kind: page by page. */
  function pagingOf(types: 'AUTHOR' | 'PAPER' | 'VENUE') {
    return state.types === types
      ? { few: null, allAddress: '', pages: state.pages, onMore: () => navigate(addressOf({ pages: state.pages + 1 }), { replace: true }) }
      : { few: FEW, allAddress: addressOf({ types }), pages: 1, onMore: () => undefined };
  }
}

function nothingFound({ counts }: SearchOverviewQuery): boolean {
  return counts.authorCount === 0 && counts.paperCount === 0 && counts.venueCount === 0;
}

function ById({ found }: { readonly found: NonNullable<SearchOverviewQuery['byId']> | null }) {
  if (found === null) return null;
  return (
    <p class="notice">
      This is the identifier of {found.kind === 'Author' ? 'an author' : 'a paper'}:{' '}
      <a href={`/${found.kind === 'Author' ? 'author' : 'paper'}/${found.id}`}><bdi lang="">{found.kind === 'Author' ? found.displayName : titleText(found.title)}</bdi></a>
    </p>
  );
}

function Kinds({ data: { counts }, chosen, addressOf }: { readonly data: SearchOverviewQuery; readonly chosen: string; readonly addressOf: (types: '' | 'AUTHOR' | 'PAPER' | 'VENUE') => string }) {
  const known = (number: number | null | undefined): string => (number === null || number === undefined ? 'many' : count(number));
  const kinds = [
    ['', 'All'], ['AUTHOR', `Authors (${known(counts.authorCount)})`], ['PAPER', `Papers (${known(counts.paperCount)})`], ['VENUE', `Venues (${known(counts.venueCount)})`],
  ] as const;
  return (
    <nav aria-label="Kinds of results" class="search-kinds">
      <ul>{kinds.map(([types, label]) => <li key={types}><a href={addressOf(types)} aria-current={types === chosen ? 'true' : undefined}>{label}</a></li>)}</ul>
    </nav>
  );
}

function Nothing({ text, meant, areGroupsAuthors }: { readonly text: string; readonly meant: readonly string[]; readonly areGroupsAuthors: boolean }) {
  const words = text.split(/\s+/);
  return (
    <>
      <Empty>No author, paper or venue matches “<bdi>{text}</bdi>”.</Empty>
      {meant.length > 0 && <p>Did you mean {meant.map((query, index) => <span key={query}>{index > 0 && (index === meant.length - 1 ? ' or ' : ', ')}<a href={`/search?${new URLSearchParams({ q: query })}`}><bdi>{query}</bdi></a></span>)}?</p>}
      <p>Accents, capitals and the order of names make no difference, and the beginning of each word is enough. {words.length > 1 && `All ${count(words.length)} words must occur together: fewer find more.`}</p>
      {!areGroupsAuthors && <p>Groups that sign papers, such as collaborations and companies, are not searched in this corpus: look for words of their papers’ titles.</p>}
      {words.length > 1 && (
        <p>Try {words.slice(0, 5).map((word, index) => <span key={word}>{index > 0 && ', '}<a href={`/search?${new URLSearchParams({ q: word })}`}><bdi>{word}</bdi></a></span>)} alone.</p>
      )}
    </>
  );
}
