/** Papers as BibTeX and CSL-JSON: read back by our own sources and by other people's programs. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citedPaper, type CitedPaper } from '../../src/exports/paper.js';
import { nameKey, parseName } from '../../src/identity/names.js';
import type { PaperRecord } from '../../src/records/record.js';
import type { AuthorshipRow, PaperRow } from '../../src/snapshot/types.js';
import { bibtex } from '../../src/sources/bibtex.js';
import { cslJson } from '../../src/sources/json/csl.js';
import { itemsOf } from '../helpers/source-items.js';
import { tempDir } from '../helpers/temp-dir.js';
import { pythonsWith, readAll } from './independent-readers.js';
import { textOf } from './written.js';

type Facts = Partial<Omit<PaperRow, 'index'>> & { readonly title: string; readonly abstract?: string };

function paper(stated: Facts, authors: readonly (readonly [name: string, kind: AuthorshipRow['kind']])[]): CitedPaper {
  const { abstract = null, ...rest } = stated;
  const row: PaperRow = {
    index: 0, id: 'P0000000001', date: null, venue: null, type: null, fields: [], externalIds: {}, otherIds: [], authorListComplete: true, unlistedNames: [], groups: [],
    mentionCount: authors.length, citationCount: null, links: [], scores: [], sources: [], mergeReasons: [], conflicts: [], versions: [], otherVersions: [], ...rest,
  };
  const list = authors.map(([rawName, kind], at): AuthorshipRow => ({ listIndex: at, author: at, rawName, parts: null, position: at + 1, kind, affiliations: [], isCorresponding: null, alsoWritten: [] }));
  return citedPaper(row, list, abstract);
}

const person = (name: string): readonly [string, 'PERSON'] => [name, 'PERSON'];

const PAPERS: readonly CitedPaper[] = [
  paper({
    id: 'P1', title: 'Costs & benefits: 100% of {all} $x_1^2$ #1 ~ “DNA”', type: 'ARTICLE', venue: 'Journal of A & B', date: { year: 2020, month: 5, day: 7 }, fields: ['Physics', 'Bio & Chem'],
    externalIds: { doi: '10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2', pmid: '12345678' }, abstract: 'We show 5% more.\nSecond line with \\alpha and {braces}.',
    links: [{ kind: 'LANDING_PAGE', url: 'https://example.org/a_b?c=1&d=%7E' }, { kind: 'CODE', url: 'https://github.com/x/y' }],
  }, [person('Łukasz Kowalczyk'), person('Ludwig van Beethoven'), person('Sammy Davis, Jr.'), ['The Ångström Collaboration and Friends', 'GROUP'], person('王伟')]),
  paper({ id: 'P2', title: 'Attention in graphs', type: 'PREPRINT', externalIds: { arxiv: '1706.03762' }, date: { year: 2017, month: 6, day: null }, authorListComplete: false }, [person('Ashish Vaswani'), person('Noam Shazeer')]),
  paper({ id: 'P3', title: 'Graph Networks', type: 'CONFERENCE_PAPER', venue: 'Proceedings of X', date: { year: 2020, month: null, day: null } }, [person('Ana Kowalczyk')]),
  paper({ id: 'P4', title: 'Graph Networks', type: 'CONFERENCE_PAPER', venue: 'Proceedings of X', date: { year: 2020, month: null, day: null } }, [person('Zoë Kowalczyk')]),
  paper({ id: 'P5', title: 'A thesis', type: 'DISSERTATION', venue: 'University of Łódź', date: { year: 1999, month: null, day: null }, fields: ['Ecology, Evolution'] }, [person('Plato')]),
  paper({ id: 'P6', title: 'Measured things', type: 'DATASET', venue: 'Zenodo', fields: ['Ecology, Evolution', 'Physics & more'] }, [['CERN', 'GROUP']]),
];

const written = (id: 'bibtex' | 'csl-json', papers: readonly CitedPaper[] = PAPERS): Promise<string> => textOf(id, null, { papers });

/** What both formats hold of a paper; names by what identity goes by, whatever the order of their parts. */
function facts({ title, date, venue, type, fields, externalIds, mentions, authorListComplete }: PaperRecord): object {
  return { title, date, venue, type, fields, doi: externalIds.doi, arxiv: externalIds.arxiv, pmid: externalIds.pmid, authors: mentions.map(({ rawName, parts, kind }) => `${kind} ${kind === 'GROUP' ? rawName : nameKey(parseName(rawName, parts))}`), authorListComplete };
}

