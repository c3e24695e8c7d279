import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, isIntrospectionType, isObjectType, parse, TypeInfo, validate, visit, visitWithTypeInfo, getNamedType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../src/explorer/playground/examples/all.js';
import { findFacts, namesQuery, OVERVIEW_QUERY, surroundingsQuery, type Ask, type CorpusFacts } from '../../src/explorer/playground/examples/corpus-facts.js';
import { comment, Lacking, textOf } from '../../src/explorer/playground/examples/example.js';
import { openingTabs } from '../../src/explorer/playground/examples/open-tabs.js';
import { importFiles } from '../../src/snapshot/import.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, servedFiles, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const schemaDir = path.join(ROOT, 'schema');
const schema = buildSchema(readdirSync(schemaDir).map((file) => readFileSync(path.join(schemaDir, file), 'utf8')).join('\n'));
const ALL = EXAMPLES.flatMap(({ examples }) => examples);

/** Asks as the playground does: data where there is any. */
const asker = (corpus: ServedCorpus): Ask => async (query) => {
  const { data, errors } = await corpus.ask(query);
  if (data === null || data === undefined) throw new Error(errors[0]?.message ?? 'no data');
  return data;
};

async function bundledCorpus(): Promise<ServedCorpus> {
  const dataDir = path.join(tempDir(), 'data');
  const files = ['hanna-mazzawi.jsonl', 'hanna-mazzawi.aliases.jsonl', 'sample.bib'].map((file) => path.join(ROOT, 'data', file));
  await importFiles(files, { dataDir, threads: 1 });
  return servedFiles(dataDir);
}

const CORPORA: ReadonlyArray<readonly [string, () => Promise<ServedCorpus>]> = [
  ['the bundled corpus', bundledCorpus],
  ['a small corpus with one of everything', () => servedCorpus(SMALL_CORPUS)],
  ['a corpus without papers', () => servedCorpus([], ['{"kind":"person","names":["Ann Alpha"]}'])],
  ['a corpus without years, venues, types, fields or citations', () => servedCorpus([paperRecord('One', ['Ann Alpha', 'Bob Beta']), paperRecord('Two', ['Bob Beta', 'Cy Gamma'])])],
  ['a corpus of papers without authors', () => servedCorpus([paperRecord('Anonymous', []), paperRecord('Unsigned', [])])],
  ['a corpus of one person', () => servedCorpus([paperRecord('Alone', ['Ann Alpha'])])],
  ['a corpus of awkward names', () => servedCorpus([paperRecord('x', ['"Ann" \\ #{Alpha}', '王 小明', 'محمد علي'], { venue: 'Quoted "venue" \\ {}', fields: ['C++ # {x}'] })])],
  ['a corpus where everybody has a namesake', () => servedCorpus([
    paperRecord('First', ['Wei Wang', 'Bob Beta']), paperRecord('Second', ['Wei Wang', 'Flo Phi']),
  ], [], { identity: 'FULL' })],
];

describe.each(CORPORA)('on %s every example', (_name, open) => {
  let corpus: ServedCorpus;
  let facts: CorpusFacts;
  beforeAll(async () => {
    corpus = await open();
    facts = await findFacts(asker(corpus));
  }, 60_000);

  it.each(ALL.map((example) => [example.name, example] as const))('%s is answered without errors', async (_example, example) => {
    const text = textOf(example, facts);
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
    const { data, errors } = await corpus.ask(text);
    expect(errors).toEqual([]);
    expect(data).not.toBeNull();
  });

  it('opens with what there is', async () => {
    const { tabs, problem } = await openingTabs(asker(corpus));
    expect(problem).toBeNull();
    expect(tabs.map(({ query }) => /query (\w+)/.exec(query)?.[1])).toEqual(facts.hub === null ? ['Corpus'] : ['Author', 'Path', 'Network']);
  });
});

