/** The roots: each checks its arguments and says where its answer comes from. */
import type { GraphQLError } from 'graphql';
import { EXPORT_FORMATS } from '../../exports/registry.js';
import { METRICS } from '../../metrics/registry.js';
import { graphOf } from '../arguments/graph-spec.js';
import { authorByAnyId, nodeByAnyId, paperByAnyId } from '../arguments/ids.js';
import type { RequestContext } from '../context.js';
import { badUserInput } from '../errors.js';
import { authorPredicate } from '../filters/author-filter.js';
import { paperPredicate } from '../filters/paper-filter.js';
import type { QueryResolvers } from '../generated/resolvers.js';
import { authorAt, paperAt } from '../hydrate.js';
import { MAX_NETWORK_EDGES, MAX_NETWORK_NODES, MAX_PAGE_SIZE } from '../limits.js';
import { allAuthors } from '../ordering/author-order.js';
import { allPapers } from '../ordering/paper-order.js';
import { rangeList } from '../paging/index-list.js';
import { bounded, pageOf, pageSize } from '../paging/page.js';
import type { AuthorParent, PaperParent } from '../parents.js';
import { MAX_ROUNDS } from '../reads/layout-rounds.js';
import { drawnPicture } from '../reads/network-picture.js';
import { pathsBetween } from '../reads/paths.js';
import { authorByName } from './author-by-name.js';
import { communityMap } from './community-map.js';
import { communityTable } from './community.js';
import { callerTold } from './caller.js';
import { awaitedComputation } from './computation.js';
import { importJob, importJobs } from './import-jobs.js';
import { ledgerPage } from './ledger.js';
import { scopeAuthors } from './network.js';
import { searchPage } from './search.js';
import { venueByName } from './venue.js';

const MAX_SEED = 2 ** 31 - 1;

async function nodeAt(context: RequestContext, id: string, argument: string): Promise<AuthorParent | PaperParent> {
  const { kind, resolved } = await nodeByAnyId(context, id, argument);
  return kind === 'author' ? authorAt(context, resolved) : paperAt(context, resolved);
}

export const Query: QueryResolvers = {
  node: (_, { id }, context) => nodeAt(context, id, 'id'),
  nodes(_, { ids }, context) {
    if (ids.length > MAX_PAGE_SIZE) throw badUserInput('ids', ids, `but has ${ids.length} entries where at most ${MAX_PAGE_SIZE} ids are answered at once`);
    // An error in a list's place is that item's error: the others are answered.
    return ids.map((id) => nodeAt(context, id, 'ids').catch((error: GraphQLError) => error as never));
  },
  async author(_, { id, name }, context) {
    if ((typeof id === 'string') === (typeof name === 'string')) {
      throw badUserInput('id', id ?? null, 'but exactly one of "id" and "name" must be given');
    }
    if (typeof name === 'string') return authorByName(context, name);
    return authorAt(context, await authorByAnyId(context, id ?? '', 'id'));
  },
  async authors(_, { where, orderBy, graph: spec, ...page }, context) {
    const graph = await graphOf(context, spec);
    const list = await allAuthors(context, graph, orderBy, await authorPredicate(context, graph, where));
    return { page: pageOf(context.snapshot.id, list, page), graph };
  },
  paper: async (_, { id }, context) => paperAt(context, await paperByAnyId(context, id, 'id')),
  async papers(_, { where, orderBy, ...page }, context) {
    const list = await allPapers(context, orderBy, await paperPredicate(context, where));
    return { page: pageOf(context.snapshot.id, list, page) };
  },
  venue: (_, { name }, context) => venueByName(context, name),
  search: (_, args, context) => searchPage(context, args),
  async collaborationPath(_, { from, to, graph: spec, distance, first }, context) {
    const limit = pageSize('first', first ?? 25);
    const [graph, start, end] = await Promise.all([graphOf(context, spec), authorByAnyId(context, from, 'from'), authorByAnyId(context, to, 'to')]);
    const { paths, ...found } = await pathsBetween(graph, start.index, end.index, distance ?? 'UNWEIGHTED', limit);
    const [fromAuthor, toAuthor] = await Promise.all([authorAt(context, start), authorAt(context, end)]);
    return { ...found, from: fromAuthor, to: toAuthor, limit, graph, paths: paths.map((authors) => ({ authors, graph })) };
  },
  async network(_, { scope, graph: spec, layout, maxNodes, maxEdges }, context) {
    const iterations = layout?.iterations;
    const options = {
      maxNodes: bounded('maxNodes', maxNodes ?? 500, 1, MAX_NETWORK_NODES),
      maxEdges: bounded('maxEdges', maxEdges ?? 20_000, 0, MAX_NETWORK_EDGES),
      seed: bounded('layout.seed', layout?.seed ?? 1, 0, MAX_SEED),
      iterations: typeof iterations === 'number' ? bounded('layout.iterations', iterations, 0, MAX_ROUNDS) : null,
    };
    const graph = await graphOf(context, spec);
    return { picture: await drawnPicture(graph, await scopeAuthors(context, graph, scope, options.maxNodes), options), graph };
  },
  async communities(_, { graph: spec, algorithm, seed, resolution, ...page }, context) {
    const graph = await graphOf(context, spec);
    const table = await communityTable(graph, { algorithm, seed, resolution });
    const key = `communities ${graph.key} ${table.algorithm} ${table.seed} ${table.resolution}`;
    return { page: pageOf(context.snapshot.id, rangeList(key, table.communityCount), page), table, graph };
  },
  communityMap: (_, args, context) => communityMap(args, context),
  metrics: (_, { scope, family }) =>
    METRICS.filter((metric) => (typeof scope !== 'string' || metric.scope === scope) && (typeof family !== 'string' || metric.family === family)),
  exportFormats: () => [...EXPORT_FORMATS],
  possibleDuplicates: (_, args, { snapshot, records }) => ({ page: pageOf(snapshot.id, rangeList('possible duplicates', records.possibleDuplicateCount()), args) }),
  ledger: (_, args, context) => ledgerPage(context, args),
  corpus: () => ({}),
  caller: (_, _arguments, context) => callerTold(context),
  importJob,
  importJobs,
  computation: (_, { id, waitMs }, context) => awaitedComputation(context, id, waitMs ?? 0),
};
