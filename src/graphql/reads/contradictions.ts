/** Figures of an author that can't all be right: what one source states against itself, and against what was computed here. */
import type { RecordSource } from '../../records/record.js';
import type { ReportedFigureFrom } from '../../snapshot/types.js';
import type { Contradiction, ContradictionKind, ContradictionReason, ContradictoryFigure } from '../generated/resolvers.js';

/** The figures that are held against each other. Names of reported figures and of metrics are the same. */
export const COMPARED_FIGURES = ['PAPER_COUNT', 'CITATION_COUNT', 'H_INDEX', 'I10_INDEX'] as const;
type FigureName = (typeof COMPARED_FIGURES)[number];
/** Null, or absent, where not known. */
export type Figures = Readonly<Partial<Record<FigureName, number | null>>>;

interface Stated {
  readonly source: RecordSource;
  readonly figures: Figures;
}

const NOUNS: Readonly<Record<FigureName, readonly [one: string, many: string]>> = {
  PAPER_COUNT: ['paper', 'papers'],
  CITATION_COUNT: ['citation', 'citations'],
  H_INDEX: ['an h-index of', 'an h-index of'],
  I10_INDEX: ['an i10-index of', 'an i10-index of'],
};

const number = (value: number) => value.toLocaleString('en');

/** NaN where not known: no comparison with it holds. */
function valueOf(figures: Figures, name: FigureName): number {
  return figures[name] ?? Number.NaN;
}

/** `an h-index of 32`, `1 paper`. */
function phrase(name: FigureName, value: number): string {
  const noun = NOUNS[name][value === 1 ? 0 : 1];
  return noun.endsWith(' of') ? `${noun} ${number(value)}` : `${number(value)} ${noun}`;
}

const areOrIs = (count: number) => (count === 1 ? 'is' : 'are');

/**
 * Everything that contradicts, source by source in the order in which they report; the figures of one record are held
 * against each other, then against the computed ones. O(figures).
 */
export function contradictionsOf(reported: readonly ReportedFigureFrom[], computed: Figures): Contradiction[] {
  return statements(reported).flatMap((stated) => {
    const within = withinSource(stated, computed);
    const knowsFewer = within.some(({ kind }) => kind === 'H_INDEX_ABOVE_PAPERS');
    return [...within, ...againstCorpus(stated, computed, knowsFewer)];
  });
}

/** What each record states of the compared figures; of a figure that it states twice, the first. */
function statements(reported: readonly ReportedFigureFrom[]): Stated[] {
  const bySource = new Map<string, { source: RecordSource; figures: Partial<Record<FigureName, number>> }>();
  for (const { name, value, source } of reported) {
    const figure = COMPARED_FIGURES.find((each) => each === name);
    if (figure === undefined || !Number.isFinite(value)) continue;
    const key = JSON.stringify(source);
    const stated = bySource.get(key) ?? { source, figures: {} };
    stated.figures[figure] ??= value;
    bySource.set(key, stated);
  }
  return [...bySource.values()];
}

function contradiction(kind: ContradictionKind, reason: ContradictionReason, sentence: string, figures: readonly ContradictoryFigure[]): Contradiction {
  return { kind, reason, sentence, figures: [...figures] };
}

/** What a record's own figures make impossible, whatever the corpus holds. */
function withinSource({ source, figures }: Stated, computed: Figures): Contradiction[] {
  const [papers, citations, h, i10] = COMPARED_FIGURES.map((name) => valueOf(figures, name));
  const own = (...names: FigureName[]) => names.map((name) => ({ name, value: valueOf(figures, name), source }));
  const says = (name: FigureName) => phrase(name, valueOf(figures, name));
  const found: Contradiction[] = [];
  const add = (kind: ContradictionKind, names: readonly [FigureName, FigureName], why: string) =>
    found.push(contradiction(kind, 'SOURCE_INCONSISTENT', `${source.file} reports ${says(names[0])} but ${names[1] === 'I10_INDEX' ? '' : 'only '}${says(names[1])}: ${why}.`, own(...names)));

  if (h > papers) {
    const here = computed.PAPER_COUNT ?? 0;
    const missing = `at least ${phrase('PAPER_COUNT', h - papers)} that the index counts ${areOrIs(h - papers)} not among them`;
    add('H_INDEX_ABOVE_PAPERS', ['H_INDEX', 'PAPER_COUNT'], here < h ? `${missing}, and at least ${number(h - here)} ${areOrIs(h - here)} not in this corpus` : missing);
  }
  if (i10 > papers) {
    add('I10_INDEX_ABOVE_PAPERS', ['I10_INDEX', 'PAPER_COUNT'], `at least ${phrase('PAPER_COUNT', i10 - papers)} that the index counts ${areOrIs(i10 - papers)} not among them`);
  }
  if (citations < h * h) {
    add('CITATIONS_BELOW_H_INDEX', ['H_INDEX', 'CITATION_COUNT'], `such an h-index takes at least ${phrase('CITATION_COUNT', h * h)}, so that the two can't be of the same papers`);
  }
  if (citations < 10 * i10) {
    add('CITATIONS_BELOW_I10_INDEX', ['I10_INDEX', 'CITATION_COUNT'], `such an i10-index takes at least ${phrase('CITATION_COUNT', 10 * i10)}, so that the two can't be of the same papers`);
  }
  if (h >= 10 ? i10 < h : Math.min(i10, 10) > h) {
    const why = h >= 10
      ? `such an h-index takes at least ${number(h)} papers with ten citations or more, all of which an i10-index counts`
      : `so many papers with ten citations or more make an h-index of at least ${number(Math.min(i10, 10))}`;
    add('H_INDEX_AGAINST_I10_INDEX', ['H_INDEX', 'I10_INDEX'], why);
  }
  return found;
}

/** What a record's figures and the corpus can't both have right. @param isIncomplete whether its h-index is above its own number of papers already */
function againstCorpus({ source, figures }: Stated, computed: Figures, isIncomplete: boolean): Contradiction[] {
  const both = (name: FigureName, here: FigureName): ContradictoryFigure[] => [
    { name, value: valueOf(figures, name), source },
    { name: here, value: valueOf(computed, here), source: null },
  ];
  const found: Contradiction[] = [];
  const [h, papersHere] = [valueOf(figures, 'H_INDEX'), valueOf(computed, 'PAPER_COUNT')];
  if (!isIncomplete && h > papersHere) {
    const sentence = `${source.file} reports ${phrase('H_INDEX', h)} but this corpus holds only ${phrase('PAPER_COUNT', papersHere)} of this author: at least ${phrase('PAPER_COUNT', h - papersHere)} that the index counts ${areOrIs(h - papersHere)} not here.`;
    found.push(contradiction('H_INDEX_ABOVE_PAPERS_HERE', 'CORPUS_INCOMPLETE', sentence, both('H_INDEX', 'PAPER_COUNT')));
  }
  for (const name of COMPARED_FIGURES) {
    const [there, here] = [valueOf(figures, name), valueOf(computed, name)];
    if (!(here > there)) continue;
    const known = name === 'PAPER_COUNT' ? `this corpus holds ${phrase(name, here)} of this author` : `the papers here make ${phrase(name, here)}`;
    const why = name === 'PAPER_COUNT' ? 'it may be older or list only some of them' : 'it may be older or count otherwise';
    const sentence = `${source.file} reports ${phrase(name, there)} but ${known}: ${why}, or papers of somebody else are among those here.`;
    found.push(contradiction('COMPUTED_ABOVE_REPORTED', 'SOURCE_BEHIND', sentence, both(name, name)));
  }
  return found;
}
