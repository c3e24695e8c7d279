import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PartialDate } from '../../src/records/record.js';
import { bibtex } from '../../src/sources/bibtex.js';
import { fixture, kinds, readBytes, readFixture, readText } from './helpers.js';
import { HANGING_SECONDS, processorSeconds } from '../helpers/processor-time.js';

function namesOf(count: number): string {
  return Array.from({ length: count }, (_, index) => `A${index} B`).join(' and ');
}
function written(date: PartialDate | null): string {
  return date === null ? '-' : [date.year, date.month, date.day].filter((part) => part !== null).join('-');
}

describe('entries', () => {
  it('loses a broken entry with its line and keeps every other', async () => {
    const result = await readFixture(bibtex, 'bibtex/broken-entry.bib');
    expect(result.papers.map((paper) => paper.title)).toEqual(['First Survivor', 'Second Survivor', 'Kept Without Its Brace', 'Third Survivor']);
    expect(result.problems.filter((problem) => problem.kind === 'MALFORMED').map((problem) => [problem.line, problem.recordDropped])).toEqual([[3, true], [11, true]]);
    expect(result.problems.find((problem) => problem.kind === 'UNTERMINATED_ENTRY')).toMatchObject({ record: 'bibtex:unterminated:kept without its brace', recordDropped: false });
  });

  it.each([
    ['@article{smith99, title={A B', 'smith99'],
    ['@article{smith99,\n title={A {B},\n year=2000}\n@misc{ok, title={T}, author={A B}}', 'smith99'],
    ['@article(smith99, title={x}, #)', 'smith99'],
    ['@article{smith99', 'smith99'],
    ['@article{smith99 title={x}}', 'smith99'],
    ['@article{\n smith99,\n year={x', 'smith99'],
    ['@article{, title={A', null],
    ['@article{title={A', null],
    ['@string{a = {b}', null],
  ])('names the key of a broken entry where it can be read: %j', async (text, key) => {
    const { problems } = await readText(bibtex, text);
    expect(problems).toMatchObject([{ kind: 'MALFORMED', record: key === null ? null : `bibtex:${key}`, line: 1, recordDropped: true }]);
    expect(problems[0]?.reason).toMatch(key === null ? /^The entry @\w+ in line 1 was left out: / : /^The entry smith99 in line 1 was left out: /);
  });

  it('reads past JabRef headers, comments, preambles, commented entries and addresses; macros and concatenation', async () => {
    const { papers, problems } = await readFixture(bibtex, 'bibtex/jabref-header.bib');
    expect(problems).toEqual([]);
    expect(papers).toHaveLength(1);
    expect(papers[0]).toMatchObject({
      title: 'Quoted "Title" with Parts', venue: 'Lecture Notes in Bits', date: { year: 1999, month: 1, day: 5 }, type: 'ARTICLE',
      source: { format: 'bibtex', file: 'jabref-header.bib', line: 12 },
    });
  });

  it('reports an undefined @string and takes its name', async () => {
    const { papers, problems } = await readText(bibtex, '@article{k, title={T}, author={A B}, journal=nosuch, year=2000}');
    expect(papers[0]?.venue).toBe('nosuch');
    expect(problems).toMatchObject([{ kind: 'UNDEFINED_STRING', field: 'journal', value: 'nosuch', line: 1 }]);
  });

  it.each([
    ['a missing key', '@article{, title={T}, author={A B}}'],
    ['no key at all', '@article{title={T}, author={A B}}'],
    ['a missing comma', '@article{k, title={T} author={A B}}'],
    ['a value that ends in a backslash', '@article{k, file={C:\\x\\}, title={T}, author={A B}}'],
    ['an escaped brace alone', '@article{k, note={a \\} b}, title={T}, author={A B}}'],
    ['a trailing comma and percent comments', '@article{k, % why\n title={T}, % not\n author={A B},\n}'],
    ['spaces everywhere', '@ article { k , title = {T} , author = {A B} }'],
    ['the key on its own line', '@article{\n  k,\n title={T}, author={A B}}'],
    ['an unknown field with odd letters', '@article{k, bdsk-url+1:x={u}, title={T}, author={A B}}'],
  ])('reads an entry with %s', async (_, text) => {
    const { papers } = await readText(bibtex, text);
    expect(papers.map((paper) => [paper.title, paper.mentions.map((mention) => mention.rawName)])).toEqual([['T', ['A B']]]);
  });

  it('keeps both of two entries with one key, and reports the same key and title', async () => {
    const two = await readText(bibtex, '@misc{k, title={A}, author={A B}}\n@misc{k, title={B}, author={A B}}\n@misc{k, title={A}, author={C D}}');
    expect(two.papers).toHaveLength(3);
    expect(two.problems).toMatchObject([{ kind: 'DUPLICATE_KEY', line: 3, record: 'bibtex:k:a' }]);
  });

  it('drops a record without title and keeps one without authors', async () => {
    const result = await readText(bibtex, '@misc{a, author={A B}}\n@misc{b, title={Alone}}\n@proceedings{c, title={Of}, editor={E D}}');
    expect(result.problems).toMatchObject([
      { kind: 'MISSING_TITLE', line: 1, recordDropped: true, value: null },
      { kind: 'MISSING_AUTHORS', line: 2, recordDropped: false, record: 'bibtex:b:alone' },
      { kind: 'MISSING_AUTHORS', line: 3, recordDropped: false, record: 'bibtex:c:of' },
    ]);
    expect(result.papers.map((paper) => [paper.title, paper.mentions.length])).toEqual([['Alone', 0], ['Of', 0]]);
  });

  it.each(['book', 'proceedings'])('says of a %s that it names editors alone', async (type) => {
    const { papers, problems } = await readText(bibtex, `@${type}{b, title={Lamps}, editor={Ann Lee}, year=2001}`);
    expect(papers).toMatchObject([{ mentions: [] }]);
    expect(problems).toMatchObject([{ kind: 'MISSING_AUTHORS', record: 'bibtex:b:lamps', reason: expect.stringContaining('names editors alone') as string }]);
  });
});

