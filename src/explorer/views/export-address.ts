/** The address of a download, from the address of the view that it is to hold. */
import type { Positions } from './save-file.js';

/** Something that the download endpoint can write of a view. */
export interface ExportOffer {
  /** A network with its drawing, papers, or a network's authors as a table. */
  readonly kind: 'NETWORK' | 'PAPERS' | 'TABLE';
  /** What the file is of, where the kind alone doesn't tell: a heading such as "Papers of this author". */
  readonly title?: string;
  /** As they stand in the view's address. */
  readonly params: URLSearchParams;
  /** Where the screen has each author now, for pictures that the server would lay out otherwise; undefined where it would do the same. */
  readonly positions?: (() => Positions) | undefined;
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

/** What a picture on screen shows at most unless its address says otherwise. */
const PICTURE = { maxNodes: '500', maxEdges: '5000', sizeBy: 'DEGREE', colourBy: 'COMMUNITY' } as const;

/** Properties of a node that no registry lists as metrics. */
const PROPERTIES: ReadonlySet<string> = new Set(['COMMUNITY', 'FIRST_YEAR', 'LAST_YEAR', 'FIELD', 'COMPONENT', 'PAPERS', 'NONE']);

/**
 * The address at which the server writes a view in a format. Names of the view's own are said in the endpoint's: `metric`
 * of a ranking is `top`, `size` and `colour` are `sizeBy` and `colourBy`, the year of the slider is the last year; what is
 * selected, ordered or unfolded on the page is left out. A drawing holds as many authors as the screen, a file all.
 * @param part one file of a format that has several, by its name; CSV's parts end in .csv
 */
export function exportAddress(format: ExportedFormat, view: URLSearchParams, part: 'nodes' | null = null): string {
  const isPapers = format.kind === 'PAPERS';
  const query = new URLSearchParams();
  for (const name of isPapers ? OF_PAPERS : OF_NETWORKS) {
    const value = view.get(name);
    // What is empty says nothing in a view's address, and is refused in the endpoint's.
    if (value !== null && value.trim() !== '') query.set(name, value);
  }
  const scope = view.get('scope');
  if (scope === 'top' && !query.has('top')) query.set('top', view.get('metric') ?? 'DEGREE');
  if (scope === 'community' && !query.has('community')) query.set('community', '0');
  const year = view.get('year');
  const last = view.get('yearTo');
  if (year !== null && (last === null || Number(year) < Number(last))) query.set('yearTo', year);

  if (format.kind === 'DRAWING') {
    query.set('sizeBy', view.get('size') ?? query.get('sizeBy') ?? PICTURE.sizeBy);
    query.set('colourBy', view.get('colour') ?? query.get('colourBy') ?? PICTURE.colourBy);
    for (const name of ['maxNodes', 'maxEdges'] as const) if (!query.has(name)) query.set(name, PICTURE[name]);
  } else if (format.kind === 'NETWORK') {
    const shown = [view.get('size'), view.get('colour')].filter((id): id is string => id !== null && !PROPERTIES.has(id));
    const asked = [...new Set([...(query.get('metrics')?.split(',') ?? []), ...shown])];
    if (asked.length > 0) query.set('metrics', asked.join(','));
    if (format.holdsPositions && !query.has('layout')) query.set('layout', '1');
  }
  if (format.kind !== 'DRAWING') query.delete('until');
  if (part !== null) query.set('part', part);
  query.set('format', format.id);
  return `/export/${isPapers ? 'papers' : 'network'}.${part === null ? (format.extensions[0] ?? format.id) : format.id}?${query}`;
}
