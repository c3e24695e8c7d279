/** People whose sources give their names in parts are shown, found and referred to by the name that the parts mean. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importFiles } from '../../src/snapshot/import.js';
import { personsMeant, referenceTo } from '../../src/snapshot/persons-meant.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { Snapshot } from '../../src/snapshot/types.js';
import { formatHeader, formatPaper } from '../../src/sources/jsonl-write.js';
import { mention, paperRecord } from '../helpers/records.js';
import { tempDir } from '../helpers/temp-dir.js';

async function imported<T>(files: Readonly<Record<string, string>>, ask: (snapshot: Snapshot) => T): Promise<T> {
  const dir = tempDir();
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  });
  const dataDir = join(dir, 'data');
  await importFiles(paths, { dataDir });
  const provider = await openProvider(dataDir, { pollMs: 0 });
  const lease = provider.acquire();
  try {
    return ask(lease!.snapshot);
  } finally {
    lease!.release();
    await provider.close();
  }
}

const shown = ({ records, incidence }: Snapshot): string[] => records.authors([...incidence.paperAuthors]).map(({ displayName }) => displayName);
const found = (snapshot: Snapshot, name: string): string[] => snapshot.records.authors(personsMeant(snapshot, name)).map(({ displayName }) => displayName);

const CSL = JSON.stringify([{ type: 'article-journal', title: 'Lanterns of the harbour', author: [{ family: '王', given: '小明' }, { family: 'Okonkwo', given: 'Ada' }, { family: '김', given: '유진' }] }]);
const PUBMED = `<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Lanterns of the harbour</ArticleTitle>
<AuthorList CompleteYN="Y"><Author><LastName>王</LastName><ForeName>小明</ForeName></Author><Author><LastName>Okonkwo</LastName><ForeName>Ada</ForeName></Author><Author><LastName>김</LastName><ForeName>유진</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`;

it.each([['lanterns.json', CSL], ['lanterns.xml', PUBMED]])('%s: family name first where the script has no spaces', (file, text) =>
  imported({ [file]: text }, (snapshot) => {
    expect(shown(snapshot)).toEqual(['王小明', 'Ada Okonkwo', '김유진']);
    expect(snapshot.records.authorships([0])[0].map(({ rawName }) => rawName)).toEqual(['王小明', 'Ada Okonkwo', '김유진']);
    for (const name of ['王小明', '김유진', '王, 小明']) expect(found(snapshot, name)).toHaveLength(1);
    expect(found(snapshot, '小明王')).toEqual([]);
    expect(personsMeant(snapshot, '王小明')).toEqual([snapshot.incidence.paperAuthors[0]]);
    expect(referenceTo(snapshot, snapshot.incidence.paperAuthors[0])).toBe('王小明');
  }));

it('reads parts where the text alone says otherwise, and finds the person by both', () => {
  const parts = (given: string, family: string) => ({ given, particle: null, family, suffix: null });
  const record = paperRecord('Lanterns of the harbour', [
    mention('小明 王', { position: 1, parts: parts('小明', '王') }), mention('JOHN Smith', { position: 2, parts: parts('John', 'Smith') }), 'Ada Okonkwo',
  ]);
  return imported({ 'old.jsonl': `${formatHeader({ description: 'test' })}\n${formatPaper(record)}\n` }, (snapshot) => {
    expect(shown(snapshot)).toEqual(['王小明', 'John Smith', 'Ada Okonkwo']);
    for (const name of ['王小明', '小明 王']) expect(found(snapshot, name)).toEqual(['王小明']);
    for (const name of ['John Smith', 'JOHN Smith']) expect(found(snapshot, name)).toEqual(['John Smith']);
  });
});

it('finds a person by either script where the records of a paper know both', () => {
  const doi = '10.5555/lanterns';
  const csl = JSON.stringify([{ type: 'article-journal', title: 'Lanterns of the harbour', DOI: doi, author: [{ family: '王', given: '小明' }, { family: 'Okonkwo', given: 'Ada' }] }]);
  const latin = paperRecord('Lanterns of the harbour', ['Xiaoming Wang', 'Ada Okonkwo'], { externalIds: { doi } });
  return imported({ 'han.json': csl, 'latin.jsonl': `${formatHeader({ description: 'test' })}\n${formatPaper(latin)}\n` }, (snapshot) => {
    expect(snapshot.manifest.counts.papers).toBe(1);
    const author = personsMeant(snapshot, '王小明');
    expect(author).toHaveLength(1);
    expect(personsMeant(snapshot, 'Xiaoming Wang')).toEqual(author);
  });
});
