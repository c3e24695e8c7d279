/** The identity benchmark: what it hides, what it scores, what it prints. */
import { cpSync, mkdtempSync, mkdirSync, writeFileSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Mention, PaperRecord } from '../../src/records/record.js';
import { readAminerFile } from './aminer.js';
import { benchIdentity, resultOf, type SetResult } from './identity.js';
import { findLabelledSets, labelledById, type LabelledPaper } from './labelled-sets.js';
import { withMergedNames } from './merged-names.js';
import { engine, EXACT_NAME, FAMILY_AND_INITIAL } from './resolvers.js';

const folders: string[] = [];

/** A folder with one made-up name in AMiner's layout, quirks and all: two persons, three papers, bare ampersands, an unknown entity. */
function folderWithAName(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'coterie-bench-'));
  folders.push(folder);
  mkdirSync(path.join(folder, 'disambiguation', 'aminer'), { recursive: true });
  const publication = (id: number, label: number, authors: string, title: string, organization: string, venue = 'KDD'): string =>
    ['<publication>', `<title>${title}</title>`, '<year>2004</year>', `<authors>${authors}</authors>`, `<jconf>${venue}</jconf>`, `<id>${id}</id>`, `<label>${label}</label>`, `<organization>${organization}</organization>`, '</publication>'].join('\n');
  const publications = [
    publication(1, 0, 'Wei Wang,Ada Kowalczyk', 'Lattices & <i>streams</i> of M&uuml;ller', 'null'),
    publication(2, 0, 'Ada Kowalczyk,W. Wang', 'Lattices &amp; streams', 'Hydro Inst.'),
    publication(3, 1, 'Wei Wang,Boris Stellmach', 'Perovskite photovoltaics', 'Solar &#73;nst.', 'Solar Energy'),
  ];
  writeFileSync(path.join(folder, 'disambiguation', 'aminer', 'Wei Wang.xml'), `<?xml version="1.0"?>\n<person>\n<FullName>Wei Wang</FullName>\n${publications.join('\n')}\n</person>\n`);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('readAminerFile', () => {
  const read = () => readAminerFile(path.join(folderWithAName(), 'disambiguation', 'aminer', 'Wei Wang.xml'));

  it('labels the mention of the file\'s name, however it is written, and no other', () => {
    expect(read().map(({ labels }) => labels)).toEqual([['Wei Wang\t0', null], [null, 'Wei Wang\t0'], ['Wei Wang\t1', null]]);
  });

  it('reads titles with bare ampersands and unknown entities, and organisations only where there are', () => {
    const papers = read();
    expect(papers.map(({ record }) => record.title)).toEqual(['Lattices & <i>streams</i> of M&uuml;ller', 'Lattices & streams', 'Perovskite photovoltaics']);
    expect(papers.map(({ record }) => record.mentions.flatMap(({ affiliations }) => affiliations.map(({ name }) => name)))).toEqual([[], ['Hydro Inst.'], ['Solar Inst.']]);
  });
});

describe('labelledById', () => {
  const mention = (rawName: string, externalIds: Mention['externalIds']): Mention => ({
    rawName, parts: null, position: 1, kind: 'PERSON', externalIds, affiliations: [], isCorresponding: null,
  });
  const record = (mentions: Mention[]): PaperRecord => ({ ...readAminerFile(path.join(folderWithAName(), 'disambiguation', 'aminer', 'Wei Wang.xml'))[0].record, mentions });

  it('hides ids and homonym numbers, which are the labels', () => {
    const { record: hidden, labels } = labelledById(record([mention('Wei Wang 0001', {}), mention('Wang 0002, Wei', {}), mention('Ada K.', { acl: 'ada-k', orcid: '0000-0002' }), mention('Tim O.', {})]));
    expect(labels).toEqual(['wei wang #0001', 'wei wang #0002', 'orcid:0000-0002', null]);
    expect(hidden.mentions.map(({ rawName, externalIds }) => [rawName, externalIds])).toEqual([['Wei Wang', {}], ['Wang, Wei', {}], ['Ada K.', {}], ['Tim O.', {}]]);
  });
});

