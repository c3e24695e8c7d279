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
    [GEXF, 'scope=top&metric=PAGERANK&n=50', '/export/network.gexf?scope=top&n=50&top=PAGERANK&layout=1&format=gexf'],
    [GEXF, 'scope=top', '/export/network.gexf?scope=top&top=DEGREE&layout=1&format=gexf'],
    [GEXF, 'scope=community', '/export/network.gexf?scope=community&community=0&layout=1&format=gexf'],
    [GEXF, 'author=A1&size=BETWEENNESS&colour=FIELD&tab=authors&person=A2&pair=A1%2CA2', '/export/network.gexf?author=A1&metrics=BETWEENNESS&layout=1&format=gexf'],
    [SVG, 'author=A1&size=BETWEENNESS&labels=10&maxNodes=200', '/export/network.svg?author=A1&maxNodes=200&labels=10&sizeBy=BETWEENNESS&colourBy=COMMUNITY&maxEdges=5000&format=svg'],
    [SVG, 'author=A1&year=2010&yearTo=2015', '/export/network.svg?author=A1&yearTo=2010&sizeBy=DEGREE&colourBy=COMMUNITY&maxNodes=500&maxEdges=5000&format=svg'],
    [BIBTEX, 'author=A1&size=BETWEENNESS&labels=10&maxNodes=200&venues=a%2C%2Cb', '/export/papers.bib?author=A1&venues=a%2C%2Cb&format=bibtex'],
    ...['vosviewer', 'parquet'].map((id) => [told(id), 'author=A1', `/export/network.zip?author=A1&layout=1&format=${id}`] as const),
  ])('%o of %s', (format, view, address) => expect(exportAddress(format, new URLSearchParams(view))).toBe(address));
});
