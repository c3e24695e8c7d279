import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ExportError } from '../../src/exports/format.js';
import { openExport, partNames } from '../../src/exports/open-export.js';
import { EXPORT_FORMATS, exportFormat } from '../../src/exports/registry.js';
import { SAMPLE } from './sample-network.js';
import { bytesOf, textOf } from './written.js';

describe('openExport', () => {
  it.each(EXPORT_FORMATS.filter(({ parts }) => parts.length > 1).map(({ id }) => [id]))('gives each file of %s alone, and all as an archive of the same bytes', async (id) => {
    const format = exportFormat(id)!;
    const opened = await openExport(format, { network: SAMPLE });
    expect(opened).toMatchObject({ extension: 'zip', mediaType: 'application/zip' });
    expect(opened.fileName('coterie')).toBe(`coterie-${id}.zip`);
    const files = unzipSync(await bytesOf(id));
    expect(Object.keys(files)).toEqual(format.parts.map(({ part, extension }) => `${part}.${extension}`));
    expect(partNames(format)).toEqual([...format.parts.map(({ part }) => part), 'zip']);
    for (const { part, extension } of format.parts) {
      expect(Buffer.from(files[`${part}.${extension}`])).toEqual(Buffer.from(await bytesOf(id, part)));
      expect((await openExport(format, { network: SAMPLE }, part)).fileName('coterie')).toBe(`coterie-${part}.${extension}`);
    }
    expect(await bytesOf(id, 'zip')).toEqual(await bytesOf(id));
  });

  it('gives the only file of other formats', async () => {
    const opened = await openExport(exportFormat('gexf')!, { network: SAMPLE });
    expect(opened.fileName('coterie')).toBe('coterie.gexf');
    expect(opened.mediaType).toBe('application/gexf+xml');
    expect(await textOf('gexf')).toContain('</gexf>');
    expect(partNames(exportFormat('gexf')!)).toEqual([]);
  });

  it('says what the file leaves out', async () => {
    const format = exportFormat('pajek')!;
    expect((await openExport(format, { network: SAMPLE })).notes).toEqual([format.leavesOut]);
    expect((await openExport(exportFormat('graphml')!, { network: SAMPLE })).notes).toEqual([]);
  });

  it('says what of the graph is not in the network, once, whatever the format', async () => {
    const network = { ...SAMPLE, metadata: { ...SAMPLE.metadata, notes: ['only 4 of the 9 authors are here'] } };
    for (const format of EXPORT_FORMATS.filter(({ kind }) => kind !== 'PAPERS')) {
      expect([format.id, (await openExport(format, { network })).notes.filter((note) => note === 'only 4 of the 9 authors are here').length]).toEqual([format.id, 1]);
    }
  });

  it('names the parts there are where one is asked for that there is not', async () => {
    await expect(openExport(exportFormat('csv')!, { network: SAMPLE }, 'vertices')).rejects.toThrow(expect.objectContaining({ name: 'ExportError', message: 'CSV tables of nodes and edges has no part "vertices". Ask for "nodes", "edges", "metadata", "zip".', refused: expect.objectContaining({ argument: 'part' }) }));
    await expect(openExport(exportFormat('gexf')!, { network: SAMPLE }, 'nodes')).rejects.toThrow(expect.objectContaining({ name: 'ExportError', message: 'GEXF 1.2 is one file: it has no part "nodes". Leave the part out.', refused: expect.objectContaining({ argument: 'part' }) }));
    await expect(openExport(exportFormat('gexf')!, { network: SAMPLE }, 'zip')).rejects.toThrow(expect.objectContaining({ name: 'ExportError', message: 'GEXF 1.2 is one file already: it is not put into an archive. Leave the part out.', refused: expect.objectContaining({ argument: 'part' }) }));
  });

  it('refuses an input without what the format carries', async () => {
    await expect(openExport(exportFormat('gexf')!, { papers: [] })).rejects.toThrow(ExportError);
    await expect(openExport(exportFormat('svg')!, {})).rejects.toThrow(ExportError);
    await expect(openExport(exportFormat('bibtex')!, { network: SAMPLE })).rejects.toThrow(ExportError);
  });

  it('hands on few large chunks, not a piece per node', async () => {
    const many = { ...SAMPLE, nodeCount: 20_000, nodes: () => Array.from({ length: 20_000 }, (_, at) => ({ ...SAMPLE.nodes()[Symbol.iterator]().next().value!, id: `A${at}` })), edgeCount: 0, edges: () => [] };
    const { chunks } = await openExport(exportFormat('graphml')!, { network: many });
    const sizes: number[] = [];
    for await (const chunk of chunks) sizes.push(chunk.length);
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThanOrEqual(65_536);
    expect(sizes.length).toBeGreaterThan(40);
  });
});

describe('streaming', () => {
  const EDGES = 200_000;
  const streamed = EXPORT_FORMATS.filter(({ kind }) => kind === 'NETWORK').flatMap(({ id, parts }) => parts.filter(({ part }) => !['nodes', 'map', 'metadata'].includes(part)).map(({ part }) => [id, part] as const));

  it.each(streamed)('of %s %s reads edges as chunks are asked for', async (id, part) => {
    let pulled = 0;
    const network = {
      ...SAMPLE, edgeCount: EDGES,
      *edges() {
        for (; pulled < EDGES; pulled++) yield { source: 0, target: 1, strength: 1, values: [1, 2001] };
      },
    };
    const iterator = (await openExport(exportFormat(id)!, { network }, part === '' ? null : part)).chunks[Symbol.asyncIterator]();
    await iterator.next();
    expect(pulled).toBeGreaterThan(100);
    expect(pulled).toBeLessThanOrEqual(50_000);
    await iterator.return?.();
  });
});

describe('the registry', () => {
  it('knows each format by its own id, which is fit for an address', () => {
    expect(new Set(EXPORT_FORMATS.map(({ id }) => id)).size).toBe(EXPORT_FORMATS.length);
    for (const { id } of EXPORT_FORMATS) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(exportFormat('xls')).toBeUndefined();
  });

  it('names no two files of a format alike', () => {
    for (const { parts } of EXPORT_FORMATS) expect(new Set(parts.map(({ part, extension }) => `${part}.${extension}`)).size).toBe(parts.length);
  });
});
