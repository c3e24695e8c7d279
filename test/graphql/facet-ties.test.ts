/** Groups of one size stand by their keys, whatever order the corpus has met their values in. */
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../src/graphql/arguments/graph-spec.js';
import { RequestContext } from '../../src/graphql/context.js';
import type { NodeFact, NetworkQuestion } from '../../src/graphql/downloads/network-question.js';
import { networkOf } from '../../src/graphql/downloads/network.js';
import { authorFacts } from '../../src/snapshot/author-facts.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus } from '../helpers/served-corpus.js';

// Numbers stand by size: 2 before 11. Of texts capitals stand before small letters, and marks after them.
const IN_ORDER = ['10', '9', 'Zoology', 'algebra', 'Ökologie'];
const ORDERS = [IN_ORDER, IN_ORDER.toReversed(), [...IN_ORDER.slice(3), ...IN_ORDER.slice(0, 3)]];

/** A paper of each field and venue, the years in the order given, so that the values are met in it. */
const corpusOf = (names: readonly string[]) =>
  servedCorpus(names.map((name, i) => paperRecord(`Paper ${i}`, ['Ann Alpha', 'Bob Beta'], { date: { year: 2000 + i, month: null, day: null }, venue: name, fields: [name], type: i % 2 === 0 ? 'ARTICLE' : 'BOOK' })));

const QUERY = `{
  corpus { fields { groups { key } } venues { groups { key } } some: fields(contains: "o") { groups { key } } shops: venues(contains: "o") { groups { key } } types { groups { key } } }
  papers(first: 0) { field: groupBy(by: FIELD) { groups { key } } venue: groupBy(by: VENUE) { groups { key } } two: groupBy(by: FIELD, limit: 2) { groups { key } } year: groupBy(by: YEAR) { groups { key } } }
  authors(first: 0) { field: groupBy(by: FIELD) { groups { key } } venue: groupBy(by: VENUE) { groups { key } } }
  author(name: "Ann Alpha") { topFields { groups { key } } }
  communities(algorithm: COMPONENTS) { nodes { topFields(limit: 10) { groups { key } } } }
  network(scope: { top: { metric: DEGREE } }) { nodes { field } }
}`;
const groups = (keys: readonly string[]) => ({ groups: keys.map((key) => ({ key })) });

describe.each(ORDERS)('met as %s, %s, %s, …', (...names) => {
  it('groups are told by their keys', async () => {
    const { data, errors } = await (await corpusOf(names)).ask(QUERY);
    expect(errors).toEqual([]);
    const all = groups(IN_ORDER);
    const some = groups(['Zoology', 'Ökologie']);
    expect(data).toEqual({
      corpus: { fields: all, venues: all, some, shops: some, types: groups(['ARTICLE', 'BOOK']) },
      papers: { field: all, venue: all, two: groups(['10', '9']), year: groups(['2000', '2001', '2002', '2003', '2004']) },
      authors: { field: all, venue: all },
      author: { topFields: all },
      communities: { nodes: [{ topFields: all }] },
      network: { nodes: [{ field: '10' }, { field: '10' }] },
    });
  });

  it('exports and lists of authors tell the same first', async () => {
    const corpus = await corpusOf(names);
    const context = new RequestContext(corpus.provider.acquire());
    const question: NetworkQuestion = {
      scope: null, maxNodes: null, maxEdges: null, nodeFacts: new Set<NodeFact>(['top_field']), edgeFacts: new Set(), authorMetrics: [], collaborationMetrics: [],
      communities: { algorithm: 'LOUVAIN', seed: 1, resolution: 1 }, layout: null, limits: null,
    };
    try {
      const { network } = await networkOf(context, await graphOf(context, {}), question);
      expect(Array.from(network.nodes(), ({ values }) => values)).toEqual([['10'], ['10']]);
    } finally {
      context.release();
    }
    expect(authorFacts(corpus.snapshot, [0]).map(({ venues }) => venues)).toEqual([['10', '9', 'Zoology']]);
  });
});
