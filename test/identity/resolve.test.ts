import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { ResolvablePaper, Resolution } from '../../src/identity/author.js';
import { resolveAuthors } from '../../src/identity/resolve.js';
import { authorAt, merge, paper, person } from './build.js';

const X = '0000-0001-0000-0001';
const Y = '0000-0002-0000-0002';

describe('full names', () => {
  it('join whatever the order, case and accents, and list their variants', () => {
    const resolution = resolveAuthors([paper('p1', ['Felicia Körner']), paper('p2', ['Korner, Felicia']), paper('p3', ['FELICIA KÖRNER', 'F. Körner'])]);
    expect(resolution.authors.map((author) => author.key)).toEqual(['name:f korner', 'name:felicia korner']);
    const author = authorAt(resolution, 0, 1);
    expect(author).toMatchObject({ displayName: 'Felicia Körner', mentionCount: 3, mergedKeys: [], ambiguous: false, confidence: 0.75 });
    expect(author.nameVariants).toEqual([{ name: 'FELICIA KÖRNER', count: 1 }, { name: 'Felicia Körner', count: 1 }, { name: 'Korner, Felicia', count: 1 }]);
    expect(author.evidence).toEqual([{ kind: 'FULL_NAME', detail: 'felicia korner', ledgerEntryId: null, mentions: 3 }]);
  });

  it('keep homonym numbers apart and show them beside the name', () => {
    const resolution = resolveAuthors([paper('p1', ['Wei Wang 0001']), paper('p2', ['Wei Wang 0002']), paper('p3', ['Wei Wang'])]);
    expect(resolution.authorCount).toBe(3);
    expect(authorAt(resolution, 0, 1)).toMatchObject({ displayName: 'Wei Wang', disambiguator: '0001', ambiguous: false });
    expect(authorAt(resolution, 2, 1)).toMatchObject({ displayName: 'Wei Wang', disambiguator: null, ambiguous: true });
  });

  it('never join two mentions of one paper: the second is an author of its own and both say so', () => {
    const resolution = resolveAuthors([paper('p1', ['Wei Wang', 'Li Na', 'Wang, Wei']), paper('p2', ['Wei Wang'])]);
    expect(authorAt(resolution, 0, 1).key).toBe('name:wei wang');
    expect(authorAt(resolution, 0, 3).key).toBe('name:wei wang~2');
    expect(authorAt(resolution, 1, 1).key).toBe('name:wei wang');
    for (const nth of [1, 3]) expect(authorAt(resolution, 0, nth).evidence).toContainEqual(expect.objectContaining({ kind: 'KEPT_APART', detail: expect.stringContaining('p1') }));
    expect(resolution.keptApart).toEqual([{ authorKeys: ['name:wei wang~2', 'name:wei wang'], kind: 'FULL_NAME', reason: 'both are authors of p1', ledgerEntryId: null }]);
  });

  it('do not make one person of "Anonymous"', () => {
    const resolution = resolveAuthors([paper('p1', ['Anonymous', 'Anonymous']), paper('p2', ['Anonymous', 'Ann Onymous'])]);
    expect(resolution.authorCount).toBe(4);
    expect(authorAt(resolution, 1, 1).key).toBe('name:anonymous@p2');
  });

  it('leave groups out', () => {
    const resolution = resolveAuthors([paper('p1', ['Ann Lee', '[The ATLAS Collaboration]', 'Bo Ek'])]);
    expect([...resolution.authorOf(0)]).toEqual([0, -1, 1]);
  });

  it('answer an empty corpus', () => {
    expect(resolveAuthors([])).toMatchObject({ authorCount: 0, authors: [], keptApart: [] });
    expect([...resolveAuthors([paper('p1', [])]).paperOffsets]).toEqual([0, 0]);
  });
});

