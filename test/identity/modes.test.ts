import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { ResolvablePaper, Resolution } from '../../src/identity/author.js';
import { IDENTITY_MODES, IDENTITY_MODE_NAMES, modeName, parseMode, type IdentityMode } from '../../src/identity/mode.js';
import { resolveAuthors } from '../../src/identity/resolve.js';
import { authorAt, distinct, merge, paper, person, split } from './build.js';
import { toySimilarity } from './toy-similarity.js';

const X = '0000-0001-0000-0001';
const Y = '0000-0002-0000-0002';
const engine = toySimilarity();

function resolved(papers: readonly ResolvablePaper[], mode: IdentityMode, more: { persons?: Parameters<typeof resolveAuthors>[1]; ledger?: Parameters<typeof resolveAuthors>[2] } = {}): Resolution {
  return resolveAuthors(papers, more.persons, more.ledger, { mode, engine, mentionKeys: true });
}

/** Two persons of one name: p1 and p3 share a co-author, p2 has others. */
const TWO_WANGS = [paper('p1', ['Wei Wang', 'Ann Lee']), paper('p2', ['Wei Wang', 'Bo Ek']), paper('p3', ['W. Wang', 'Ann Lee'])];

describe('modes', () => {
  it('are read as people write them', () => {
    expect(IDENTITY_MODE_NAMES).toEqual(['ids-only', 'cautious', 'full']);
    expect(['ids-only', 'IDS_ONLY', ' Full ', 'cautious', 'bold', ''].map(parseMode)).toEqual(['IDS_ONLY', 'IDS_ONLY', 'FULL', 'CAUTIOUS', null, null]);
    expect(IDENTITY_MODES.map((mode) => parseMode(modeName(mode)))).toEqual([...IDENTITY_MODES]);
  });

  it('IDS_ONLY guesses nothing', () => {
    const resolution = resolved(TWO_WANGS, 'IDS_ONLY');
    expect(resolution.similarity).toBeNull();
    expect(resolution.authors.map(({ key }) => key)).toEqual(['name:ann lee', 'name:bo ek', 'name:w wang', 'name:wei wang']);
  });

  it('CAUTIOUS joins variants and never parts an equal full name', () => {
    const resolution = resolved(TWO_WANGS, 'CAUTIOUS');
    expect(resolution.similarity).toEqual({ blocks: 1, resolvedAnew: 1, uncompared: 0 });
    const wang = authorAt(resolution, 0, 1);
    expect([1, 2].map((at) => authorAt(resolution, at, 1))).toEqual([wang, wang]);
    expect(wang).toMatchObject({ key: 'name:wei wang', displayName: 'Wei Wang', mergedKeys: ['name:w wang'], mentionCount: 3, ambiguous: false });
    // Two mentions of the equal full name weigh 0.75, the initials what similarity says of them.
    expect(wang.confidence).toBe(0.75);
    expect(wang.evidence).toEqual([
      { kind: 'FULL_NAME', detail: 'w wang', ledgerEntryId: null, mentions: 1 },
      { kind: 'FULL_NAME', detail: 'wei wang', ledgerEntryId: null, mentions: 2 },
      { kind: 'SIMILARITY', detail: 'w wang = wei wang: co-authors in common: ann lee (+1.1); probability 0.75', ledgerEntryId: null, mentions: 1 },
    ]);
  });

  it('FULL parts bearers of a name that nothing joins, and says what spoke against it', () => {
    const resolution = resolved(TWO_WANGS, 'FULL');
    const [first, second] = [authorAt(resolution, 0, 1), authorAt(resolution, 1, 1)];
    expect(first).toBe(authorAt(resolution, 2, 1));
    expect(first).toMatchObject({ key: 'name:wei wang', mergedKeys: ['name:w wang'], mentionCount: 2, confidence: 0.75, ambiguous: true });
    expect(second).toMatchObject({ key: 'name:wei wang@p2', mergedKeys: [], mentionCount: 1, confidence: 0.88, ambiguous: true });
    expect(first.evidence).toContainEqual({
      kind: 'KEPT_APART', detail: 'not joined with name:wei wang@p2: no co-author in common (−2.0); probability of one person 0.12', ledgerEntryId: null, mentions: 2,
    });
    expect(second.evidence).toContainEqual(expect.objectContaining({ kind: 'KEPT_APART', detail: expect.stringContaining('not joined with name:wei wang: no co-author in common') }));
    expect(resolution.mentionKeysOf(resolution.authors.indexOf(first))).toEqual(['name:wei wang@p1', 'name:w wang@p3']);
    expect(resolution.mentionKeysOf(resolution.authors.indexOf(second))).toEqual([]);
  });

  it('FULL tells the least certain joins one by one and the others together', () => {
    const papers = Array.from({ length: 6 }, (_, at) => paper(`p${at}`, ['Wei Wang', 'Ann Lee', ...(at < 5 ? ['Bo Ek'] : [])]));
    const wang = authorAt(resolved(papers, 'FULL'), 0, 1);
    const told = wang.evidence.filter(({ kind }) => kind === 'SIMILARITY').map(({ detail, mentions }) => [detail, mentions]);
    expect(told).toHaveLength(4);
    expect(told[0]).toEqual(['wei wang: co-authors in common: ann lee (+1.1); probability 0.75', 1]);
    expect(told[1]).toEqual(['wei wang: co-authors in common: ann lee, bo ek (+2.9); probability 0.95', 1]);
    expect(told[3]).toEqual(['2 more joins, of probability 0.95 or more', 2]);
    // (4 × 0.95 + 0.75) / 5
    expect(wang.confidence).toBe(0.91);
  });
});

