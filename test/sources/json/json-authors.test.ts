import { expect, it } from 'vitest';
import { isCjkPersonName, isGroupName, isOthersName } from '../../../src/sources/group-names.js';
import { authorsOf } from '../../../src/sources/json/json-authors.js';
import { MAX_AUTHORS } from '../../../src/sources/limits.js';
import { RecordNotes } from '../../../src/sources/record-notes.js';

const read = (listed: unknown): { kinds: string[]; names: string[]; complete: boolean } => {
  const notes = new RecordNotes('f', 1, 0);
  const { mentions, complete } = authorsOf(listed, 'authors', notes, (entry) => ({ name: { given: entry.g, family: entry.f, suffix: entry.s } }));
  return { kinds: notes.problems().map(({ kind }) => kind), names: mentions.map(({ rawName }) => rawName), complete };
};

it('keeps 20,000 authors and says that there were more', () => {
  const found = read(Array.from({ length: MAX_AUTHORS + 1 }, (_, index) => ({ f: `N${index}` })));
  expect([found.names.length, found.kinds, found.complete]).toEqual([MAX_AUTHORS, ['REFUSED'], false]);
});

it.each<[unknown, string[], string[], boolean]>([
  [undefined, [], [], true],
  [null, [], [], true],
  ['A B', [], ['MALFORMED_AUTHOR'], false],
  [[{ g: 'A', f: 'B', s: 'Jr.' }], ['A B, Jr.'], [], true],
  [[{ g: 'A\u0000', f: ' B\n C' }], ['A B C'], ['CONTROL_CHARACTERS'], true],
  [[{ f: 'x'.repeat(3_000) }, { f: 'C' }], ['C'], ['REFUSED'], false],
  [[{ f: '.'.repeat(1_000_000) }], [], ['REFUSED'], false],
  [[{ f: 'M&uuml;ller', g: '<b>A</b>' }], ['A Müller'], [], true],
  [[{ g: '小明', f: '王' }, { g: '유진', f: '김' }, { g: '太郎', f: '山田' }, { g: 'Xiaoming', f: '王' }], ['王小明', '김유진', '山田太郎', 'Xiaoming 王'], [], true],
  [[{ s: 'Jr.' }], [], ['MALFORMED_AUTHOR'], false],
])('reads the list %#', (listed, names, kinds, complete) => expect(read(listed)).toEqual({ names, kinds, complete }));

it.each(['ATLAS Collaboration', 'The LIGO Scientific Collaboration', 'Genome Working Group', 'World Health Organization', 'Study Team X'])('%s is a group', (name) => expect(isGroupName(name)).toBe(true));
it.each(['Ann One', 'Group', 'Teamwell, Ann', 'Grouper Ann', ''])('%j is no group', (name) => expect(isGroupName(name)).toBe(false));
it.each(['王小明', '李四', '山田 太郎', '佐々木 まこと', '김철수', '司马·相如'])('%s is a person though it stands as a whole', (name) => expect(isCjkPersonName(name)).toBe(true));
it.each(['教育部', '国务院', '中国科学院', '東京大学', 'Plato', '王', ''])('%j is not told to be one', (name) => expect(isCjkPersonName(name)).toBe(false));

it.each(['et al.', 'et al', '[et al.]', 'and others', 'Others', '…', '...'])('%j stands for others', (name) => expect(isOthersName(name)).toBe(true));
it.each(['Alan Others Smith', 'Al Etter', 'Otherson', ''])('%j stands for itself', (name) => expect(isOthersName(name)).toBe(false));
