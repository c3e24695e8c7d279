/** A paper's facts under its title. */
import type { ComponentChildren } from 'preact';
import { Explained } from '../../design/explained.js';
import { OutLink } from '../../design/out-link.js';
import { SCHEME_NAMES } from '../../design/scheme-names.js';
import { figureName, figureValue } from '../author/figure-words.js';
import { PaperAuthors } from './paper-authors.js';
import { PaperLinks } from './paper-item.js';
import type { PagePaper } from './paper-page.js';
import { citationWords, countedByWords, dateWords, precisionWords, typeWords } from './paper-words.js';
import { SourceFacts } from './source-facts.js';
import { sourceWords } from './source-words.js';

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

/** The address of a venue's page. */
export function venueAddress(venue: string): string {
  return `/venue/${encodeURIComponent(venue)}`;
}

export function PaperFacts({ paper }: { readonly paper: PagePaper }) {
  const { publicationDate, datePrecision, venue, type, fields, externalIds, scores } = paper;
  const precision = precisionWords(datePrecision);
  const hasLinks = paper.hasCode || paper.doi !== null || paper.links.some(({ url }) => url !== null);
  const others = externalIds.filter(({ scheme, value }) => scheme !== 'doi' || value !== paper.doi);
  return (
    <>
      <PaperAuthors paper={paper} />
      <dl class="paper-table">
        <Fact name="Published">{publicationDate === null ? <span class="quiet">no record says when</span> : <><time dateTime={publicationDate}>{dateWords(publicationDate)}</time>{precision !== null && <span class="quiet"> ({precision})</span>}</>}</Fact>
        {venue !== null && <Fact name="Venue"><a href={venueAddress(venue)}><bdi lang="">{venue}</bdi></a></Fact>}
        {type !== null && <Fact name="Kind">{typeWords(type)}</Fact>}
        {fields.length > 0 && <Fact name={fields.length === 1 ? 'Field' : 'Fields'}><bdi lang="">{fields.join(', ')}</bdi></Fact>}
        <Fact name="Citations">{citationWords(paper) === null ? <span class="quiet">no source counts them</span> : <>{citationWords(paper)} <span class="quiet">({countedByWords(paper)})</span></>}</Fact>
        {hasLinks && <Fact name="Links"><ul class="paper-row"><PaperLinks paper={paper} /></ul></Fact>}
        {others.length > 0 && (
          <Fact name="Identifiers">
            <ul class="paper-row">{others.map(({ scheme, value, url }) => <li key={`${scheme}:${value}`}>{SCHEME_NAMES[scheme] ?? scheme} {url === null ? value : <OutLink href={url}>{value}</OutLink>}</li>)}</ul>
          </Fact>
        )}
        {scores.map(({ name, value, unit, source }) => (
          <Fact key={name + source.file + value} name={figureName(name)}>
            <Explained card={() => <><p>Reported, not computed here.</p><SourceFacts source={source} /></>}>{figureValue(value, unit)}</Explained> <span class="quiet small">{sourceWords(source)}</span>
          </Fact>
        ))}
      </dl>
    </>
  );
}
