import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  authorExample, findExamples, networkExample, OVERVIEW_QUERY, pathExample, surroundingsQuery, type Ask,
} from '../../src/explorer/playground/examples.js';

const schemaDir = path.resolve(import.meta.dirname, '../../schema');
const schema = buildSchema(readdirSync(schemaDir).map((file) => readFileSync(path.join(schemaDir, file), 'utf8')).join('\n'));

const ada = { id: 'A1', displayName: 'Ada "the\nfirst" One' };
const bo = { id: 'A2', displayName: 'Bo Two' };

/** An API that knows two people, and refuses queries that its schema does not allow. */
function api(answers: { authors: unknown[]; around?: Readonly<Record<string, unknown[]>>; authorCount?: number }): Ask {
  return (query) => {
    const [error] = validate(schema, parse(query));
    if (error !== undefined) return Promise.reject(error);
    return Promise.resolve(
      query.includes('Overview')
        ? { corpus: { snapshot: { id: 'abc' }, authorCount: answers.authorCount ?? 2, collaborationCount: answers.authorCount ?? 1 }, authors: { nodes: answers.authors } }
        : { network: { nodes: Object.entries(answers.around ?? {}).find(([id]) => query.includes(`"${id}"`))?.[1] ?? [] } },
    );
  };
}

describe('the playground’s examples', () => {
  it.each([
    ['overview', OVERVIEW_QUERY],
    ['surroundings', surroundingsQuery('A1')],
    ['author', authorExample(ada, true)],
    ['author without distances', authorExample(ada, false)],
    ['path', pathExample(bo, ada)],
    ['network', networkExample(ada)],
  ])('%s is a valid query of the schema', (_name, query) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });

  it('are about the best connected author, and two people far from each other', async () => {
    const cy = { id: 'A3', displayName: 'Cy' };
    const around = {
      A1: [{ author: ada, distance: 0 }, { author: bo, distance: 1 }, { author: cy, distance: 1 }],
      A2: [{ author: bo, distance: 0 }, { author: ada, distance: 1 }, { author: cy, distance: 2 }],
    };
    const { snapshotId, tabs } = await findExamples(api({ authors: [ada], around }));
    expect(snapshotId).toBe('abc');
    expect(tabs.map(({ query }) => /query (\w+)/.exec(query)?.[1])).toEqual(['Author', 'Path', 'Network']);
    expect(tabs[1].query).toMatch(/from: "A2"\s+to: "A3"/);
    for (const { query } of tabs) expect(validate(schema, parse(query))).toEqual([]);
  });

  it('leave distances between all pairs out of a large corpus', async () => {
    const around = { A1: [{ author: ada, distance: 0 }] };
    const [small, large] = await Promise.all([10, 1e6].map((authorCount) => findExamples(api({ authors: [ada], around, authorCount }))));
    expect(small.tabs[0].query).toContain('BETWEENNESS');
    expect(large.tabs[0].query).not.toContain('BETWEENNESS');
  });

  it('say so when there is nobody', async () => {
    const { tabs } = await findExamples(api({ authors: [] }));
    expect(tabs).toHaveLength(1);
    expect(tabs[0].query).toContain('no authors yet');
    expect(validate(schema, parse(tabs[0].query))).toEqual([]);
  });

  it('say why the corpus could not be asked', async () => {
    const { snapshotId, tabs } = await findExamples(() => Promise.reject(new Error('Nothing has been\nimported yet')));
    expect(snapshotId).toBeNull();
    expect(tabs[0].query).toContain('# The corpus could not be asked for examples: Nothing has been imported yet');
    expect(validate(schema, parse(tabs[0].query))).toEqual([]);
  });
});
