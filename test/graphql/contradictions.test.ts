/** Figures that can't all be right. */
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportedFigureFrom } from '../../src/snapshot/types.js';
import { contradictionsOf, type Figures } from '../../src/graphql/reads/contradictions.js';
import { importFiles } from '../../src/snapshot/import.js';
import { servedFiles } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const source = (file: string) => ({ format: 'profile', file, line: 1, byte: null, retrievedAt: null, url: null });
const reported = (figures: Record<string, number>, file = 'page.txt'): ReportedFigureFrom[] => Object.entries(figures).map(([name, value]) => ({ name, value, unit: null, source: source(file) }));
const told = (figures: Record<string, number>, computed: Figures = {}) => contradictionsOf(reported(figures), computed).map(({ kind, reason, sentence }) => [kind, reason, sentence]);

/** The figures of a list of papers with these citations. */
function figuresOf(citations: readonly number[]): Record<'PAPER_COUNT' | 'CITATION_COUNT' | 'H_INDEX' | 'I10_INDEX', number> {
  const falling = citations.toSorted((a, b) => b - a);
  return {
    PAPER_COUNT: citations.length,
    CITATION_COUNT: citations.reduce((sum, count) => sum + count, 0),
    H_INDEX: falling.filter((count, i) => count >= i + 1).length,
    I10_INDEX: citations.filter((count) => count >= 10).length,
  };
}

