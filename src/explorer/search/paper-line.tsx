/** A paper in a list: title, who wrote it, when and where; with what a search matched, where there was one. */
import { authorAddress } from '../design/author-link.js';
import { titleText } from '../design/title-text.js';
import { WrittenTitle } from '../design/written-title.js';
import { MatchedText } from './matched-text.js';
import { snippet } from './snippet.js';
import { venueAddress } from './suggestions.js';

export interface ListedPaper {
  readonly id: string;
  readonly title: string;
  readonly publicationYear: number | null;
  readonly venue?: string | null;
  readonly abstract?: string | null;
  readonly authorsCount: number;
  readonly authorListComplete: boolean;
  readonly authors: { readonly nodes: ReadonlyArray<{ readonly id: string; readonly displayName: string }> };
}

/** @param query what was searched; empty for none */
export function PaperLine({ paper, query = '', showVenue = true }: { readonly paper: ListedPaper; readonly query?: string; readonly showVenue?: boolean }) {
  const { id, title, publicationYear, venue, abstract, authorsCount, authorListComplete, authors } = paper;
  const unlisted = authorsCount - authors.nodes.length;
  const excerpt = query === '' || typeof abstract !== 'string' ? null : snippet(abstract, query);
  return (
    <div class="paper-line">
      <a href={`/paper/${id}`}>{query === '' ? <WrittenTitle text={title} /> : <MatchedText text={titleText(title)} query={query} />}</a>
      <div class="small">
        {authors.nodes.map((author, index) => <span key={author.id}>{index > 0 && ', '}<a class="plain-link" href={authorAddress(author.id)}><bdi lang="">{author.displayName}</bdi></a></span>)}
        {unlisted > 0 && <span class="quiet"> and {unlisted} more</span>}
        {!authorListComplete && <span class="quiet"> (list incomplete)</span>}
      </div>
      <div class="quiet small">
        {publicationYear ?? 'Year unknown'}
        {showVenue && typeof venue === 'string' && <>, <a class="plain-link" href={venueAddress(venue)}><bdi lang="">{venue}</bdi></a></>}
      </div>
      {excerpt !== null && <p class="paper-snippet small"><MatchedText text={excerpt} query={query} /></p>}
    </div>
  );
}
