/** CoauthorGraph: what a spec means in this snapshot. */
import { metricById, NETWORK_METRICS } from '../../metrics/registry.js';
import { metricParameters } from '../arguments/metric-parameters.js';
import { badUserInput } from '../errors.js';
import type { CoauthorGraphResolvers } from '../generated/resolvers.js';
import { authorAt } from '../hydrate.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { componentSizesOf, degreesOf, growthOf } from '../reads/graph-facts.js';
import { networkSeries } from './series.js';

const MAX_METRICS = 100;
const DISTANCES = 'DISTANCE_DISTRIBUTION';

export const CoauthorGraph: CoauthorGraphResolvers = {
  counting: ({ spec }) => spec.counting,
  maxAuthors: ({ spec }) => spec.maxAuthors,
  yearFrom: ({ spec }) => spec.yearFrom,
  yearTo: ({ spec }) => spec.yearTo,
  types: ({ types }) => [...types],
  venues: ({ spec, snapshot }) => spec.venues.map((venue) => snapshot.vocabulary.venues[venue]),
  fields: ({ spec, snapshot }) => spec.fields.map((field) => snapshot.vocabulary.fields[field]),
  minStrength: ({ spec }) => spec.minStrength,
  component: ({ spec }) => spec.component,
  componentOf: ({ spec }, _, context) => (spec.componentOf === null ? null : authorAt(context, { index: spec.componentOf, redirectedFrom: null })),
  paperCount: ({ selection }) => selection.keptPapers,
  authorCount: ({ selection }) => selection.nodes.length,
  collaborationCount: (graph) => whenLoaded(graph.networkMetric('NETWORK_COLLABORATIONS'), ({ value }) => value ?? 0),
  papersExcluded: ({ selection, snapshot }) => snapshot.incidence.paperCount - selection.keptPapers,
  hyperAuthoredPapersExcluded: ({ selection }) => selection.hyperAuthoredExcluded,
  incompleteAuthorLists: ({ selection }) => selection.incompleteAuthorLists,
  async metric(graph, { id, parameters }) {
    return { value: await graph.networkMetric(id, metricParameters(metricById(id), parameters)), graph };
  },
  metrics(graph, { ids }) {
    const wanted = ids ?? NETWORK_METRICS.map(({ id }) => id);
    if (wanted.length > MAX_METRICS) throw badUserInput('ids', wanted, `but has ${wanted.length} entries where at most ${MAX_METRICS} metrics are answered at once`);
    return wanted.map((id) => whenLoaded(graph.networkMetric(id), (value) => ({ value, graph })));
  },
  async distanceDistribution(graph, { parameters }) {
    return { distribution: await graph.distribution(DISTANCES, metricParameters(metricById(DISTANCES), parameters)), graph };
  },
  metricSeries: (graph, asked) => networkSeries(graph, asked),
  degreeDistribution: (graph) => whenLoaded(degreesOf(graph), (degrees) => degrees.map(({ degree, authors }) => ({ degree, authorCount: authors }))),
  componentSizes: (graph) => componentSizesOf(graph),
  growth: (graph) =>
    whenLoaded(growthOf(graph), (years) =>
      years.map(({ year, papers, multiAuthoredPapers, newAuthors }) => ({
        year,
        paperCount: papers,
        multiAuthoredPaperCount: multiAuthoredPapers,
        newAuthorCount: newAuthors,
      })),
    ),
};