describe('contradictions', () => {
  it('are found within what one source reports', () => {
    expect(told({ H_INDEX: 32, PAPER_COUNT: 11 }, { PAPER_COUNT: 40 })).toEqual([
      ['H_INDEX_ABOVE_PAPERS', 'SOURCE_INCONSISTENT', 'page.txt reports an h-index of 32 but only 11 papers: at least 21 papers that the index counts are not among them.'],
      ['COMPUTED_ABOVE_REPORTED', 'SOURCE_BEHIND', 'page.txt reports 11 papers but this corpus holds 40 papers of this author: it may be older or list only some of them, or papers of somebody else are among those here.'],
    ]);
    expect(told({ H_INDEX: 4, CITATION_COUNT: 15 })).toEqual([
      ['CITATIONS_BELOW_H_INDEX', 'SOURCE_INCONSISTENT', "page.txt reports an h-index of 4 but only 15 citations: such an h-index takes at least 16 citations, so that the two can't be of the same papers."],
    ]);
    expect(told({ H_INDEX: 12, I10_INDEX: 3 })).toEqual([
      ['H_INDEX_AGAINST_I10_INDEX', 'SOURCE_INCONSISTENT', 'page.txt reports an h-index of 12 but an i10-index of 3: such an h-index takes at least 12 papers with ten citations or more, all of which an i10-index counts.'],
    ]);
    expect(told({ I10_INDEX: 2, PAPER_COUNT: 1, CITATION_COUNT: 19 }).map(([kind]) => kind)).toEqual(['I10_INDEX_ABOVE_PAPERS', 'CITATIONS_BELOW_I10_INDEX']);
  });

  it('are found between a source and the corpus, with what can be the reason', () => {
    expect(told({ H_INDEX: 12 }, { PAPER_COUNT: 11 })).toEqual([
      ['H_INDEX_ABOVE_PAPERS_HERE', 'CORPUS_INCOMPLETE', 'page.txt reports an h-index of 12 but this corpus holds only 11 papers of this author: at least 1 paper that the index counts is not here.'],
    ]);
    expect(told({ CITATION_COUNT: 1_000, H_INDEX: 4 }, { CITATION_COUNT: 1_234, H_INDEX: 5, PAPER_COUNT: 9, I10_INDEX: null }).map(([kind, , sentence]) => [kind, sentence])).toEqual([
      ['COMPUTED_ABOVE_REPORTED', 'page.txt reports 1,000 citations but the papers here make 1,234 citations: it may be older or count otherwise, or papers of somebody else are among those here.'],
      ['COMPUTED_ABOVE_REPORTED', 'page.txt reports an h-index of 4 but the papers here make an h-index of 5: it may be older or count otherwise, or papers of somebody else are among those here.'],
    ]);
  });

  it('name the figures, and the record that states each', () => {
    expect(contradictionsOf(reported({ H_INDEX: 12 }), { PAPER_COUNT: 11 })[0].figures).toEqual([
      { name: 'H_INDEX', value: 12, source: source('page.txt') },
      { name: 'PAPER_COUNT', value: 11, source: null },
    ]);
  });

  it('are none where a source reports more than is here, says other things, or two sources differ', () => {
    expect(told({ PAPER_COUNT: 300, CITATION_COUNT: 20_000, H_INDEX: 10 }, { PAPER_COUNT: 11, CITATION_COUNT: 3, H_INDEX: 1 })).toEqual([]);
    expect(told({ NOVELTY: 53, AI_SCORE: 42 }, { PAPER_COUNT: 11 })).toEqual([]);
    expect(contradictionsOf([...reported({ H_INDEX: 32 }, 'a.txt'), ...reported({ PAPER_COUNT: 11 }, 'b.txt')], { PAPER_COUNT: null })).toEqual([]);
    expect(contradictionsOf([], { PAPER_COUNT: 3 })).toEqual([]);
  });

  it('are never found where both sides are of real lists, the corpus holding a part', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }), fc.nat(), (citations, cut) => {
        const here = figuresOf(citations.slice(0, cut % (citations.length + 1)));
        const found = contradictionsOf(reported(figuresOf(citations)), here);
        expect(found.filter(({ reason }) => reason !== 'CORPUS_INCOMPLETE')).toEqual([]);
      }),
    );
  });

  it('are found wherever no list of papers has both figures', () => {
    const possible = new Set<string>();
    const lists: number[][] = [[]];
    for (let length = 0; length < 4; length++) for (const list of lists.filter((each) => each.length === length)) for (let count = 0; count <= (list.at(-1) ?? 20); count++) lists.push([...list, count]);
    for (const list of lists) {
      const { H_INDEX, PAPER_COUNT, CITATION_COUNT } = figuresOf(list);
      possible.add(`papers ${H_INDEX} ${PAPER_COUNT}`).add(`citations ${H_INDEX} ${CITATION_COUNT}`);
    }
    for (let h = 0; h <= 4; h++) {
      for (let papers = 0; papers <= 4; papers++) expect([h, papers, told({ H_INDEX: h, PAPER_COUNT: papers }).length === 0]).toEqual([h, papers, possible.has(`papers ${h} ${papers}`)]);
    }
    // An h-index of 0 beside citations is left alone: services write 0 for what they have not computed.
    for (let h = 1; h <= 4; h++) {
      for (let citations = 0; citations <= 20; citations++) expect([h, citations, told({ H_INDEX: h, CITATION_COUNT: citations }).length === 0]).toEqual([h, citations, possible.has(`citations ${h} ${citations}`)]);
    }
  });

  it('are told of the bundled corpus: an h-index of 32 over eleven papers with 145 citations', async () => {
    const dataDir = join(tempDir(), 'data');
    await importFiles(['data/hanna-mazzawi.jsonl', 'data/hanna-mazzawi.aliases.jsonl'], { dataDir, threads: 1 });
    const corpus = await servedFiles(dataDir);
    const contradictions = await corpus.get('author.contradictions', '{ author(name: "Hanna Mazzawi") { contradictions { kind reason sentence figures { name value source { file line } } } } }');
    const from = { file: 'hanna-mazzawi.jsonl', line: 2 };
    expect(contradictions).toEqual([
      {
        kind: 'H_INDEX_ABOVE_PAPERS', reason: 'SOURCE_INCONSISTENT',
        sentence: 'hanna-mazzawi.jsonl reports an h-index of 32 but only 11 papers: at least 21 papers that the index counts are not among them, and at least 21 are not in this corpus.',
        figures: [{ name: 'H_INDEX', value: 32, source: from }, { name: 'PAPER_COUNT', value: 11, source: from }],
      },
      {
        kind: 'CITATIONS_BELOW_H_INDEX', reason: 'SOURCE_INCONSISTENT',
        sentence: "hanna-mazzawi.jsonl reports an h-index of 32 but only 145 citations: such an h-index takes at least 1,024 citations, so that the two can't be of the same papers.",
        figures: [{ name: 'H_INDEX', value: 32, source: from }, { name: 'CITATION_COUNT', value: 145, source: from }],
      },
    ]);
    expect(await corpus.get('author.contradictions', '{ author(name: "Xavi Gonzalvo") { contradictions { kind } } }')).toEqual([]);
  });
});
