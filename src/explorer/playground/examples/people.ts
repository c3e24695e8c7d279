/** Examples about authors. */
import { type Example, type ExampleGroup, literal, Lacking, NO_AUTHORS } from './example.js';
import type { CorpusFacts, Person } from './corpus-facts.js';

/** An example about the author with most collaborators. */
const ofHub = (write: (hub: Person, facts: CorpusFacts) => string | Lacking): Example['operation'] => (facts) => (facts.hub === null ? NO_AUTHORS : write(facts.hub, facts));

export const AUTHOR: Example = {
  name: 'Author',
  title: 'An author’s profile',
  about: 'An author: figures, standing in the network, collaborators. Ctrl-Enter runs, Ctrl-Space completes; the book button, “Show Documentation Explorer”, explains every field.',
  operation: ofHub(({ id }, { allPairsAreQuick }) => `
query Author {
  author(id: ${literal(id)}) {
    displayName
    nameVariants { name count }
    paperCount
    firstYear
    lastYear
    figures {
      name
      computed
      reported { value unit }
    }
    metrics(ids: [
      DEGREE, STRENGTH, PAGERANK, CORE_NUMBER${allPairsAreQuick ? '\n      BETWEENNESS, CLOSENESS' : ''}
    ]) {
      metric { title definition }
      value
      normalized
      rank
      percentile
    }
    collaborators(first: 10) {
      totalCount
      edges {
        node { id displayName }
        paperCount
        strength
        firstYear
        lastYear
        papers(first: 3) {
          nodes { title publicationYear }
        }
      }
    }
  }
}`),
};

const AUTHOR_BY_NAME: Example = {
  name: 'AuthorByName',
  title: 'An author by name',
  about: 'One author by full name, whatever its case, accents and order. A name that several people bear is answered with the candidates.',
  operation: ({ hub, soleName }) => {
    if (hub === null) return NO_AUTHORS;
    if (soleName === null) return new Lacking('None of the best connected authors has a name that nobody else bears: ask by id.');
    return `
query AuthorByName {
  author(name: ${literal(soleName)}) {
    id
    displayName
    disambiguator
    orcid
    externalIds { scheme value url }
    affiliations { name ror countryCode }
    topFields(limit: 5) {
      groups { displayName count }
      unknownCount
    }
    countsByYear { year paperCount citedByCount }
    papers(first: 5) {
      totalCount
      nodes { title venue publicationYear }
    }
  }
}`;
  },
};

const SEARCH: Example = {
  name: 'Search',
  title: 'Search people and papers',
  about: 'Beginnings of words of names, and words of titles and abstracts. Authors come first.',
  operation: ({ hub, paper }) => {
    const words = (hub?.displayName ?? paper?.title ?? 'networks').match(/[\p{L}\p{M}\p{N}]+/gu) ?? ['networks'];
    return `
query Search {
  search(query: ${literal(words.at(-1) ?? 'networks')}, first: 10) {
    authorCount
    paperCount
    edges {
      score
      node {
        ... on Author { id displayName paperCount }
        ... on Paper { id title publicationYear }
      }
    }
    truncated { reason limit total }
  }
}`;
  },
};

const COLLABORATORS: Example = {
  name: 'Collaborators',
  title: 'Collaborators, strongest first',
  about: 'Who works most closely with an author, where a paper of k people gives each pair 1/(k−1): many small papers count for more than one large one.',
  operation: ofHub(({ id }) => `
query Collaborators {
  author(id: ${literal(id)}) {
    displayName
    collaborators(
      first: 20
      orderBy: [{ field: STRENGTH }]
      graph: { counting: FRACTIONAL }
    ) {
      totalCount
      edges {
        node { id displayName }
        strength
        paperCount
        firstYear
        lastYear
        similarity(kind: JACCARD)
        metric(id: NEIGHBOURHOOD_OVERLAP) {
          value
          metric { title }
        }
      }
      graph { counting paperCount }
    }
  }
}`),
};