const EXPECTED = PAPERS.map(({ row, authors }) => ({
  title: row.title, date: row.date, venue: row.venue, type: row.type, fields: row.fields, doi: row.externalIds.doi, arxiv: row.externalIds.arxiv, pmid: row.externalIds.pmid,
  authors: authors.map(({ name, isGroup }) => (isGroup ? `GROUP ${name}` : `PERSON ${nameKey(parseName(name))}`)), authorListComplete: row.authorListComplete,
}));

describe('BibTeX', () => {
  it('writes every fact of a paper', async () => {
    expect(await written('bibtex', PAPERS.slice(0, 2))).toBe(String.raw`@article{kowalczyk2020costs,
  author = {Kowalczyk, Łukasz and van Beethoven, Ludwig and Davis, Jr, Sammy and {The Ångström Collaboration and Friends} and 王, 伟},
  title = {{Costs \& benefits: 100\% of \textbraceleft{}all\textbraceright{} \$x\_1\textasciicircum{}2\$ \#1 \textasciitilde{} “DNA”}},
  journal = {Journal of A \& B},
  date = {2020-05-07},
  year = {2020},
  month = may,
  doi = {10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2},
  pmid = {12345678},
  url = {https://example.org/a_b?c=1&d=%7E},
  repository = {https://github.com/x/y},
  keywords = {Physics, Bio \& Chem},
  abstract = {We show 5\% more. Second line with \textbackslash{}alpha and \textbraceleft{}braces\textbraceright{}.},
}

@misc{vaswani2017attention,
  author = {Vaswani, Ashish and Shazeer, Noam and others},
  title = {{Attention in graphs}},
  year = {2017},
  month = jun,
  eprint = {1706.03762},
  archiveprefix = {arXiv},
}

`);
  });

  it('is read back by the bibtex source as the same papers, without a problem', async () => {
    const { papers, problems } = await itemsOf(bibtex, await written('bibtex'));
    expect(problems).toEqual([]);
    expect(papers.map(facts)).toEqual(EXPECTED);
    expect(papers[0].links).toEqual([{ kind: 'CODE', url: 'https://github.com/x/y' }, { kind: 'LANDING_PAGE', url: 'https://example.org/a_b?c=1&d=%7E' }]);
  });

  it('gives titles of any characters back', async () => {
    const character = fc.constantFrom(...Array.from('abc XYZ 019 {}\\%&#_$~^"\'`-–é王م😀@,=()[]<>|;:.!?/*+'));
    await fc.assert(fc.asyncProperty(fc.array(character, { minLength: 1, maxLength: 40 }), async (characters) => {
      const title = `T ${characters.join('')}`.replace(/\s+/g, ' ').trim();
      const { papers } = await itemsOf(bibtex, await written('bibtex', [paper({ title }, [person('Ada Lovelace')])]));
      // LaTeX writes dashes and quotation marks as `--` and ``, which are read as such.
      const plain = (text: string | undefined): string | undefined => text?.replace(/[-–—]+/g, '-').replace(/[`'‘’“”"¿¡]+/g, '').replace(/[?!]+/g, '').replace(/\s+/g, ' ');
      expect(plain(papers.at(0)?.title)).toBe(plain(title));
    }), { numRuns: 60 });
  });

  it('gives each paper a key of its own that others do not change', async () => {
    const keys = async (papers: readonly CitedPaper[]): Promise<string[]> => [...(await written('bibtex', papers)).matchAll(/^@\w+\{([^,]+),/gm)].map(([, key]) => key);
    expect(await keys(PAPERS)).toEqual(['kowalczyk2020costs', 'vaswani2017attention', 'kowalczyk2020graph', 'kowalczyk2020graph-P4', 'plato1999thesis', 'cernmeasured']);
    expect(await keys([PAPERS[3], PAPERS[5]])).toEqual(['kowalczyk2020graph', 'cernmeasured']);
    expect(await keys([paper({ id: 'P9', title: '' }, [])])).toEqual(['P9']);
  });
});

describe('CSL-JSON', () => {
  it('is read back by the csl-json source as the same papers', async () => {
    const { papers, problems } = await itemsOf(cslJson, await written('csl-json'));
    expect(problems).toEqual([]);
    expect(papers.map(facts)).toEqual(EXPECTED);
    expect(await written('csl-json', [])).toBe('[]\n');
  });

  it('uses the variables of CSL 1.0.2 alone, in its types', async () => {
    const items = JSON.parse(await written('csl-json')) as Record<string, unknown>[];
    const TEXT = new Set(['id', 'type', 'title', 'container-title', 'DOI', 'PMID', 'PMCID', 'number', 'URL', 'keyword', 'abstract']);
    const others = items.flatMap((item) => Object.entries(item).filter(([name, value]) => name !== 'author' && name !== 'issued' && !(TEXT.has(name) && typeof value === 'string')));
    expect(others).toEqual([]);
    expect(items[0]).toMatchObject({ id: 'P1', type: 'article-journal', issued: { 'date-parts': [[2020, 5, 7]] }, keyword: 'Physics, Bio & Chem' });
    expect((items[0]['author'] as unknown[]).slice(1, 4)).toEqual([{ family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' }, { family: 'Davis', given: 'Sammy', suffix: 'Jr' }, { literal: 'The Ångström Collaboration and Friends' }]);
    expect((items[1]['author'] as unknown[]).at(-1)).toEqual({ literal: 'et al.' });
  });
});

const dir = tempDir();
async function fileOf(id: 'bibtex' | 'csl-json'): Promise<string> {
  const file = path.join(dir, `papers.${id}`);
  writeFileSync(file, await written(id));
  return file;
}

const pybtexs = pythonsWith('pybtex.database');
const bibtexparsers = pythonsWith('bibtexparser.bparser');
const citeprocs = pythonsWith('citeproc');

describe.skipIf(pybtexs.length === 0)('pybtex (Debian: python3-pybtex) reads', () => {
  it('BibTeX with every name in its parts', async () => {
    const [entries] = readAll(pybtexs[0], [['pybtex', await fileOf('bibtex')]]) as [{ key: string; type: string; fields: Record<string, string>; author: { first: string[]; prelast: string[]; last: string[]; lineage: string[] }[] }[]];
    expect(entries.map(({ key, type }) => `${type} ${key}`)).toEqual(['article kowalczyk2020costs', 'misc vaswani2017attention', 'inproceedings kowalczyk2020graph', 'inproceedings kowalczyk2020graph-P4', 'phdthesis plato1999thesis', 'dataset cernmeasured']);
    expect(entries[0].author.map(({ first, prelast, last, lineage }) => [first, prelast, last, lineage].map((words) => words.join(' ')).join('|'))).toEqual(['Łukasz||Kowalczyk|', 'Ludwig|van|Beethoven|', 'Sammy||Davis|Jr', '||{The Ångström Collaboration and Friends}|', '伟||王|']);
    expect(entries[0].fields['journal']).toBe('Journal of A \\& B');
  });
});

describe.skipIf(bibtexparsers.length === 0)('bibtexparser (Debian: python3-bibtexparser) reads', () => {
  it('BibTeX with months, addresses and types', async () => {
    const [entries] = readAll(bibtexparsers[0], [['bibtexparser', await fileOf('bibtex')]]) as [Record<string, string>[]];
    expect(entries.map(({ ID }) => ID)).toHaveLength(PAPERS.length);
    expect(entries.find(({ ID }) => ID === 'kowalczyk2020costs')).toMatchObject({ month: 'May', url: 'https://example.org/a_b?c=1&d=%7E', date: '2020-05-07' });
  });
});

describe.skipIf(citeprocs.length === 0)('citeproc (Debian: python3-citeproc) reads', () => {
  it('CSL-JSON of every paper', async () => {
    const [items] = readAll(citeprocs[0], [['citeproc', await fileOf('csl-json')]]) as [{ key: string; title: string }[]];
    expect(items.map(({ key }) => key)).toEqual(PAPERS.map(({ row }) => row.id.toLowerCase()));
  });
});