describe('names', () => {
  it('takes them apart as BibTeX does', async () => {
    const { papers, problems } = await readFixture(bibtex, 'bibtex/names.bib');
    expect(problems).toEqual([]);
    const mentions = papers[0]?.mentions ?? [];
    expect(mentions.map((mention) => [mention.rawName, mention.kind, mention.parts?.given ?? null, mention.parts?.particle ?? null, mention.parts?.family ?? null, mention.parts?.suffix ?? null])).toEqual([
      ['Ludwig van Beethoven', 'PERSON', 'Ludwig', 'van', 'Beethoven', null],
      ['de la Vallée Poussin, Charles-Jean', 'PERSON', 'Charles-Jean', 'de la', 'Vallée Poussin', null],
      ['King, Jr., Martin Luther', 'PERSON', 'Martin Luther', null, 'King', 'Jr.'],
      ['ATLAS Collaboration', 'GROUP', null, null, null, null],
      ['Łukasz Kaiser', 'PERSON', 'Łukasz', null, 'Kaiser', null],
      ['Barnes and Noble', 'GROUP', null, null, null, null],
      ['Jean-Baptiste Le Rond', 'PERSON', 'Jean-Baptiste', null, 'Le Rond', null],
      ["François O'Neil", 'PERSON', 'François', null, "O'Neil", null],
      ['Abbott, B. P.', 'PERSON', 'B. P.', null, 'Abbott', null],
      ['Plato', 'PERSON', null, null, null, null],
      ['Alfred Adler', 'PERSON', 'Alfred', null, 'Adler', null],
      ['Madonna', 'PERSON', null, null, 'Madonna', null],
      ['Søren Ærøskøbing', 'PERSON', 'Søren', null, 'Ærøskøbing', null],
      ['王小明', 'PERSON', null, null, '王小明', null],
      ['Anders Ängström', 'PERSON', 'Anders', null, 'Ängström', null],
      ['Upper Case', 'PERSON', 'Upper', null, 'Case', null],
      ['van der Berg', 'PERSON', null, 'van der', 'Berg', null],
      ['van der Öst', 'PERSON', null, 'van der', 'Öst', null],
    ]);
    expect(mentions.map((mention) => mention.position)).toEqual(mentions.map((_, index) => index + 1));
  });

  it('never takes "others" for an author, and says where a list is incomplete or wrongly separated', async () => {
    const result = await readFixture(bibtex, 'bibtex/others.bib');
    expect(result.papers.map((paper) => [paper.title, paper.mentions.map((mention) => mention.rawName).join(' | '), paper.authorListComplete])).toEqual([
      ['And Others', 'Ann One | Bob Two', false],
      ['Et Al Trailing', 'One, A. | Two, B.', false],
      ['Et Al As A Name', 'Ann One', false],
      ['Semicolons', 'One, A. | Two, B. | Three, C.', true],
      ['Commas', 'Ann One | Bob Two | Cid Three', true],
      ['Complete', 'Ann One | Bob Two', true],
    ]);
    expect(kinds(result)).toEqual(['MISSEPARATED_AUTHORS', 'MISSEPARATED_AUTHORS']);
  });

  it('refuses a two-megabyte author field at once, and keeps its neighbours', async () => {
    const started = process.cpuUsage();
    const result = await readText(bibtex, `@misc{a, title={Before}, author={A B}}\n@misc{big, title={Huge}, author={${'{x} and '.repeat(260_000)}Y Z}}\n@misc{c, title={After}, author={C D}}`);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
    expect(result.papers.map((paper) => paper.title)).toEqual(['Before', 'After']);
    expect(result.problems).toMatchObject([{ kind: 'REFUSED', record: 'bibtex:big:huge', field: 'author', line: 2, recordDropped: true }]);
    expect(result.problems[0]?.value?.length).toBeLessThanOrEqual(200);
  });

  it('refuses more than 20,000 names and reads 20,000', async () => {
    const result = await readText(bibtex, `@misc{a, title={Many}, author={${namesOf(20_000)}}}\n@misc{b, title={Too Many}, author={${namesOf(20_001)}}}`);
    expect(result.papers.map((paper) => paper.mentions.length)).toEqual([20_000]);
    expect(kinds(result)).toEqual(['REFUSED']);
  });
});

