/** Strangers of like names, who must not be joined, and what is said of those who are: by the product's own similarity. */
import { describe, expect, it } from 'vitest';
import type { ResolvablePaper, Resolution } from '../../src/identity/author.js';
import { resolveAuthors } from '../../src/identity/resolve.js';
import type { IdentityMode } from '../../src/identity/mode.js';
import { authorAt, merge, paper } from './build.js';

interface Content {
  readonly title: string;
  readonly year: number;
  readonly venue?: string;
}

const written = (key: string, names: readonly string[], { title, year, venue }: Content): ResolvablePaper =>
  ({ ...paper(key, names), content: { title, abstract: null, venue: venue ?? null, year, fields: [] } });
const resolved = (papers: readonly ResolvablePaper[], mode: IdentityMode, ledger: Parameters<typeof resolveAuthors>[2] = []): Resolution => resolveAuthors(papers, [], ledger, { mode });
const MODES = ['CAUTIOUS', 'FULL'] as const;

const KOREAN = [
  written('p1', ['Jin Bae Kim', 'Min Ho Lee'], { title: 'Urine sodium after furosemide in cirrhosis', year: 2003, venue: 'Korean journal of hepatology' }),
  written('p2', ['Minho Lee', 'Jin-Dong Kim'], { title: 'Enhancing quality of corpus annotation', year: 2020, venue: 'PACLIC' }),
];
const FRENCH = [
  written('p1', ['Jean-Paul Martin', 'Robert Smith'], { title: 'Urine sodium after furosemide in cirrhosis', year: 2003 }),
  written('p2', ['R. Smith', 'Jean Luc Martin'], { title: 'Enhancing quality of corpus annotation', year: 2020 }),
];

describe('strangers', () => {
  it.each(MODES)('%s: Jin Bae Kim and Jin-Dong Kim are no co-author in common', (mode) => {
    const resolution = resolved(KOREAN, mode);
    expect(resolution.authorCount).toBe(4);
    expect(authorAt(resolution, 0, 2)).not.toBe(authorAt(resolution, 1, 1));
  });

  it.each(MODES)('%s: nor are Jean-Paul and Jean Luc Martin', (mode) => {
    expect(resolved(FRENCH, mode).authorCount).toBe(4);
  });

  it('CAUTIOUS joins what a co-author of one name links, but not over a long silence with nothing else in common', () => {
    const papers = (year: number, venue: string): ResolvablePaper[] => [
      written('p1', ['Zebulon Qvistgaard', 'Ida Tveit'], { title: 'Ferns of the fjord', year: 2003, venue: 'Botany Letters' }),
      written('p2', ['Z. Qvistgaard', 'Ida Tveit'], { title: 'Mosses', year, venue }),
    ];
    expect(resolved(papers(2004, 'Taxon'), 'CAUTIOUS').authorCount).toBe(2);
    expect(resolved(papers(2020, 'Taxon'), 'CAUTIOUS').authorCount).toBe(3);
    expect(resolved(papers(2020, 'Botany Letters'), 'CAUTIOUS').authorCount).toBe(2);
  });

  it.each(MODES)('%s never joins different ids of one service by likeness; a third paper with both ORCIDs binds them', (mode) => {
    const papers = ['A1000', 'A2000'].map((id, at) => written(`p${at}`, [`Zebulon Qvistgaard {openalex:${id}}`, 'Ida Tveit', 'Bo Ek'], { title: 'Ferns', year: 2003, venue: 'Taxon' }));
    const [one, two] = [0, 1].map((at) => authorAt(resolved(papers, mode), at, 1));
    expect([one.externalIds.openalex, two.externalIds.openalex]).toEqual([['A1000'], ['A2000']]);
    const bound = papers.map((each, at) => ({ ...each, mentions: each.mentions.map((mention, nth) => (nth === 0 ? { ...mention, externalIds: { openalex: `A${at + 1}000`, orcid: '0000-0001-0000-0001' } } : mention)) }));
    expect(authorAt(resolved(bound, mode), 0, 1).externalIds.openalex).toEqual(['A1000', 'A2000']);
    const told = resolved(papers, mode, [merge(['openalex:A1000', 'openalex:A2000'])]);
    expect(authorAt(told, 0, 1)).toBe(authorAt(told, 1, 1));
  });
});

