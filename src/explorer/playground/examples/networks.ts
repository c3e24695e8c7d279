/** Examples about the network: ways, pictures, communities, rankings in it. */
import { type Example, type ExampleGroup, literal, NO_AUTHORS } from './example.js';
import type { CorpusFacts } from './corpus-facts.js';

export const PATH: Example = {
  name: 'Path',
  title: 'The path between two people',
  about: 'All shortest ways from one author to another, with the papers that prove each step.',
  operation: ({ far }) => (far === null ? NO_AUTHORS : `
query Path {
  collaborationPath(
    from: ${literal(far.from.id)}
    to: ${literal(far.to.id)}
    first: 5
  ) {
    distance
    pathCount
    paths {
      authors { displayName }
      collaborations {
        source { displayName }
        target { displayName }
        paperCount
        papers(first: 3) {
          nodes { title publicationYear venue doi }
        }
      }
    }
    truncated { reason limit total }
  }
}`),
};

export const NETWORK: Example = {
  name: 'Network',
  title: 'The network around a person',
  about: 'Everybody within two collaborations of an author, with positions for drawing it.',
  operation: ({ hub }) => (hub === null ? NO_AUTHORS : `
query Network {
  network(
    scope: { ego: {
      author: ${literal(hub.id)}
      radius: 2
    } }
    maxNodes: 100
  ) {
    nodeCount
    edgeCount
    nodes {
      author { id displayName }
      x
      y
      degree
      distance
      community
    }
    edges {
      source
      target
      paperCount
      strength
      firstYear
      lastYear
    }
    truncated { reason limit total }
  }
}`),
};

const TOP: Example = {
  name: 'TopNetwork',
  title: 'The network of the best connected',
  about: 'The authors first by a metric and the collaborations among them, with figures on how well the picture shows the graph.',
  operation: () => `
query TopNetwork {
  network(
    scope: { top: { metric: DEGREE, n: 50 } }
    layout: { seed: 7 }
  ) {
    nodes {
      author { displayName }
      x
      y
      metric(id: CORE_NUMBER) { value }
    }
    edges { source target strength }
    quality {
      density
      modularity
      edgeUniformity
      neighborhoodPreservation
      stress
    }
    truncated { reason limit total }
  }
}`,
};

/** The part of a graph spec that only a corpus with years has a use for. */
function yearsOf({ years }: CorpusFacts): string {
  return years === null ? '' : `\n      years: { from: ${Math.max(years.first, years.last - 10)}, to: ${years.last} }`;
}

const RANKING: Example = {
  name: 'Ranking',
  title: 'A ranking under a graph of one’s own',
  about: 'Authors by PageRank, where a paper counts by its number of authors, those of more than 25 people are left out and, where the corpus states years, only the last ten count.',
  operation: (facts) => `
query Ranking {
  authors(
    orderBy: [{ metric: PAGERANK }]
    graph: {
      counting: FRACTIONAL
      maxAuthors: 25${yearsOf(facts)}
    }
    first: 25
  ) {
    totalCount
    nodes {
      displayName
      metric(
        id: PAGERANK
        graph: {
      counting: FRACTIONAL
      maxAuthors: 25${yearsOf(facts)}
    }
      ) {
        value
        rank
        percentile
        method
        basis
        iterations
        converged
        errorBound
        parameters { name value }
        graph { paperCount hyperAuthoredPapersExcluded }
      }
    }
  }
}`,
};

const FILTERS: Example = {
  name: 'FiltersAndFacets',
  title: 'Authors by filter and facet',
  about: 'Authors with at least two papers, of the most frequent field and venue where the corpus knows any, and how the whole list divides.',
  operation: ({ field, venue }) => `
query FiltersAndFacets {
  authors(
    where: {
      paperCount: { gte: 2 }${field === null && venue === null ? '' : `\n      OR: [${field === null ? '' : `\n        { field: { eq: ${literal(field)} } }`}${venue === null ? '' : `\n        { venue: { eq: ${literal(venue)} } }`}\n      ]`}
    }
    first: 10
  ) {
    totalCount
    nodes { displayName paperCount firstYear lastYear }
    byField: groupBy(by: FIELD, limit: 10) {
      groups { displayName count }
    }
    byFirstYear: groupBy(by: FIRST_YEAR) {
      groups { key count }
      unknownCount
    }
    byPapers: groupBy(by: PAPER_COUNT, limit: 10) {
      groups { key count }
      truncated { reason limit total }
    }
  }
}`,
};

const NEARBY: Example = {
  name: 'Nearby',
  title: 'Who is near, and central',
  about: 'Everybody two or three collaborations away from an author who is among the best connected hundred.',
  operation: ({ hub }) => (hub === null ? NO_AUTHORS : `
query Nearby {
  authors(
    where: {
      distance: {
        from: ${literal(hub.id)}
        hops: { gte: 2, lte: 3 }
      }
      metric: [{ id: DEGREE, rank: { lte: 100 } }]
    }
    orderBy: [{ metric: DEGREE }]
  ) {
    totalCount
    edges { cursor node { id displayName } }
  }
}`),
};

const COMMUNITIES: Example = {
  name: 'Communities',
  title: 'Communities',
  about: 'Groups of people who write with each other more than with others: size, who and what they stand for, how closely they hold together.',
  operation: () => `
query Communities {
  communities(first: 10, algorithm: LEIDEN) {
    totalCount
    modularity
    seed
    resolution
    nodes {
      id
      size
      internalStrength
      externalStrength
      topAuthors(limit: 3) { displayName }
      topFields(limit: 3) {
        groups { displayName count }
      }
    }
  }
}`,
};

const COMMUNITY_MAP: Example = {
  name: 'CommunityMap',
  title: 'Map of communities',
  about: 'The largest communities, what links them, and a place for each on a map.',
  operation: () => `
query CommunityMap {
  communityMap(maxCommunities: 30, maxLinks: 100) {
    communityCount
    linkCount
    nodes {
      x
      y
      community { id size topAuthors(limit: 1) { displayName } }
    }
    links { source target collaborationCount strength paperCount }
    truncated { reason limit total }
  }
}`,
};

const MEMBERS: Example = {
  name: 'CommunityMembers',
  title: 'Members of a community',
  about: 'The largest community with its members, and the community of one author.',
  operation: ({ hub }) => `
query CommunityMembers {
  communities(first: 1) {
    edges {
      cursor
      node {
        size
        members(first: 20) {
          totalCount
          nodes { id displayName }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }${hub === null ? '' : `
  author(id: ${literal(hub.id)}) {
    displayName
    community { id size }
  }`}
}`,
};

export const NETWORKS: ExampleGroup = { title: 'The network', examples: [PATH, NETWORK, TOP, RANKING, FILTERS, NEARBY, COMMUNITIES, COMMUNITY_MAP, MEMBERS] };