describe('inheritance', () => {
  it('follows crossref and xdata in both directions, without identifiers, titles or months of other years', async () => {
    const result = await readFixture(bibtex, 'bibtex/crossref.bib');
    const facts = Object.fromEntries(result.papers.map((paper) => [paper.key.split(':')[1], [paper.title, paper.venue, paper.date, paper.externalIds.doi ?? null]]));
    expect(facts).toMatchObject({
      child1: ['Child Before Parent', 'Proceedings of Parents', { year: 2010, month: 5, day: null }, '10.1234/child'],
      child2: ['Own Year', 'Proceedings of Parents', { year: 1999, month: null, day: null }, null],
      parent: ['Proceedings of Parents', 'Parents Conf.', { year: 2010, month: 5, day: null }, '10.1234/parent'],
      orphan: ['Orphan', null, null, null],
      withx: ['With Xdata', 'J', { year: 2011, month: 2, day: 3 }, null],
      soft2: ['The Tool', null, { year: 2002, month: null, day: null }, null],
    });
    expect(result.papers.find((paper) => paper.title === 'With Xdata')?.mentions[0]?.rawName).toBe('Dee Four');
    expect(result.papers.find((paper) => paper.key.includes('soft2'))).toMatchObject({ mentions: [{ kind: 'GROUP', rawName: 'Tool Team' }], links: [{ kind: 'CODE' }], type: 'SOFTWARE' });
    expect(kinds(result).toSorted()).toEqual(['CIRCULAR_CROSSREF', 'CIRCULAR_CROSSREF', 'MISSING_AUTHORS', 'MISSING_PARENT']);
  });

  it('survives a chain of ten thousand parents', async () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `@book{k${index}, title={T${index}}, author={A B}, crossref={k${index + 1}}}`).join('\n');
    const result = await readText(bibtex, text);
    expect(result.papers).toHaveLength(10_000);
  });
});

