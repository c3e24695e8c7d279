/** Examples about papers. */
import { type Example, type ExampleGroup, Lacking, literal, NO_PAPERS } from './example.js';

const PAPERS_FILTERED: Example = {
  name: 'Papers',
  title: 'Papers by filter and facet',
  about: 'Papers of at most ten authors, most cited first, with how the whole list divides by year, venue and field.',
  operation: ({ type, venue }) => `
query Papers {
  papers(
    where: {
      authorCount: { lte: 10 }${type === null ? '' : `\n      type: { in: [${type}] }`}
    }
    orderBy: [{ field: CITED_BY_COUNT }, { field: PUBLICATION_DATE }]
    first: 10
  ) {
    totalCount
    nodes {
      title
      publicationDate
      datePrecision
      venue
      type
      citedByCount
    }
    byYear: groupBy(by: YEAR) {
      groups { key count }
      unknownCount
    }
    byVenue: groupBy(by: VENUE, limit: ${venue === null ? 1 : 10}) {
      groups { displayName count }
      groupCount
      unknownCount
    }
    byField: groupBy(by: FIELD, limit: 10) {
      groups { displayName count }
      unknownCount
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
};

const PAPER: Example = {
  name: 'Paper',
  title: 'A paper with its sources',
  about: 'A paper: its authors in order as written, affiliations, links, and every record that it was made of.',
  operation: ({ paper }) => (paper === null ? NO_PAPERS : `
query Paper {
  paper(id: ${literal(paper.id)}) {
    title
    abstract
    publicationDate
    venue
    fields
    externalIds { scheme value url }
    citedByCount
    citationSource { source asOf }
    authorListComplete
    authorships(first: 20) {
      totalCount
      edges {
        node {
          position
          rawName
          kind
          isCorresponding
          affiliations { name ror }
          author { id displayName }
        }
      }
    }
    links { kind url }
    scores { name value unit source { file } }
    sources { format file line retrievedAt url }
  }
}`),
};

const CONFLICTS: Example = {
  name: 'ConflictsAndVersions',
  title: 'Conflicts and versions',
  about: 'Where the records of a paper disagree, which value is shown and by which rule; and its preprint beside what was published.',
  operation: ({ disputed, paper }) => {
    const subject = disputed ?? paper;
    if (subject === null) return NO_PAPERS;
    return `
query ConflictsAndVersions {
  paper(id: ${literal(subject.id)}) {
    title
    mergeReasons
    conflicts {
      field
      shown
      rule
      values { value sources { format file line } }
    }
    versions {
      stage
      title
      publicationDate
      venue
      externalIds { scheme value }
    }
    otherVersions { id title }
  }
}`;
  },
};

const VENUE: Example = {
  name: 'Venue',
  title: 'A venue',
  about: 'A journal, conference or series: its papers by year, and who publishes there most.',
  operation: ({ venue }) => (venue === null ? new Lacking('No paper of this corpus names a venue.') : `
query Venue {
  venue(name: ${literal(venue)}) {
    name
    paperCount
    authorCount
    citedByCount
    countsByYear { year paperCount }
    topFields(limit: 5) {
      groups { displayName count }
    }
    topAuthors(limit: 5) {
      paperCount
      author { id displayName }
    }
    papers(first: 5) {
      totalCount
      nodes { id title publicationYear }
    }
  }
}`),
};

const BY_ID: Example = {
  name: 'ById',
  title: 'Anything by its id',
  about: 'Authors and papers by id, in any form that people paste: our own, a DOI, an ORCID, an address.',
  operation: ({ hub, paper }) => {
    if (paper === null) return NO_PAPERS;
    const ids = [paper, ...(hub === null ? [] : [hub])].map(({ id }) => literal(id));
    return `
query ById {
  node(id: ${ids[0]}) {
    id
    ... on Paper { title redirectedFrom }
  }
  nodes(ids: [${ids.join(', ')}]) {
    __typename
    id
    ... on Author { displayName }
    ... on Paper { title }
  }
}`;
  },
};

export const PAPERS: ExampleGroup = { title: 'Papers', examples: [PAPERS_FILTERED, PAPER, VENUE, CONFLICTS, BY_ID] };