describe('explicit ids', () => {
  it('bind different names, and two ids of one mention are one person', () => {
    const resolution = resolveAuthors([
      paper('p1', [`Javier Gonzalvo {orcid:${X}} {openalex:A5001}`]),
      paper('p2', ['Xavi Gonzalvo {openalex:A5001}']),
      paper('p3', [`X. Gonzalvo {orcid:${X}} {openalex:A5002}`]),
    ]);
    expect(resolution.authorCount).toBe(1);
    const [author] = resolution.authors;
    expect(author.key).toBe(`orcid:${X}`);
    expect(author.mergedKeys).toEqual(['name:javier gonzalvo', 'name:x gonzalvo', 'name:xavi gonzalvo', 'openalex:A5001', 'openalex:A5002']);
    expect(author.externalIds).toEqual({ orcid: [X], openalex: ['A5001', 'A5002'] });
    expect(author.displayName).toBe('Javier Gonzalvo');
    expect(author.evidence.every((evidence) => evidence.kind === 'EXPLICIT_ID')).toBe(true);
    expect(author.confidence).toBeGreaterThan(0.9);
  });

  it('never put two ORCIDs into one author', () => {
    const resolution = resolveAuthors([
      paper('p1', [`Ann Lee {orcid:${X}} {openalex:A1000}`]), paper('p2', [`Ann Lee {orcid:${X}} {openalex:A1000}`]), paper('p3', [`Ann Lee {orcid:${Y}} {openalex:A1000}`]),
    ]);
    // The link that more mentions state is made, the other refused.
    expect(resolution.authors.map((author) => author.key)).toEqual([`orcid:${X}`, `orcid:${Y}`]);
    expect(resolution.authors[0].externalIds.openalex).toEqual(['A1000']);
    expect(resolution.keptApart).toEqual([expect.objectContaining({ authorKeys: [`orcid:${Y}`, `orcid:${X}`], reason: `two orcid ids, ${X} and ${Y}` })]);
    expect(resolution.authors[1].evidence).toContainEqual(expect.objectContaining({ kind: 'KEPT_APART' }));
  });

  it('given twice on a paper, the second mention stands apart', () => {
    const resolution = resolveAuthors([paper('p1', ['Ann Lee {openalex:A1000}', 'Bo Ek {openalex:A1000}']), paper('p2', ['Ann Lee {openalex:A1000}'])]);
    expect(authorAt(resolution, 0, 2)).toMatchObject({ key: 'openalex:A1000~2', externalIds: {}, displayName: 'Bo Ek' });
    expect(authorAt(resolution, 1, 1)).toBe(authorAt(resolution, 0, 1));
  });

  it('of two mentions of one paper are not joined by a mention elsewhere that has both', () => {
    const resolution = resolveAuthors([paper('p1', [`Ann Lee {orcid:${X}}`, 'Ann Lee {openalex:A1000}']), paper('p2', [`Ann Lee {orcid:${X}} {openalex:A1000}`])]);
    expect(authorAt(resolution, 0, 1)).not.toBe(authorAt(resolution, 0, 2));
    expect(resolution.keptApart).toEqual([expect.objectContaining({ kind: 'EXPLICIT_ID', reason: 'both are authors of p1' })]);
  });
});

describe('names and ids', () => {
  it('a bare name joins the one author with an id who bears it', () => {
    const resolution = resolveAuthors([paper('p1', ['Ann Lee {openalex:A1000}']), paper('p2', ['Lee, Ann']), paper('p3', ['A. Lee'])]);
    expect(authorAt(resolution, 1, 1).key).toBe('openalex:A1000');
    expect(authorAt(resolution, 1, 1).mergedKeys).toEqual(['name:ann lee']);
    expect(authorAt(resolution, 1, 1).evidence).toContainEqual({ kind: 'UNIQUE_NAME_OF_ID', detail: 'ann lee', ledgerEntryId: null, mentions: 1 });
    expect(authorAt(resolution, 2, 1).key).toBe('name:a lee');
  });

  it('stays its own, marked ambiguous, where several bear it', () => {
    const resolution = resolveAuthors([paper('p1', ['Ann Lee {openalex:A1000}']), paper('p2', ['Ann Lee {openalex:A2000}']), paper('p3', ['Ann Lee'])]);
    expect(authorAt(resolution, 2, 1)).toMatchObject({ key: 'name:ann lee', ambiguous: true, mergedKeys: [] });
    expect(authorAt(resolution, 0, 1)).toMatchObject({ ambiguous: false, mergedKeys: [] });
  });

  it('does not join where it would put two mentions of a paper together', () => {
    const resolution = resolveAuthors([paper('p1', ['Ann Lee {openalex:A1000}', 'Ann Lee']), paper('p2', ['Ann Lee'])]);
    expect(authorAt(resolution, 0, 2).key).toBe('name:ann lee');
    expect(authorAt(resolution, 1, 1).key).toBe('name:ann lee');
    expect(authorAt(resolution, 0, 1).mergedKeys).toEqual([]);
    expect(resolution.keptApart).toEqual([expect.objectContaining({ kind: 'UNIQUE_NAME_OF_ID', reason: 'both are authors of p1' })]);
  });

  it('does not join an unnumbered name that DBLP numbers', () => {
    const resolution = resolveAuthors([paper('p1', [`Wei Wang {orcid:${X}}`]), paper('p2', ['Wei Wang 0001']), paper('p3', ['Wei Wang'])]);
    expect(authorAt(resolution, 2, 1)).toMatchObject({ key: 'name:wei wang', ambiguous: true });
  });
});

