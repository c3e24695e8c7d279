/** Author: names and ids come from its row and details, figures from metric tables, years from the incidence. */
import { UNKNOWN, UNKNOWN_YEAR } from '../../graph/types.js';
import { metricById } from '../../metrics/registry.js';
import { MOST_OF_ONE } from '../../snapshot/possible-duplicates.js';
import { inOrderOfSchemes } from '../../records/ids.js';
import type { PersonIdScheme } from '../../records/record.js';
import { whenKnown, type MaybePromise } from '../../snapshot/when-known.js';
import { graphOf } from '../arguments/graph-spec.js';
import { metricParameters } from '../arguments/metric-parameters.js';
import type { RequestContext } from '../context.js';
import { badUserInput } from '../errors.js';
import { fieldsOf } from '../facets/paper-facets.js';
import { paperPredicate } from '../filters/paper-filter.js';
import type { AuthorResolvers, YearCount } from '../generated/resolvers.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { somePapers } from '../ordering/paper-order.js';
import { rangeList } from '../paging/index-list.js';
import { bounded, pageOf } from '../paging/page.js';
import { affiliationsOf } from '../reads/affiliations.js';
import { collaboratorsPage } from './collaborators.js';
import { communityTable } from './community.js';
import { distancesOf } from './distances.js';
import { contradictionsIn, figuresOf, reportedFigure } from './figures.js';
import { personUrl } from './id-urls.js';
import { metricValue } from './metric.js';
import { authorSeries } from './series.js';
import { suggestionsPage } from './suggestions.js';

const MAX_METRICS = 100;

const detailsOf = (context: RequestContext, index: number) => context.loaders.authorDetails.load(index);

function papersOf({ snapshot }: RequestContext, author: number): Uint32Array {
  const { authorOffsets, authorPapers } = snapshot.incidence;
  return authorPapers.subarray(authorOffsets[author], authorOffsets[author + 1]);
}

/** A whole-number metric under the default graph, as profiles show it. */
function profileNumber(context: RequestContext, id: 'CITATION_COUNT' | 'H_INDEX', author: number): MaybePromise<number | null> {
  return whenKnown(graphOf(context, null), (graph) => whenKnown(graph.authorMetric(id), (table) => table.value(author)));
}

function extremeYear(context: RequestContext, author: number, better: (year: number, than: number) => boolean): number | null {
  const { paperYear } = context.snapshot.incidence;
  let found: number | null = null;
  for (const paper of papersOf(context, author)) {
    const year = paperYear[paper];
    if (year !== UNKNOWN_YEAR && (found === null || better(year, found))) found = year;
  }
  return found;
}

function countsByYear(context: RequestContext, author: number): YearCount[] {
  const { paperYear, paperCitations } = context.snapshot.incidence;
  const years = new Map<number, { papers: number; citations: number | null }>();
  for (const paper of papersOf(context, author)) {
    const year = paperYear[paper];
    if (year === UNKNOWN_YEAR) continue;
    const count = years.get(year) ?? { papers: 0, citations: null };
    count.papers += 1;
    if (paperCitations[paper] !== UNKNOWN) count.citations = (count.citations ?? 0) + paperCitations[paper];
    years.set(year, count);
  }
  return [...years].toSorted(([a], [b]) => a - b).map(([year, { papers, citations }]) => ({ year, paperCount: papers, citedByCount: citations }));
}

