import { describe, expect, it } from 'vitest';
import { exportAddress, type ExportedFormat } from '../../src/explorer/views/export-address.js';
import { exportFormat } from '../../src/exports/registry.js';
import { extensionsOf } from '../../src/graphql/downloads/format-choice.js';

/** A format as the schema tells it to the menu. */
function told(id: string): ExportedFormat {
  const format = exportFormat(id);
  if (format === undefined) throw new Error(`no format ${id}`);
  return { id, kind: format.kind, extensions: extensionsOf(format), holdsPositions: format.holdsPositions };
}

const GEXF = told('gexf');
const CSV = told('csv');
const SVG = told('svg');
const BIBTEX = told('bibtex');

it('names certain papers, and one part of a format that has several', () => {
  expect(exportAddress(BIBTEX, new URLSearchParams('papers=P1'))).toBe('/export/papers.bib?papers=P1&format=bibtex');
  expect(exportAddress(GEXF, new URLSearchParams('papers=P1'))).toBe('/export/network.gexf?layout=1&format=gexf');
  expect(exportAddress(CSV, new URLSearchParams('scope=top&top=DEGREE&n=10'), 'nodes')).toBe('/export/network.csv?scope=top&top=DEGREE&n=10&layout=1&part=nodes&format=csv');
});

it('leaves out what is empty, which the endpoint refuses', () => {
  expect(exportAddress(BIBTEX, new URLSearchParams('author=A1&venues=&yearFrom=%20'))).toBe('/export/papers.bib?author=A1&format=bibtex');
});

describe('exportAddress', () => {
  it.each<readonly [ExportedFormat, string, string]>([
    [GEXF, 'scope=ego&author=A1&radius=2', '/export/network.gexf?scope=ego&author=A1&radius=2&layout=1&format=gexf'],
    [CSV, 'scope=ego&author=A1', '/export/network.zip?scope=ego&author=A1&layout=1&format=csv'],
    [GEXF, 'scope=top&top=PAGERANK&n=50&layoutSeed=3', '/export/network.gexf?scope=top&top=PAGERANK&n=50&layoutSeed=3&layout=1&format=gexf'],
    // A file holds everybody and all years; where they are too many to be laid out, without positions.
    [GEXF, 'scope=ego&author=A1&maxNodes=500&maxEdges=5000&until=2015', '/export/network.gexf?scope=ego&author=A1&layout=1&format=gexf'],
    [GEXF, 'author=A1&layout=0&tab=authors&person=A2', '/export/network.gexf?author=A1&layout=0&format=gexf'],
    [SVG, 'author=A1&sizeBy=BETWEENNESS&labels=10&maxNodes=200&layout=0&until=2015', '/export/network.svg?author=A1&maxNodes=200&labels=10&until=2015&sizeBy=BETWEENNESS&maxEdges=5000&colourBy=COMMUNITY&format=svg'],
    [SVG, 'author=A1', '/export/network.svg?author=A1&maxNodes=500&maxEdges=5000&sizeBy=DEGREE&colourBy=COMMUNITY&format=svg'],
    [BIBTEX, 'author=A1&sizeBy=BETWEENNESS&labels=10&maxNodes=200&venues=a%2C%2Cb', '/export/papers.bib?author=A1&venues=a%2C%2Cb&format=bibtex'],
    ...['vosviewer', 'parquet'].map((id) => [told(id), 'author=A1', `/export/network.zip?author=A1&layout=1&format=${id}`] as const),
  ])('%o of %s', (format, view, address) => expect(exportAddress(format, new URLSearchParams(view))).toBe(address));
});
