/** The address of a download, from the address of the view that it is to hold. */
import type { Positions } from './save-file.js';

/** Something that the download endpoint can write of a view. */
export interface ExportOffer {
  /** A network with its drawing, papers, or a network's authors as a table. */
  readonly kind: 'NETWORK' | 'PAPERS' | 'TABLE';
  /** What the file is of, where the kind alone doesn't tell: a heading such as "Papers of this author". */
  readonly title?: string;
  /** As the download endpoint names them: see `/export/network.…`. A drawing takes all of them, a file those that are not of looks. */
  readonly params: URLSearchParams;
  /** Where the screen has each author now, for pictures that the server would lay out otherwise; undefined where it would do the same. */
  readonly positions?: (() => Positions) | undefined;
  /** True where the screen has everybody whom a file holds: files have the screen's positions then, and else the server's. */
  readonly isWhole?: boolean;
}

/** What the address needs of a format. */
export interface ExportedFormat {
  readonly id: string;
  readonly kind: 'NETWORK' | 'DRAWING' | 'PAPERS';
  readonly extensions: readonly string[];
  readonly holdsPositions: boolean;
}

/** Whose network, and which papers count: what a list of papers can be told, too. */
const OF_PAPERS = [
  'papers', 'scope', 'author', 'radius', 'from', 'to', 'distance', 'community', 'top', 'n', 'authors', 'algorithm', 'resolution', 'seed',
  'counting', 'maxAuthors', 'types', 'venues', 'fields', 'yearFrom', 'yearTo', 'minStrength', 'component', 'componentOf',
] as const;
const OF_NETWORKS = [...OF_PAPERS.filter((name) => name !== 'papers'), 'maxNodes', 'maxEdges', 'layoutSeed', 'labels', 'until', 'metrics', 'param', 'columns', 'layout', 'sizeBy', 'colourBy', 'theme', 'width', 'height'] as const;

/** How much is drawn, and until when: of drawings alone. */
const OF_DRAWINGS = ['maxNodes', 'maxEdges', 'until'] as const;

/** What a picture on screen shows at most unless its address says otherwise. */
const PICTURE = { maxNodes: '500', maxEdges: '5000', sizeBy: 'DEGREE', colourBy: 'COMMUNITY' } as const;

/**
 * The address at which the server writes a view in a format. A drawing holds as many authors and collaborations as the
 * screen, until the year of the slider; a file holds all.
 * @param part one file of a format that has several, by its name; CSV's parts end in .csv
 */
export function exportAddress(format: ExportedFormat, params: URLSearchParams, part: 'nodes' | null = null): string {
  const isPapers = format.kind === 'PAPERS';
  const query = new URLSearchParams();
  for (const name of isPapers ? OF_PAPERS : OF_NETWORKS) {
    const value = params.get(name);
    // What is empty says nothing in a view's address, and is refused in the endpoint's.
    if (value !== null && value.trim() !== '') query.set(name, value);
  }
  if (format.kind === 'DRAWING') {
    for (const [name, usual] of Object.entries(PICTURE)) if (!query.has(name)) query.set(name, usual);
    // A drawing is laid out whatever is asked of files.
    query.delete('layout');
  } else {
    for (const name of OF_DRAWINGS) query.delete(name);
    if (format.kind === 'NETWORK' && format.holdsPositions && !query.has('layout')) query.set('layout', '1');
  }
  if (part !== null) query.set('part', part);
  query.set('format', format.id);
  return `/export/${isPapers ? 'papers' : 'network'}.${part === null ? (format.extensions[0] ?? format.id) : format.id}?${query}`;
}
