import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { ledgerEntryId, type LedgerEntry } from '../../src/records/ledger-entry.js';
import { contradictionAmong } from '../../src/records/ledger-contradictions.js';
import { jsonl } from '../../src/sources/jsonl.js';
import { formatHeader, formatLedgerEntry } from '../../src/sources/jsonl-write.js';
import { readText } from './helpers.js';

const SAID = { who: 'me', when: '2026-01-31', why: 'her page' };
const read = (...lines: readonly object[]) => readText(jsonl, [formatHeader(), ...lines.map((line) => JSON.stringify(line))].join('\n'));

describe('lines of the ledger', () => {
  it('are read, each kind with its fields, and written back as they were', async () => {
    const lines = [
      { kind: 'merge', names: ['Ada One', 'orcid:0000-0002-1825-0097', 'Ada One @ doi:10.1/x'], ...SAID },
      { kind: 'split', names: ['Wei Wang', 'openalex:A5001'], groups: [['doi:10.1/a', 'arxiv:1608.00001'], ['Pabc']], ...SAID },
      { kind: 'distinct', names: ['Ada One', 'A. One'], ...SAID },
      { kind: 'suppress', name: 'Jane Old', replacement: 'Jay New', person: 'dblp:o/Old', ...SAID },
      { kind: 'suppress', name: 'Jane Older', ...SAID },
    ];
    const { ledger, problems } = await read(...lines);
    expect(problems).toEqual([]);
    expect(ledger).toMatchObject(lines.map(({ kind, ...content }) => ({ op: kind, ...content })));
    expect(ledger[4]).toMatchObject({ replacement: null, person: null });
    expect((await readText(jsonl, [formatHeader(), ...ledger.map(formatLedgerEntry)].join('\n'))).ledger).toEqual(ledger);
    expect(new Set(ledger.map(({ id }) => id)).size).toBe(5);
  });

  it.each(['year', 'in', 'e', 'J. O.', '李', 'Old 2011'])('suppress no part of a name or text: %s', async (name) => {
    const { ledger, problems } = await read({ kind: 'suppress', name, ...SAID });
    expect([ledger, problems]).toMatchObject([[], [{ kind: 'INVALID_SUPPRESS', field: 'name', recordDropped: true }]]);
  });

  it('suppress names of two words, and those in scripts written without spaces', async () => {
    const { ledger, problems } = await read(...['J. Old', 'Old, Jane', '王伟', '王 伟', '이영희', 'やまだ'].map((name) => ({ kind: 'suppress', name, ...SAID })));
    expect([ledger.length, problems]).toEqual([6, []]);
  });

  it('may give their id, which must be that of what they state', async () => {
    const statement = { op: 'merge' as const, names: ['Ada One', 'A. One'], ...SAID };
    const id = ledgerEntryId(statement);
    const { op, ...content } = statement;
    expect((await read({ kind: op, id, ...content })).ledger).toMatchObject([{ id }]);
    expect((await read({ kind: op, id, ...content, why: 'changed by hand' })).problems).toMatchObject([{ kind: 'INVALID_MERGE', field: 'id', line: 2, recordDropped: true }]);
  });

  it.each([
    [{ kind: 'merge', names: ['Ada One'], ...SAID }, 'INVALID_MERGE', 'names'],
    [{ kind: 'merge', names: ['Ada One', 'orcid:0000-0001-0000-0001'], ...SAID }, 'INVALID_MERGE', 'names'],
    [{ kind: 'merge', names: ['Ada One', '???'], ...SAID }, 'INVALID_MERGE', 'names'],
    [{ kind: 'merge', names: ['Ada One', 'A. One'], ...SAID, when: '2026-02-31' }, 'INVALID_MERGE', 'when'],
    [{ kind: 'merge', names: ['Ada One', 'A. One'], who: 'me', when: '2026-01-01' }, 'INVALID_MERGE', 'why'],
    [{ kind: 'merge', names: ['Ada One', 'A. One'], nmaes: ['B'], ...SAID }, 'INVALID_MERGE', 'nmaes'],
    [{ kind: 'distinct', names: ['Ada One', 'ADA ONE'], ...SAID }, 'INVALID_DISTINCT', 'names'],
    [{ kind: 'split', names: [], groups: [['doi:10.1/a']], ...SAID }, 'INVALID_SPLIT', 'names'],
    [{ kind: 'split', names: ['Wei Wang'], ...SAID }, 'INVALID_SPLIT', 'groups'],
    [{ kind: 'split', names: ['Wei Wang'], groups: [['doi:10.1/a'], []], ...SAID }, 'INVALID_SPLIT', 'groups[1]'],
    [{ kind: 'split', names: ['Wei Wang'], groups: ['doi:10.1/a'], ...SAID }, 'INVALID_SPLIT', 'groups[0]'],
    [{ kind: 'split', names: ['Wei Wang'], groups: [['doi:10.1/a'], ['doi:10.1/a']], ...SAID }, 'INVALID_SPLIT', 'groups[1]'],
    [{ kind: 'suppress', ...SAID }, 'INVALID_SUPPRESS', 'name'],
    [{ kind: 'suppress', name: 'Jane Old', replacement: 'OLD, Jane', ...SAID }, 'INVALID_SUPPRESS', 'replacement'],
    [{ kind: 'suppress', name: 'Jane Old', person: 'orcid:12', ...SAID }, 'INVALID_SUPPRESS', 'person'],
  ])('that are %j are left out with %s at %s', async (line, kind, field) => {
    const { ledger, problems } = await read(line);
    expect(ledger).toEqual([]);
    expect(problems).toContainEqual(expect.objectContaining({ kind, field, line: 2, recordDropped: true }));
  });

  it('are documented with examples that read without a problem and hold together', async () => {
    const [, example] = [...readFileSync('data/README.md', 'utf8').matchAll(/```jsonl\n([\s\S]*?)```/g)].map(([, block]) => block);
    const { ledger, problems } = await readText(jsonl, `${formatHeader()}\n${example}`);
    expect([ledger.map(({ op }) => op), problems, contradictionAmong(ledger)]).toEqual([['merge', 'split', 'distinct', 'suppress'], [], null]);
  });

  it('never throw, whatever stands in them', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const line = fc.record({ kind: fc.constantFrom('merge', 'split', 'distinct', 'suppress'), names: value, groups: value, name: value, replacement: value, person: value, who: value, when: value, why: value, id: value }, { requiredKeys: ['kind'] });
    await fc.assert(
      fc.asyncProperty(line, async (object) => {
        const { ledger, problems } = await read(object);
        expect(ledger.length + Math.min(1, problems.filter(({ recordDropped }) => recordDropped).length)).toBe(1);
      }),
      { numRuns: 150 },
    );
  });
});