describe('person records', () => {
  const koerner = person('acl:felicia-koerner', ['Felicia Körner', 'Felicia Koerner'], { externalIds: { orcid: X } });

  it('bind mentions of their format written as they list', () => {
    const resolution = resolveAuthors([paper('p1', ['Felicia Koerner'], ['acl']), paper('p2', ['Felicia Körner'], ['acl'])], [koerner]);
    expect(resolution.authors).toHaveLength(1);
    expect(resolution.authors[0]).toMatchObject({ key: `orcid:${X}`, displayName: 'Felicia Körner', mentionCount: 2 });
    expect(resolution.authors[0].mergedKeys).toContain('acl:felicia-koerner');
    expect(resolution.authors[0].evidence[0]).toMatchObject({ kind: 'PERSON_RECORD', mentions: 2 });
  });

  it('do not bind mentions of other formats by themselves', () => {
    const resolution = resolveAuthors([paper('p1', ['Felicia Koerner']), paper('p2', ['Felicia Körner'])], [koerner]);
    expect(resolution.authors.map((author) => author.key)).toEqual(['name:felicia koerner', 'name:felicia korner']);
    expect(resolution.unattachedPersons).toEqual([{ key: 'acl:felicia-koerner', reason: 'no paper of the corpus has a mention of this person' }]);
  });

  it('but an author that has them is found by all their names', () => {
    const resolution = resolveAuthors([paper('p1', ['Felicia Koerner'], ['acl']), paper('p2', ['Felicia Körner'], ['bibtex'])], [koerner]);
    expect(authorAt(resolution, 1, 1).key).toBe(`orcid:${X}`);
  });

  it('do not bind a name that two records of the format list', () => {
    const resolution = resolveAuthors([paper('p1', ['Wei Ai'], ['acl'])], [person('acl:wei-ai', ['Wei Ai']), person('acl:wei-ai-umich', ['Wei Ai'])]);
    expect(authorAt(resolution, 0, 1).key).toBe('name:wei ai');
    expect(resolution.unattachedPersons).toHaveLength(2);
  });

  it('take homonym numbers into account, and an ORCID on the mention joins the record', () => {
    const resolution = resolveAuthors(
      [paper('p1', [`Wei Wang 0001 {orcid:${X}}`], ['dblp']), paper('p2', ['Wei Wang 0001'], ['dblp']), paper('p3', ['Wei Wang 0002'], ['dblp'])],
      [person('dblp:w/WeiWang1', ['Wei Wang 0001']), person('dblp:w/WeiWang2', ['Wei Wang 0002'])],
    );
    expect(resolution.authors.map((author) => author.key)).toEqual(['dblp:w/WeiWang2', `orcid:${X}`]);
    expect(authorAt(resolution, 1, 1)).toMatchObject({ key: `orcid:${X}`, disambiguator: '0001', mentionCount: 2 });
  });

  it('of a curated scheme do not join: two dblp pids stay two authors', () => {
    const resolution = resolveAuthors(
      [paper('p1', [`Ann Lee {orcid:${X}}`], ['dblp']), paper('p2', [`Ann B. Lee {orcid:${X}}`], ['dblp'])],
      [person('dblp:1/1', ['Ann Lee']), person('dblp:1/2', ['Ann B. Lee'])],
    );
    expect(resolution.authors).toHaveLength(1);
    expect(resolution.keptApart).toEqual([expect.objectContaining({ kind: 'PERSON_RECORD', reason: 'two dblp ids, 1/1 and 1/2' })]);
  });

  it('without ids attach by name: figures are reported, labelled with their source', () => {
    const figure = { name: 'H_INDEX', value: 32, unit: null };
    const profile = person('profile:hanna mazzawi', ['Hanna Mazzawi'], { reported: [figure], fields: ['LG'] });
    const resolution = resolveAuthors([paper('p1', ['Mazzawi, Hanna', 'Scott Yak'])], [profile]);
    expect(authorAt(resolution, 0, 1)).toMatchObject({ key: 'name:hanna mazzawi', fields: ['LG'], reported: [{ figure, source: profile.source }] });
    expect(authorAt(resolution, 0, 2).reported).toEqual([]);
  });

  it('without ids mean the bearer on papers of their own format, and nobody where that is not one', () => {
    const papers = [paper('p1', ['Ann Lee {openalex:A1000}'], ['openalex']), paper('p2', ['Ann Lee {openalex:A2000}'], ['openalex', 'profile'])];
    const profile = person('profile:ann lee', ['Ann Lee'], { fields: ['LG'] });
    expect(authorAt(resolveAuthors(papers, [profile]), 1, 1).fields).toEqual(['LG']);
    const unclear = resolveAuthors([papers[0], { ...papers[1], formats: ['openalex'] }], [profile]);
    expect(unclear.unattachedPersons).toEqual([{ key: 'profile:ann lee', reason: expect.stringContaining('2 authors bear the name Ann Lee') }]);
  });
});

