/** Where a fact came from: file, place in it, date. */
import { OutLink } from '../../design/out-link.js';
import type { SourceOfFactFragment } from '../../generated/graphql.js';
import { placeWords, readWords } from './source-words.js';

export function SourceFacts({ source }: { readonly source: SourceOfFactFragment }) {
  const isRead = readWords(source) !== null;
  return (
    <dl>
      <dt>{isRead ? 'File' : 'From'}</dt><dd>{placeWords(source)}</dd>
      {isRead && <><dt>Read as</dt><dd>{source.format}</dd></>}
      {isRead && <><dt>Retrieved</dt><dd>{source.retrievedAt ?? 'the file does not say when'}</dd></>}
      {source.url !== null && <><dt>Origin</dt><dd><OutLink href={source.url}>{source.url}</OutLink></dd></>}
    </dl>
  );
}

/** On one line, for lists of records. */
export function SourceLine({ source }: { readonly source: SourceOfFactFragment }) {
  const read = readWords(source);
  return (
    <>
      {read === null ? `from ${placeWords(source)}` : <>{placeWords(source)} <span class="quiet">({read})</span></>}
      {source.url !== null && <> <OutLink href={source.url}>origin</OutLink></>}
    </>
  );
}