describe('fields', () => {
  it('reads dates and lowers the precision of impossible ones', async () => {
    const result = await readFixture(bibtex, 'bibtex/dates.bib');
    expect(result.papers.map((paper) => written(paper.date))).toEqual([
      '2019-4-30', '2019-4', '2019', '2019-4', '2019-4-30', '2019-4-30', '2019-11', '2019-2', '2019', '-', '-', '2019', '2019-4-30', '2019',
    ]);
    expect(result.problems.map((problem) => [problem.kind, problem.field, problem.value, problem.line])).toEqual([
      ['INVALID_DATE', 'date', '2019-02-31', 8], ['INVALID_DATE', 'month', '13', 9], ['UNDATED', 'year', 'in press', 10], ['INVALID_DATE', 'year', '19xx', 11],
    ]);
  });

  it('finds identifiers, types and plain titles in the exports of the big services', async () => {
    const { papers, problems } = await readFixture(bibtex, 'bibtex/exports.bib');
    expect(papers.map((paper) => [paper.title, paper.type, paper.externalIds])).toEqual([
      ['dblp export', 'ARTICLE', { dblp: 'journals/x/One01' }],
      ['Scholar export', 'PREPRINT', { arxiv: '1706.03762' }],
      ['arXiv export', 'PREPRINT', { arxiv: '2101.00001' }],
      ['ACM export', 'ARTICLE', { doi: '10.1145/3292500_330' }],
      ['ACL export', 'CONFERENCE_PAPER', { acl: '2020.acl-main.1' }],
      ['Web of Science Export With Double Braces', 'ARTICLE', { doi: '10.1000/xyz' }],
      ['Mendeley Export & 100% More Tags', 'ARTICLE', { pmid: '12345678' }],
      ['IEEE Export: A O(n) Method', 'ARTICLE', {}],
      ['Unknown Type at $5', 'OTHER', {}],
    ]);
    expect(papers[5]).toMatchObject({ venue: 'JOURNAL', date: { year: 2018, month: 3, day: 15 }, source: { line: 6 } });
    expect(papers[6]?.links).toEqual([{ kind: 'PDF', url: 'http://example.org/a.pdf' }]);
    expect(problems).toMatchObject([{ kind: 'INVALID_ID', field: 'doi', value: 'not a doi', recordDropped: false }]);
  });

  it.each([
    ['{\\"o}{\\ss}\\o \\aa{}', 'ößøå'],
    ['{\\.I}stanbul {\\i}', 'İstanbul ı'],
    ['A~B -- C --- D', 'A B – C — D'],
    ['\\emph{Homo sapiens} in {\\LaTeX}', 'Homo sapiens in LaTeX'],
    ['a < b > c', 'a < b > c'],
    ['C\\# and F#', 'C# and F#'],
    ['x\\textsuperscript{2} $\\alpha$', 'x² α'],
    ['At @home', 'At @home'],
    ['\\unknowncommand{kept}', 'kept'],
  ])('reads the title %s as %s', async (raw, plain) => {
    const { papers } = await readText(bibtex, `@misc{k, title={${raw}}, author={A B}}`);
    expect(papers[0]?.title).toBe(plain);
  });

  it('says so where LaTeX is not understood', async () => {
    const { papers, problems } = await readText(bibtex, '@misc{k, title="an \\{ open {\\em brace}", author={A B}}');
    expect(papers[0]?.title).toContain('brace');
    expect(problems.every((problem) => !problem.recordDropped)).toBe(true);
  });
});

describe('encodings', () => {
  it('reads a byte order mark', async () => {
    const { papers, problems } = await readFixture(bibtex, 'bibtex/bom.bib');
    expect([papers[0]?.title, problems]).toEqual(['Byte Order Märk', []]);
  });
  it('reads undeclared Latin-1 as windows-1252 and says where UTF-8 ended', async () => {
    const { papers, problems } = await readFixture(bibtex, 'bibtex/latin1.bib');
    expect([papers[0]?.title, papers[0]?.mentions[0]?.rawName]).toEqual(['Café “quoted”', 'René One']);
    expect(problems).toMatchObject([{ kind: 'INVALID_UTF8', byte: 23, line: 1, value: '0xe9' }]);
  });
  it('keeps the good characters of a file of mixed encodings', async () => {
    const bytes = Buffer.concat([Buffer.from('@misc{k, title={Łódź é}, author={Ren'), Buffer.from([0xe9]), Buffer.from(' Müller}}')]);
    const { papers, problems } = await readBytes(bibtex, bytes);
    expect([papers[0]?.title, papers[0]?.mentions[0]?.rawName]).toEqual(['Łódź é', 'René Müller']);
    expect(problems).toMatchObject([{ kind: 'INVALID_UTF8', byte: bytes.indexOf(0xe9, 35) }]);
  });
  it('believes a declared encoding', async () => {
    const { papers, problems } = await readFixture(bibtex, 'bibtex/declared-latin1.bib');
    expect([papers[0]?.title, problems]).toEqual(['Café', []]);
  });
  it('reads UTF-16', async () => {
    const { papers } = await readBytes(bibtex, Buffer.from('\ufeff@misc{k, title={Wide Łetters}, author={A B}}', 'utf16le'));
    expect(papers[0]?.title).toBe('Wide Łetters');
  });
  it('takes control characters out and says so', async () => {
    const { papers, problems } = await readFixture(bibtex, 'bibtex/controls.bib');
    expect([papers[0]?.title, papers[0]?.mentions[0]?.rawName]).toEqual(['Nul and bell', 'Ann One']);
    expect(problems).toMatchObject([{ kind: 'CONTROL_CHARACTERS', line: 1 }]);
  });
});