describe('statements that can’t hold together', () => {
  const found = async (...lines: readonly object[]) => {
    const { ledger, problems } = await read(...lines.map((line) => ({ ...line, ...SAID })));
    expect(problems).toEqual([]);
    return contradictionAmong(ledger);
  };
  const line = (entry: LedgerEntry | undefined) => entry?.source.line;

  it('are found, with both lines', async () => {
    const merged = await found({ kind: 'merge', names: ['Ada One', 'A. One'] }, { kind: 'merge', names: ['A. One', 'dblp:o/A'] }, { kind: 'distinct', names: ['One, Ada', 'dblp:o/A'] });
    expect([line(merged?.entry), line(merged?.other)]).toEqual([4, 3]);
    expect(merged?.reason).toBe('One, Ada and dblp:o/A are merged by one entry and different persons by another');
    const twice = await found({ kind: 'split', names: ['Wei Wang'], groups: [['doi:10.1234/a']] }, { kind: 'split', names: ['Wei Wang'], groups: [['10.1234/A', 'doi:10.1234/b']] });
    expect([line(twice?.entry), line(twice?.other)]).toEqual([3, 2]);
    const replaced = await found({ kind: 'suppress', name: 'Jane Old', replacement: 'Jay New' }, { kind: 'suppress', name: 'Old, Jane' });
    expect([line(replaced?.entry), line(replaced?.other)]).toEqual([3, 2]);
  });

  it.each([
    ['names swapped', [{ name: 'Dan Wu', replacement: 'Xena Yoder' }, { name: 'Yoder, Xena', replacement: 'Dan Wu' }]],
    ['a chain', [{ name: 'Ada One', replacement: 'Ada Two' }, { name: 'Ada Two', replacement: 'Ada Three' }]],
    ['a chain told from its end', [{ name: 'Ada Two', replacement: 'Ada Three' }, { name: 'Ada One', replacement: 'Ada Two' }]],
    ['a longer form of a suppressed name', [{ name: 'Ada One', replacement: 'Ada Mary Two' }, { name: 'Ada Two' }]],
    ['a name of one person that is suppressed for everybody', [{ name: 'Ada One', replacement: 'Ada Two', person: 'dblp:o/A' }, { name: 'Ada Two' }]],
  ])('are found where what is to be shown is itself suppressed: %s', async (_, lines) => {
    const contradiction = await found(...lines.map((each) => ({ kind: 'suppress', ...each })));
    expect([line(contradiction?.entry), line(contradiction?.other)]).toEqual([3, 2]);
    expect(contradiction?.reason).toContain('is a suppressed name itself');
  });

  it('are not seen where there are none', async () => {
    expect(
      await found(
        { kind: 'merge', names: ['Ada One', 'A. One'] }, { kind: 'distinct', names: ['Ada One', 'Ada Two', 'B. One'] },
        { kind: 'split', names: ['Wei Wang'], groups: [['doi:10.1234/a'], ['doi:10.1234/b']] }, { kind: 'split', names: ['Bo Ek'], groups: [['doi:10.1234/a']] },
        { kind: 'suppress', name: 'Jane Old', person: 'dblp:o/A' }, { kind: 'suppress', name: 'Jane Old', person: 'dblp:o/B', replacement: 'Jay New' },
        { kind: 'suppress', name: 'Jay New', person: 'dblp:o/C' }, { kind: 'suppress', name: 'Eve Un', replacement: 'Eve Un-Deux' },
      ),
    ).toBeNull();
  });
});
