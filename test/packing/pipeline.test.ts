/** From a corpus by works, SQL and tables to a snapshot: what it answers is what the snapshot of the corpus itself answers. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { worksOf } from '../../src/packing/works-of-snapshot.js';
import { packTables } from '../../src/packing/pack.js';
import { runPipeline, type WorksInput } from '../../src/pipeline/driver.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import { worksFile, type WorkRow } from '../../src/pipeline/works-file.js';
import { importFiles } from '../../src/snapshot/import.js';
import { currentSnapshotName, FILES, snapshotsDir } from '../../src/snapshot/layout.js';
import { containerOf } from '../../src/snapshot/array-files.js';
import type { Snapshot } from '../../src/snapshot/types.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { mention, paperRecord } from '../helpers/records.js';
import { at as valueAt, servedCorpus, servedFiles, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const hasDuckdb = existsSync(fileURLToPath(new URL('../../node_modules/@duckdb/node-api', import.meta.url)));
/** `WORKS=100000 npx vitest run --project unit test/packing/pipeline.test.ts` takes more. */
const WORKS = Number(process.env['WORKS'] ?? 300);

async function tablesOfInputs(inputs: readonly WorksInput[], dir: string, name: string): Promise<string> {
  const engine = await openDuckdb({ temporaryFolder: path.join(dir, 'spill'), threads: 1 });
  try {
    const out = path.join(dir, name);
    await runPipeline(engine, { inputs, out });
    return out;
  } finally {
    await engine.close();
  }
}

const tablesOf = (snapshot: Snapshot, name: string): Promise<string> => tablesOfRows(worksOf(snapshot), name);

async function tablesOfRows(rows: Iterable<WorkRow>, name: string): Promise<string> {
  const dir = tempDir();
  const works = path.join(dir, 'works.parquet');
  const parts: Uint8Array[] = [];
  for await (const part of worksFile(rows)) parts.push(part);
  writeFileSync(works, Buffer.concat(parts));
  return tablesOfInputs([{ kind: 'WORKS', path: works }], dir, name);
}

const packed = async (tables: string) => {
  const dataDir = path.join(tempDir(), 'data');
  return { dataDir, ...(await packTables({ tables, dataDir, threads: 1 })) };
};

/** Values of every stored metric, by the author's public id where it is of authors. */
async function numbersOf({ dataDir, snapshot: { manifest, incidence, records } }: Pick<ServedCorpus, 'dataDir' | 'snapshot'>): Promise<Map<string, number>> {
  const ids = records.authors(Array.from({ length: incidence.authorCount }, (_, at) => at)).map(({ id }) => id);
  const { sections } = await containerOf(path.join(snapshotsDir(dataDir), currentSnapshotName(dataDir) ?? ''), FILES.metrics, manifest);
  const numbers = new Map<string, number>();
  for (const [name, values] of Object.entries(sections)) for (const [at, value] of values.entries()) numbers.set(`${name} ${values.length === ids.length ? ids[at] : at}`, value);
  return numbers;
}

const FACTS = `query Facts($after: String) { authors(first: 100, after: $after, orderBy: [{ field: NAME, direction: ASC }]) { pageInfo { hasNextPage endCursor } nodes {
  id displayName disambiguator kind paperCount nameVariants { name count } externalIds { scheme value } affiliations { name ror countryCode }
  identity { confidence ambiguous mentionCount evidence { kind detail mentions } } possibleDuplicates { probability author { id } }
  collaborators(first: 100) { totalCount edges { paperCount strength firstYear lastYear node { id } } }
  papers(first: 30) { nodes { id title publicationYear venue type citedByCount authorships(first: 10) { nodes { rawName position author { id } } } } }
} } }`;

interface Facts {
  readonly id: string;
  readonly collaborators: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string } }> };
  readonly papers: { readonly nodes: ReadonlyArray<{ readonly id: string }> };
  readonly possibleDuplicates: ReadonlyArray<{ readonly author: { readonly id: string } }>;
}

const byId = <T>(of: (each: T) => string) => (one: T, other: T): number => (of(one) < of(other) ? -1 : 1);

/** What the API says of every author, in the order of ids: indices, which decide between equals, differ. */
async function factsOf(corpus: ServedCorpus): Promise<unknown[]> {
  const all: Facts[] = [];
  for (let after: string | null = null, hasNext = true; hasNext; ) {
    const page: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: Facts[] } = await corpus.get('authors', FACTS, { after });
    all.push(...page.nodes);
    [after, hasNext] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
  }
  return all.toSorted(byId(({ id }) => id)).map(({ collaborators, papers, possibleDuplicates, ...rest }) => ({
    ...rest, collaborators: { ...collaborators, edges: collaborators.edges.toSorted(byId(({ node }) => node.id)) }, papers: papers.nodes.toSorted(byId(({ id }) => id)),
    possibleDuplicates: possibleDuplicates.toSorted(byId(({ author }) => author.id)),
  }));
}

