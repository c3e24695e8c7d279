/** XML formats side by side: which source takes which file, and what none of them lets pass. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acl } from '../../../src/sources/acl.js';
import { dblp } from '../../../src/sources/dblp.js';
import { openFile } from '../../../src/sources/open.js';
import { detectSource, SOURCES } from '../../../src/sources/registry.js';
import { MAX_XML_DEPTH } from '../../../src/sources/xml.js';
import { arxiv } from '../../../src/sources/xml/arxiv.js';
import { inspireAuthors } from '../../../src/sources/xml/inspire-authors.js';
import { jats } from '../../../src/sources/xml/jats.js';
import { orcidXml } from '../../../src/sources/xml/orcid-xml.js';
import { pubmed } from '../../../src/sources/xml/pubmed.js';
import { itemsOf } from '../../helpers/source-items.js';
import { fixture } from '../helpers.js';

const SHARED = '../shared/data';
const FIXTURES: Readonly<Record<string, string>> = {
  'acl/2031.example.xml': 'acl', 'dblp/extract.xml': 'dblp', 'dblp/person.xml': 'dblp', 'pubmed/articles.xml': 'pubmed', 'arxiv/feed.xml': 'arxiv', 'arxiv/oai-arxiv.xml': 'arxiv',
  'arxiv/oai-raw.xml': 'arxiv', 'arxiv/oai-dc.xml': 'arxiv', 'inspire-authors/author.xml': 'inspire-authors', 'jats/article.xml': 'jats', 'jats/articles.xml': 'jats',
  'orcid-xml/record.xml': 'orcid-xml', 'orcid-xml/work.xml': 'orcid-xml',
};
/** Folder of the shared data → source; null for data sets that are no bibliography of any format. */
const FOLDERS: Readonly<Record<string, string | null>> = {
  'acl-anthology/xml': 'acl', dblp: 'dblp', pubmed: 'pubmed', 'arxiv-atom': 'arxiv', hyperauthored: 'inspire-authors', 'disambiguation/aminer': null,
};
const XML_SOURCES = [acl, dblp, pubmed, arxiv, inspireAuthors, jats, orcidXml];

async function detected(path: string): Promise<string | null> {
  const opened = await openFile(path);
  await opened.close();
  return detectSource(opened.head, 'unnamed')?.id ?? null;
}

describe('detection among XML formats', () => {
  it.each(Object.entries(FIXTURES))('%s is %s, by one source alone', async (path, id) => {
    expect(await detected(fixture(path))).toBe(id);
    const opened = await openFile(fixture(path));
    await opened.close();
    expect(SOURCES.filter((source) => source.detect(opened.head, 'unnamed') > 0).map((source) => source.id)).toEqual([id]);
  });

  it.skipIf(!existsSync(SHARED))('knows every XML file of the shared data, and the ambiguous names for none', async () => {
    const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.xml'));
    expect(files.length).toBeGreaterThan(250);
    const wrong: string[] = [];
    for (const file of files) {
      const folder = Object.keys(FOLDERS).find((name) => file.startsWith(`${name}/`));
      const id = await detected(join(SHARED, file));
      if (folder === undefined || id !== FOLDERS[folder]) wrong.push(`${file}: ${id}`);
    }
    expect(wrong).toEqual([]);
  });

  it.skipIf(!existsSync(SHARED))('takes no file of another kind for XML or Parquet', async () => {
    const own = new Set([...XML_SOURCES.map(({ id }) => id), 'openalex-parquet']);
    const files = readdirSync(SHARED, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith('.xml'));
    const taken: string[] = [];
    for (const { parentPath, name } of files) {
      const id = await detected(join(parentPath, name));
      if (id !== null && own.has(id)) taken.push(`${name}: ${id}`);
    }
    // The Anthology's lists of names are its own, in YAML.
    expect(taken.filter((line) => !line.endsWith('.yaml: acl'))).toEqual([]);
  });
});

describe.each(XML_SOURCES)('$id', (source) => {
  const root = source === jats ? 'articles' : source === orcidXml ? 'bulk' : 'root';

  it('refuses elements nested too deep, entities made of entities, and text without end', async () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
    for (const xml of [
      `<${root}>${'<a>'.repeat(MAX_XML_DEPTH + 1)}`,
      `<!DOCTYPE ${root} [<!ENTITY e0 "ha">${laughs}]><${root}>&e9;</${root}>`,
      `<!DOCTYPE ${root} [<!ENTITY e0 "${'ha'.repeat(1_000)}">]><${root}>&e0;</${root}>`,
    ]) {
      const { papers, persons, kinds } = await itemsOf(source, xml);
      expect([papers, persons]).toEqual([[], []]);
      expect(kinds).toContain('REFUSED');
    }
  });

  it('never opens what an entity points to', async () => {
    const { papers, persons, problems } = await itemsOf(source, `<!DOCTYPE ${root} [<!ENTITY x SYSTEM "file:///etc/passwd">]><${root}><title>&x;</title></${root}>`);
    expect([papers, persons]).toEqual([[], []]);
    expect(problems[0]).toMatchObject({ kind: 'EXTERNAL_ENTITY', value: 'x' });
    expect(JSON.stringify(problems)).not.toContain('root:');
  });
});