describe('in FULL', () => {
  it('ids bind before similarity is asked, and contradicting ids stay apart whatever it says', () => {
    const papers = [paper('p1', [`Wei Wang {orcid:${X}}`, 'Ann Lee']), paper('p2', [`Wei Wang {orcid:${Y}}`, 'Ann Lee']), paper('p3', ['Wei Wang', 'Cy Oz']), paper('p4', [`W. Wang {orcid:${X}}`, 'Cy Oz'])];
    const resolution = resolved(papers, 'FULL');
    expect([0, 1, 2, 3].map((at) => authorAt(resolution, at, 1).key)).toEqual([`orcid:${X}`, `orcid:${Y}`, `orcid:${X}`, `orcid:${X}`]);
    expect(authorAt(resolution, 0, 1).mergedKeys).toEqual(['name:w wang', 'name:wei wang']);
  });

  it('a name of the ledger means all its mentions', () => {
    const entry = merge(['Wei Wang', 'Weiwei Wang'], 'e1');
    const papers = [paper('p1', ['Wei Wang', 'Ann Lee']), paper('p2', ['Wei Wang', 'Bo Ek']), paper('p3', ['Weiwei Wang'])];
    const resolution = resolved(papers, 'FULL', { ledger: [entry] });
    expect(new Set([0, 1, 2].map((at) => authorAt(resolution, at, 1).key))).toEqual(new Set(['name:wei wang']));
    const wang = authorAt(resolution, 0, 1);
    expect(wang.evidence.filter(({ kind }) => kind === 'LEDGER')).toEqual([expect.objectContaining({ ledgerEntryId: 'e1', mentions: 2 })]);
    expect(wang.confidence).toBe(0.98);
    expect(resolution.ledger).toEqual([{ entry, authorKeys: ['name:wei wang'], unmatched: [], ambiguous: [], refused: 0, conflicts: [] }]);
  });

  it('what a curator told apart stays apart, whatever similarity says', () => {
    const papers = [paper('p1', ['Wei Wang', 'Ann Lee', 'Bo Ek']), paper('p2', ['Wei Wang', 'Ann Lee', 'Bo Ek']), paper('p3', ['W. Wang', 'Ann Lee', 'Bo Ek'])];
    const parted = resolved(papers, 'FULL', { ledger: [split(['Wei Wang'], [['p2']], 's1')] });
    expect([0, 1, 2].map((at) => authorAt(parted, at, 1).key)).toEqual(['name:wei wang', 'split:s1.1', 'name:wei wang']);
    const told = resolved(papers, 'FULL', { ledger: [distinct(['Wei Wang', 'W. Wang'])] });
    expect([0, 1, 2].map((at) => authorAt(told, at, 1).key)).toEqual(['name:wei wang', 'name:wei wang', 'name:w wang']);
    expect(authorAt(told, 2, 1).evidence.filter(({ kind, ledgerEntryId }) => kind === 'KEPT_APART' && ledgerEntryId !== null)).toHaveLength(1);
  });

  it('a person record without ids is the person of its own format\'s mentions, not all who bear the name', () => {
    const profile = person('profile:wei wang', ['Wei Wang'], { fields: ['LG'] });
    const papers = [paper('p1', ['Wei Wang', 'Ann Lee'], ['profile']), paper('p2', ['Wei Wang', 'Bo Ek']), paper('p3', ['Wei Wang', 'Cy Oz'], ['profile'])];
    const resolution = resolved(papers, 'FULL', { persons: [profile] });
    expect(authorAt(resolution, 2, 1)).toBe(authorAt(resolution, 0, 1));
    expect(authorAt(resolution, 0, 1)).toMatchObject({ key: 'name:wei wang', mergedKeys: ['person:profile:wei wang'], fields: ['LG'] });
    expect(authorAt(resolution, 1, 1)).toMatchObject({ key: 'name:wei wang@p2', fields: [] });
  });

  it('two of a name on one paper are two, and both say so', () => {
    const resolution = resolved([paper('p1', ['Wei Wang', 'Ann Lee', 'Wang, Wei']), paper('p2', ['Wei Wang', 'Ann Lee'])], 'FULL');
    expect(authorAt(resolution, 0, 1).key).toBe('name:wei wang');
    expect(authorAt(resolution, 0, 3).key).toBe('name:wei wang@p1~2');
    for (const nth of [1, 3]) expect(authorAt(resolution, 0, nth).evidence).toContainEqual(expect.objectContaining({ kind: 'KEPT_APART', detail: expect.stringContaining('both are authors of p1') }));
  });

  it('"Anonymous" is nobody', () => {
    const resolution = resolved([paper('p1', ['Anonymous', 'Ann Lee']), paper('p2', ['Anonymous', 'Ann Lee'])], 'FULL');
    expect(authorAt(resolution, 0, 1).key).toBe('name:anonymous@p1');
    expect(authorAt(resolution, 1, 1)).toMatchObject({ key: 'name:anonymous@p2', ambiguous: false });
  });

  it('what a paper and a name were called before its records met still leads to the author', () => {
    const merged = { ...paper('p9', ['Wei Wang', 'Ann Lee']), formerKeys: ['arxiv9'], isMerged: true };
    const mentions = merged.mentions.map((mention, at) => (at === 0 ? { ...mention, alsoWritten: ['W. B. Wang'] } : mention));
    const resolution = resolved([paper('p1', ['Wei Wang', 'Bo Ek']), { ...merged, mentions }], 'FULL');
    const wang = authorAt(resolution, 1, 1);
    expect(wang).toMatchObject({ key: 'name:wei wang@p9', mergedKeys: ['name:w b wang'] });
    expect(resolution.mentionKeysOf(resolution.authors.indexOf(wang))).toEqual(['name:w b wang@p9', 'name:wei wang@arxiv9', 'name:w b wang@arxiv9']);
  });
});

