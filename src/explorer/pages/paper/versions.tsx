/** What became of a preprint: versions that are one paper here, and those that are papers of their own. */
import { OutLink } from '../../design/out-link.js';
import { SCHEME_NAMES } from '../../design/scheme-names.js';
import { WrittenTitle } from '../../design/written-title.js';
import type { PublicationStage } from '../../generated/graphql.js';
import { paperAddress } from './paper-item.js';
import type { PagePaper } from './paper-page.js';
import { dateWords, typeWords } from './paper-words.js';
import { SourceLine } from './source-facts.js';
import { placeWords } from './source-words.js';

const STAGES: Readonly<Record<PublicationStage, string>> = { PUBLISHED: 'Published', PREPRINT: 'Preprint', UNKNOWN: 'Stage unknown' };

function where({ publicationDate, venue, type }: Pick<PagePaper, 'publicationDate' | 'venue' | 'type'>): string {
  return [publicationDate === null ? 'date unknown' : dateWords(publicationDate), venue, typeWords(type)].filter((each) => each !== null).join(', ');
}

export function Versions({ versions }: Pick<PagePaper, 'versions'>) {
  return (
    <ul class="paper-versions">
      {versions.map((version, index) => (
        <li key={index}>
          <strong>{STAGES[version.stage]}</strong>: <WrittenTitle text={version.title} />
          <div class="quiet small">
            {where(version)}
            {version.externalIds.map(({ scheme, value, url }) => <span key={scheme + value}> · {SCHEME_NAMES[scheme] ?? scheme} {url === null ? value : <OutLink href={url}>{value}</OutLink>}</span>)}
          </div>
          <ul class="small">{version.sources.map((source) => <li key={placeWords(source)}><SourceLine source={source} /></li>)}</ul>
        </li>
      ))}
    </ul>
  );
}

export function OtherVersions({ papers }: { readonly papers: PagePaper['otherVersions'] }) {
  return (
    <ul class="paper-versions">
      {papers.map((paper) => <li key={paper.id}><a href={paperAddress(paper.id)}><WrittenTitle text={paper.title} /></a> <span class="quiet small">{where(paper)}</span></li>)}
    </ul>
  );
}