describe('withMergedNames', () => {
  const papers = (): LabelledPaper[] => {
    const [{ record }] = readAminerFile(path.join(folderWithAName(), 'disambiguation', 'aminer', 'Wei Wang.xml'));
    const named = (key: string, names: string[]): LabelledPaper => ({
      record: { ...record, key, mentions: names.map((rawName) => ({ ...record.mentions[0], rawName })) }, labels: names.map(() => null),
    });
    return [...['a', 'b', 'c'].map((key) => named(key, ['Adalind Kowalczyk', 'Wei Wang', 'Boris Stellmach'])), named('d', ['Boris Stellmach'])];
  };

  it('gives persons of rare names one common name, labels them by their own, and no two of one paper', () => {
    const merged = withMergedNames(papers());
    const renamed = merged.flatMap(({ record, labels }) => record.mentions.flatMap(({ rawName }, at) => (labels[at] === null ? [] : [`${record.key} ${labels[at]}: ${rawName}`])));
    // Of the two persons of papers a to c the first is renamed, whoever that is; "Wei Wang" is common and stays.
    expect(renamed.toSorted()).toEqual(['a adalind kowalczyk: Thomas Meyer', 'b adalind kowalczyk: Thomas Meyer', 'c adalind kowalczyk: Thomas Meyer', 'd boris stellmach: Thomas Meyer']);
    expect(merged[0].record.mentions.map(({ rawName }) => rawName)).toEqual(['Thomas Meyer', 'Wei Wang', 'Boris Stellmach']);
  });
});

describe('resultOf', () => {
  it('scores the resolvers apart: by name, by initial, by evidence', async () => {
    const [alone] = await findLabelledSets(folderWithAName());
    const f1 = (resolver: Parameters<typeof resultOf>[2]): number => resultOf(alone, 'x', resolver).mean.bCubed.f1;
    // {1, 3} {2}: P (1/2 + 1/2 + 1)/3, R (1/2 + 1/2 + 1)/3. {1, 2, 3}: P 5/9, R 1. {1, 2} {3}: all right.
    expect(f1(EXACT_NAME)).toBeCloseTo(2 / 3, 10);
    expect(f1(FAMILY_AND_INITIAL)).toBeCloseTo(10 / 14, 10);
    expect(f1(engine('FULL'))).toBe(1);
  });
});

describe('findLabelledSets', () => {
  it('takes every folder of names below disambiguation for a set', async () => {
    const folder = folderWithAName();
    cpSync(path.join(folder, 'disambiguation', 'aminer'), path.join(folder, 'disambiguation', 'penn'), { recursive: true });
    const sets = await findLabelledSets(folder);
    expect(sets.map(({ id, corpora }) => [id, corpora.length, corpora[0].length])).toEqual([['aminer', 1, 3], ['aminer-pooled', 1, 3], ['penn', 1, 3], ['penn-pooled', 1, 3]]);
    expect((await findLabelledSets(folder, ['penn'])).map(({ title }) => title)).toEqual(['penn, each name alone']);
  });
});

describe('benchIdentity', () => {
  it('prints a table per set and writes what it measured', async () => {
    const folder = folderWithAName();
    const json = path.join(folder, 'out.json');
    let printed = '';
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    try {
      expect(await benchIdentity({ data: folder, set: [], names: true, json })).toBe(2);
    } finally {
      write.mockRestore();
    }
    expect(printed).toContain('aminer, each name alone: 1 names, 3 mentions, 2 persons');
    expect(printed).toMatch(/exact name +\.667 +\.667 +\.667/);
    const results = JSON.parse(readFileSync(json, 'utf8')) as SetResult[];
    expect(results.map(({ set, resolver }) => `${set} ${resolver}`)).toContain('aminer-pooled full');
  });

  it('says so where there is nothing to measure', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(await benchIdentity({ data: '/nonexistent', set: [], names: false, json: null })).toBe(0);
      expect(write).toHaveBeenCalledWith('bench: no labelled set was found in /nonexistent\n');
      await expect(benchIdentity({ data: '/nonexistent', set: ['penn'], names: false, json: null })).rejects.toThrow(/^There is no set penn; the sets are acl, /);
    } finally {
      write.mockRestore();
    }
  });
});

const REAL = path.resolve(import.meta.dirname, '../../../shared/data');

describe.skipIf(!existsSync(path.join(REAL, 'disambiguation', 'aminer')))('on the 55 names of AMiner', () => {
  it('reaches B-cubed F1 .88 with precision .92, each name alone and all in one corpus', async () => {
    const sets = await findLabelledSets(REAL, ['aminer', 'aminer-pooled']);
    expect(sets.map(({ id }) => id)).toEqual(['aminer', 'aminer-pooled']);
    for (const set of sets) {
      const { mean, pooled } = resultOf(set, 'full', engine('FULL'));
      expect(pooled.mentions).toBe(3407);
      expect(mean.bCubed.f1).toBeGreaterThan(0.88);
      expect(mean.bCubed.precision).toBeGreaterThan(0.92);
      expect(mean.bCubed.recall).toBeGreaterThan(0.84);
    }
    const exact = resultOf(sets[0], 'family', FAMILY_AND_INITIAL);
    expect(exact.mean.bCubed.f1).toBeCloseTo(0.506, 3);
    expect(exact.mean.bCubed.precision).toBeCloseTo(0.398, 3);
  }, 60_000);
});
