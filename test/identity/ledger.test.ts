import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { resolveAuthors } from '../../src/identity/resolve.js';
import { WITHHELD } from '../../src/identity/suppressions.js';
import { authorAt, distinct, merge, paper, person, split, suppress } from './build.js';

const X = '0000-0002-1825-0097';

describe('a split', () => {
  const papers = [paper('p1', ['Wei Wang', 'Ann Lee']), paper('p2', ['Wei Wang', 'Bo Ek']), paper('p3', ['W. Wang', 'Wei Wang']), paper('p4', ['Wang, Wei'])];

  it('makes a person of the mentions on each group of papers, and says why', () => {
    const resolution = resolveAuthors(papers, [], [split(['Wei Wang'], [['p1'], ['p2', 'p4']])]);
    expect([0, 1, 3].map((at) => authorAt(resolution, at, 1).key)).toEqual(['split:split-1.1', 'split:split-1.2', 'split:split-1.2']);
    expect(authorAt(resolution, 2, 2)).toMatchObject({ key: 'name:wei wang', mentionCount: 1 });
    expect(authorAt(resolution, 0, 1)).toMatchObject({ displayName: 'Wei Wang', mentionCount: 1 });
    expect(authorAt(resolution, 1, 1).evidence).toContainEqual({ kind: 'LEDGER', detail: 'curator, 2025-01-01: Wei Wang is several persons. known', ledgerEntryId: 'split-1', mentions: 2 });
    expect(authorAt(resolution, 2, 2).evidence.filter(({ kind }) => kind === 'KEPT_APART')).toMatchObject([{ detail: expect.stringContaining('split:split-1.1, split:split-1.2'), ledgerEntryId: 'split-1' }]);
    expect(resolution.ledger).toEqual([expect.objectContaining({ authorKeys: ['name:wei wang', 'split:split-1.1', 'split:split-1.2'], unmatched: [], ambiguous: [] })]);
  });

  it('holds against explicit ids, person records and unique bearers', () => {
    const withIds = [paper('p1', [`Wei Wang {openalex:A5001}`]), paper('p2', ['Wei Wang {openalex:A5001}'], ['dblp']), paper('p3', ['Wei Wang'])];
    const resolution = resolveAuthors(withIds, [person('dblp:w/Wang', ['Wei Wang'])], [split(['Wei Wang', 'openalex:A5001'], [['p2']])]);
    expect(authorAt(resolution, 1, 1)).toMatchObject({ key: 'split:split-1.1', externalIds: {}, mentionCount: 1 });
    expect(authorAt(resolution, 0, 1)).toMatchObject({ key: 'openalex:A5001', mentionCount: 2 });
    expect(authorAt(resolution, 2, 1).key).toBe('openalex:A5001');
  });

  it('tells a mention by an id that stands with it, too', () => {
    const resolution = resolveAuthors([paper('p1', [`W. W. {orcid:${X}}`]), paper('p2', [`Wei Wang {orcid:${X}}`])], [], [split([`orcid:${X}`], [['p1']])]);
    expect(authorAt(resolution, 0, 1).key).toBe('split:split-1.1');
    expect(authorAt(resolution, 1, 1).key).toBe(`orcid:${X}`);
  });

  it('is not undone by a merge, but its person may be merged with somebody else', () => {
    const entries = [split(['Wei Wang'], [['p1']]), merge(['Wei Wang', 'Wei Wang @ p1'], 'back'), merge(['Wei Wang @ p1', 'W. Wang'], 'other')];
    const resolution = resolveAuthors(papers, [], entries);
    expect(authorAt(resolution, 0, 1).key).toBe(authorAt(resolution, 2, 1).key);
    expect(authorAt(resolution, 0, 1).key).not.toBe(authorAt(resolution, 1, 1).key);
    expect(resolution.ledger.find(({ entry }) => entry.id === 'back')).toMatchObject({ refused: 1, conflicts: [expect.stringContaining('split-1')] });
    expect(resolution.ledger.find(({ entry }) => entry.id === 'other')).toMatchObject({ refused: 0, conflicts: [] });
  });

  it('tells of papers that the corpus has not, of papers without the name, and of two bearers on one paper', () => {
    const known = new Set(['p1', 'p2']);
    const resolution = resolveAuthors([paper('p1', ['Ann Lee']), paper('p2', ['Wei Wang', 'Wang, Wei'])], [], [split(['Wei Wang'], [['p1', 'p2', 'p9']])], { paperKeyOf: (id) => (known.has(id) ? id : undefined) });
    expect(resolution.ledger).toEqual([expect.objectContaining({ unmatched: ['p9', 'p1'], ambiguous: ['p2'] })]);
    expect(authorAt(resolution, 1, 1).key).toBe('split:split-1.1');
    expect(authorAt(resolution, 1, 2).key).toBe('name:wei wang');
  });

  it('survives more papers and any order of them: the same mentions are the same person', () => {
    const entry = split(['Wei Wang'], [['p1', 'p4']]);
    const more = [...papers, paper('p0', ['Wei Wang']), paper('p5', ['Wei Wang', 'Cy Io'])];
    fc.assert(
      fc.property(fc.shuffledSubarray(more, { minLength: more.length }), (shuffled) => {
        const resolution = resolveAuthors(shuffled, [], [entry]);
        const keyOn = (key: string) => authorAt(resolution, shuffled.findIndex((each) => each.key === key), 1).key;
        expect([keyOn('p1'), keyOn('p4'), keyOn('p0'), keyOn('p2')]).toEqual(['split:split-1.1', 'split:split-1.1', 'name:wei wang', 'name:wei wang']);
      }),
      { numRuns: 20 },
    );
  });
});

