/** Examples about metrics and the numbers of the network as a whole. */
import { type Example, type ExampleGroup, Lacking } from './example.js';

const NO_GRAPH = new Lacking('This corpus has no papers of known year, so that nothing can be told year by year.');

const METRICS: Example = {
  name: 'Metrics',
  title: 'What every metric means',
  about: 'The registry of metrics: definition, range, parameters, cost, and where each comes from.',
  operation: () => `
query Metrics {
  metrics(scope: AUTHOR) {
    id
    family
    title
    definition
    range
    normalization
    nullMeaning
    isLabel
    complexity
    reference
    parameters {
      name
      description
      default
      accepts
      minimum
      maximum
    }
  }
}`,
};

const SUMMARY: Example = {
  name: 'NetworkSummary',
  title: 'The network in numbers',
  about: 'Size, density, components, clustering of the whole co-authorship graph, and what it leaves out.',
  operation: () => `
query NetworkSummary {
  corpus {
    graph(spec: { counting: FULL }) {
      paperCount
      authorCount
      collaborationCount
      papersExcluded
      incompleteAuthorLists
      metrics(ids: [
        DENSITY, COMPONENT_COUNT, GIANT_COMPONENT_SHARE
        TRANSITIVITY, MEAN_CLUSTERING
      ]) {
        metric { title range }
        value
        normalized
        method
      }
    }
  }
}`,
};

const GROWTH: Example = {
  name: 'Growth',
  title: 'Growth by year',
  about: 'What each year added: papers, papers of several people, and people who had not published before.',
  operation: () => `
query Growth {
  corpus {
    graph {
      growth {
        year
        paperCount
        multiAuthoredPaperCount
        newAuthorCount
      }
    }
  }
}`,
};

const OVER_YEARS: Example = {
  name: 'OverTheYears',
  title: 'A number over the years',
  about: 'The share of authors in the largest component at the end of each year.',
  operation: ({ years }) => (years === null ? NO_GRAPH : `
query OverTheYears {
  corpus {
    graph {
      metricSeries(
        id: GIANT_COMPONENT_SHARE
        window: CUMULATIVE
        from: ${Math.max(years.first, years.last - 20)}
      ) {
        yearTo
        value
        nodeCount
        method
      }
    }
  }
}`),
};

const DEGREES: Example = {
  name: 'DegreeDistribution',
  title: 'Degree distribution',
  about: 'How many authors have how many collaborators.',
  operation: () => `
query DegreeDistribution {
  corpus {
    graph {
      degreeDistribution { degree authorCount }
      metric(id: MEAN_DEGREE) { value }
    }
  }
}`,
};

const HOPS: Example = {
  name: 'DistanceDistribution',
  title: 'Distances between all pairs',
  about: 'How many pairs of authors are one, two, three collaborations apart. Large networks are sampled, and the answer says how closely.',
  operation: ({ allPairsAreQuick }) => (allPairsAreQuick ? `
query DistanceDistribution {
  corpus {
    graph {
      distanceDistribution {
        distances { distance pairCount share }
        pairCount
        unreachablePairCount
        meanDistance
        method
        sampledAuthorCount
        errorBound
      }
    }
  }
}` : new Lacking('This network is so large that distances between all pairs take longer than an example may. Ask for `corpus { graph { distanceDistribution { … } } }` where you can wait.')),
};

export const FIGURES: ExampleGroup = { title: 'Figures', examples: [METRICS, SUMMARY, GROWTH, OVER_YEARS, DEGREES, HOPS] };