const JOINT_PAPERS: Example = {
  name: 'JointPapers',
  title: 'Joint papers of two people',
  about: 'Everything that two authors wrote together, alone or with others.',
  operation: ({ hub, partner }) => {
    if (hub === null) return NO_AUTHORS;
    if (partner === null) return new Lacking('Nobody in this corpus has written with anybody else.');
    return `
query JointPapers {
  papers(
    where: { AND: [
      { author: ${literal(hub.id)} }
      { author: ${literal(partner.id)} }
    ] }
  ) {
    totalCount
    nodes {
      title
      publicationDate
      venue
      authors(first: 10) {
        totalCount
        nodes { displayName }
      }
    }
    groupBy(by: YEAR) {
      groups { key count }
    }
  }
}`;
  },
};

const SUGGESTIONS: Example = {
  name: 'Suggestions',
  title: 'Suggested collaborators',
  about: 'People with whom an author has not written, but with whom many of the collaborators have, and who of those could introduce them.',
  operation: ofHub(({ id }) => `
query Suggestions {
  author(id: ${literal(id)}) {
    displayName
    suggestedCollaborators(first: 10, method: ADAMIC_ADAR) {
      totalCount
      method
      edges {
        node { id displayName }
        score
        witnessCount
        witnesses(first: 3) { displayName }
      }
      truncated { reason limit total }
    }
  }
}`),
};

const DISTANCES: Example = {
  name: 'Distances',
  title: 'How far everybody is',
  about: 'The Erdős number of anyone, with this author for Erdős: how many people are one, two, three collaborations away.',
  operation: ofHub(({ id }) => `
query Distances {
  author(id: ${literal(id)}) {
    displayName
    distances {
      reachedCount
      unreachedCount
      meanDistance
      largestDistance
      counts { distance authorCount }
      authors(distance: 2, first: 10) {
        totalCount
        nodes { id displayName }
      }
    }
  }
}`),
};

const CAREER: Example = {
  name: 'Career',
  title: 'An author over the years',
  about: 'How many people the author had worked with by the end of each year, and the place among all authors of that time.',
  operation: ofHub(({ id }, { years }) => (years === null ? new Lacking('This corpus states no years, so that nothing can be told year by year.') : `
query Career {
  author(id: ${literal(id)}) {
    displayName
    metricSeries(id: DEGREE, window: CUMULATIVE, from: ${Math.max(years.first, years.last - 20)}) {
      yearTo
      value
      rank
      nodeCount
    }
  }
}`)),
};

const IDENTITY: Example = {
  name: 'IdentityEvidence',
  title: 'Why it is one person',
  about: 'What was judged to be the same person and why: the evidence, the names as written on each paper, who else it might be.',
  operation: ofHub(({ id }) => `
query IdentityEvidence {
  author(id: ${literal(id)}) {
    displayName
    identity {
      confidence
      ambiguous
      mentionCount
      evidence { kind detail mentions ledgerEntry { why } }
    }
    mentions(first: 10) {
      totalCount
      nodes {
        rawName
        position
        affiliations { name countryCode }
        alsoWritten { name source { file line } }
        paper { title }
      }
    }
    possibleDuplicates {
      author { id displayName }
      probability
      for { kind logOdds words }
      against { kind logOdds words }
    }
  }
}`),
};

const DUPLICATES: Example = {
  name: 'PossibleDuplicates',
  title: 'Possible duplicates',
  about: 'Pairs of authors who may be one person under two names, the likeliest first, with what speaks for and against it.',
  operation: () => `
query PossibleDuplicates {
  possibleDuplicates(first: 10) {
    totalCount
    nodes {
      authors { id displayName paperCount }
      probability
      for { words logOdds }
      against { words logOdds }
    }
    truncated { reason limit total }
  }
}`,
};

export const PEOPLE: ExampleGroup = {
  title: 'People',
  examples: [AUTHOR, AUTHOR_BY_NAME, SEARCH, COLLABORATORS, JOINT_PAPERS, SUGGESTIONS, DISTANCES, CAREER, IDENTITY, DUPLICATES],
};