/** Names that blocks, initials and equal names make doubtful, with few co-authors to tell them apart. */
const NAMES = ['Wei Wang', 'W. Wang', 'Wang, Wei', 'Weiwei Wang', 'Ann Lee', 'A. Lee', 'Bo Ek', 'Cy Oz', 'Anonymous'];
const IDS = ['', '', '', '', ` {orcid:${X}}`, ` {orcid:${Y}}`, ' {openalex:A1000}', ` {orcid:${X}} {openalex:A1000}`];
const anyMention = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...IDS)).map(([name, ids]) => name + ids);
const anyPapers = fc
  .array(fc.tuple(fc.array(anyMention, { maxLength: 4 }), fc.subarray(['profile', 'bibtex'], { minLength: 1 })), { maxLength: 12 })
  .map((papers) => papers.map(([names, formats], at) => paper(`p${String(at).padStart(2, '0')}`, names, formats)));
const PERSONS = [person('profile:wei wang', ['Wei Wang', 'Weiwei Wang']), person('acl:ann-lee', ['Ann Lee'], { externalIds: { orcid: Y } })];
const LEDGER = [merge(['Bo Ek', 'Cy Oz'], 'e1'), merge(['Ann Lee', `orcid:${X}`], 'e2')];
const anyMode = fc.constantFrom<IdentityMode>('CAUTIOUS', 'FULL');

