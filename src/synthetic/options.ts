/** What a synthetic corpus is made by: its arguments, their presets, and their checks. */

/** How a corpus grows. Shares are of papers or of team members; see growth.ts for what each draw does. */
export interface GrowthShape {
  /** Share of papers with one author. */
  readonly soloShare: number;
  /** Mean of the geometric number of authors beyond the second. */
  readonly meanBeyondTwo: number;
  /** Share of papers by large collaborations: their sizes follow a power law from LARGE_TEAM up. */
  readonly largeShare: number;
  /** Share of papers whose authors are all newcomers. */
  readonly freshShare: number;
  /** A member beside the first is, with these chances: a newcomer, an earlier co-author, a co-author's co-author; else of the same circle. */
  readonly newcomer: number;
  readonly repeat: number;
  readonly closure: number;
  /** A large collaboration is drawn from a community: by default it has at most one author per so many papers of the corpus. */
  readonly papersPerLargest: number;
  /** Papers per circle (speciality with a venue of its own), on average. */
  readonly papersPerCircle: number;
}

/** Teams from this size on are large collaborations. */
export const LARGE_TEAM = 25;

/**
 * Shapes of known corpora. DBLP: Σk/papers about 3, two papers per author, most authors with one paper (dblp.org's
 * statistics; SNAP com-DBLP: 317,080 authors, mean degree 6.6, mean clustering .632). CONDMAT: arXiv's condensed matter
 * 1993 to 2003 (SNAP ca-CondMat: 23,133 authors, mean degree 8.1, mean clustering .633, giant component 92 %; Newman
 * 2001, DOI 10.1103/PhysRevE.64.016131: 2.66 authors per paper, 3.87 papers per author). HYPER: with the many lists of
 * hundreds and thousands that experiments at CERN or genome consortia have.
 */
export const SHAPES = {
  DBLP: { soloShare: 0.14, meanBeyondTwo: 1.32, largeShare: 1.5e-4, papersPerLargest: 200, freshShare: 0.07, newcomer: 0.1, repeat: 0.6, closure: 0.08, papersPerCircle: 600 },
  CONDMAT: { soloShare: 0.16, meanBeyondTwo: 1.1, largeShare: 0, papersPerLargest: 200, freshShare: 0.05, newcomer: 0.22, repeat: 0.52, closure: 0.1, papersPerCircle: 400 },
  HYPER: { soloShare: 0.1, meanBeyondTwo: 1.6, largeShare: 2e-3, papersPerLargest: 12, freshShare: 0.06, newcomer: 0.1, repeat: 0.6, closure: 0.08, papersPerCircle: 600 },
} as const satisfies Record<string, GrowthShape>;
export type ShapeName = keyof typeof SHAPES;

export interface SyntheticOptions {
  /** 1 … MAX_PAPERS. */
  readonly papers: number;
  /** Any safe integer; 1 if absent. */
  readonly seed?: number;
  /** DBLP if absent. */
  readonly shape?: ShapeName;
  /** Most authors that a paper may have, 1 … MAX_TEAM; by the shape and `papers` if absent, and then at most 3,000. */
  readonly largestTeam?: number;
}

export const MAX_PAPERS = 20_000_000;
export const MAX_TEAM = 20_000;
const MAX_DEFAULT_TEAM = 3_000;

function requireInteger(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`${name} is ${value}, but must be a whole number from ${low} to ${high}`);
  }
}

/** The options with all defaults. Throws a RangeError naming the argument, its value and what is accepted. */
export function resolveOptions(options: SyntheticOptions): Required<SyntheticOptions> {
  const { papers, seed = 1, shape = 'DBLP' } = options;
  requireInteger('papers', papers, 1, MAX_PAPERS);
  requireInteger('seed', seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  if (!Object.hasOwn(SHAPES, shape)) throw new RangeError(`shape is ${shape as string}, but must be one of ${Object.keys(SHAPES).join(', ')}`);
  const { largestTeam = Math.min(MAX_DEFAULT_TEAM, Math.max(LARGE_TEAM, Math.floor(papers / SHAPES[shape].papersPerLargest))) } = options;
  requireInteger('largestTeam', largestTeam, 1, MAX_TEAM);
  return { papers, seed, shape, largestTeam };
}