describe('the ledger', () => {
  const gonzalvo = merge(['Javier Gonzalvo', 'Xavi Gonzalvo'], 'entry-1');

  it('joins names, prefers the first for display, and stands as evidence', () => {
    const resolution = resolveAuthors([paper('p1', ['Xavi Gonzalvo']), paper('p2', ['Gonzalvo, Xavi']), paper('p3', ['Javier Gonzalvo'])], [], [gonzalvo]);
    expect(resolution.authors).toHaveLength(1);
    expect(resolution.authors[0]).toMatchObject({ key: 'name:javier gonzalvo', mergedKeys: ['name:xavi gonzalvo'], displayName: 'Javier Gonzalvo' });
    expect(resolution.authors[0].evidence).toContainEqual({
      kind: 'LEDGER', detail: 'curator, 2025-01-01: Javier Gonzalvo = Xavi Gonzalvo. known to be one', ledgerEntryId: 'entry-1', mentions: 2,
    });
    expect(resolution.ledger).toEqual([{ entry: gonzalvo, authorKeys: ['name:javier gonzalvo'], unmatched: [], ambiguous: [], refused: 0, conflicts: [] }]);
  });

  it('is reversible: without the entry they are two', () => {
    expect(resolveAuthors([paper('p1', ['Xavi Gonzalvo']), paper('p3', ['Javier Gonzalvo'])]).authorCount).toBe(2);
  });

  it('takes ids, and a name means its author with an id too', () => {
    const papers = [paper('p1', [`Javier Gonzalvo {orcid:${X}}`]), paper('p2', ['Xavi Gonzalvo {openalex:A5001}']), paper('p3', ['Xavi Gonzalvo'])];
    for (const names of [['Javier Gonzalvo', 'Xavi Gonzalvo'], ['Javier Gonzalvo', 'openalex:A5001']]) {
      const resolution = resolveAuthors(papers, [], [merge(names)]);
      expect(resolution.authors.map((author) => author.key)).toEqual([`orcid:${X}`]);
    }
  });

  it('says what it could not do', () => {
    const entry = merge(['Javier Gonzalvo', 'Nobody Here', 'Ann Lee'], 'entry-2');
    const resolution = resolveAuthors([paper('p1', ['Javier Gonzalvo']), paper('p2', ['Ann Lee {openalex:A1000}']), paper('p3', ['Ann Lee {openalex:A2000}'])], [], [entry]);
    expect(resolution.ledger).toEqual([{ entry, authorKeys: ['name:javier gonzalvo'], unmatched: ['Nobody Here'], ambiguous: ['Ann Lee'], refused: 0, conflicts: [] }]);
  });

  it('cannot put two mentions of one paper or two ORCIDs together, but can join two dblp pids', () => {
    const samePaper = resolveAuthors([paper('p1', ['Xavi Gonzalvo', 'Javier Gonzalvo'])], [], [gonzalvo]);
    expect(samePaper.authorCount).toBe(2);
    expect(samePaper.ledger[0].refused).toBe(1);
    expect(samePaper.keptApart).toEqual([expect.objectContaining({ kind: 'LEDGER', ledgerEntryId: 'entry-1', reason: 'both are authors of p1' })]);
    const twoOrcids = resolveAuthors([paper('p1', [`Xavi Gonzalvo {orcid:${X}}`]), paper('p2', [`Javier Gonzalvo {orcid:${Y}}`])], [], [gonzalvo]);
    expect(twoOrcids.authorCount).toBe(2);
    const twoPids = resolveAuthors([paper('p1', ['Xavi Gonzalvo {dblp:1/1}']), paper('p2', ['Javier Gonzalvo {dblp:1/2}'])], [], [gonzalvo]);
    expect(twoPids.authorCount).toBe(1);
    expect(twoPids.authors[0].externalIds.dblp).toEqual(['1/1', '1/2']);
  });
});

