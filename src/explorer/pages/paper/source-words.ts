/** Where a fact came from, in words. */
import type { SourceOfFactFragment } from '../../generated/graphql.js';

const WHOLE = new Intl.NumberFormat('en');

/** Of works that went into the pipeline without a word of where theirs is from: they name no file. */
const WORKS = 'works given to the pipeline';

const isUntold = ({ format, file }: Pick<SourceOfFactFragment, 'format' | 'file'>): boolean => format === 'works' && file === '';

/** `refs.bib, line 12`; byte offsets where the format has no lines. */
export function placeWords({ format, file, line, byte }: Pick<SourceOfFactFragment, 'format' | 'file' | 'line' | 'byte'>): string {
  if (isUntold({ format, file })) return WORKS;
  if (line !== null) return `${file}, line ${WHOLE.format(line)}`;
  return byte === null ? file : `${file}, byte ${WHOLE.format(byte)}`;
}

/** `refs.bib, 2024-05-01`: the short form that stands beside a figure. */
export function sourceWords({ format, file, retrievedAt }: Pick<SourceOfFactFragment, 'format' | 'file' | 'retrievedAt'>): string {
  return `${isUntold({ format, file }) ? WORKS : file}, ${retrievedAt === null ? 'undated' : retrievedAt.slice(0, 10)}`;
}

/** `read as bibtex, retrieved 2024-05-01`; null where nothing is known of it. */
export function readWords({ format, file, retrievedAt }: Pick<SourceOfFactFragment, 'format' | 'file' | 'retrievedAt'>): string | null {
  if (isUntold({ format, file })) return null;
  return `read as ${format}, ${retrievedAt === null ? 'undated' : `retrieved ${retrievedAt.slice(0, 10)}`}`;
}
