/** All formats, the list that the command line, the download address and the explorer's menu go by. */
import { bibtexOf } from './bibtex.js';
import { cslJsonOf } from './csl-json.js';
import { csv } from './csv.js';
import { DEFAULT_DRAWING, draw, type DrawingOptions } from './drawing.js';
import { ExportError, type ExportFormat, type ExportPart, type OpenedPart } from './format.js';
import { gexf } from './gexf.js';
import { gml } from './gml.js';
import { graphml } from './graphml.js';
import { cytoscape, nodeLink } from './json-networks.js';
import type { ExportedNetwork } from './network.js';
import { pajek, pajekProject } from './pajek.js';
import type { CitedPaper } from './paper.js';
import { parquetOfEdges, parquetOfNodes } from './parquet.js';
import { pngOf } from './png.js';
import { svgOf } from './svg.js';
import { networkIn } from './text-format.js';
import { vosviewer, vosviewerJson } from './vosviewer.js';

function parquetPart(part: string, write: (network: ExportedNetwork) => AsyncGenerator<Uint8Array>): ExportPart {
  return { part, extension: 'parquet', mediaType: 'application/vnd.apache.parquet', open: (input) => ({ chunks: write(networkIn(input, 'Parquet')), notes: [] }) };
}

const parquet: ExportFormat = {
  id: 'parquet', title: 'Parquet tables of nodes and edges', kind: 'NETWORK', readBy: 'DuckDB, Spark, pandas, R arrow', leavesOut: null, holdsPositions: true, isBinary: true,
  parts: [parquetPart('nodes', parquetOfNodes), parquetPart('edges', parquetOfEdges)],
};

type PaperWriter = (papers: Iterable<CitedPaper> | AsyncIterable<CitedPaper>) => AsyncIterable<string>;

function paperFormat(format: Pick<ExportFormat, 'id' | 'title' | 'readBy' | 'leavesOut'>, part: Pick<ExportPart, 'extension' | 'mediaType'>, write: PaperWriter): ExportFormat {
  return {
    ...format, kind: 'PAPERS', holdsPositions: false, isBinary: false,
    parts: [{
      ...part, part: '',
      open: ({ papers }) => {
        if (papers === undefined) throw new ExportError(`${format.title} holds papers, and there are none to write.`);
        return { chunks: write(papers), notes: [] };
      },
    }],
  };
}

type Draw = (network: ExportedNetwork, options: DrawingOptions) => OpenedPart | Promise<OpenedPart>;

function drawingFormat(format: Pick<ExportFormat, 'id' | 'title' | 'readBy' | 'isBinary'>, part: Pick<ExportPart, 'extension' | 'mediaType'>, write: Draw): ExportFormat {
  return {
    ...format, kind: 'DRAWING', holdsPositions: true, leavesOut: 'of the columns a drawing shows those that it is sized and coloured by',
    parts: [{ ...part, part: '', open: (input) => write(networkIn(input, format.title), { ...DEFAULT_DRAWING, ...input.drawing }) }],
  };
}

function svg(network: ExportedNetwork, options: DrawingOptions): OpenedPart {
  const drawing = draw(network, options);
  return { chunks: svgOf(drawing), notes: drawing.notes };
}

async function png(network: ExportedNetwork, options: DrawingOptions): Promise<OpenedPart> {
  const { bytes, notes } = await pngOf(network, options);
  return { chunks: [bytes], notes };
}

/** Every format, in the order of menus: networks, papers, drawings. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  gexf, graphml, gml, pajek, pajekProject, vosviewer, vosviewerJson, cytoscape, nodeLink, csv, parquet,
  paperFormat({ id: 'bibtex', title: 'BibTeX', readBy: 'LaTeX, Zotero, JabRef, Mendeley', leavesOut: 'BibTeX has no types for reviews, editorials and letters, which are written as articles, nor for preprints and standards, which are misc; citation counts, scores, and by what the papers were chosen have no place' }, { extension: 'bib', mediaType: 'application/x-bibtex' }, bibtexOf),
  paperFormat({ id: 'csl-json', title: 'CSL-JSON', readBy: 'Zotero, pandoc, citeproc', leavesOut: 'reviews, editorials and letters are written as journal articles, proceedings as books; an incomplete author list ends in "et al."; citation counts, scores, links to code, and by what the papers were chosen have no place' }, { extension: 'json', mediaType: 'application/vnd.citationstyles.csl+json' }, cslJsonOf),
  drawingFormat({ id: 'svg', title: 'SVG drawing', readBy: 'browsers, Inkscape, Illustrator, LaTeX', isBinary: false }, { extension: 'svg', mediaType: 'image/svg+xml' }, svg),
  drawingFormat({ id: 'png', title: 'PNG drawing', readBy: 'everything that shows pictures', isBinary: true }, { extension: 'png', mediaType: 'image/png' }, png),
];

/** The format of this id; undefined where there is none. */
export function exportFormat(id: string): ExportFormat | undefined {
  return EXPORT_FORMATS.find((format) => format.id === id);
}