describe('whatever the corpus and the mode', () => {
  it('no two mentions of a paper are one author, no author has two ORCIDs, every key means one author', () => {
    fc.assert(
      fc.property(anyPapers, anyMode, (papers, mode) => {
        const resolution = resolved(papers, mode, { persons: PERSONS, ledger: LEDGER });
        for (const [at] of papers.entries()) expect(new Set(resolution.authorOf(at)).size).toBe(resolution.authorOf(at).length);
        const keys = resolution.authors.map(({ key }) => key);
        expect(keys).toEqual([...new Set(keys)].toSorted());
        const everyKey = resolution.authors.flatMap(({ key, mergedKeys }, author) => [key, ...mergedKeys, ...resolution.mentionKeysOf(author)]);
        expect(new Set(everyKey).size).toBe(everyKey.length);
        for (const { externalIds, confidence, mentionCount } of resolution.authors) {
          expect(externalIds.orcid?.length ?? 0).toBeLessThanOrEqual(1);
          expect(mentionCount).toBeGreaterThan(0);
          expect(confidence).toBeGreaterThan(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 250 },
    );
  });

  it('the order of the papers changes who is who in nothing', () => {
    const partition = (papers: readonly ResolvablePaper[], resolution: Resolution): string[] => {
      const members = new Map<number, string[]>();
      for (const [at, { key }] of papers.entries()) {
        for (const [nth, author] of resolution.authorOf(at).entries()) members.set(author, [...(members.get(author) ?? []), `${key}/${nth}`]);
      }
      return [...members.values()].map((list) => list.toSorted().join(' ')).toSorted();
    };
    fc.assert(
      fc.property(anyPapers.chain((papers) => fc.tuple(fc.constant(papers), fc.shuffledSubarray(papers, { minLength: papers.length }))), anyMode, ([papers, shuffled], mode) => {
        const more = { persons: PERSONS, ledger: LEDGER };
        expect(partition(shuffled, resolved(shuffled, mode, more))).toEqual(partition(papers, resolved(papers, mode, more)));
      }),
      { numRuns: 150 },
    );
  });

  it('more papers leave every author to be found by the key it had, where its earliest mention now is', () => {
    fc.assert(
      fc.property(anyPapers, fc.nat(12), fc.constantFrom<IdentityMode>('IDS_ONLY', 'CAUTIOUS', 'FULL'), (papers, cut, mode) => {
        const earlier = papers.slice(0, cut);
        const before = resolved(earlier, mode, { persons: PERSONS, ledger: LEDGER });
        const after = resolved(papers, mode, { persons: PERSONS, ledger: LEDGER });
        const meant = new Map(after.authors.flatMap(({ key, mergedKeys }, author) => [key, ...mergedKeys, ...after.mentionKeysOf(author)].map((one): [string, number] => [one, author])));
        const seen = new Set<number>();
        for (const [at] of earlier.entries()) {
          for (const [nth, author] of before.authorOf(at).entries()) {
            if (seen.has(author)) continue;
            seen.add(author);
            const { key } = before.authors[author];
            const now = meant.get(key);
            expect(now, `${key} is lost`).toBeDefined();
            // A key of a name or of a mention follows the mention that gave it; an id is whoever bears it now.
            const follows = key.startsWith('name:') && mode === 'FULL';
            expect(now).toBe(follows ? after.authorOf(at)[nth] : now);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