describe('distinct persons', () => {
  it('are not joined by a name that only one id bears', () => {
    const papers = [paper('p1', [`Ann Lee {orcid:${X}}`]), paper('p2', ['Ann Lee'])];
    expect(resolveAuthors(papers).authorCount).toBe(1);
    const resolution = resolveAuthors(papers, [], [distinct(['Ann Lee', `orcid:${X}`])]);
    expect(resolution.authorCount).toBe(2);
    expect(authorAt(resolution, 1, 1).evidence).toContainEqual(expect.objectContaining({ kind: 'KEPT_APART', ledgerEntryId: 'distinct-1' }));
  });

  it('are not joined by two ids of one mention, nor by a merge, which says so, nor through a third', () => {
    const papers = [paper('p1', [`Ann Lee {orcid:${X}} {openalex:A5001}`]), paper('p2', ['Ann Lee {openalex:A5001}']), paper('p3', ['Anna Lee']), paper('p4', ['A. Lee'])];
    expect(resolveAuthors(papers).authorCount).toBe(3);
    expect(resolveAuthors(papers, [], [distinct([`orcid:${X}`, 'openalex:A5001'])]).authorCount).toBe(4);
    const merges = [merge(['Anna Lee', 'A. Lee'], 'm1'), merge(['A. Lee', `orcid:${X}`], 'm2')];
    expect(resolveAuthors(papers, [], merges).authorCount).toBe(1);
    const contradicted = resolveAuthors(papers, [], [...merges, distinct(['Anna Lee', `orcid:${X}`])]);
    expect(contradicted.authorCount).toBe(2);
    expect(contradicted.ledger.find(({ entry }) => entry.id === 'm2')).toMatchObject({ refused: 1, conflicts: ['the entry distinct-1 says that they are different persons; undo one of the two'] });
  });

  it('that are one author by what stands with their mentions are told', () => {
    const resolution = resolveAuthors([paper('p1', ['Ann Lee']), paper('p2', ['Ann Lee'])], [], [distinct(['Ann Lee @ p1', 'Ann Lee @ p2'])]);
    expect(resolution.ledger).toMatchObject([{ refused: 1, conflicts: [expect.stringContaining('split the author instead')] }]);
  });
});

describe('a name on a paper', () => {
  it('means that mention’s author in a merge, whoever else bears the name', () => {
    const papers = [paper('p1', ['Wei Wang {dblp:w/A}']), paper('p2', ['Wei Wang {dblp:w/B}']), paper('p3', ['W. Wang'])];
    const resolution = resolveAuthors(papers, [], [merge(['Wei Wang @ p2', 'W. Wang'])]);
    expect(authorAt(resolution, 2, 1).key).toBe('dblp:w/B');
    expect(resolveAuthors(papers, [], [merge(['Wei Wang @ p9', 'W. Wang'])]).ledger).toMatchObject([{ unmatched: ['Wei Wang @ p9'] }]);
  });
});