describe('on the bundled corpus', () => {
  let facts: CorpusFacts;
  beforeAll(async () => {
    facts = await findFacts(asker(await bundledCorpus()));
  }, 60_000);

  it('no example is left out', () => {
    expect(ALL.filter(({ operation }) => operation(facts) instanceof Lacking).map(({ name }) => name)).toEqual([]);
  });

  it('the examples touch every root field and nearly every type', () => {
    const fields = new Set<string>();
    const types = new Set<string>();
    for (const example of ALL) {
      const info = new TypeInfo(schema);
      visit(parse(textOf(example, facts)), visitWithTypeInfo(info, {
        Field({ name }) {
          const parent = info.getParentType();
          if (parent === schema.getQueryType()) fields.add(name.value);
          for (const type of [parent, getNamedType(info.getType())]) if (isObjectType(type)) types.add(type.name);
        },
      }));
    }
    // Ids of computations are those of a running one, and jobs of imports are an admin's: neither is an example that anybody can run.
    const without: ReadonlySet<string> = new Set(['computation', 'importJob', 'importJobs']);
    const roots = Object.keys(schema.getQueryType()?.getFields() ?? {}).filter((name) => !without.has(name));
    expect(roots.filter((name) => !fields.has(name))).toEqual([]);
    // What mutations answer with is left to curators.
    const asked = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !isIntrospectionType(type) && type !== schema.getMutationType()).map(({ name }) => name);
    const missed = asked.filter((name) => !types.has(name));
    expect(1 - missed.length / asked.length, `missed: ${missed.join(', ')}`).toBeGreaterThanOrEqual(0.8);
  });

  it('are named each by itself, as their tabs are', () => {
    const names = ALL.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const example of ALL) expect(textOf(example, facts)).toMatch(new RegExp(`^query ${example.name} \\{`, 'm'));
  });
});

describe('the questions behind the examples', () => {
  it.each([OVERVIEW_QUERY, surroundingsQuery('A1'), namesQuery(['Ann "the\nfirst" Alpha', 'Bo'])])('fit the schema', (query) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });

  it('look for two people far from each other', async () => {
    const [ada, bo, cy] = [{ id: 'A1', displayName: 'Ada' }, { id: 'A2', displayName: 'Bo' }, { id: 'A3', displayName: 'Cy' }];
    const around: Record<string, unknown[]> = {
      A1: [{ author: ada, distance: 0 }, { author: bo, distance: 1 }, { author: cy, distance: 1 }],
      A2: [{ author: bo, distance: 0 }, { author: ada, distance: 1 }, { author: cy, distance: 2 }],
    };
    const none = { nodes: [] };
    const overview = (count: number) => ({
      corpus: { snapshot: { id: 'abc' }, authorCount: count, collaborationCount: count, types: { groups: [] }, venues: { groups: [] }, fields: { groups: [] }, problemKinds: [] },
      authors: { nodes: [{ ...ada, collaborators: none }] }, cited: none, recent: none, oldest: none, newest: none,
    });
    const api = (count: number): Ask => (query) => {
      if (query.includes('Overview')) return Promise.resolve(overview(count));
      if (query.includes('Names')) return Promise.reject(new Error('nobody bears that name alone'));
      return Promise.resolve({ network: { nodes: Object.entries(around).find(([id]) => query.includes(`"${id}"`))?.[1] } });
    };
    const [small, large] = await Promise.all([findFacts(api(10)), findFacts(api(1e6))]);
    expect(small).toMatchObject({ snapshotId: 'abc', hub: ada, far: { from: bo, to: cy }, soleName: null, partner: null, years: null });
    expect(textOf(ALL[0], small)).toContain('BETWEENNESS');
    expect(textOf(ALL[0], large)).not.toContain('BETWEENNESS');
    expect(textOf(ALL[0], large)).toContain('PAGERANK');
    expect(textOf(ALL.find(({ name }) => name === 'AuthorByName') ?? ALL[0], small).replaceAll('\n# ', ' ')).toContain('# None of the best connected authors has a name that nobody else bears');
  });

  it('say why the corpus could not be asked', async () => {
    const { facts, tabs, problem } = await openingTabs(() => Promise.reject(new Error('Nothing has been\nimported yet')));
    expect(facts).toBeNull();
    expect(problem).toBe('Nothing has been\nimported yet');
    expect(tabs[0].query.replaceAll('\n# ', ' ')).toContain('# The corpus could not be asked for examples: Nothing has been imported yet');
    expect(validate(schema, parse(tabs[0].query))).toEqual([]);
  });
});

describe('a comment', () => {
  it('breaks between words and never ends before its end', () => {
    expect(comment('Everybody within two collaborations of an author.')).toBe('# Everybody within two\n# collaborations of an author.');
    expect(comment('a\u2028b\r\nc')).toBe('# a b c');
  });
});