export const Author: AuthorResolvers = {
  __isTypeOf: (parent) => parent.kind === 'author',
  disambiguator: ({ row }) => row.disambiguator,
  kind: ({ row }) => row.kind,
  nameVariants: ({ index }, _, context) => whenLoaded(detailsOf(context, index), ({ nameVariants }) => [...nameVariants]),
  externalIds: ({ index }, _, context) =>
    whenLoaded(detailsOf(context, index), ({ externalIds }) =>
      (Object.entries(inOrderOfSchemes(externalIds)) as Array<[PersonIdScheme, readonly string[]]>).flatMap(([scheme, values]) =>
        values.map((value) => ({ scheme, value, url: personUrl(scheme, value) })),
      ),
    ),
  orcid: ({ index }, _, context) => whenLoaded(detailsOf(context, index), ({ externalIds }) => externalIds.orcid?.[0] ?? null),
  affiliations: ({ index }, _, context) => affiliationsOf(context, index),
  identity: ({ index }, _, context) => detailsOf(context, index),
  possibleDuplicates: ({ index }, { first }, { records }) => records.possibleDuplicatesOf(index).slice(0, bounded('first', first ?? 5, 0, MOST_OF_ONE)),
  async mentions({ index, row }, args, context) {
    const { snapshot, loaders } = context;
    const list = await somePapers(context, `mentions of ${row.id}`, papersOf(context, index), null, null);
    const places = rangeList(`mentions of ${row.id}`, list.length);
    return {
      page: pageOf(snapshot.id, places, args),
      at(place) {
        const paper = list.at(place);
        return whenLoaded(loaders.authorships.load(paper), (rows) => {
          const mention = rows.find(({ author }) => author === index);
          if (!mention) throw new Error(`paper ${paper} has no mention of its author ${index}`);
          return { paper, row: mention };
        });
      },
    };
  },
  reportedFields: ({ index }, _, context) => whenLoaded(detailsOf(context, index), ({ reportedFields }) => [...reportedFields]),
  topFields: ({ index }, { limit }, context) => fieldsOf(context.snapshot, (visit) => papersOf(context, index).forEach((paper) => visit(paper)), limit ?? 25),
  reported: ({ index }, _, context) => whenLoaded(detailsOf(context, index), ({ reported }) => reported.map(reportedFigure)),
  figures: async ({ index }, _, context) => figuresOf(context, index, await detailsOf(context, index)),
  contradictions: async ({ index }, _, context) => contradictionsIn(context, index, await detailsOf(context, index)),
  paperCount: ({ index }, _, context) => papersOf(context, index).length,
  citedByCount: ({ index }, _, context) => profileNumber(context, 'CITATION_COUNT', index),
  hIndex: ({ index }, _, context) => profileNumber(context, 'H_INDEX', index),
  firstYear: ({ index }, _, context) => extremeYear(context, index, (year, than) => year < than),
  lastYear: ({ index }, _, context) => extremeYear(context, index, (year, than) => year > than),
  countsByYear: ({ index }, _, context) => countsByYear(context, index),
  async papers({ index, row }, { where, orderBy, ...page }, context) {
    const accepts = await paperPredicate(context, where);
    const list = await somePapers(context, row.id, papersOf(context, index), orderBy, accepts);
    return { page: pageOf(context.snapshot.id, list, page) };
  },
  collaborators: collaboratorsPage,
  distances: distancesOf,
  suggestedCollaborators: suggestionsPage,
  // At once where graph and table are at hand: a page asks for as many as it has authors.
  metric: ({ index }, { id, graph: spec, parameters }, context) =>
    whenKnown(graphOf(context, spec), (graph) => whenKnown(graph.authorMetric(id, metricParameters(metricById(id), parameters)), (table) => metricValue(table, index, graph))),
  metrics({ index }, { ids, graph: spec }, context) {
    if (ids.length > MAX_METRICS) throw badUserInput('ids', ids, `but has ${ids.length} entries where at most ${MAX_METRICS} metrics are answered at once`);
    return whenKnown(graphOf(context, spec), (graph) => ids.map((id) => whenLoaded(graph.authorMetric(id), (table) => metricValue(table, index, graph))));
  },
  metricSeries: async ({ index }, { graph, ...asked }, context) => authorSeries(await graphOf(context, graph), index, asked),
  async community({ index }, { graph: spec, ...options }, context) {
    const graph = await graphOf(context, spec);
    const table = await communityTable(graph, options);
    const id = table.communityOf(index);
    return id === null ? null : { id, table, graph };
  },
};