describe('time', () => {
  const hostile: ReadonlyArray<readonly [string, string]> = [
    ['unclosed entries', '@a{x={\n'.repeat(60_000)],
    ['unclosed comments', '@comment{'.repeat(60_000)],
    ['nested braces', `@a{k, title={${'{'.repeat(200_000)}`],
    ['deep balanced braces', `@a{k, title={${'{'.repeat(2_000)}x${'}'.repeat(2_000)}}, author={A B}}`],
    ['at signs', '@'.repeat(400_000)],
    ['ands', `@a{k, title={T}, author={${'and '.repeat(200_000)}}}`],
    ['backslashes', `@a{k, title={${'\\'.repeat(200_000)}}}`],
    ['one long word', `@a{k, title={${'x'.repeat(400_000)}}, author={${'y'.repeat(400_000)}}}`],
    ['keys without end', '@a{k'.repeat(100_000)],
    ['equals signs', `@a{k${'='.repeat(400_000)}`],
    ['open strings', '@a{k, t="'.repeat(60_000)],
    ['spaces', `@a${' '.repeat(400_000)}`],
  ];
  it.each(hostile)('is linear on %s', async (_, text) => {
    expect(await processorSeconds(() => readText(bibtex, text))).toBeLessThan(HANGING_SECONDS);
  });
});

const real = '../shared/data/';
const realFiles = existsSync(real) ? [...readdirSync(`${real}bibtex`).map((name) => `bibtex/${name}`), 'dblp/jcdl.bib', 'dblp/scientometrics.bib'] : [];
describe.skipIf(realFiles.length === 0)('real libraries', () => {
  it.each(realFiles)('reads %s: every record whole, no name "others"', async (name) => {
    const { papers, problems } = await readBytes(bibtex, readFileSync(real + name), name);
    expect(problems.filter((problem) => ['INTERNAL', 'NO_RECORDS'].includes(problem.kind))).toEqual([]);
    for (const paper of papers) {
      expect(paper.title).not.toMatch(/[{}\\]|<\/?(?:i|span)\b/);
      for (const mention of paper.mentions) expect(mention.rawName).not.toMatch(/^others$|^et al|[{}\\]/i);
    }
  });
  it('reads all 4,406 entries of the dblp export of one journal', async () => {
    const { papers } = await readBytes(bibtex, readFileSync(`${real}dblp/scientometrics.bib`));
    expect(papers).toHaveLength(4406);
    expect(papers.every((paper) => paper.externalIds.dblp !== undefined)).toBe(true);
  });
});

it('has its fixtures', () => expect(existsSync(fixture('bibtex/names.bib'))).toBe(true));

describe('keywords', () => {
  const fieldsOf = async (text: string): Promise<readonly string[] | undefined> => (await readText(bibtex, `@article{k, title={T}, author={A B}, ${text}}`)).papers[0]?.fields;

  it.each([
    ['keywords = {graphs, Networks ,, graphs, GRAPHS}', ['graphs', 'Networks']],
    ['keywords = {Ecology, Evolution; M{\\"u}ller cells; Bio \\& Chem}', ['Ecology, Evolution', 'Müller cells', 'Bio & Chem']],
    ['keywords = {{Ecology, Evolution}, Physics}', ['Ecology, Evolution', 'Physics']],
    ['keywords = {A &amp; B, C}', ['A & B', 'C']],
    ['keyword = "one", author_keywords = {two; One}', ['one', 'two']],
    ['keywords = { }', []],
  ])('%s', async (text, expected) => {
    expect(await fieldsOf(text)).toEqual(expected);
  });

  it('tells what it leaves out', async () => {
    const many = Array.from({ length: 201 }, (_, i) => `w${i}`).join(', ');
    const result = await readText(bibtex, `@article{k, title={T}, author={A B}, keywords={${many}, ${'x'.repeat(201)}}}`);
    expect(result.papers[0]?.fields).toHaveLength(200);
    expect(result.problems.filter(({ kind }) => kind === 'EXCESS_KEYWORDS')).toMatchObject([{ field: 'keywords', recordDropped: false, reason: 'The entry k in line 1 has 2 keywords too long or too many, which were left out: at most 200 keywords of up to 200 characters each are kept.' }]);
  });
});
