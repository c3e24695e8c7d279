/** The results of each kind. */
import { useList } from '../../api/use-list.js';
import { authorAddress } from '../../design/author-link.js';
import { More } from '../../design/more.js';
import { count, counted, years } from '../../design/numbers.js';
import { SearchAuthorsDocument, SearchPapersDocument, SearchVenuesDocument } from '../../generated/graphql.js';
import { MatchedText } from '../../search/matched-text.js';
import { PaperLine } from '../../search/paper-line.js';
import { venueAddress } from '../../search/suggestions.js';

const PAGE = 25;

export interface ResultsProps {
  readonly text: string;
  /** Null where counting was cut. */
  readonly total: number | null;
  /** Show so many alone, with a link to `allAddress`; null for the whole list, page by page. */
  readonly few: number | null;
  readonly allAddress: string;
  readonly pages: number;
  readonly onMore: () => void;
}

function All({ few, total, what, allAddress }: { readonly few: number | null; readonly total: number | null; readonly what: string; readonly allAddress: string }) {
  if (few === null || (total !== null && total <= few)) return null;
  return <p><a href={allAddress}>All {total === null ? '' : `${count(total)} `}{what}</a></p>;
}

export function AuthorResults({ text, total, few, allAddress, pages, onMore }: ResultsProps) {
  const list = useList(SearchAuthorsDocument, { text, first: few ?? PAGE }, ({ search }) => search, { pages });
  return (
    <section aria-busy={list.isLoading}>
      <h2>Authors</h2>
      <ul class="result-list">
        {list.items.map((node) => node.kind === 'Author' && (
          <li key={node.id}>
            <a href={authorAddress(node.id)}><MatchedText text={node.displayName} query={text} /></a>{' '}
            <span class="quiet small">{[node.disambiguator, counted(node.paperCount, 'paper'), years(node.firstYear, node.lastYear)].filter((fact) => fact !== null).join(', ')}</span>
          </li>
        ))}
      </ul>
      <All few={few} total={total} what="authors" allAddress={allAddress} />
      {few === null || list.failure !== null ? <More what="authors" list={list} total={total} onMore={onMore} /> : null}
    </section>
  );
}

export function PaperResults({ text, total, few, allAddress, pages, onMore }: ResultsProps) {
  const list = useList(SearchPapersDocument, { text, first: few ?? PAGE }, ({ search }) => search, { pages });
  return (
    <section aria-busy={list.isLoading}>
      <h2>Papers</h2>
      <ul class="result-list">
        {list.items.map((node) => node.kind === 'Paper' && <li key={node.id}><PaperLine paper={node} query={text} /></li>)}
      </ul>
      <All few={few} total={total} what="papers" allAddress={allAddress} />
      {few === null || list.failure !== null ? <More what="papers" list={list} total={total} onMore={onMore} /> : null}
    </section>
  );
}

export function VenueResults({ text, total, few, allAddress, pages, onMore }: ResultsProps) {
  const list = useList(SearchVenuesDocument, { text, first: few ?? PAGE }, ({ search }) => search, { pages });
  return (
    <section aria-busy={list.isLoading}>
      <h2>Venues</h2>
      <ul class="result-list">
        {list.items.map((node) => node.kind === 'Venue' && (
          <li key={node.name}>
            <a href={venueAddress(node.name)}><MatchedText text={node.name} query={text} /></a>{' '}
            <span class="quiet small">{[counted(node.paperCount, 'paper'), node.firstYear === null && node.lastYear === null ? null : years(node.firstYear, node.lastYear)].filter((fact) => fact !== null).join(', ')}</span>
          </li>
        ))}
      </ul>
      <All few={few} total={total} what="venues" allAddress={allAddress} />
      {few === null || list.failure !== null ? <More what="venues" list={list} total={total} onMore={onMore} /> : null}
    </section>
  );
}
