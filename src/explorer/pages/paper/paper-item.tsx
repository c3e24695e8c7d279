/** A paper in a list: title, authors, and its facts on one line; abstract and provenance on demand. */
import { OutLink } from '../../design/out-link.js';
import { OnDemand } from '../../design/section.js';
import { WrittenTitle } from '../../design/written-title.js';
import type { PaperItemFragment } from '../../generated/graphql.js';
import { PaperAuthors } from './paper-authors.js';
import { citationWords, countedByWords, dateWords, typeWords } from './paper-words.js';
import { Provenance } from './provenance.js';
import './paper-item.css';

const LINK_WORDS = { CODE: 'Code', PDF: 'PDF', LANDING_PAGE: 'Web page' } as const;

/** The address of a paper's page. */
export function paperAddress(id: string): string {
  return `/paper/${encodeURIComponent(id)}`;
}

/** DOI, code, PDF and pages; code that a source marks without an address is a mark. */
export function PaperLinks({ paper: { doi, links, hasCode } }: { readonly paper: Pick<PaperItemFragment, 'doi' | 'links' | 'hasCode'> }) {
  const addressed = links.filter(({ url }) => url !== null);
  return (
    <>
      {doi !== null && <li><OutLink href={`https://doi.org/${encodeURI(doi)}`}>doi:{doi}</OutLink></li>}
      {addressed.map(({ kind, url }) => <li key={`${kind}${url}`}><OutLink href={url ?? ''}>{LINK_WORDS[kind]}</OutLink></li>)}
      {hasCode && !addressed.some(({ kind }) => kind === 'CODE') && <li><span class="mark" title="The source marks that there is code, and gives no address.">Code</span></li>}
    </>
  );
}

/** Asked for by the fragment `PaperItem`. `self`: see `PaperAuthors`. */
export function PaperItem({ paper, self = null }: { readonly paper: PaperItemFragment; readonly self?: string | null }) {
  const { id, title, publicationDate, venue, type, fields, abstract } = paper;
  const citations = citationWords(paper);
  const facts = [typeWords(type), fields.length === 0 ? null : fields.join(', ')].filter((each) => each !== null);
  return (
    <article class="paper-item">
      <h3><a href={paperAddress(id)}><WrittenTitle text={title} /></a></h3>
      <PaperAuthors paper={paper} self={self} />
      <ul class="paper-facts">
        <li>{publicationDate === null ? 'Date unknown' : <time dateTime={publicationDate}>{dateWords(publicationDate)}</time>}</li>
        {venue !== null && <li><cite lang=""><bdi>{venue}</bdi></cite></li>}
        {facts.map((fact) => <li key={fact}><bdi lang="">{fact}</bdi></li>)}
        {citations !== null && <li>{citations} <span class="small">({countedByWords(paper)})</span></li>}
        <PaperLinks paper={paper} />
      </ul>
      <div class="paper-more small">
        {abstract !== null && <OnDemand summary="Abstract">{() => <p class="abstract"><WrittenTitle text={abstract} /></p>}</OnDemand>}
        <OnDemand summary="Where this comes from">{() => <Provenance id={id} />}</OnDemand>
      </div>
    </article>
  );
}