/** A small world of few names, ids and formats, so that every rule meets every other. */
const NAMES = ['Ann Lee', 'Lee, Ann', 'A. Lee', 'Ánn Lee', 'Bo Ek', 'Bo Ek 0001', 'B. Ek', 'Anonymous', 'Cy Oz'];
const IDS = ['', '', '', ` {orcid:${X}}`, ` {orcid:${Y}}`, ' {openalex:A1000}', ' {openalex:A2000}', ` {orcid:${X}} {openalex:A1000}`, ` {orcid:${Y}} {openalex:A1000}`, ' {dblp:1/1} {openalex:A2000}', ' {acl:ann-lee}'];
const anyMention = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...IDS)).map(([name, ids]) => name + ids);
const anyCorpus = fc
  .array(fc.tuple(fc.array(anyMention, { maxLength: 5 }), fc.subarray(['acl', 'dblp', 'bibtex'], { minLength: 1 })), { maxLength: 12 })
  .map((papers) => papers.map(([names, formats], at) => paper(`p${String(at).padStart(2, '0')}`, names, formats)));
const PERSONS = [person('acl:ann-lee', ['Ann Lee', 'A. Lee']), person('dblp:1/1', ['Bo Ek 0001', 'Cy Oz'], { externalIds: { orcid: Y } }), person('profile:bo ek', ['Bo Ek'])];
const LEDGER = [merge(['Ann Lee', 'Cy Oz'], 'e1'), merge(['Bo Ek', `orcid:${X}`], 'e2')];

/** Author key per mention, by paper key. */
function keysByPaper(papers: readonly ResolvablePaper[], resolution: Resolution): Map<string, string[]> {
  return new Map(papers.map(({ key }, at) => [key, Array.from(resolution.authorOf(at), (author) => resolution.authors[author].key)]));
}

describe('whatever the corpus', () => {
  it('no two mentions of a paper are one author, no author has two ORCIDs, keys are unique and ascending', () => {
    fc.assert(
      fc.property(anyCorpus, (papers) => {
        const resolution = resolveAuthors(papers, PERSONS, LEDGER);
        for (const keys of keysByPaper(papers, resolution).values()) expect(new Set(keys).size).toBe(keys.length);
        const keys = resolution.authors.map((author) => author.key);
        expect(keys).toEqual([...new Set(keys)].toSorted());
        for (const author of resolution.authors) {
          expect(author.externalIds.orcid?.length ?? 0).toBeLessThanOrEqual(1);
          expect(author.mentionCount).toBeGreaterThan(0);
          expect(author.confidence).toBeGreaterThan(0);
          expect(author.confidence).toBeLessThanOrEqual(1);
        }
        const everyKey = resolution.authors.flatMap((author) => [author.key, ...author.mergedKeys]);
        expect(new Set(everyKey).size).toBe(everyKey.length);
        expect(resolution.authors.reduce((sum, author) => sum + author.mentionCount, 0)).toBe(resolution.mentionAuthors.length);
      }),
      { numRuns: 400 },
    );
  });

  it('the order of the papers, persons and ledger entries changes nothing', () => {
    fc.assert(
      fc.property(anyCorpus.chain((papers) => fc.tuple(fc.constant(papers), fc.shuffledSubarray(papers, { minLength: papers.length }))), ([papers, shuffled]) => {
        const straight = resolveAuthors(papers, PERSONS, LEDGER);
        const other = resolveAuthors(shuffled, PERSONS.toReversed(), LEDGER.toReversed());
        expect(keysByPaper(shuffled, other)).toEqual(new Map(shuffled.map(({ key }) => [key, keysByPaper(papers, straight).get(key)])));
        expect(other.authors).toEqual(straight.authors);
        expect(other.keptApart).toEqual(straight.keptApart);
      }),
      { numRuns: 400 },
    );
  });

  it('equal ORCIDs on different papers are one author', () => {
    fc.assert(
      fc.property(anyCorpus, (papers) => {
        const resolution = resolveAuthors(papers);
        const bearers = new Set<string>();
        for (const [at, { mentions }] of papers.entries()) {
          const first = mentions.findIndex((mention) => mention.externalIds.orcid === X);
          if (first >= 0) bearers.add(resolution.authors[resolution.authorOf(at)[first]].key);
        }
        expect(bearers.size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it('a paper of 3,000 authors of whom half share a name costs its length', () => {
    const names = Array.from({ length: 3000 }, (_, at) => (at % 2 === 0 ? 'Wei Wang' : `Given${at} Family${at}`));
    const resolution = resolveAuthors([paper('big', names), paper('small', ['Wei Wang'])]);
    expect(resolution.authorCount).toBe(3000);
    expect(new Set(resolution.authorOf(0)).size).toBe(3000);
  });
});