/** The same JSON as another writer may spell it: keys the other way around, on several lines. */
function spelledOtherwise(details: string | null): string | null {
  const turned = (value: unknown): unknown => (typeof value !== 'object' || value === null || Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).toReversed().map(([key, each]) => [key, turned(each)])));
  return details === null ? null : JSON.stringify(turned(JSON.parse(details)), null, 1).replaceAll('":', '" :');
}

describe.skipIf(!hasDuckdb)('a snapshot packed from the tables of DuckDB (optional package @duckdb/node-api)', () => {
  it('has every number of the snapshot that the corpus itself has: integers exactly, others to 1e-9 of their value, but for communities; and every fact', async () => {
    const memory = await servedCorpus(syntheticPapers({ papers: WORKS }));
    const { dataDir, manifest } = await packed(await tablesOf(memory.snapshot, 'tables'));
    const served = await servedFiles(dataDir);
    const was = memory.snapshot.manifest;
    expect({ ...manifest.counts, records: 0, problems: 0 }).toEqual({ ...was.counts, records: 0, problems: 0 });
    expect(manifest.storedMetrics.map(({ id }) => id).toSorted()).toEqual(was.storedMetrics.map(({ id }) => id).toSorted());
    const [numbers, expected] = [await numbersOf(served), await numbersOf(memory)];
    expect([...numbers.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    const isOff = (key: string, value: number): boolean => {
      const found = numbers.get(key) ?? Number.POSITIVE_INFINITY;
      // PageRank is iterated to a bound on all ranks together, so that small ones may be further off relatively.
      const most = 1e-9 * Math.abs(value) + (key.startsWith('PAGERANK/') ? 1e-12 : 0);
      return !Object.is(found, value) && !(Math.abs(found - value) <= (Number.isInteger(value) && Number.isInteger(found) ? 0 : most));
    };
    // Authors stand in another order here, and which of equal moves Leiden's algorithm makes follows from that.
    const OF_COMMUNITIES = /^(?:COMMUNITY|PARTICIPATION_COEFFICIENT|WITHIN_COMMUNITY_Z|MODULARITY|COMMUNITY_COUNT)\//;
    expect([...expected].filter(([key, value]) => !OF_COMMUNITIES.test(key) && isOff(key, value))).toEqual([]);
    expect(Math.abs((numbers.get('MODULARITY/values 0') ?? 0) - (expected.get('MODULARITY/values 0') ?? 1))).toBeLessThan(0.01);
    expect(await factsOf(served)).toEqual(await factsOf(memory));
  }, 300_000);

  it('calls every author as the import does, and finds everybody by every spelling: names in capitals, turned around, with particles, suffixes, initials, numbers and parts of their own', async () => {
    const vishal = mention('Goyal, Dr Vishal', { position: 1, parts: { given: 'Dr Vishal', particle: null, family: 'Goyal', suffix: null }, externalIds: { orcid: '0000-0002-1825-0097' } });
    const marquez = mention('Gabriel García Márquez', { position: 2, parts: { given: 'Gabriel', particle: null, family: 'García Márquez', suffix: null } });
    const records = [
      paperRecord('One', ['Damen, J.A.A.', 'SMITH, JOHN', 'van der Berg, Anna', 'King, Martin Luther, Jr.', 'Wei Wang 0001']),
      paperRecord('Two', ['J.A.A. Damen', 'John Smith', 'Anna van der Berg', 'Martin Luther King Jr.', 'Wei Wang 0002']),
      paperRecord('Three', ['J. A. A. Damen', 'JOHN SMITH', 'VAN DER BERG, ANNA', 'MARTIN LUTHER KING', 'Müller, Jörg']),
      paperRecord('Four', ['JOHN SMITH', 'Muller, Jorg', 'de la Cruz, M. Inés', vishal, marquez]),
      paperRecord('Five', [vishal, marquez, '王小明', "O'NEILL, SEÁN", 'The ATLAS Collaboration', 'Smith, J.']),
      paperRecord('Six', [mention('V. Goyal', { position: 4, externalIds: vishal.externalIds }), mention('Muller, Jorg', { position: 1, externalIds: { orcid: '0000-0001-5109-3700' } }), mention('Jörg Müller', { position: 2, externalIds: { orcid: '0000-0002-9079-593X' } }), mention('ATLAS COLLABORATION', { kind: 'GROUP', position: 3 })]),
      // Groups that share a name with one another and with a person.
      ...['A5000009111', 'A5000009112'].map((openalex, at) => paperRecord(`Lanterns ${at}`, [mention('Lantern Group', { kind: 'GROUP', position: 1, externalIds: { openalex } })])),
      paperRecord('Lanterns of persons', [mention('Lantern Group', { externalIds: { openalex: 'A5000009113' } })]),
    ];
    const ASKED = ['Goyal, Dr Vishal', 'García Márquez, Gabriel', 'Damen, J.A.A.', 'Smith, John', 'Martin Luther King', '王小明', 'Wei Wang', 'Seán O\'Neill', 'Anna van der Berg'];
    const byName = `query Named($name: String!) { author(name: $name) { id displayName } }`;
    const said = async (corpus: ServedCorpus) => ({ facts: await factsOf(corpus), found: await Promise.all(ASKED.map(async (name) => { const { data, errors } = await corpus.ask(byName, { name }); return { name, data, errors: errors.map(({ message }) => message) }; })) });
    // The person record prefers a name that would not be chosen of the spellings.
    const person = JSON.stringify({ kind: 'person', names: ['V. Goyal'], externalIds: { orcid: '0000-0002-1825-0097' } });
    const memory = await servedCorpus(records, [person], { groups: 'AUTHORS', identity: 'IDS_ONLY' });
    const expected = await said(memory);
    expect(expected.found.filter(({ data }) => data?.['author'] === null).map(({ name }) => name)).toEqual(['Wei Wang']);
    expect(await said(await servedFiles((await packed(await tablesOf(memory.snapshot, 'tables'))).dataDir))).toEqual(expected);
    const respelt = function* (): Generator<WorkRow> {
      for (const { mentions, ...work } of worksOf(memory.snapshot)) yield { ...work, mentions: mentions.map((each) => ({ ...each, name_parts: spelledOtherwise(each.name_parts), details: spelledOtherwise(each.details), author_details: spelledOtherwise(each.author_details) })) };
    };
    expect(await said(await servedFiles((await packed(await tablesOfRows(respelt(), 'tables'))).dataDir))).toEqual(expected);
    // Of works whose writer tells nothing of authors.
    const untold = function* (): Generator<WorkRow> {
      for (const { mentions, ...work } of worksOf(memory.snapshot)) yield { ...work, mentions: mentions.map((each) => ({ ...each, author_details: null })) };
    };
    const plain = await said(await servedFiles((await packed(await tablesOfRows(untold(), 'tables'))).dataDir));
    const names = ({ facts }: typeof expected): string[] => (facts as ReadonlyArray<{ id: string; displayName: string }>).map(({ id, displayName }) => `${id} ${displayName}`);
    expect(names(plain).map((name) => name.replace('Dr Vishal Goyal', 'V. Goyal'))).toEqual(names(expected));
    const ids = ({ found }: typeof expected): unknown[] => found.map(({ name, data, errors }) => [name, valueAt(data, 'author.id'), errors]);
    expect(ids(plain)).toEqual(ids(expected));
  }, 120_000);

  it('proposes nobody as one whom a curator told apart', async () => {
    const records = ['Jörg Müller', 'Joerg Mueller', 'J. Müller'].map((name, at) => paperRecord(`Forests of sparse graphs ${at}`, [name, 'Ann Lee', 'Bo Ek'], { venue: 'Graph Notes' }));
    const distinct = JSON.stringify({ kind: 'distinct', names: ['Jörg Müller', 'Joerg Mueller'], who: 'a curator', when: '2024-01-01', why: 'two pages' });
    const pairsOf = async (corpus: ServedCorpus) => {
      const pairs = await corpus.get<ReadonlyArray<{ authors: ReadonlyArray<{ displayName: string }> }>>('possibleDuplicates.nodes', '{ possibleDuplicates(first: 9) { nodes { authors { displayName } } } }');
      return pairs.map(({ authors }) => authors.map(({ displayName }) => displayName).toSorted().join(' = ')).toSorted();
    };
    const memory = await servedCorpus(records, [distinct], { identity: 'IDS_ONLY' });
    const served = await servedFiles((await packed(await tablesOf(memory.snapshot, 'tables'))).dataDir);
    expect(await pairsOf(memory)).toEqual(['J. Müller = Joerg Mueller', 'J. Müller = Jörg Müller']);
    expect(await pairsOf(served)).toEqual(await pairsOf(memory));
  }, 60_000);

  it('answers under which choices the corpus was resolved; null where not all works tell it alike', async () => {
    const memory = await servedCorpus([paperRecord('One', ['Ann Lee', 'Bo Ek']), paperRecord('Two', ['Ann Lee'])], [], { identity: 'FULL', versions: 'SEPARATE' });
    const told = [...worksOf(memory.snapshot)];
    const choicesOf = async (works: readonly WorkRow[]) => (await servedFiles((await packed(await tablesOfRows(works, 'tables'))).dataDir)).get('corpus', '{ corpus { identityMode versionMode } }');
    expect(await choicesOf(told)).toEqual({ identityMode: 'FULL', versionMode: 'SEPARATE' });
    expect(await choicesOf([told[0], { ...told[1], details: null }])).toEqual({ identityMode: null, versionMode: null });
  }, 60_000);

  it('names the other versions of papers that the corpus counts apart', async () => {
    const versionsOf = (corpus: ServedCorpus) => corpus.get<readonly { title: string }[]>('papers.nodes', '{ papers(first: 10) { nodes { title type externalIds { value } otherVersions { externalIds { value } otherVersions { type } } } } }').then((papers) => papers.toSorted(byId((paper) => JSON.stringify(paper))));
    const published = { type: 'ARTICLE', externalIds: { doi: '10.1234/one' } } as const;
    const preprint = { type: 'PREPRINT', externalIds: { arxiv: '2001.00001' } } as const;
    const memory = await servedCorpus([paperRecord('Alone', ['Ann Lee']), paperRecord('One of graphs and forests', ['Ann Lee', 'Bo Ek'], published), paperRecord('One of graphs and forests', ['Ann Lee', 'Bo Ek'], preprint)], [], { versions: 'SEPARATE' });
    const expected = await versionsOf(memory);
    expect(JSON.stringify(expected)).toContain('"otherVersions":[{');
    expect(await versionsOf(await servedFiles((await packed(await tablesOf(memory.snapshot, 'tables'))).dataDir))).toEqual(expected);
  }, 60_000);

  it('of OpenAlex\'s works has the abstracts that the import makes of their inverted indices, with what it notes of them', async () => {
    const dir = tempDir();
    const lines = path.join(dir, 'works.jsonl');
    const index = { again: [5, 2], 'über': [1], we: [0], '2020': [3], 'a "word"\\': [7] };
    const abstracts = [{ abstract_inverted_index: index }, { abstract_inverted_index: null, abstract: ' plain  text' }, {}, { abstract_inverted_index: { lost: [-1], kept: [0, 'x'] } }, { abstract_inverted_index: { IndexLength: 1, InvertedIndex: { old: [0] } } }];
    const works = abstracts.map((each, at) => ({ id: `https://openalex.org/W200000${at}`, title: `Work ${at}`, publication_year: 2020, type: 'article', ...each, authorships: [{ author: { id: 'https://openalex.org/A5000000001', display_name: 'Ada One' }, institutions: [] }] }));
    writeFileSync(lines, works.map((each) => `${JSON.stringify(each)}\n`).join(''));
    await importFiles([lines], { dataDir: path.join(dir, 'memory'), threads: 1 });
    const { dataDir, manifest } = await packed(await tablesOfInputs([{ kind: 'OPENALEX', path: lines }], dir, 'tables'));
    const [memory, served] = [await servedFiles(path.join(dir, 'memory')), await servedFiles(dataDir)];
    const said = async (corpus: ServedCorpus) => {
      const papers = await corpus.get<readonly { title: string }[]>('papers.nodes', '{ papers(first: 10) { nodes { title abstract } } }');
      const problems = await corpus.get<readonly object[]>('corpus.problems.nodes', '{ corpus { problems(first: 10, kind: "INVALID_ABSTRACT") { nodes { kind field value record } } } }');
      return { papers: papers.toSorted(byId(({ title }) => title)), problems };
    };
    const found = await said(served);
    expect(found).toEqual(await said(memory));
    expect(found.papers[0]).toEqual({ title: 'Work 0', abstract: 'we über again 2020 again a "word"\\' });
    expect([found.problems.length, manifest.counts.problems]).toEqual([1, 1]);
  }, 60_000);

  it('of OpenAlex\'s works has the ids, dates and counts that the import has, however strange, and notes the same of them', async () => {
    const dir = tempDir();
    const lines = path.join(dir, 'works.jsonl');
    const arxiv = (address: string) => ({ locations: [{ landing_page_url: 'https://doi.org/10.1/other', source: { homepage_url: 'https://arxiv.org' } }, { pdf_url: address, landing_page_url: null }] });
    const strange = [
      ...['https://doi.org/10.1234/a\\xb', '10.1234/A\tB', '10.1234/a"b', '10.1234/a\\nb', '10.1234/a b', ' doi:10.1234/c\n', '10.12/x', '10.1234/a\u0001b', '10.1234/é\u007f', 'urn:doi:10.1234/x\u00a0y', '', 'quoted "\\\n', 7].map((doi) => ({ doi })),
      { doi: null, ids: { doi: 'https://dx.doi.org/10.1234/of-ids' } }, { doi: '10.48550/arXiv.1706.03762v2' }, { ids: { arxiv: 'arXiv:hep-th/9711200v3' } },
      arxiv('http://arxiv.org/pdf/2401.00001v2.pdf'), arxiv('https://www.example.org/arxiv.org/abs/2401.00002'), arxiv('https://export.arxiv.org/abs/math.AG/0101001'),
      ...['https://www.ncbi.nlm.nih.gov/pmc/articles/7654321', '7654322', 'PMC7654323', 'https://pmc.ncbi.nlm.nih.gov/articles/pmc7654324/', 'https://europepmc.org/articles/12/', 'https://europepmc.org/articles/PMC13', 'PMC', 'pmc "7"'].map((pmcid) => ({ ids: { pmcid } })),
      { ids: { pmid: 'https://pubmed.ncbi.nlm.nih.gov/77/', mag: 99 } }, { ids: { pmid: 'https://example.org/77', mag: 'x\\"9' } }, { ids: { pmid: '1234567890' } },
      ...[['2019-12-31', 2020], ['2019-12-31', null], ['2020-02-31', 2020], ['2020-13-01', 2020], ['2000-02-29', 2000], ['1900-02-29', null], ['2020-6-5', 2020], ['2020-06', 2020], ['2020-00-00', 2020], ['2021', 2020], ['2020-05-01T10:00:00', 2020], ['0000-01-01', 2020], ['soon "\\', 2020], ['soon', null], [null, 0], [null, 12345], [null, 'MMXX'], [null, '2020'], [null, 2020.5], ['', 812]]
        .map(([date, year]) => ({ publication_date: date, publication_year: year })),
      ...[-1, 2_147_483_648, 1.5, 1e300, 0, 2_147_483_647].map((count) => ({ cited_by_count: count })),
    ];
    const works = strange.map((each, at) => ({ id: `https://openalex.org/W${3_000_000 + at}`, title: `Work ${String(at).padStart(3, '0')}`, publication_year: 2020, type: 'article', cited_by_count: 3, ...each, authorships: [{ author: { id: 'https://openalex.org/A5000000001', display_name: 'Ada One' }, institutions: [] }] }));
    writeFileSync(lines, works.map((each) => `${JSON.stringify(each)}\n`).join(''));
    await importFiles([lines], { dataDir: path.join(dir, 'memory'), threads: 1, versions: 'SEPARATE' });
    const { dataDir } = await packed(await tablesOfInputs([{ kind: 'OPENALEX', path: lines }], dir, 'tables'));
    const [memory, served] = [await servedFiles(path.join(dir, 'memory')), await servedFiles(dataDir)];
    const papersOf = async (corpus: ServedCorpus) => {
      const papers = await corpus.get<readonly { title: string }[]>('papers.nodes', '{ papers(first: 100) { nodes { title externalIds { scheme value } publicationYear publicationDate citedByCount } } }');
      return papers.toSorted(byId(({ title }) => title));
    };
    const problemsOf = async (corpus: ServedCorpus) => {
      const problems = await corpus.get<readonly { record: string; kind: string; field: string }[]>('corpus.problems.nodes', '{ corpus { problems(first: 100) { nodes { kind field value reason record } } } }');
      return problems.toSorted(byId(({ record, kind, field }) => `${record} ${kind} ${field}`));
    };
    expect(await papersOf(served)).toEqual(await papersOf(memory));
    const problems = await problemsOf(served);
    expect(problems).toEqual(await problemsOf(memory));
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['INVALID_IDENTIFIER', 'INVALID_DATE', 'INVALID_VALUE']));
  }, 60_000);

  it('is the same file by file where the works are made into tables again', async () => {
    const { snapshot } = await servedCorpus(syntheticPapers({ papers: 60 }));
    const [one, other] = [await packed(await tablesOf(snapshot, 'one')), await packed(await tablesOf(snapshot, 'other'))];
    expect(other.manifest.files).toEqual(one.manifest.files);
  }, 120_000);
});