describe('a suppressed name', () => {
  const papers = [paper('p1', [`Jane Old {orcid:${X}}`, 'Bo Ek']), paper('p2', [`Jane Mary New {orcid:${X}}`]), paper('p3', ['OLD, Jane Q.', 'Cy Io'])];
  const entries = [merge([`orcid:${X}`, 'Jane Q. Old'], 'same')];

  it('is shown nowhere, longer forms neither, and the person stays who they were', () => {
    const before = resolveAuthors(papers, [person('acl:jane', ['Jane Old'])], entries);
    const after = resolveAuthors(papers, [person('acl:jane', ['Jane Old'])], [...entries, suppress('Jane Old', { person: `orcid:${X}` })]);
    expect(before.authorCount).toBe(after.authorCount);
    expect([...after.mentionAuthors]).toEqual([...before.mentionAuthors]);
    const jane = authorAt(after, 0, 1);
    expect(jane).toMatchObject({ key: authorAt(before, 0, 1).key, displayName: 'Jane Mary New', nameVariants: [{ name: 'Jane Mary New', count: 3 }] });
    expect(JSON.stringify([jane.displayName, jane.nameVariants, jane.evidence])).not.toMatch(/old/i);
    expect(JSON.stringify(authorAt(before, 0, 1).evidence)).toMatch(/old/i);
  });

  it('is found where only another record of the paper, or a person record, has it', () => {
    const [first, ...others] = [paper('p1', ['Jay New', 'Bo Ek']), paper('p2', ['Cy Io'])];
    const withOther = { ...first, mentions: first.mentions.map((each, at) => (at === 0 ? { ...each, alsoWritten: ['Old, Jane'] } : each)) };
    const [alone] = resolveAuthors([withOther, ...others], [], [suppress('Jane Old', { person: 'Jay New' })]).ledger;
    expect([alone.unmatched, alone.authorKeys]).toEqual([[], ['name:jay new']]);
    const record = person('acl:jay', ['Jay New', 'Jane Old'], { externalIds: { acl: 'jay' } });
    const listed = [paper('p1', ['Jay New {acl:jay}'])];
    expect(resolveAuthors(listed, [record], [suppress('Jane Old')]).ledger).toMatchObject([{ unmatched: [] }]);
    expect(resolveAuthors(listed, [record], [suppress('Jane Olds')]).ledger).toMatchObject([{ unmatched: ['Jane Olds'] }]);
  });

  it('does not come back as the replacement of another one', () => {
    const swapped = [suppress('Jane Old', { replacement: 'Cy Io' }, 's1'), suppress('Cy Io', { replacement: 'Jane Old' }, 's2')];
    const after = resolveAuthors(papers, [], [...entries, ...swapped]);
    expect([authorAt(after, 0, 1).displayName, authorAt(after, 2, 2).displayName]).toEqual(['Jane Mary New', '[name withheld]']);
    expect(after.ledger.filter(({ conflicts }) => conflicts.length > 0)).toHaveLength(2);
  });

  it('is replaced by the name that was given, which is then preferred', () => {
    const after = resolveAuthors(papers, [], [...entries, suppress('Jane Old', { person: `orcid:${X}`, replacement: 'Janus New' })]);
    expect(authorAt(after, 0, 1)).toMatchObject({ displayName: 'Janus New', nameVariants: [{ name: 'Janus New', count: 2 }, { name: 'Jane Mary New', count: 1 }] });
  });

  it('hides its short form where the family name is another now, and shows it where it is not', () => {
    const changed = [paper('p1', [`Jane Old {orcid:${X}}`]), paper('p2', [`J. Old {orcid:${X}}`]), paper('p3', [`Jane New {orcid:${X}}`])];
    const shown = (replacement: string) => authorAt(resolveAuthors(changed, [], [suppress('Jane Old', { person: `orcid:${X}`, replacement })]), 0, 1).nameVariants.map(({ name }) => name);
    expect(shown('Jane New')).toEqual(['Jane New']);
    expect(shown('John Old').toSorted()).toEqual(['J. Old', 'Jane New', 'John Old']);
  });

  it('leaves namesakes alone where it is said whose it is, else is hidden with everybody and told', () => {
    const namesakes = [paper('p1', [`Jane Old {orcid:${X}}`]), paper('p2', ['Jane Old {dblp:o/J}'])];
    const one = resolveAuthors(namesakes, [], [suppress('Jane Old', { person: `orcid:${X}`, replacement: 'Jay New' })]);
    expect([authorAt(one, 0, 1).displayName, authorAt(one, 1, 1).displayName]).toEqual(['Jay New', 'Jane Old']);
    const all = resolveAuthors(namesakes, [], [suppress('Jane Old')]);
    expect([authorAt(all, 0, 1).displayName, authorAt(all, 1, 1).displayName]).toEqual([WITHHELD, WITHHELD]);
    expect(all.ledger).toMatchObject([{ ambiguous: ['Jane Old'] }]);
    const gone = resolveAuthors(namesakes, [], [suppress('Jane Old', { person: 'openalex:A9999' })]);
    expect(authorAt(gone, 0, 1).displayName).toBe(WITHHELD);
    expect(gone.ledger).toMatchObject([{ unmatched: ['openalex:A9999'] }]);
  });

  it('is taken out of texts as whole words, whatever their case', () => {
    const { suppressions } = resolveAuthors([paper('p1', ['An Li', 'Juan Lima'])], [], [suppress('An Li')]);
    expect(suppressions.scrub('AN LI with Juan Lima; Li, An')).toBe(`${WITHHELD} with Juan Lima; Li, An`);
    expect(suppressions.scrub('an li', 'x')).toBe('x');
  });
});
