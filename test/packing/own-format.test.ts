/** A corpus of our own format with all that names and texts should not have: what is served is the same by import and by works, tables and packing. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packTables } from '../../src/packing/pack.js';
import { worksOf } from '../../src/packing/works-of-snapshot.js';
import { importFiles } from '../../src/snapshot/import.js';
import { formatHeader } from '../../src/sources/jsonl-write.js';
import { servedFiles, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, tablesOf } from '../pipeline/made-tables.js';

const hasDuckdb = existsSync(fileURLToPath(new URL('../../node_modules/@duckdb/node-api', import.meta.url)));

const NASTY: readonly object[] = [
  { kind: 'paper', title: 'Tabs\tand  spaces\u00a0 of\nall kinds', date: '2020-02-31', venue: ' The\tVenue', fields: ['A\tB', 'A B', ''], abstract: 'One.\r\n\r\nTwo. \u0000 Three.', authors: ['...', 'Ada\tOne', 'Bo  Two', '😀', 'Cy\u00a0Three'] },
  { kind: 'paper', title: 'A plain one', date: '2021', authors: ['Ada One', 'Bo Two', { name: 'Cy Three', kind: 'PERSON' }, 'Di Four'], citationCount: { value: 3, source: 'x', asOf: '2020-02-30' } },
  { kind: 'paper', title: 'Too long', authors: ['x'.repeat(2_001), '\u{1F600}'.repeat(1_001), '𝒜'.repeat(1_500), 'Di  Four', 'z'.repeat(2_000)] },
  { kind: 'paper', title: 'Nobody at all', authors: ['—', '\u200b', '\u0000', '?', { name: ' ' }] },
  { kind: 'paper', title: 'Control\u0001 characters \u0000 between', venue: 'V \u0007 W', authors: ['Ed \u0000 Five', 'Ada \u0085 One', '７ Six'] },
  { kind: 'paper', title: '\u200b', authors: ['Ada One'] },
  { kind: 'paper', title: '!', authors: [{ name: 'The\t ATLAS  Collaboration', kind: 'GROUP' }, { name: '***', kind: 'GROUP' }, 'Ada One'] },
  { kind: 'paper', title: 'T'.repeat(20_001), authors: ['Ada One'] },
  { kind: 'paper', title: 'Places', authors: [{ name: '...', position: 1 }, { name: 'Ada One', position: 1 }, { name: 'Fay  Seven', affiliations: [{ name: 'An\tInstitute' }, { name: 'An Institute' }, { ror: '00wry3a77' }] }] },
  { kind: 'person', names: ['...', 'Ada\t One', 'A.  One'], affiliations: [{ name: 'A  Place' }] },
  { kind: 'merge', names: ['Di\tFour', 'Fay  Seven'], who: 'a curator', when: '2024-01-01', why: 'one page' },
];

const AUTHORS = '{ authors(first: 100, orderBy: [{ field: NAME, direction: ASC }]) { nodes { id displayName kind nameVariants { name count } paperCount affiliations { name } collaborators(first: 50) { edges { strength node { id } } } } } }';
const PAPERS = `{ papers(first: 100) { nodes {
  id title abstract venue publicationYear fields authorListComplete authorships(first: 10) { nodes { rawName position affiliations { name ror countryCode } author { id displayName } } }
} } }`;

interface Known {
  readonly id: string;
  readonly displayName?: string;
  readonly title?: string;
  readonly collaborators?: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string } }> };
}

const inOrder = <T>(all: readonly T[], of: (each: T) => string): T[] => all.toSorted((one, other) => (of(one) < of(other) ? -1 : 1));

/** What is said of everybody and every paper, in the order of ids: indices, which decide between equals, differ. */
async function saidBy(corpus: ServedCorpus): Promise<{ readonly authors: readonly Known[]; readonly papers: readonly Known[] }> {
  const authors = await corpus.get<readonly Known[]>('authors.nodes', AUTHORS);
  return {
    authors: inOrder(authors, ({ id }) => id).map((each) => ({ ...each, collaborators: { edges: inOrder(each.collaborators?.edges ?? [], ({ node }) => node.id) } })),
    papers: inOrder(await corpus.get<readonly Known[]>('papers.nodes', PAPERS), ({ id }) => id),
  };
}

describe.skipIf(!hasDuckdb)('strange records of our own format (optional package @duckdb/node-api)', () => {
  it.each(['CAUTIOUS', 'IDS_ONLY'] as const)('are the same authors, names, papers, ids and titles by import and by the pipeline, which has nothing to leave out: %s', async (identity) => {
    const dir = tempDir();
    const file = path.join(dir, 'records.jsonl');
    writeFileSync(file, [formatHeader(), ...NASTY.map((each) => JSON.stringify(each))].map((line) => `${line}\n`).join(''));
    await importFiles([file], { dataDir: path.join(dir, 'memory'), threads: 1, identity });
    const memory = await servedFiles(path.join(dir, 'memory'));
    const { out, manifest } = await tablesOf({ inputs: [{ path: await fileOf(worksOf(memory.snapshot)), kind: 'WORKS' }] });
    expect(manifest.leftOut).toEqual({ untitled: 0, unnamed: 0, repeated: 0, cleaned: 0 });
    await packTables({ tables: out, dataDir: path.join(dir, 'packed'), threads: 1 });
    const [expected, said] = [await saidBy(memory), await saidBy(await servedFiles(path.join(dir, 'packed')))];
    expect(said).toEqual(expected);
    expect(expected.papers.map(({ title = '' }) => title).toSorted()).toEqual(['!', 'A plain one', 'Control characters between', 'Nobody at all', 'Places', 'Tabs and spaces of all kinds', 'Too long', '\u200b']);
    expect(expected.authors.map(({ displayName = '' }) => displayName).filter((name) => name !== 'z'.repeat(2_000)).toSorted()).toEqual(['Ada One', 'Bo Two', 'Cy Three', 'Di Four', 'Ed Five', '７ Six']);
  }, 60_000);
});
