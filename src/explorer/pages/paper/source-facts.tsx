/** Where a fact came from: file, place in it, date. */
import { OutLink } from '../../design/out-link.js';
import type { SourceOfFactFragment } from '../../generated/graphql.js';

const WHOLE = new Intl.NumberFormat('en');

/** `refs.bib, line 12`; byte offsets where the format has no lines. */
export function placeWords({ file, line, byte }: Pick<SourceOfFactFragment, 'file' | 'line' | 'byte'>): string {
  if (line !== null) return `${file}, line ${WHOLE.format(line)}`;
  return byte === null ? file : `${file}, byte ${WHOLE.format(byte)}`;
}

/** `refs.bib, 2024-05-01`: the short form that stands beside a figure. */
export function sourceWords({ file, retrievedAt }: Pick<SourceOfFactFragment, 'file' | 'retrievedAt'>): string {
  return retrievedAt === null ? `${file}, undated` : `${file}, ${retrievedAt.slice(0, 10)}`;
}

export function SourceFacts({ source }: { readonly source: SourceOfFactFragment }) {
  return (
    <dl>
      <dt>File</dt><dd>{placeWords(source)}</dd>
      <dt>Read as</dt><dd>{source.format}</dd>
      <dt>Retrieved</dt><dd>{source.retrievedAt ?? 'the file does not say when'}</dd>
      {source.url !== null && <><dt>Origin</dt><dd><OutLink href={source.url}>{source.url}</OutLink></dd></>}
    </dl>
  );
}

/** On one line, for lists of records. */
export function SourceLine({ source }: { readonly source: SourceOfFactFragment }) {
  return (
    <>
      {placeWords(source)} <span class="quiet">(read as {source.format}, {source.retrievedAt === null ? 'undated' : `retrieved ${source.retrievedAt.slice(0, 10)}`})</span>
      {source.url !== null && <> <OutLink href={source.url}>origin</OutLink></>}
    </>
  );
}