describe('what is said of joins', () => {
  it('names co-authors as the author\'s own papers do, and the share of each reason, the name among them', () => {
    const papers = [
      written('p1', ['Zebulon Qvistgaard', 'Chia-Ping Chen'], { title: 'Ferns', year: 2003 }),
      written('p2', ['Z. Qvistgaard', 'Chia-Ping Chen'], { title: 'Ferns', year: 2004 }),
      written('p3', ['Ann Lee', 'Chia-Jung Chen'], { title: 'Perovskite', year: 2004 }),
    ];
    const { evidence } = authorAt(resolved(papers, 'FULL'), 0, 1);
    const detail = evidence.find(({ kind }) => kind === 'SIMILARITY')?.detail ?? '';
    expect(detail).toMatch(/^(?:z qvistgaard = zebulon|zebulon qvistgaard = z) qvistgaard: 1 co-author in common: Chia-Ping Chen \(\+\d+\.\d\); /);
    expect(detail).toMatch(/may be one name \(initials\), borne by about .* of a million authors.* \([+−]\d+\.\d\)/);
    expect(detail).not.toContain('Jung');
  });

  it('explains the number of a join of two groups by all that stands with them', () => {
    // p3 has something in common with p2 alone, and p1 stands for the group that the two are.
    const papers = [
      written('p1', ['Wei Wang', 'Ada Kowalczyk'], { title: 'Lattices', year: 2001 }),
      written('p2', ['Wei Wang', 'Ada Kowalczyk', 'Tim Oduya'], { title: 'Lattices', year: 2002 }),
      written('p3', ['Wei Wang', 'Tim Oduya'], { title: 'Streams', year: 2003 }),
    ];
    const details = authorAt(resolved(papers, 'FULL'), 0, 1).evidence.filter(({ kind }) => kind === 'SIMILARITY').map(({ detail }) => detail);
    expect(details).toHaveLength(2);
    for (const detail of details) {
      expect(detail).toMatch(/co-author in common: (Ada Kowalczyk|Tim Oduya) \(\+/);
      const sum = Array.from(detail.matchAll(/\(([+−])(\d+\.\d)\)/g), ([, sign, value]) => (sign === '+' ? Number(value) : -Number(value))).reduce((total, value) => total + value, 0);
      const probability = Number(/probability (\d\.\d\d)$/.exec(detail)?.[1]);
      expect(Math.min(0.99, 1 / (1 + Math.exp(-sum)))).toBeCloseTo(probability, 1);
    }
  });

  it('an author of one mention is as sure as its likeliest namesake is another', () => {
    const papers = [
      written('p1', ['Wei Wang', 'Ada Kowalczyk'], { title: 'Lattices of streams', year: 2001, venue: 'KDD' }),
      written('p2', ['Wei Wang', 'Tim Oduya'], { title: 'Perovskite cells', year: 2012, venue: 'Nano Letters' }),
    ];
    const resolution = resolved(papers, 'FULL');
    const wang = authorAt(resolution, 0, 1);
    const apart = wang.evidence.find(({ kind }) => kind === 'KEPT_APART')?.detail ?? '';
    const probability = Number(/probability of one person (\d\.\d\d)$/.exec(apart)?.[1]);
    // Hardly one person, but never said to be certainly two.
    expect(probability).toBeLessThan(0.02);
    expect(wang.confidence).toBe(0.99);
    expect(authorAt(resolution, 0, 2).confidence).toBe(1);
  });
});
