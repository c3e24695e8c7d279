/** The list of formats in the schema is the registry. */
import { expect, it } from 'vitest';
import { EXPORT_FORMATS } from '../../src/exports/registry.js';
import { servedCorpus } from '../helpers/served-corpus.js';
import { SMALL_CORPUS } from './small-corpus.js';

const corpus = await servedCorpus(SMALL_CORPUS);

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly extensions: readonly string[];
  readonly mediaType: string;
  readonly parts: readonly string[];
  readonly leavesOut: string | null;
}

it('names every format with its endings and limits', async () => {
  const formats = await corpus.get<Told[]>('exportFormats', '{ exportFormats { id title kind extensions mediaType parts readBy leavesOut holdsPositions } }');
  expect(formats.map(({ id, kind, leavesOut }) => ({ id, kind, leavesOut }))).toEqual(EXPORT_FORMATS.map(({ id, kind, leavesOut }) => ({ id, kind, leavesOut })));
  expect(formats.find(({ id }) => id === 'gexf')).toMatchObject({ kind: 'NETWORK', extensions: ['gexf'], mediaType: 'application/gexf+xml', parts: [] });
  expect(formats.find(({ id }) => id === 'vosviewer')).toMatchObject({ extensions: ['zip', 'txt'], mediaType: 'application/zip', parts: ['map', 'network'] });
  expect(formats.find(({ id }) => id === 'bibtex')).toMatchObject({ kind: 'PAPERS', extensions: ['bib'] });
  expect(formats.find(({ id }) => id === 'svg')).toMatchObject({ kind: 'DRAWING', extensions: ['svg'] });
});
