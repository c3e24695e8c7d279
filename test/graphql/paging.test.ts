import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { orderedList, rangeList, totalCount } from '../../src/graphql/paging/index-list.js';
import { pageInfo, pageOf } from '../../src/graphql/paging/page.js';
import { sortIndices } from '../../src/graphql/ordering/columns.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';

const SNAPSHOT = '0123456789abcdef';

describe('pages of a list', () => {
  /** Values with many ties and gaps, and a filter. */
  const lists = fc.record({
    values: fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { nil: Number.NaN }), { maxLength: 40 }),
    descending: fc.boolean(),
    keep: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    size: fc.integer({ min: 1, max: 7 }),
  });

  it('walked in either direction are the whole list, each item once and in order', () => {
    fc.assert(
      fc.property(lists, ({ values, descending, keep, size }) => {
        const order = sortIndices([...values.keys()], [{ column: (index) => values[index], descending }]);
        const list = orderedList('test', order, keep === null ? null : (index) => index % keep === 0);
        const whole = Array.from(order).filter((index) => keep === null || index % keep === 0);
        expect(totalCount(list)).toBe(whole.length);

        const forward: number[] = [];
        for (let after: string | null = null; ; ) {
          const page = pageOf(SNAPSHOT, list, { first: size, after });
          const info = pageInfo(page);
          expect(info.hasPreviousPage).toBe(forward.length > 0);
          forward.push(...page.indices);
          expect(info.hasNextPage).toBe(forward.length < whole.length);
          if (!info.hasNextPage) break;
          after = info.endCursor;
        }
        expect(forward).toEqual(whole);

        const backward: number[] = [];
        for (let before: string | null = null; ; ) {
          const page = pageOf(SNAPSHOT, list, { last: size, before });
          const info = pageInfo(page);
          expect(info.hasNextPage).toBe(backward.length > 0);
          backward.unshift(...page.indices);
          expect(info.hasPreviousPage).toBe(backward.length < whole.length);
          if (!info.hasPreviousPage) break;
          before = info.startCursor;
        }
        expect(backward).toEqual(whole);
      }),
    );
  });

  it('put unknown values last in either direction, and equal ones by index', () => {
    const values = [2, Number.NaN, 1, 2, Number.NaN];
    expect([...sortIndices([...values.keys()], [{ column: (i) => values[i], descending: true }])]).toEqual([0, 3, 2, 1, 4]);
    expect([...sortIndices([...values.keys()], [{ column: (i) => values[i], descending: false }])]).toEqual([2, 0, 3, 1, 4]);
  });

  it('lie between two cursors where both are given', () => {
    const list = rangeList('test', 10);
    const cursors = pageOf(SNAPSHOT, list, { first: 10 });
    const cursor = (index: number) => pageInfo({ ...cursors, indices: [index] }).startCursor;
    expect(pageOf(SNAPSHOT, list, { after: cursor(2), before: cursor(6) }).indices).toEqual([3, 4, 5]);
    expect(pageOf(SNAPSHOT, list, { after: cursor(2), before: cursor(6), last: 2 }).indices).toEqual([4, 5]);
    expect(pageOf(SNAPSHOT, list, { after: cursor(9) }).indices).toEqual([]);
    expect(pageOf(SNAPSHOT, list, { first: 0 }).indices).toEqual([]);
  });
});

describe('pages over the API', () => {
  const records = Array.from({ length: 60 }, (_, i) => paperRecord(`Tied ${i}`, ['Tied Author', `Partner ${String.fromCharCode(65 + (i % 26))}x${i}`], { date: { year: 2000 + (i % 3), month: null, day: null } }));
  let corpus: ServedCorpus;
  let other: ServedCorpus;
  beforeAll(async () => {
    [corpus, other] = [await servedCorpus(records), await servedCorpus(records.slice(1))];
  });

  const CONNECTIONS: ReadonlyArray<readonly [path: string, query: string]> = [
    ['papers', 'query ($after: String, $n: Int) { papers(orderBy: [{ field: YEAR }], first: $n, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } }'],
    ['authors', 'query ($after: String, $n: Int) { authors(orderBy: [{ metric: DEGREE }], first: $n, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } }'],
    ['author.papers', 'query ($after: String, $n: Int) { author(name: "Tied Author") { papers(first: $n, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } } }'],
    ['author.collaborators', 'query ($after: String, $n: Int) { author(name: "Tied Author") { collaborators(first: $n, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } } }'],
    ['author.mentions', 'query ($after: String, $n: Int) { author(name: "Tied Author") { mentions(first: $n, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { paper { id } } } } }'],
    ['search', 'query ($after: String, $n: Int) { search(query: "tied", first: $n, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { ... on Author { id } ... on Paper { id } } } }'],
  ];

  it.each(CONNECTIONS)('of %s hold every item once, whatever the page size', async (path, query) => {
    for (const n of [7, 200]) {
      const seen: string[] = [];
      let total = 0;
      for (let after: string | null = null; ; ) {
        const page: { totalCount: number; nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } = await corpus.get(path, query, { after, n });
        total = page.totalCount;
        seen.push(...page.nodes.map((node) => JSON.stringify(node)));
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }
      expect(seen).toHaveLength(total);
      expect(new Set(seen).size).toBe(total);
      expect(total).toBeGreaterThanOrEqual(60);
    }
  });

  it.each(CONNECTIONS)('of %s refuse a cursor of another snapshot', async (path, query) => {
    const { pageInfo: info } = await other.get<{ pageInfo: { endCursor: string } }>(path, query, { n: 1 });
    const { errors } = await corpus.ask(query, { after: info.endCursor, n: 1 });
    expect(errors).toMatchObject([{ message: expect.stringContaining('another snapshot'), extensions: { code: 'CURSOR_EXPIRED', argument: 'after' } }]);
  });

  it('refuse a cursor of another list, of another order, and what is no cursor', async () => {
    const cursor = await corpus.get<string>('papers.pageInfo.endCursor', '{ papers(first: 1) { pageInfo { endCursor } } }');
    for (const [query, after] of [
      ['query ($after: String) { authors(after: $after) { totalCount } }', cursor],
      ['query ($after: String) { papers(orderBy: [{ field: TITLE }], after: $after) { totalCount } }', cursor],
      ['query ($after: String) { papers(before: $after) { totalCount } }', 'no cursor'],
      ['query ($after: String) { papers(after: $after) { totalCount } }', Buffer.from(`${corpus.snapshot.id}|x|999999999`).toString('base64url')],
    ]) {
      const { errors } = await corpus.ask(query, { after });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  it('stay where they are when the filter between them changes', async () => {
    const cursor = await corpus.get<string>('papers.pageInfo.endCursor', '{ papers(orderBy: [{ field: YEAR }], first: 10) { pageInfo { endCursor } } }');
    const rest = await corpus.get('papers', 'query ($after: String) { papers(orderBy: [{ field: YEAR }], where: { year: { eq: 2001 } }, after: $after, first: 3) { totalCount nodes { publicationYear } pageInfo { hasPreviousPage } } }', { after: cursor });
    expect(rest).toMatchObject({ totalCount: 20, nodes: [2001, 2001, 2001].map((publicationYear) => ({ publicationYear })), pageInfo: { hasPreviousPage: false } });
  });
});
